"""An account at a glance: who it is, its figures, the next meeting, and what its panels say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kam.analysis.explanation import Reason
from kam.analysis.map_review import CheckState, MapGround, MapTopic, ReviewedCheck
from kam.core.periods import Month
from kam.core.telling import Teller
from kam.core.vocabulary import Attitude, BuyingRole, InteractionStatus, Side
from kam.jobs import Jobs, Lane
from kam.models import MonthlySales, Plan
from kam.services.documents import add_document
from kam.services.plans.versions import submit, withdraw
from kam.ui.account.header import initials
from kam.ui.account.overview.lines import check_line
from kam.ui.account.page import AccountPage
from kam.ui.desk import Desk
from kam.ui.places import ACCOUNTS, IMPORTS, Place, account_place, brief_place, prepare_place
from kam.ui.theme.tokens import Size
from kam.ui.widgets.labels import LineLabel
from kam.ui.widgets.moments import day_and_time, until
from kam.ui.widgets.panels import QuietRow, Row
from kam.ui.widgets.pieces import said
from tests.builders import Office


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> AccountPage:
    made = AccountPage(desk, lambda *_: None)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    return made


def test_the_header_says_who_it_is_and_when_we_meet(page: AccountPage, office: Office) -> None:
    account = office.account("Волгометиз", legal_name="АО «Волжский метизный завод»", industry="метизы")
    place = office.stakeholder(account, "Ирина", "Соболева")
    office.meeting(account, None, place, subject="Годовой контракт", place="Нижегородская, 14")
    page.go_to(account_place(account.id))
    said = _said(page)
    assert "Волгометиз" in said
    assert "АО «Волжский метизный завод» · метизы" in said
    assert "завтра, 10:00" in said
    assert "Годовой контракт" in said
    assert "Соболева · Нижегородская, 14" in said


def test_a_low_screen_scrolls_the_panels_instead_of_squeezing_their_lines(
    page: AccountPage, office: Office, qtbot: QtBot
) -> None:
    account = office.account()
    for number in range(6):
        office.promise(account, f"Наше {number}", side=Side.OURS, due=office.today)
    page.setMinimumSize(1, 1)  # the window gives it what there is
    page.resize(904, 400)
    page.go_to(account_place(account.id))
    area = next(each for each in page.tab("overview").findChildren(QScrollArea))
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    rows = [row for row in page.tab("overview").findChildren(QuietRow) if row.isVisible()]
    assert len(rows) > 5
    assert {row.height() for row in rows} <= {Size.ROW, Size.ROW_COMPACT}
    page.resize(1280, 720)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)


def test_without_a_meeting_there_is_no_strip(page: AccountPage, office: Office) -> None:
    account = office.account()
    page.go_to(account_place(account.id))
    assert not any("Бриф" in text for text in _visible_buttons(page))


def test_promises_of_both_sides_stand_fairly_and_late_ones_say_so(page: AccountPage, office: Office) -> None:
    account, today = office.account(), office.today
    for number in range(5):
        office.promise(account, f"Наше {number}", side=Side.OURS, due=today - timedelta(4 - number))
        office.promise(account, f"Их {number}", side=Side.THEIRS, due=today + timedelta(number))
    page.resize(1280, 620)
    page.go_to(account_place(account.id))
    said = _said(page)
    assert "наши 5, их 5" in said
    assert sum(f"Наше {number}" in said for number in range(5)) == 3
    assert sum(f"Их {number}" in said for number in range(5)) == 3
    assert "−4\u00a0дн" in said or "−4 дн" in said


def test_a_high_window_has_room_for_more_lines_and_a_low_one_lets_them_go(
    page: AccountPage, office: Office
) -> None:
    account, today = office.account(), office.today
    for number in range(5):
        office.promise(account, f"Наше {number}", side=Side.OURS, due=today + timedelta(number))
        office.promise(account, f"Их {number}", side=Side.THEIRS, due=today + timedelta(number))
    page.go_to(account_place(account.id))
    page.resize(1280, 1040)
    said = _said(page)
    assert all(f"Наше {number}" in said and f"Их {number}" in said for number in range(5))
    page.resize(1280, 620)
    assert sum(f"Наше {number}" in _said(page) for number in range(5)) == 3


def test_people_stand_by_influence_and_lead_to_their_place(page: AccountPage, office: Office) -> None:
    account = office.account()
    office.stakeholder(account, "Пётр", "Лунёв", influence=1)
    chief = office.stakeholder(
        account, "Андрей", "Зимин", influence=5, attitude=Attitude.SCEPTIC, roles=(BuyingRole.DECIDER,)
    )
    page.go_to(account_place(account.id))
    rows = [
        row for row in page.tab("overview").findChildren(Row) if row.accessibleName() in {"Зимин", "Лунёв"}
    ]
    assert [row.accessibleName() for row in rows] == ["Зимин", "Лунёв"]
    went: list[Place] = []
    page.went.connect(went.append)
    rows[0].click()
    assert (went[0].tab, went[0].item_id) == ("people", chief.id)


def test_revenue_is_compared_only_where_the_year_before_is_known(page: AccountPage, office: Office) -> None:
    account = office.account()
    office.add_all(
        *(
            MonthlySales(
                account_id=account.id,
                month=Month(2025, 11) + number,
                revenue_minor=100_000_00,
                currency="RUB",
            )
            for number in range(12)
        )
    )
    page.go_to(account_place(account.id))
    said = _said(page)
    assert "1,2" in said
    assert "год назад" in said


def test_an_account_that_is_gone_is_left_for_the_list(page: AccountPage, office: Office) -> None:
    account = office.account()
    page.go_to(account_place(account.id))
    went: list[Place] = []
    page.went.connect(went.append)
    office.remove(account)
    page.refresh()
    assert went == [ACCOUNTS]


def test_the_next_meeting_is_prepared_and_its_brief_shown(page: AccountPage, office: Office) -> None:
    account = office.account()
    meeting = office.meeting(account)
    page.go_to(account_place(account.id))
    went: list[Place] = []
    page.went.connect(went.append)
    page.header.prepare_wished.emit()
    page.header.brief_wished.emit()
    assert went == [prepare_place(account.id, meeting.id), brief_place(account.id, meeting.id)]


class WaitingThreads:
    """Keeps what was asked until it is let go."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, lane: Lane, work: Callable[[], None]) -> Callable[[], bool]:
        del lane
        self.waiting.append(work)
        return lambda: False

    def let_go(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()

    def finish(self) -> None:
        self.waiting.clear()


def test_where_no_sales_are_a_link_leads_to_the_import(
    page: AccountPage, office: Office, qtbot: QtBot
) -> None:
    account = office.account()
    page.go_to(account_place(account.id))
    bring = next(
        each for each in page.tab("overview").findChildren(QAbstractButton) if "продажи" in each.text()
    )
    assert bring.isVisible()
    with qtbot.waitSignal(page.went) as told:
        bring.click()
    assert told.args == [IMPORTS]
    office.add(MonthlySales(account_id=account.id, month=Month(2026, 3), revenue_minor=1, currency="RUB"))
    page.refresh()
    assert not bring.isVisible()


def test_what_is_in_order_is_said_without_repeating_its_heading(desk: Desk) -> None:
    words = desk.look.words
    contacts = ReviewedCheck(
        MapTopic.CONTACTS, CheckState.PASSED, MapTopic.CONTACTS, (Reason.of(MapGround.LIVE, count=14),)
    )
    line = check_line(contacts, Teller(words, desk.look.formats, desk.zone), words)
    assert said(line, words).endswith("Живых контактов несколько. Их 14: не держимся на одном человеке")


@pytest.mark.slow
@pytest.mark.parametrize("tab", ["overview", "dossier", "people", "documents"])
def test_nothing_is_said_of_an_account_before_it_is_read(
    desk: Desk, office: Office, qtbot: QtBot, tab: str
) -> None:
    threads = WaitingThreads()
    page = AccountPage(replace(desk, jobs=Jobs(threads)), lambda *_: None)
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    first, second = office.account("Волгометиз"), office.account("Заря")
    page.go_to(account_place(first.id, tab))
    assert "Продажи ещё не загружены." not in _said(page)
    threads.let_go()
    assert "Волгометиз" in _said(page)
    page.go_to(account_place(first.id))
    threads.let_go()
    assert "Продажи ещё не загружены." in _said(page)
    page.go_to(account_place(second.id, tab))
    assert "Волгометиз" not in _said(page)
    page.go_to(account_place(second.id))
    assert "Продажи ещё не загружены." not in _said(page)
    threads.let_go()
    assert "Заря" in _said(page)
    assert "Продажи ещё не загружены." in _said(page)


def test_the_count_of_documents_is_not_the_last_accounts(
    page: AccountPage, office: Office, tmp_path: Path
) -> None:
    first, second = office.account("Волгометиз"), office.account("Заря")
    path = tmp_path / "договор.txt"
    path.write_text("договор")
    add_document(office.workspace, first.id, path)
    page.go_to(account_place(first.id, "documents"))
    assert "Документы 1" in _tabs(page)
    page.go_to(account_place(second.id))
    assert "Документы" in _tabs(page)


@pytest.mark.slow
def test_the_tab_of_the_plan_says_its_version_before_it_is_opened(page: AccountPage, office: Office) -> None:
    first, second = office.account("Волгометиз"), office.account("Заря")
    today = office.today
    for title, starts in (("Нынешний", today), ("Следующий", today + timedelta(days=400))):
        plan = office.add(
            Plan(account_id=first.id, title=title, starts_on=starts, ends_on=starts + timedelta(days=364))
        )
        if starts == today:
            submit(office.workspace, plan.id, [office.me])
            withdraw(office.workspace, plan.id)
            submit(office.workspace, plan.id, [office.me])
    page.go_to(account_place(first.id))
    assert "План v2" in _tabs(page)
    page.go_to(account_place(first.id, "plan"))
    page.go_to(account_place(second.id))
    assert "План" in _tabs(page)
    page.go_to(account_place(first.id))
    assert "План v2" in _tabs(page)


def test_hostile_text_is_shown_as_it_was_typed(page: AccountPage, office: Office) -> None:
    account = office.account('<img src="x"> & <b>"Ромашка"</b>')
    page.go_to(account_place(account.id))
    assert '<img src="x"> & <b>"Ромашка"</b>' in _said(page)


def test_past_meetings_are_no_next_ones(page: AccountPage, office: Office) -> None:
    account = office.account()
    past = datetime.combine(office.today - timedelta(days=2), datetime.min.time()).replace(hour=10)
    office.meeting(account, past, status=InteractionStatus.DONE, subject="Была")
    page.go_to(account_place(account.id))
    assert "Была" not in _said(page)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Волгометиз", "ВО"), ("Сеть «Рябинка»", "СР"), ("", "?"), ("«»", "?"), ("3М Россия", "3Р")],
)
def test_initials_are_of_the_names_own_words(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_how_long_until_a_meeting(desk: Desk) -> None:
    words, now = desk.look.words, datetime(2026, 11, 24, 9, 12, tzinfo=desk.zone)
    assert until(now + timedelta(minutes=48), now, words) == "через 48 минут"
    assert until(now + timedelta(hours=3, minutes=18), now, words) == "через 3 часа"
    assert until(now + timedelta(hours=23), now, words) == "через 1 день"
    assert until(now - timedelta(minutes=12), now, words) == "идёт сейчас"
    assert day_and_time(now + timedelta(minutes=48), now, desk.look) == "сегодня, 10:00"


def _said(widget: QWidget) -> str:
    QApplication.processEvents()  # what was added is shown
    texts = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    lines = [line.accessibleName() for line in widget.findChildren(LineLabel) if line.isVisible()]
    cells = [
        cell.accessibleName() for cell in widget.findChildren(QWidget) if "Выручка" in cell.accessibleName()
    ]
    return "\n".join([*texts, *lines, *cells])


def _visible_buttons(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QAbstractButton) if each.isVisible()]


def _tabs(page: AccountPage) -> list[str]:
    return [each.accessibleName() for each in page.tabs.findChildren(QAbstractButton)]
