"""Health in a line: told apart by shape, read by a screen reader, asked by mouse and key."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from kam.analysis.health.score import HealthBand
from kam.ui.health.pieces import (
    HealthLabel,
    HealthTrend,
    band_glyph,
    change_of,
    health_line,
    known_words,
    paint_trend,
    score_line,
    trend_glyph,
)
from kam.ui.look import Look
from kam.ui.widgets.glyphs import State
from kam.ui.widgets.pieces import Run, said
from tests import health


@pytest.mark.parametrize(
    ("band", "state"),
    [
        (HealthBand.GREEN, State.GOOD),
        (HealthBand.AMBER, State.ATTENTION),
        (HealthBand.RED, State.POOR),
        (None, State.UNKNOWN),
    ],
)
def test_each_band_has_a_shape_of_its_own(band: HealthBand | None, state: State) -> None:
    assert band_glyph(band).state is state


def test_a_line_says_band_score_and_change(look: Look) -> None:
    line = score_line(look.formats, 72, HealthBand.AMBER, -6)
    assert said(line, look.words) == "внимание 72 падение на 6"
    assert [each.dotted for each in line if isinstance(each, Run)] == [True, False]


def test_what_did_not_move_has_a_dash_and_what_is_not_known_no_change(look: Look) -> None:
    assert said(change_of(look.formats, 0), look.words) == "без изменений"
    assert change_of(look.formats, None) == ()


def test_an_account_of_which_nothing_is_known_says_so(look: Look) -> None:
    assert said(health_line(look.formats, health.unknown()), look.words) == "неизвестно —"


def test_the_known_share_is_told_only_where_something_is_missing(look: Look) -> None:
    assert known_words(look.words, look.formats, Decimal("0.8")) == "на 80\u00a0% факторов"
    assert known_words(look.words, look.formats, Decimal(1)) == ""


def test_the_number_answers_why_to_mouse_and_keyboard(look: Look, qtbot: QtBot) -> None:
    asked: list[bool] = []
    number = HealthLabel(look)
    qtbot.addWidget(number)
    number.asked.connect(lambda: asked.append(True))
    number.show_row(health.falling())
    qtbot.mouseClick(number, Qt.MouseButton.LeftButton)
    qtbot.keyClick(number, Qt.Key.Key_Space)
    assert asked == [True, True]
    assert number.accessibleName().startswith("Здоровье")
    assert number.accessibleName().endswith("почему?")


def test_the_year_is_said_in_words(look: Look, qtbot: QtBot) -> None:
    trend = HealthTrend(look)
    qtbot.addWidget(trend)
    row = health.falling()
    trend.show_trend(row.trend)
    assert row.score is not None
    expected = f"от {row.score + 12} до {row.score}"
    assert expected in trend.accessibleName()
    assert trend.toolTip() == trend.accessibleName()


def test_a_year_without_scores_says_that_it_is_not_known(look: Look, qtbot: QtBot) -> None:
    trend = HealthTrend(look)
    qtbot.addWidget(trend)
    trend.show_trend(health.unknown().trend)
    assert trend.accessibleName() == "Как менялось за год, пока неизвестно"


def test_the_year_is_painted_and_its_last_point_marked(look: Look) -> None:
    image = QImage(100, 20, QImage.Format.Format_RGB32)
    image.fill(look.theme.colour("page"))
    with QPainter(image) as painter:
        paint_trend(painter, QRectF(0, 0, 100, 20), health.falling().trend, look.theme)
    colours = {image.pixelColor(x, y).name() for x in range(90, 100) for y in range(20)}
    assert look.theme.colour("accent").name() in colours


def test_a_year_that_hardly_moves_is_drawn_nearly_level() -> None:
    assert trend_glyph(health.falling().trend).least == 10
