"""A field of spots: arrows go to what lies on the way, and whoever is chosen is told once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from kam.ui.look import Look
from kam.ui.widgets.charts.spot_field import SpotField

MIDDLE, EAST, FAR_EAST, NORTH_EAST = (UUID(int=number) for number in range(1, 5))


@dataclass(frozen=True)
class Town:
    id: UUID
    centre: QPointF


@dataclass(frozen=True)
class Country:
    spots: tuple[Town, ...]

    def spot_at(self, at: QPointF) -> Town | None:
        return next((town for town in self.spots if (town.centre - at).manhattanLength() < 5), None)

    def spot_of(self, account: UUID | None) -> Town | None:
        return next((town for town in self.spots if town.id == account), None)


class Map(SpotField[Town]):
    def __init__(self, look: Look) -> None:
        super().__init__(look, "Towns")
        places = ((MIDDLE, 50, 100), (EAST, 100, 100), (FAR_EAST, 150, 100), (NORTH_EAST, 60, 50))
        self.country = Country(tuple(Town(town, QPointF(x, y)) for town, x, y in places))
        self.drawn = 0

    @property
    def layout_of_spots(self) -> Country:
        return self.country

    def arrange(self) -> None:
        self.redraw()

    def paint_field(self, painter: QPainter) -> None:
        self.drawn += 1

    def paint_over(self, painter: QPainter) -> None:
        pass

    def describe(self, spot: Town) -> str:
        return f"town {spot.id.int}"


@pytest.fixture
def field(look: Look, qtbot: QtBot) -> Map:
    found = Map(look)
    qtbot.addWidget(found)
    found.resize(200, 200)
    found.show()
    return found


def test_an_arrow_goes_to_what_lies_on_the_way_though_something_else_is_nearer(
    field: Map, qtbot: QtBot
) -> None:
    field.choose(MIDDLE)
    qtbot.keyClick(field, Qt.Key.Key_Right)
    assert field.current == EAST
    qtbot.keyClick(field, Qt.Key.Key_Right)
    qtbot.keyClick(field, Qt.Key.Key_Right)
    assert field.current == FAR_EAST, "beyond the last one there is nothing"
    field.choose(MIDDLE)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.current == NORTH_EAST


def test_who_is_chosen_is_said_and_told_once(field: Map, qtbot: QtBot) -> None:
    chosen: list[UUID | None] = []
    opened: list[UUID] = []
    field.chosen.connect(chosen.append)
    field.opened.connect(opened.append)
    qtbot.keyClick(field, Qt.Key.Key_Left)
    qtbot.keyClick(field, Qt.Key.Key_Left)
    assert (chosen, field.accessibleDescription()) == ([MIDDLE], "town 1"), "nothing lies to its left"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert opened == [MIDDLE]


def test_choosing_draws_over_the_picture_and_leaves_the_picture(field: Map) -> None:
    field.grab()
    drawn = field.drawn
    field.choose(EAST)
    field.grab()
    assert field.drawn == drawn
    field.redraw()
    field.grab()
    assert field.drawn == drawn + 1
