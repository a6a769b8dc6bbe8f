"""The course of a measured figure: points in the order of their days, what is aimed at, what each says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from kam.ui.look import Look
from kam.ui.widgets.charts.value_line import ValueLine, ValuePoint

BEGUN = ValuePoint(date(2026, 1, 1), Decimal(58), "в начале: 58")
LATEST = ValuePoint(date(2026, 11, 2), Decimal(52), "02.11.26, 52")
AIM = ValuePoint(date(2027, 2, 28), Decimal(41), "цель: 41 к 28.02.27")


@pytest.fixture
def chart(look: Look, qtbot: QtBot) -> ValueLine:
    chart = ValueLine(look, look.formats.tidy, name="Ход цели")
    qtbot.addWidget(chart)
    chart.resize(400, 120)
    return chart


def drawn(chart: ValueLine) -> QImage:
    return chart.grab(QRect(0, 0, 400, 120)).toImage()


def test_it_says_its_points_in_the_order_of_their_days(chart: ValueLine) -> None:
    chart.show_points([LATEST, BEGUN], AIM)
    assert chart.accessibleDescription() == "в начале: 58; 02.11.26, 52; цель: 41 к 28.02.27"


def test_what_is_pointed_at_says_itself(chart: ValueLine) -> None:
    chart.show_points([BEGUN, LATEST], AIM)
    left, right = chart._plot().left(), chart._plot().right()
    assert chart.point_at(left) == BEGUN
    assert chart.point_at(right) == AIM
    assert chart.point_at((left + right) / 3) is None


def test_lower_figures_stand_lower_and_later_ones_further_right(chart: ValueLine) -> None:
    chart.show_points([BEGUN, LATEST], AIM)
    places = [chart._place(each) for each in (BEGUN, LATEST, AIM)]
    assert [place.x() for place in places] == sorted(place.x() for place in places)
    assert [place.y() for place in places] == sorted(place.y() for place in places)


@pytest.mark.parametrize("aim", [None, AIM])
def test_a_single_figure_and_none_at_all_are_drawn(chart: ValueLine, aim: ValuePoint | None) -> None:
    chart.show_points([], None)
    empty = drawn(chart)
    chart.show_points([LATEST], aim)
    assert drawn(chart) != empty
