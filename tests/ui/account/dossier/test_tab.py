"""The dossier is read at a glance: what is known, what is missing, what is stale; its lines are edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kam.core.text import sort_key
from kam.core.vocabulary import BuyingRole, DossierSection, TeamRole, WhitespaceStage
from kam.models import (
    Account,
    AccountTeamMember,
    BusinessUnit,
    Competitor,
    CompetitorPresence,
    Contract,
    ProductLine,
    SpecialTerm,
    WhitespaceCell,
)
from kam.services.dossier import Dossier, read_dossier
from kam.services.history import list_steps, undo_step
from kam.ui.account.dossier import part_sheets
from kam.ui.account.dossier.contracts import renewal
from kam.ui.account.dossier.part_editing import PartSheet
from kam.ui.account.dossier.tab import DossierTab
from kam.ui.change_hub import Notice
from kam.ui.desk import Desk
from kam.ui.places import Place
from kam.ui.widgets.fields.dates import DateEditor
from kam.ui.widgets.fields.numbers import NumberEditor
from kam.ui.widgets.fields.texts import LongTextEditor, TextEditor
from kam.ui.widgets.pieces import Run
from tests.builders import Office


@pytest.fixture
def account(office: Office) -> Account:
    """A client with a contract near its end, a competitor, a team, two units and two product lines."""
    account = office.account("Волгометиз")
    wolf = Competitor(name="Вольф Абразив", name_key=sort_key("Вольф Абразив"))
    tape = ProductLine(name="Лента", name_key=sort_key("Лента"))
    units = [BusinessUnit(account_id=account.id, name=f"Площадка {number}") for number in (1, 2)]
    office.add_all(
        wolf,
        tape,
        ProductLine(name="Круги", name_key=sort_key("Круги")),
        *units,
        Contract(
            account_id=account.id,
            number="14/25-П",
            subject="поставка абразива",
            amount_minor=7_800_000_000,
            currency="RUB",
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            notice_days=30,
        ),
        Contract(account_id=account.id, number="31/24-У", renews_itself=True, ends_on=date(2027, 6, 30)),
        CompetitorPresence(
            account_id=account.id,
            competitor_id=wolf.id,
            product_line_id=tape.id,
            threat=4,
            strengths="цена",
            weaknesses="подбор",
            seen_on=date(2026, 11, 16),
        ),
        AccountTeamMember(account_id=account.id, colleague_id=office.me, role=TeamRole.KAM),
        SpecialTerm(account_id=account.id, what="склад у клиента", until=date(2026, 12, 31)),
        WhitespaceCell(
            account_id=account.id,
            product_line_id=tape.id,
            unit_id=units[1].id,
            stage=WhitespaceStage.COMPETITOR,
            competitor_id=wolf.id,
        ),
    )
    return account


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot, account: Account) -> DossierTab:
    tab = DossierTab(desk)
    desk.hub.changed.connect(tab.refresh)  # as the window does
    qtbot.addWidget(tab)
    tab.resize(1400, 760)
    tab.show_account(account.id)
    tab.show()
    return tab


@pytest.fixture
def noticed(desk: Desk) -> list[Notice]:
    said: list[Notice] = []
    desk.hub.noticed.connect(said.append)
    return said


@pytest.fixture
def now(office: Office, account: Account) -> Callable[[], Dossier]:
    return lambda: read_dossier(office.workspace, account.id, as_of=office.clock.now())


def names(tab: DossierTab, card: str) -> list[str]:
    """What a screen reader hears of the rows of a card."""
    rows: list[str] = [row.accessibleName() for row in getattr(tab, card).lines.rows]
    return [name.replace("\u202f", " ").replace("\u00a0", " ") for name in rows]


def sheet_of(tab: DossierTab) -> PartSheet:
    sheet = tab.parts.sheet
    assert isinstance(sheet, PartSheet)
    return sheet


def write(sheet: PartSheet, field: str, text: str) -> None:
    editor = sheet.form[field]
    if isinstance(editor, LongTextEditor):
        editor.area.setPlainText(text)
        return
    assert isinstance(editor, TextEditor | NumberEditor | DateEditor)
    editor.line.setText(text)
    editor.line.textEdited.emit(text)


def after(widget: QWidget) -> Iterator[QWidget]:
    """What Tab comes to after a widget."""
    following = widget.nextInFocusChain()
    while following is not None:
        if following.focusPolicy() & Qt.FocusPolicy.TabFocus and following.focusProxy() is None:
            yield following
        following = following.nextInFocusChain()


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
    QApplication.sendEvent(widget, event)


def test_every_line_says_all_about_itself(tab: DossierTab) -> None:
    near, far = names(tab, "contracts")
    assert near == (
        "14/25-П поставка абразива; пора говорить о продлении; 78 000 000 ₽; с 01.01.2026; до 31.12.2026; "
        "уведомить до 01.12.2026"
    )
    assert far == "31/24-У; действует; до 30.06.2027; продлевается автоматически"
    [wolf] = names(tab, "competitors")
    assert wolf == (
        "Вольф Абразив Лента; доля неизвестна; угроза 4 из 5; сильны: цена; слабы: подбор; "
        "последний раз видели 16.11.2026"
    )
    assert names(tab, "team") == ["Мария Кречетова, КАМ"]
    assert names(tab, "units") == ["Площадка 1", "Площадка 2"]
    assert names(tab, "special") == ["склад у клиента; до 31.12.2026"]


def test_the_days_left_stand_beside_a_contract_that_needs_talks(tab: DossierTab, desk: Desk) -> None:
    assert tab._reading is not None
    near, far = tab._reading.dossier.contracts
    assert [piece.text for piece in renewal(desk.look, near) if isinstance(piece, Run)] == ["8 дн"]
    assert [piece.text for piece in renewal(desk.look, far) if isinstance(piece, Run)] == ["авто"]


def test_the_percentage_and_the_ring_say_what_is_known_of_each_section(tab: DossierTab) -> None:
    ring = tab.completeness.ring
    top = ring.part_at(QPoint(ring.width() // 2 + 4, 4))
    assert top is not None
    assert top.section is DossierSection.IDENTITY
    assert ring.part_at(QPoint(ring.width() // 2, ring.height() // 2)) is None
    assert ring.told(top).startswith("Реквизиты: 0")
    assert ring.accessibleDescription().count(";") == len(DossierSection) - 1


def test_what_is_missing_opens_where_it_is_filled_in(
    tab: DossierTab, desk: Desk, office: Office, account: Account
) -> None:
    missing = {each.field: each for each in tab._reading.dossier.completeness.missing}  # type: ignore[union-attr]
    tab.completeness.fill_wished.emit(missing["growth_plans"])
    assert tab.portrait.editor is not None
    tab.completeness.fill_wished.emit(missing["competitors"])
    assert sheet_of(tab).line.competitor == "Вольф Абразив"
    sheet_of(tab).reject()
    tab.completeness.fill_wished.emit(missing["contracts"])
    assert sheet_of(tab).line.number == "31/24-У"
    sheet_of(tab).reject()
    tab.completeness.fill_wished.emit(missing["addresses"])
    assert sheet_of(tab).kind is part_sheets.ADDRESS
    sheet_of(tab).reject()
    gone: list[Place] = []
    tab.went.connect(gone.append)
    tab.completeness.fill_wished.emit(missing["people"])
    assert gone == [Place("account", account.id, "people")]


def test_what_no_tab_can_fill_yet_is_told_without_a_link(tab: DossierTab) -> None:
    tab.completeness._more.click()
    opening = [row for row in tab.completeness.missing.rows if row.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert tab._reading is not None
    elsewhere = [
        each for each in tab._reading.dossier.completeness.missing if each.section is DossierSection.MONEY
    ]
    assert elsewhere
    assert len(opening) == len(tab._reading.dossier.completeness.missing) - len(elsewhere)


def test_nothing_missing_says_so(tab: DossierTab, desk: Desk) -> None:
    assert tab._reading is not None
    row = tab._reading.dossier.completeness
    tab.completeness.show_row(type(row)(100, row.ring, ()))
    assert tab.completeness._heading.text() == "Всё заполнено."
    assert tab.completeness.missing.rows == ()


def test_a_contract_is_added_in_a_sheet(tab: DossierTab, now: Callable[[], Dossier], office: Office) -> None:
    tab.contracts.add.click()
    sheet = sheet_of(tab)
    write(sheet, "number", "02/27-С")
    write(sheet, "amount", "0,9 млн")
    write(sheet, "starts_on", "1.1.27")
    write(sheet, "ends_on", "31.12.27")
    sheet.verified.setChecked(True)
    sheet.primary.click()
    assert "02/27-С" in " ".join(names(tab, "contracts"))
    added = next(line for line in now().contracts if line.number == "02/27-С")
    assert (added.starts_on, added.ends_on) == (date(2027, 1, 1), date(2027, 12, 31))
    assert now().verified(DossierSection.CONTRACTS).on == office.today
    assert list_steps(office.workspace)[0].label == "dossier.contract_added"


def test_dates_in_the_wrong_order_are_said_beside_the_last(
    tab: DossierTab, now: Callable[[], Dossier]
) -> None:
    tab.contracts.add.click()
    sheet = sheet_of(tab)
    write(sheet, "number", "02/27-С")
    write(sheet, "starts_on", "31.12.2027")
    write(sheet, "ends_on", "1.1.2027")
    sheet.primary.click()
    assert sheet.form.fields["ends_on"].message.text()
    assert sheet.form["number"].value() == "02/27-С"
    assert len(now().contracts) == 2


def test_a_line_changed_meanwhile_keeps_what_was_typed(
    tab: DossierTab, office: Office, now: Callable[[], Dossier]
) -> None:
    line = now().units[0]
    tab.parts.change(line)
    sheet = sheet_of(tab)
    write(sheet, "notes", "две линии")
    with office.workspace.writing("test.changed") as unit:
        unit.get_one(BusinessUnit, line.id).name = "Главная площадка"
    sheet.primary.click()
    assert "измен" in sheet.form.message.text()
    assert sheet.form["name"].value() == "Главная площадка"
    assert sheet.form["notes"].value() == "две линии"
    sheet.primary.click()
    assert {unit.name: unit.notes for unit in now().units}["Главная площадка"] == "две линии"


def test_what_was_typed_into_a_sheet_waits_for_its_next_opening(tab: DossierTab, qtbot: QtBot) -> None:
    tab.units.add.click()
    sheet = sheet_of(tab)
    write(sheet, "name", "Литейный двор")
    assert sheet.draft is not None
    sheet.draft.keeper.flush()
    tab.parts.sheet = None  # the program died here
    tab.units.add.click()
    assert sheet_of(tab).form["name"].value() == "Литейный двор"
    draft = sheet_of(tab).draft
    assert draft is not None
    assert draft.note.isVisible()


def test_delete_takes_a_line_away_and_undo_brings_it_back(
    tab: DossierTab, noticed: list[Notice], office: Office, desk: Desk
) -> None:
    row = tab.competitors.lines.rows[0]
    press(row, Qt.Key.Key_Delete)
    assert names(tab, "competitors") == []
    assert noticed == [Notice("Конкурент у этого клиента удалён.", undoable=True)]
    desk.change(tab, lambda: undo_step(office.workspace))
    assert len(names(tab, "competitors")) == 1


@pytest.mark.parametrize(
    ("card", "kind"),
    [("team", part_sheets.MEMBER), ("special", part_sheets.TERM), ("units", part_sheets.UNIT)],
)
def test_every_kind_of_line_opens_its_sheet_and_its_menu(
    tab: DossierTab, card: str, kind: part_sheets.PartKind, look: object
) -> None:
    lines = getattr(tab, card).lines
    press(lines.rows[0], Qt.Key.Key_Return)
    assert sheet_of(tab).kind is kind
    sheet_of(tab).reject()
    texts = [action.text() for action in lines.menu_of(lines.rows[0]).actions()]
    assert texts == ["Изменить…", "Удалить"]


def test_cards_stand_in_three_columns_where_there_is_width_and_in_two_where_not(
    tab: DossierTab, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: tab.columns.count == 3)
    lefts = {card.x() for card in (tab.completeness, tab.identity, tab.contracts)}
    assert len(lefts) == 3
    tab.resize(1200, 700)
    qtbot.waitUntil(lambda: tab.columns.count == 2)
    qtbot.waitUntil(lambda: tab.identity.x() == tab.completeness.x())
    right = max(card.geometry().right() for card in (tab.contracts, tab.team, tab.holding))
    assert right < tab.columns.viewport().width()


def test_tab_reads_a_card_from_its_head_down_also_after_lines_were_added(
    tab: DossierTab, qtbot: QtBot, office: Office, account: Account
) -> None:
    office.add(BusinessUnit(account_id=account.id, name="Архив"))
    tab.refresh()
    tab.columns.settle()
    order = list(islice(after(tab.units.add), 12))
    rows = list(tab.units.lines.rows)
    assert order[: len(rows)] == rows


def test_the_holding_shows_what_each_buys_and_opens_the_others(
    tab: DossierTab, office: Office, account: Account
) -> None:
    daughter = office.account("Волгометиз-Сервис", parent_id=account.id)
    gone: list[Place] = []
    tab.went.connect(gone.append)
    tab.refresh()
    opening = [row for row in tab.holding.lines.rows if row.accessibleName()]
    assert [row.accessibleName().split(",")[0] for row in opening] == ["Волгометиз-Сервис"]
    press(opening[0], Qt.Key.Key_Return)
    assert gone == [Place("account", daughter.id, "dossier")]


def test_a_place_may_name_the_section_to_begin_with(tab: DossierTab, qtbot: QtBot, account: Account) -> None:
    tab.resize(1100, 420)
    bar = tab.columns.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    tab.show_account(account.id, view="units")
    qtbot.waitUntil(lambda: bar.value() > 0)


def test_an_account_of_which_nothing_is_known_is_no_empty_page(
    desk: Desk, office: Office, qtbot: QtBot
) -> None:
    tab = DossierTab(desk)
    qtbot.addWidget(tab)
    tab.show_account(office.account("Новый").id)
    assert not tab.competitors._empty.isHidden()
    assert not tab.contracts._empty.isHidden()
    assert tab.identity.verify.isHidden()
    assert [fact.field for fact in tab.identity.facts.shown if fact.text is None]


def test_commands_verify_and_add_from_the_palette(
    tab: DossierTab, now: Callable[[], Dossier], office: Office
) -> None:
    commands = {command.id: command for command in tab.commands()}
    commands["dossier.verify.portrait"].run()
    assert now().portrait.verified.on == office.today
    commands["dossier.add.unit"].run()
    assert sheet_of(tab).kind is part_sheets.UNIT


def test_roles_known_today_count_toward_the_ring(tab: DossierTab, office: Office, account: Account) -> None:
    before = tab.completeness.ring.accessibleName()
    office.stakeholder(account, roles=(BuyingRole.DECIDER,), since=office.today - timedelta(days=10))
    tab.refresh()
    assert tab.completeness.ring.accessibleName() != before
