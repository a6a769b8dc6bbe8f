"""The portfolio on the page: the map is walked and opened, every figure leads to what is behind it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea
from pytestqt.qtbot import QtBot

from kam.analysis.health.score import HealthFactor
from kam.ui.insight.figures import FEW, HEALTH, NPS, ONE, RED, REVENUE
from kam.ui.insight.map_geometry import MapLayout, Spot
from kam.ui.insight.portfolio_view import PortfolioView
from kam.ui.look import Look
from kam.ui.places import Place, account_place
from tests.insight import LESOPIL, RYABINKA, SILENT, VOLGA, ZARECHNY, ZARYA, an_insight, client, five, health


@pytest.fixture
def view(look: Look, qtbot: QtBot) -> PortfolioView:
    made = PortfolioView(look)
    qtbot.addWidget(made)
    made.resize(1224, 600)
    made.show_insight(an_insight())
    made.show()
    QApplication.processEvents()
    return made


@pytest.fixture
def places(view: PortfolioView) -> Iterator[list[Place]]:
    found: list[Place] = []
    view.went.connect(found.append)
    yield found
    for menu in view.findChildren(QMenu):
        menu.close()


def layout_of(view: PortfolioView) -> MapLayout:
    assert view.map.layout_of_spots is not None
    return view.map.layout_of_spots


def spot(view: PortfolioView, account: UUID) -> Spot:
    found = layout_of(view).spot_of(account)
    assert found is not None
    return found


def menu_of(view: PortfolioView) -> QMenu:
    menus = [each for each in view.findChildren(QMenu) if each.isVisible()]
    assert len(menus) == 1
    return menus[0]


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\u00a0", " ")


def entries(menu: QMenu) -> list[str]:
    return [plain(each.text()) for each in menu.actions() if each.isEnabled() and not each.isSeparator()]


# --- the map


def test_clients_stand_by_health_and_revenue(view: PortfolioView) -> None:
    assert spot(view, ZARECHNY).centre.x() < spot(view, VOLGA).centre.x() < spot(view, RYABINKA).centre.x()
    assert spot(view, VOLGA).centre.y() < spot(view, ZARECHNY).centre.y() < spot(view, LESOPIL).centre.y()


def test_a_tail_goes_to_where_it_was(view: PortfolioView) -> None:
    fell, rose = spot(view, ZARECHNY), spot(view, RYABINKA)
    assert fell.tail is not None
    assert fell.tail > fell.centre.x()
    assert rose.tail is not None
    assert rose.tail < rose.centre.x()
    assert spot(view, LESOPIL).tail is None


def test_the_size_is_the_segment(view: PortfolioView) -> None:
    assert spot(view, ZARECHNY).reach > spot(view, VOLGA).reach > spot(view, RYABINKA).reach


def test_who_has_no_place_is_counted_and_opened(view: PortfolioView, places: list[Place]) -> None:
    layout = layout_of(view)
    assert layout.spot_of(SILENT) is None
    assert layout.spot_of(ZARYA) is None
    assert view._without_health.text() == "1 без здоровья"
    assert view._without_revenue.text() == "1 без выручки"
    view._without_health.click()
    menu_of(view).actions()[2].trigger()
    assert places == [account_place(SILENT)]


def test_a_click_opens_the_client(view: PortfolioView, places: list[Place], qtbot: QtBot) -> None:
    at = spot(view, VOLGA).centre.toPoint()
    qtbot.mouseClick(view.map, Qt.MouseButton.LeftButton, pos=at)
    assert places == [account_place(VOLGA)]


def test_keys_walk_from_client_to_client_and_open(
    view: PortfolioView, places: list[Place], qtbot: QtBot
) -> None:
    view.activateWindow()
    view.map.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.map.current == VOLGA, "the greatest revenue first"
    qtbot.keyClick(view.map, Qt.Key.Key_Right)
    assert view.map.current == RYABINKA
    qtbot.keyClick(view.map, Qt.Key.Key_End)
    assert view.map.current == LESOPIL
    qtbot.keyClick(view.map, Qt.Key.Key_Home)
    qtbot.keyClick(view.map, Qt.Key.Key_Return)
    assert places == [account_place(VOLGA)]


def test_the_map_says_where_the_keyboard_is(view: PortfolioView) -> None:
    view.map.choose(ZARECHNY)
    told = plain(view.map.accessibleDescription())
    assert "Заречный" in told
    assert "месяц назад 77" in told
    assert "48 млн ₽" in told
    assert "К-0041" in told
    better = health(90)
    view.show_insight(an_insight([client(ZARECHNY, "Молкомбинат «Заречный»", 48, better, health(60))]))
    assert f"здоровье {better.score}," in plain(view.map.accessibleDescription()), "as it stands now"


def test_the_card_tells_what_moved_it_most(view: PortfolioView, qtbot: QtBot) -> None:
    qtbot.mouseMove(view.map, QPoint(1, 1))
    view.map.pointed.emit(spot(view, ZARECHNY))
    texts = view.card.texts()
    assert view.card.isVisible()
    assert "Молкомбинат «Заречный»" in texts
    assert "рекламации: К-0041" in texts
    assert "−26" in texts
    view.map.pointed.emit(None)
    assert not view.card.isVisible()


def test_the_card_of_a_client_that_did_not_move_tells_what_it_lacks(view: PortfolioView) -> None:
    view.map.pointed.emit(spot(view, LESOPIL))
    assert "Больше всего не хватает" in view.card.texts()


def test_the_card_stays_on_the_map_and_off_the_mark(view: PortfolioView) -> None:
    for each in layout_of(view).spots:
        view.map.pointed.emit(each)
        place = view.card.geometry()
        assert view.map.rect().contains(place) or place.height() > view.map.height()
        assert not place.contains(each.centre.toPoint())


def test_names_do_not_lie_over_each_other_at_a_thousand_clients(view: PortfolioView) -> None:
    many = [
        client(UUID(int=100 + at), f"Клиент {at}", 1 + at % 90, health(at * 7 % 101), health(at * 11 % 101))
        for at in range(1000)
    ]
    view.show_insight(an_insight(many))
    layout = layout_of(view)
    labels = [each.label for each in layout.spots if each.label is not None]
    assert len(layout.spots) == 1000
    assert labels
    assert not any(one.intersects(other) for at, one in enumerate(labels) for other in labels[at + 1 :])
    assert not view.grab().isNull()


def test_nobody_to_show_is_no_fault(view: PortfolioView) -> None:
    view.show_insight(an_insight([client(SILENT, "Новый клиент", 3, None)], []))
    assert not layout_of(view).spots
    assert view.map.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert not view.grab().isNull()


# --- figures


@pytest.mark.parametrize(
    ("code", "place"),
    [
        (REVENUE, Place("accounts", view="table")),
        (ONE, Place("accounts", view="concentration")),
        (FEW, Place("accounts", view="concentration")),
    ],
)
def test_a_figure_leads_to_its_page(
    view: PortfolioView, places: list[Place], code: str, place: Place
) -> None:
    view.figures.asked.emit(code)
    assert places == [place]


def test_health_opens_its_year(view: PortfolioView) -> None:
    view.figures.asked.emit(HEALTH)
    assert view.year.isVisible()
    assert not view.map.isVisible()
    assert view.year.told[-1].startswith("24.11.2026: 74,7, по 4 клиентам")
    assert "24.11.2026" in view.year.accessibleName(), "the keyboard begins at today"
    view.faces.button_of("map").click()
    assert view.map.isVisible()


def test_the_red_zone_opens_who_is_in_it(view: PortfolioView, places: list[Place]) -> None:
    view.figures.asked.emit(RED)
    menu = menu_of(view)
    assert entries(menu) == ["Молкомбинат «Заречный»\t48 млн ₽"]
    menu.actions()[2].trigger()
    assert places == [account_place(ZARECHNY)]


def test_nps_wishes_to_know_more(view: PortfolioView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.voices_wished, timeout=1000):
        view.figures.asked.emit(NPS)


# --- movers


def test_movers_stand_by_how_far_they_moved_with_a_reason(view: PortfolioView) -> None:
    told = [(row.client.name, plain(row.reason)) for row in view.movers.rows]
    assert told == [
        ("Молкомбинат «Заречный»", "К-0041, квартал −20 %"),
        ("Волгометиз", "квартал −10 %"),
        ("Сеть «Рябинка»", "квартал +20 %"),
    ]
    assert "было" not in view.movers.rows[0].accessibleName()
    assert "К-0041" in view.movers.rows[0].accessibleName()


def test_a_reason_stands_whole_in_the_narrow_list_of_a_laptop(view: PortfolioView) -> None:
    assert [row.told for row in view.movers.rows] == [row.reason for row in view.movers.rows]


def test_of_two_causes_without_room_for_both_the_first_stands_whole(view: PortfolioView) -> None:
    row = view.movers.rows[0]
    row.resize(160, row.height())
    assert plain(row.told) == "К-0041"
    assert "квартал" in row.toolTip()


def test_a_mover_opens_its_client(view: PortfolioView, places: list[Place], qtbot: QtBot) -> None:
    qtbot.keyClick(view.movers.rows[2], Qt.Key.Key_Return)
    assert places == [account_place(RYABINKA)]


def test_a_mover_with_the_keyboard_is_shown_on_the_map(view: PortfolioView) -> None:
    view.movers.rows[1].pointed.emit(VOLGA)
    assert view.map.current == VOLGA


def test_more_movers_unfold(view: PortfolioView) -> None:
    many = [
        client(UUID(int=100 + at), f"Клиент {at:02}", 10, health(40), health(50 + 2 * at)) for at in range(20)
    ]
    view.show_insight(an_insight(many))
    assert len(view.movers.rows) == 5
    view.movers._unfold("fell")
    assert len(view.movers.rows) == 20
    assert view.movers.rows[0].client.name == "Клиент 19"


def test_inertia_is_named(view: PortfolioView, places: list[Place]) -> None:
    found = [
        each for each in view.movers.findChildren(type(view._without_health)) if each.text() == "Лесопил-43"
    ]
    assert len(found) == 1
    found[0].click()
    assert places == [account_place(LESOPIL)]


def test_in_a_high_window_inertia_stays_in_sight(view: PortfolioView, qtbot: QtBot) -> None:
    def in_the_list() -> bool:
        named = view.movers.findChildren(type(view._without_health))
        link = next(each for each in named if each.text() == "Лесопил-43")
        return area.isAncestorOf(link)

    area = view.movers.findChildren(QScrollArea)[0]
    qtbot.waitUntil(in_the_list)
    view.resize(1800, 1000)
    qtbot.waitUntil(lambda: not in_the_list())


# --- what pulls it down, and what people say


def test_losses_are_shown_the_greatest_first_and_open_who_loses(
    view: PortfolioView, places: list[Place], qtbot: QtBot
) -> None:
    assert [loss.factor for loss in view.factors.losses] == [HealthFactor.REVENUE, HealthFactor.COMPLAINTS]
    assert "у 4 клиентов" in view.factors.told[0] or "у 3 клиентов" in view.factors.told[0]
    view.factors.setFocus()
    qtbot.keyClick(view.factors, Qt.Key.Key_Down)
    qtbot.keyClick(view.factors, Qt.Key.Key_Return)
    menu = menu_of(view)
    assert entries(menu) == ["Молкомбинат «Заречный»\t−26"]
    menu.actions()[2].trigger()
    assert places == [account_place(ZARECHNY)]


def test_marks_open_whose_they_are(view: PortfolioView, places: list[Place]) -> None:
    assert view.marks.told[3] == "3: 1 ответ, критик"
    view.marks.asked.emit(3)
    menu = menu_of(view)
    assert entries(menu) == ["Человек 52, Молкомбинат «Заречный»\t04.11.2026"]
    menu.actions()[2].trigger()
    assert places == [account_place(ZARECHNY, "people")]


def test_drivers_say_their_means(view: PortfolioView) -> None:
    assert view.drivers.accessibleName() == "Качество: 90 из 100, 1 ответ; Доверие: 30 из 100, 1 ответ"


def test_that_nobody_was_asked_is_said(view: PortfolioView) -> None:
    view.show_insight(an_insight(five(), []))
    assert view._silence.isVisible()
    assert not view.marks.isVisible()
