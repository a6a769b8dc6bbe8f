"""The bar of what the sources of growth bring: a loss among them leaves more to be found."""

from __future__ import annotations

from uuid import uuid4

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from kam.core.money import Money
from kam.services.plans.beside import Way
from kam.ui.account.plan.way_bar import WayBar
from kam.ui.look import Look


def rubles(millions: int) -> Money:
    return Money(millions * 10**8, "RUB")


def colours_between(image: QImage, start: float, end: float) -> set[str]:
    """The colours along the middle of the bar, from one part of its width to another."""
    columns = range(round(start * image.width()), round(end * image.width()))
    return {image.pixelColor(x, image.height() // 2).name() for x in columns}


def test_what_is_lost_is_missing_again(qtbot: QtBot, look: Look) -> None:
    bar = WayBar(look)
    qtbot.addWidget(bar)
    bar.resize(400, bar.height())
    pieces = [rubles(8), rubles(2), rubles(-4)]

    bar.show_way(Way(uuid4(), needed=rubles(10), sources=rubles(6)), pieces)

    image = bar.grab().toImage()
    solid = colours_between(image, 0.1, 0.55)
    assert len(solid) == 1
    assert colours_between(image, 0.62, 0.78) - solid, "the four millions that are lost are hatched"
