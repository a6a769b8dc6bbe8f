"""Health on an account's page: in the strip of figures, in the one line of other tabs, among the changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import AccountStatus, Attitude, BuyingRole
from kam.models import Account, Setting
from kam.services.account_card import account_health
from kam.services.health.rows import HealthRow
from kam.ui.account.overview.tab import OverviewTab
from kam.ui.account.page import AccountPage
from kam.ui.desk import Desk
from kam.ui.places import Place, account_place, health_place
from kam.ui.widgets.panels import Row
from tests import health
from tests.builders import Office


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> AccountPage:
    """The page of an account on a small laptop."""
    made = AccountPage(desk, lambda *_: None)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    return made


@pytest.fixture
def account(office: Office) -> Account:
    """An account of which only its people are known: a champion who decides."""
    made = office.account("Волгометиз")
    office.stakeholder(made, roles=(BuyingRole.DECIDER,), attitude=Attitude.CHAMPION, influence=5)
    return made


def told(page: AccountPage, code: str) -> str:
    return page.header.figures.cell(code).accessibleName()


def of(row: HealthRow, account: Account) -> HealthRow:
    return replace(row, account_id=account.id, on=health.TODAY)


def test_the_strip_begins_with_health_and_says_the_risk_of_leaving(
    page: AccountPage, account: Account
) -> None:
    page.go_to(account_place(account.id))
    page.header.show_health(of(health.falling(), account))
    assert told(page, "health") == "Здоровье падает: 64 падение на 21 внимание: почему?"
    assert told(page, "risk") == "Риск ухода, 3 месяца: высокий: почему?"


def test_the_page_reads_the_health_of_its_account(page: AccountPage, account: Account) -> None:
    page.go_to(account_place(account.id))
    assert "100" in told(page, "health")


def test_an_account_of_which_nothing_is_known_has_a_dash(page: AccountPage, office: Office) -> None:
    page.go_to(account_place(office.account("Пустой").id))
    assert told(page, "health") == "Здоровье: неизвестно —: почему?"


@pytest.mark.parametrize("code", ["health", "risk"])
def test_health_and_risk_answer_why_by_the_keyboard(
    page: AccountPage, account: Account, qtbot: QtBot, code: str
) -> None:
    page.go_to(account_place(account.id))
    qtbot.keyClick(page.header.figures.cell(code), Qt.Key.Key_Space)
    assert page.why.sheet is not None
    assert page.why.sheet.row.account_id == account.id


def test_a_place_that_asks_why_shows_the_answer_once(page: AccountPage, account: Account) -> None:
    places: list[Place] = []
    page.moved.connect(places.append)
    page.go_to(health_place(account.id))
    assert page.why.sheet is not None
    assert page.why.sheet.isVisible()
    assert page.why.sheet.row.account_id == account.id
    page.why.sheet.reject()
    page.go_to(places[-1])
    assert not page.why.sheet.isVisible(), "who comes back asks nothing"


def test_other_tabs_say_health_and_risk_in_their_one_line(page: AccountPage, account: Account) -> None:
    page.go_to(account_place(account.id, "documents"))
    page.header.show_health(of(health.falling(), account))
    assert page.header.health.isVisible()
    assert page.header.health.accessibleName().startswith("Здоровье внимание 64 падение на 21")
    assert page.header.risk.isVisible()
    assert page.header.risk.text() == "риск ухода: высокий"
    assert not page.header.figures.isVisible()
    page.go_to(account_place(account.id))
    assert not page.header.health.isVisible()
    assert not page.header.risk.isVisible()


def test_a_low_risk_has_no_tag_and_inertia_has_one_everywhere(page: AccountPage, account: Account) -> None:
    page.go_to(account_place(account.id))
    page.header.show_health(of(health.idle(), account))
    assert page.header.inertia.isVisible()
    assert page.header.inertia.toolTip().startswith("Инерция: закупки ровные")
    page.go_to(account_place(account.id, "documents"))
    page.header.show_health(of(health.unknown(), account))
    assert not page.header.inertia.isVisible()
    assert not page.header.risk.isVisible()


def test_the_name_keeps_its_room_before_the_tags(page: AccountPage, account: Account) -> None:
    page.go_to(account_place(account.id, "documents"))
    page.header.show_health(of(health.falling(), account))
    assert page.header.name.width() >= page.header.name.sizeHint().width()


def test_a_month_in_which_health_moved_stands_first_among_the_changes(
    page: AccountPage, account: Account
) -> None:
    page.go_to(account_place(account.id))
    overview = page.tab("overview")
    assert isinstance(overview, OverviewTab)
    overview.show_health(of(health.falling(), account))
    first = overview.changes[1].rows[0]
    assert isinstance(first, Row)
    assert first.accessibleName() == "Здоровье 85 → 64 за месяц: 46 дней без заказа"
    first.click()
    assert overview.why.sheet is not None


def test_a_month_in_which_health_hardly_moved_is_not_told(page: AccountPage, account: Account) -> None:
    page.go_to(account_place(account.id))
    overview = page.tab("overview")
    assert isinstance(overview, OverviewTab)
    overview.show_health(of(health.idle(), account))
    assert not any(isinstance(row, Row) for row in overview.changes[1].rows)


def test_how_far_health_has_to_move_to_be_told_say_the_settings(
    page: AccountPage, account: Account, office: Office
) -> None:
    office.add(Setting(name="health", value='{"signal_fall": 22}'))
    row = of(health.falling(), account)
    read = account_health(office.workspace, account.id, as_of=office.clock.now())
    page.go_to(account_place(account.id))
    overview = page.tab("overview")
    assert isinstance(overview, OverviewTab)
    overview.show_health(replace(row, told_from=read.told_from))
    assert not any(isinstance(each, Row) for each in overview.changes[1].rows), "it fell by 21"


def test_the_panel_of_risks_leads_to_why(page: AccountPage, account: Account) -> None:
    page.go_to(account_place(account.id))
    overview = page.tab("overview")
    assert isinstance(overview, OverviewTab)
    overview.show_health(of(health.falling(), account))
    assert overview.why_risk.text() == "Почему риск ухода высокий"
    overview.why_risk.click()
    assert overview.why.sheet is not None


def test_nothing_of_the_last_accounts_health_is_left(
    page: AccountPage, account: Account, office: Office
) -> None:
    page.go_to(account_place(account.id))
    page.header.show_health(of(health.falling(), account))
    page.go_to(account_place(office.account("Пустой").id, "documents"))
    assert not page.header.risk.isVisible()
    assert "64" not in page.header.health.accessibleName()


def test_what_was_read_holds_for_a_minute_and_until_the_next_step(office: Office, account: Account) -> None:
    now = office.clock.now()
    first = account_health(office.workspace, account.id, as_of=now)
    assert account_health(office.workspace, account.id, as_of=now) is first
    office.promise(account, "Прислать акт")
    assert account_health(office.workspace, account.id, as_of=now) is not first


def test_the_command_explains_health_too(page: AccountPage, account: Account) -> None:
    page.go_to(account_place(account.id))
    command = next(each for each in page.commands() if each.id == "account.health")
    command.run()
    assert page.why.sheet is not None


def test_the_button_of_health_has_a_target_large_enough(page: AccountPage) -> None:
    button: QAbstractButton = page.header.health
    assert button.sizeHint().height() >= 24


def test_who_has_left_has_no_risk_of_leaving(page: AccountPage, office: Office) -> None:
    gone = office.account("Ушедший", status=AccountStatus.LOST)
    page.go_to(account_place(gone.id))
    page.header.show_health(of(health.falling(), gone))
    assert told(page, "risk") == "Риск ухода, 3 месяца: —: почему?"
    page.go_to(account_place(gone.id, "documents"))
    page.header.show_health(of(health.falling(), gone))
    assert not page.header.risk.isVisible()
