"""A chart of three hundred people under the hands: what is seen stays right while little of it is drawn."""

from __future__ import annotations

import random
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import Circle, LineKind
from kam.models import Account, Person, PersonLine, Stakeholder
from kam.ui.account.people.chart.kept_pixels import KeptPixels
from kam.ui.account.people.tab import PeopleTab
from tests.company import Company

_TIES = (LineKind.INFLUENCES, LineKind.CONFLICTS, LineKind.INFORMAL)


@pytest.fixture
def crowd(tab: PeopleTab, company: Company) -> PeopleTab:
    """Three hundred people and sixty lines."""
    office, chance = company.office, random.Random(4)
    account = Account(name="Ока")
    people = [Person(given_name="Анна", family_name=f"Вторая-{number}") for number in range(300)]
    places: list[Stakeholder] = []
    for number, each in enumerate(people):
        boss = places[(number - 1) // 6].id if number else None
        places.append(
            Stakeholder(account_id=account.id, person_id=each.id, circle=Circle.CORE, reports_to_id=boss)
        )
    ties = []
    for number in range(60):
        one, other = chance.sample(places, 2)
        ties.append(PersonLine(from_id=one.id, to_id=other.id, kind=_TIES[number % 3]))
    office.add_all(account, *people, *places, *ties)
    tab.show_account(account.id)
    tab.chart.set_scale(1)
    return tab


def seen(tab: PeopleTab) -> QImage:
    return tab.chart.viewport().grab().toImage()


def drawn_anew(tab: PeopleTab) -> QImage:
    tab.chart.hide()
    tab.chart.show()
    return seen(tab)


def strongest_difference(one: QImage, other: QImage) -> int:
    """How much a pixel differs at most, of 255: a slanted edge that is clipped elsewhere is smoothed anew."""
    assert one.size() == other.size()
    return max(
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness())
        for x in range(one.width())
        for y in range(one.height())
    )


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1.0, 0.5, 0.25])
def test_what_was_scrolled_looks_as_if_drawn_anew(crowd: PeopleTab, scale: float) -> None:
    chart = crowd.chart
    chart.set_scale(scale)
    across, down = chart.horizontalScrollBar(), chart.verticalScrollBar()
    for right, below in ((72, 0), (0, 40), (-30, -11), (400, 90), (-5, 3), (5000, 0), (-61, 25)):
        across.setValue(across.value() + right)
        down.setValue(down.value() + below)
        seen(crowd)
    assert across.value() > 0
    assert strongest_difference(seen(crowd), drawn_anew(crowd)) <= 24


def test_marks_are_drawn_over_what_is_kept_and_leave_nothing_behind(crowd: PeopleTab) -> None:
    chart, bare = crowd.chart, seen(crowd)
    ids = [key for key in chart.everybody() if chart.viewport().rect().contains(_middle(crowd, key))]
    chart.select(ids[0], reveal=False)
    marked = seen(crowd)
    assert marked != bare
    assert marked == drawn_anew(crowd)
    chart.select(ids[1], reveal=False)
    assert seen(crowd) not in (bare, marked)
    chart.select(None)
    assert seen(crowd) == bare


@pytest.mark.slow
def test_a_held_arrow_key_is_followed_by_the_chart_at_once_and_beside_it_when_it_pauses(
    crowd: PeopleTab, qtbot: QtBot
) -> None:
    chart = crowd.chart
    chart.setFocus()
    drawing, walked = chart.drawing, []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, *[Qt.Key.Key_Right] * 3, Qt.Key.Key_Down):
        qtbot.keyClick(chart, key)
        walked.append(chart.current)
    assert len(set(walked)) == len(walked)
    assert chart.drawing is drawing, "walking lays nothing out"
    assert crowd.grid.current == walked[-1]
    qtbot.waitUntil(lambda: crowd.person.isVisible() and _shown(crowd) == walked[-1])


def test_enter_right_after_an_arrow_opens_whom_it_reached(crowd: PeopleTab, qtbot: QtBot) -> None:
    chart = crowd.chart
    chart.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(chart, key)
    assert _shown(crowd) == chart.current
    assert crowd.person.isVisible()


class _Chessboard:
    """A drawing that can be told apart everywhere, and what of it was asked for."""

    def __init__(self, ratio: float = 1.0) -> None:
        self.kept, self.ratio, self.asked = KeptPixels(), ratio, list[QRectF]()
        self.corner = QPoint()

    def show(self, corner: QPoint, what: object = "board") -> QImage:
        self.corner, self.asked = corner, []
        return self.kept.show(what, corner, QSize(90, 60), self.ratio, self._draw).toImage()

    def _draw(self, painter: QPainter, area: QRectF) -> None:
        self.asked.append(area)
        painter.scale(1 / self.ratio, 1 / self.ratio)
        painter.translate(self.corner)
        for x in range(-20, 40):
            for y in range(-20, 40):
                painter.fillRect(x * 7, y * 7, 7, 7, QColor.fromHsv((x * 37 + y * 91) % 360, 200, 200))


@pytest.fixture(params=[1.0, 1.25, 2.0])
def board(request: pytest.FixtureRequest, qapp: object) -> _Chessboard:
    return _Chessboard(request.param)


def test_only_what_comes_into_view_is_drawn(board: _Chessboard) -> None:
    for corner in (QPoint(0, 0), QPoint(-10, 0), QPoint(-10, 15), QPoint(4, 3), QPoint(-60, -50)):
        shown = board.show(corner)
        assert shown == _Chessboard(board.ratio).show(corner)
    board.show(QPoint(-60, -50))
    assert not board.asked, "nothing moved"
    board.show(QPoint(-50, -50))
    assert [area.width() * board.ratio for area in board.asked] == [pytest.approx(10)]
    board.show(QPoint(300, 0))
    assert [area.width() * board.ratio for area in board.asked] == [pytest.approx(90)]


def test_another_drawing_is_drawn_whole(board: _Chessboard) -> None:
    board.show(QPoint(0, 0))
    board.show(QPoint(0, 0), "other")
    assert len(board.asked) == 1


def _middle(tab: PeopleTab, person: UUID) -> QPoint:
    box = tab.chart.place_of(person)
    assert box is not None
    return tab.chart.to_view(box).center().toPoint()


def _shown(tab: PeopleTab) -> UUID | None:
    return tab.person.shown
