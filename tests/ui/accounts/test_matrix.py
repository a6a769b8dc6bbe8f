"""The clients on a field of class and potential: where they stand, why, and how a potential is set."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from pytestqt.qtbot import QtBot

from kam.analysis.short_names import short_name
from kam.core.vocabulary import AbcClass, AccountStatus, Segment
from kam.models import Account
from kam.services.portfolio.reading import PortfolioQuery
from kam.ui.accounts.matrix.geometry import UNKNOWN, FieldLayout, Spot
from kam.ui.accounts.matrix.side import WAITING
from kam.ui.accounts.matrix.view import MatrixView
from kam.ui.accounts.page import AccountsPage
from kam.ui.change_hub import Notice
from kam.ui.places import Place, account_place
from kam.ui.widgets.table.column import Group
from tests.builders import Office

Build = Callable[[], AccountsPage]
Sell = Callable[..., None]


def matrix_of(page: AccountsPage) -> MatrixView:
    page.go_to(Place("accounts", view="matrix"))
    QCoreApplication.sendPostedEvents()  # layouts of what has just come to view
    return page.matrix


def layout_of(view: MatrixView) -> FieldLayout:
    assert view.field.layout_of_spots is not None
    return view.field.layout_of_spots


def spot(view: MatrixView, account: Account) -> Spot:
    found = layout_of(view).spot_of(account.id)
    assert found is not None
    return found


def key(qtbot: QtBot, view: MatrixView, which: Qt.Key) -> None:
    qtbot.keyClick(view.field, which)


# --- where they stand


def test_a_client_stands_in_the_cell_of_its_class_and_potential(
    office: Office, sell: Sell, page: Build
) -> None:
    large, small = office.account("Волга", potential=4), office.account("Ока", potential=1)
    sell(large, 9_000_000, cost=6_000_000)
    sell(small, 600_000, cost=500_000)
    view = matrix_of(page())
    layout = layout_of(view)
    cell = layout.row(AbcClass.A).intersected(layout.column(4))
    assert cell.contains(spot(view, large).centre)
    assert layout.column(1).contains(spot(view, small).centre)


def test_areas_compare_as_margins_do(office: Office, sell: Sell, page: Build) -> None:
    four, one = office.account("Четыре", potential=4), office.account("Один", potential=3)
    sell(four, 9_000_000, cost=5_000_000)
    sell(one, 3_000_000, cost=2_000_000)
    view = matrix_of(page())
    assert spot(view, four).radius / spot(view, one).radius == pytest.approx(2)
    view.measures.chosen.emit("margin")
    view.measures.choose("revenue")
    view.measures.chosen.emit("revenue")
    assert (spot(view, four).radius / spot(view, one).radius) ** 2 == pytest.approx(3)


def test_a_margin_that_is_unknown_has_a_size_of_its_own(office: Office, sell: Sell, page: Build) -> None:
    known, unknown = office.account("Известен", potential=4), office.account("Неизвестен", potential=4)
    sell(known, 9_000_000, cost=1_000_000)
    sell(unknown, 9_000_000)
    view = matrix_of(page())
    assert spot(view, unknown).bubble.size is None
    assert spot(view, unknown).radius == UNKNOWN


@pytest.mark.slow
def test_bubbles_of_a_full_cell_neither_overlap_nor_get_lost(office: Office, sell: Sell, page: Build) -> None:
    largest = office.account("Первый", potential=5)
    sell(largest, 90_000_000, cost=1_000_000)
    office.add_all(*(Account(name=f"Малый {number}", potential=5) for number in range(200)))
    for row in page_rows(page()):
        sell(row, 12_000, cost=6_000)
    view = matrix_of(page())
    layout = layout_of(view)
    small = [each for each in layout.spots if each.bubble.id != largest.id]
    hidden = sum(each.count for each in layout.more)
    assert len(small) + hidden == 200
    assert len(small) > 20
    cell = layout.row(AbcClass.C).intersected(layout.column(5))
    assert all(cell.contains(each.centre) for each in small)
    for number, each in enumerate(small):
        for other in small[number + 1 :]:
            away = each.centre - other.centre
            assert away.x() ** 2 + away.y() ** 2 >= (each.radius + other.radius) ** 2


def page_rows(page: AccountsPage) -> list[Account]:
    rows = page.portfolio.table.rows_model.rows()
    return [cast("Account", row) for row in rows if row.name.startswith("Малый")]


def test_conditions_hold_here_too_and_words_become_a_chip(office: Office, sell: Sell, page: Build) -> None:
    kept = office.account("Волга", potential=4, status=AccountStatus.ACTIVE)
    hidden = office.account("Ока", potential=4, status=AccountStatus.LOST)
    for each in (kept, hidden):
        sell(each, 1_200_000)
    shown = page()
    view = matrix_of(shown)
    shown.filters.changed.emit(PortfolioQuery(text="волга"))
    shown.filters.show_query(PortfolioQuery(text="волга"))
    assert layout_of(view).spot_of(hidden.id) is None
    assert not shown.filters.text.isVisible()
    shown.filters.switched.emit("text", False)
    assert layout_of(view).spot_of(hidden.id) is not None


def test_a_holding_is_one_bubble_when_wished(office: Office, sell: Sell, page: Build) -> None:
    head = office.account("Холдинг", potential=4)
    part = office.account("Завод", potential=2, parent_id=head.id)
    for each in (head, part):
        sell(each, 1_200_000)
    view = matrix_of(page())
    assert layout_of(view).spot_of(part.id) is not None
    view.by_holding.setChecked(True)
    assert layout_of(view).spot_of(part.id) is None
    assert layout_of(view).spot_of(head.id) is not None


# --- setting a potential


@pytest.fixture
def waiting(office: Office, sell: Sell) -> Account:
    account = office.account("Ока")
    sell(account, 1_200_000)
    return account


def test_who_has_no_potential_waits_in_the_list_even_outside_the_filter(
    office: Office, waiting: Account, page: Build
) -> None:
    shown = page()
    view = matrix_of(shown)
    shown.filters.changed.emit(PortfolioQuery(text="волга"))
    lines = view.side.table.rows_model.shown()
    group = next(each for each in lines if isinstance(each, Group) and each.code == WAITING)
    assert group.name == "Не определён, 1"
    assert view.side.table.rows_model.rows()[-1].name == "Ока"


def test_one_click_sets_the_potential_and_can_be_taken_back(
    waiting: Account, page: Build, qtbot: QtBot, notices: list[Notice]
) -> None:
    view = matrix_of(page())
    table = view.side.table
    at = table.rows_model.number_of(waiting.id)
    assert at is not None
    place = table.visualRect(table.rows_model.index(at, 1))
    inner = table.inner(place, first=False)
    fourth = QPoint(round(inner.right() - 24 * 1.5), place.center().y())
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=fourth)
    assert spot(view, waiting).bubble.potential == 4
    assert spot(view, waiting).bubble.segment is Segment.VIP
    assert notices == [Notice("Потенциал Ока: 4", undoable=True)]


def test_a_digit_sets_the_potential_of_the_row(waiting: Account, page: Build, qtbot: QtBot) -> None:
    view = matrix_of(page())
    view.side.table.select([waiting.id])
    qtbot.keyClick(view.side.table, Qt.Key.Key_2)
    assert spot(view, waiting).bubble.potential == 2


def test_a_bubble_dragged_aside_gets_the_potential_of_its_column(
    office: Office, sell: Sell, page: Build, qtbot: QtBot
) -> None:
    account = office.account("Волга", potential=2)
    sell(account, 1_200_000, cost=600_000)
    view = matrix_of(page())
    start = spot(view, account).centre.toPoint()
    end = QPoint(round(layout_of(view).column(5).center().x()), start.y())
    qtbot.mousePress(view.field, Qt.MouseButton.LeftButton, pos=start)
    for place in (start + QPoint(20, 0), end):
        qtbot.mouseMove(view.field, place)
    qtbot.mouseRelease(view.field, Qt.MouseButton.LeftButton, pos=end)
    assert spot(view, account).bubble.potential == 5


def test_a_click_alone_changes_nothing(office: Office, sell: Sell, page: Build, qtbot: QtBot) -> None:
    account = office.account("Волга", potential=2)
    sell(account, 1_200_000)
    view = matrix_of(page())
    before = office.last_step()
    qtbot.mouseClick(view.field, Qt.MouseButton.LeftButton, pos=spot(view, account).centre.toPoint())
    assert office.last_step() == before
    assert view.field.current == account.id
    assert [row.id for row in view.side.table.selected_rows()] == [account.id]


# --- the keyboard, and why


def test_arrows_walk_the_bubbles_and_enter_opens(
    office: Office, sell: Sell, page: Build, places: list[Place], qtbot: QtBot
) -> None:
    left, right, low = (
        office.account("Левый", potential=3),
        office.account("Правый", potential=5),
        office.account("Нижний", potential=3),
    )
    for account, rubles in ((left, 3_900_000), (right, 4_000_000), (low, 60_000)):
        sell(account, rubles, cost=1)
    view = matrix_of(page())
    view.field.choose(left.id)
    key(qtbot, view, Qt.Key.Key_Right)
    assert view.field.current == right.id
    key(qtbot, view, Qt.Key.Key_Left)
    key(qtbot, view, Qt.Key.Key_Down)
    assert view.field.current == low.id
    assert view.field.accessibleDescription().startswith("Нижний, типовой, класс C, потенциал 3")
    key(qtbot, view, Qt.Key.Key_Return)
    assert places == [account_place(low.id)]
    key(qtbot, view, Qt.Key.Key_4)
    assert spot(view, low).bubble.potential == 4


def test_pointing_says_why_the_client_stands_there(
    office: Office, sell: Sell, page: Build, qtbot: QtBot
) -> None:
    account = office.account("Волга", potential=4)
    sell(account, 1_200_000)
    view = matrix_of(page())
    at = spot(view, account).centre
    nothing = Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, at, at, nothing, nothing, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(view.field, moved)
    qtbot.waitUntil(view.card.isVisible)
    assert view.card.sentence == "Класс A и потенциал 4; VIP — от 3"
    assert not view.card.geometry().contains(spot(view, account).centre.toPoint())
    view.field.pointed.emit(None)
    assert not view.card.isVisible()


def test_the_menu_of_a_bubble_is_that_of_its_row(office: Office, sell: Sell, page: Build) -> None:
    account = office.account("Волга", potential=4)
    sell(account, 1_200_000)
    shown = page()
    view = matrix_of(shown)
    view.field.menu_wished.emit(account.id, QPoint(5, 5))
    assert shown.deeds.menu is not None
    assert shown.deeds.menu.actions()[0].text() == "Открыть"
    shown.deeds.menu.close()


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Молкомбинат «Заречный»", "«Заречный»"),
        ("Камский литейный завод", "Камский литейный завод"),
        ("ТД «А»", "ТД «А»"),
    ],
)
def test_a_client_goes_by_what_stands_in_quotes(name: str, short: str) -> None:
    assert short_name(name) == short
