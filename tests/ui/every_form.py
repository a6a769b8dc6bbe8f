"""Every form of the window that is opened over a page, each by the hand its user opens it with.

A form is known by the code of its draft. ``codes_in_the_source`` reads the program for them, so that a form
which nobody opens here is missed by the test of all forms.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

import kam.ui
from kam.core.vocabulary import (
    Attitude,
    CommitmentStatus,
    DocumentKind,
    InteractionStatus,
    OpportunityStage,
    Overridden,
    PlanStatus,
    Side,
)
from kam.services.commitments.editing import read_form
from kam.services.commitments.query import PromiseQuery
from kam.services.commitments.reading import read_open
from kam.services.commitments.rows import PromiseRow
from kam.services.complaints.query import ComplaintQuery, ComplaintStanding
from kam.services.complaints.rows import ComplaintCard
from kam.services.complaints.stages import next_stages
from kam.services.complaints.table import read_table
from kam.services.documents.listing import list_documents
from kam.services.lists.meetings import list_meetings
from kam.services.money.deals import DealRow
from kam.services.money.spend import SpendRow
from kam.services.people.directory import PeopleQuery, read_directory
from kam.services.people.map import read_map
from kam.services.people.rows import PlaceRow
from kam.services.plans.reading import PlanReading
from kam.services.plans.versions import submit
from kam.services.portfolio.reading import PortfolioQuery, read_portfolio
from kam.services.scenarios.templates import built_in
from kam.services.settings import DayException
from kam.services.settings.colleagues import list_colleagues
from kam.services.settings.competitors import list_competitors
from kam.services.settings.product_lines import list_product_lines
from kam.services.surveys.reading import list_rounds
from kam.services.surveys.rows import AnswerRow, RoundSheet
from kam.services.views import save_view, saved_views
from kam.ui.account.documents.tab import DocumentsTab
from kam.ui.account.dossier.part_editing import lines_of
from kam.ui.account.dossier.part_sheets import KINDS, kind_of
from kam.ui.account.dossier.tab import DossierTab
from kam.ui.account.money.tab import MoneyTab
from kam.ui.account.money.targets_model import YEAR
from kam.ui.account.page import AccountPage
from kam.ui.account.people.deeds import PeopleDeeds
from kam.ui.account.people.tab import PeopleTab
from kam.ui.account.plan.lines import KINDS as PLAN_KINDS
from kam.ui.account.plan.lines import LineKind
from kam.ui.account.plan.tab import PlanTab
from kam.ui.account.whitespace.keys import CellPlace
from kam.ui.accounts.new_account import ask_for_account
from kam.ui.accounts.page import AccountsPage
from kam.ui.commitments.closing_sheet import ClosingSheet, HandingSheet
from kam.ui.commitments.form_sheet import EditPromiseSheet, NewPromiseSheet
from kam.ui.commitments.objective_sheet import ObjectiveSheet
from kam.ui.commitments.shift_sheet import ShiftSheet
from kam.ui.complaints.deeds import ComplaintDeeds
from kam.ui.complaints.page import ComplaintsPage
from kam.ui.complaints.record.opening import RecordSheets
from kam.ui.complaints.stage_sheet import StageSheet
from kam.ui.desk import Desk
from kam.ui.followup.sheet import open_letter
from kam.ui.people.page import PeoplePage
from kam.ui.places import (
    ACCOUNTS,
    PEOPLE,
    PROMISES,
    SCENARIOS,
    SETTINGS,
    SURVEYS,
    TODAY,
    Place,
    answer_place,
    register_place,
    retention_place,
    round_place,
)
from kam.ui.satisfaction.page import SurveysPage
from kam.ui.satisfaction.round_view import RoundView
from kam.ui.scenarios.template_sheet import TemplateSheet
from kam.ui.settings.calendar import CalendarSection
from kam.ui.settings.lists import ListsSection
from kam.ui.settings.page import SettingsPage
from kam.ui.settings.product_lines import ProductLinesSection
from kam.ui.today.lines import Entry
from kam.ui.today.page import TodayPage
from kam.ui.today.putting_off import PuttingOff
from kam.ui.widgets.dialogs import Sheet
from kam.ui.window import MainWindow
from tests.ui.every_page import MORNING, visit

T = TypeVar("T")
Opener = Callable[[MainWindow, UUID], object]

_ROOT: Final = Path(kam.ui.__file__).parent
_ALL_COMPLAINTS: Final = ComplaintQuery(standing=ComplaintStanding.ALL)
_NOT_SHEETS: Final = {"import", "settings.page.", "preparation", "capture"}
"""Forms that are parts of a page or windows of their own; their tests are beside them."""


def open_form(code: str, window: MainWindow, account: UUID) -> Sheet:
    """Open a form and find its sheet."""
    before = set(_sheets())
    OPENERS[code](window, account)
    found = [each for each in _sheets() if each not in before]
    assert len(found) == 1, f"{code} opened {found}"
    return found[0]


def _sheets() -> list[Sheet]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, Sheet) and each.isVisible()]


def codes_in_the_source() -> set[str]:
    """The codes of all drafts of sheets as the program writes them; of a glued one its beginning."""
    found: set[str] = set()
    for path in _ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and (made := _code(node, path)) is not None:
                found |= made
    return found - _NOT_SHEETS


def forms_without_a_draft() -> list[str]:
    """Where a sheet says that nothing of it is worth keeping."""
    return [
        f"{path.relative_to(_ROOT)}"
        for path in sorted(_ROOT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.keyword)
        and node.arg == "draft"
        and isinstance(node.value, ast.Constant)
        and node.value.value is None
    ]


def _code(call: ast.Call, path: Path) -> set[str] | None:
    """The code that a call makes a draft with; None for any other call."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "draft" and call.args:
        prefix, argument = "", call.args[0]
    elif name == "draft_of" and isinstance(call.func, ast.Name):
        prefix, argument = "people.", call.args[1]  # of a map of people: the desk stands first
    elif name == "draft_of":
        prefix, argument = "", call.args[0]
    else:
        return None
    if isinstance(argument, ast.Name) or _is_of_a_map(argument):
        return None  # the helpers themselves, which hand a code on
    codes = {prefix + text for text in _texts(argument)}
    assert codes, f"{path}:{call.lineno} should say the code of its draft"
    return codes


def _is_of_a_map(argument: ast.expr) -> bool:
    return isinstance(argument, ast.JoinedStr) and next(_texts(argument), "") == "people."


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        yield str(node.values[0].value)
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


# The hands


def _page_of(window: MainWindow, kind: type[T], place: Place, account: UUID) -> T:
    visit(window, place, account)
    page: Any = window.page
    assert isinstance(page, kind)
    return page


def _tab_of(window: MainWindow, account: UUID, code: str, kind: type[T]) -> T:
    page = _page_of(window, AccountPage, Place("account", tab=code), account)
    tab: Any = page.tab(code)
    assert isinstance(tab, kind)
    return tab


def _section_of(window: MainWindow, account: UUID, code: str, kind: type[T]) -> T:
    page = _page_of(window, SettingsPage, Place(SETTINGS.page, view=code), account)
    section: Any = page.section
    assert isinstance(section, kind)
    return section


def _of_people(open_it: Callable[[PeopleDeeds, PlaceRow, UUID], object]) -> Opener:
    def opened(window: MainWindow, account: UUID) -> None:
        tab = _tab_of(window, account, "people", PeopleTab)
        found = read_map(window.desk.workspace, account, as_of=MORNING.now())
        row = next(each for each in found.places if not each.is_placeholder)
        open_it(tab.deeds, row, found.colleagues[0].id)

    return opened


def _name_a_place(window: MainWindow, account: UUID) -> None:
    for each in read_portfolio(window.desk.workspace, PortfolioQuery(), as_of=MORNING.now()).rows:
        found = read_map(window.desk.workspace, each.id, as_of=MORNING.now())
        nameless = next((row for row in found.places if row.is_placeholder), None)
        if nameless is not None:
            _tab_of(window, each.id, "people", PeopleTab).deeds.give_name(nameless)
            return
    message = f"no place without a name, not even beside {account}"
    raise LookupError(message)


def _change_accounts(count: int) -> Opener:
    def opened(window: MainWindow, account: UUID) -> None:
        page = _page_of(window, AccountsPage, ACCOUNTS, account)
        rows = read_portfolio(window.desk.workspace, PortfolioQuery(), as_of=MORNING.now()).rows
        page.deeds["change"].run(rows[:count])

    return opened


def _set_by_hand(window: MainWindow, account: UUID) -> None:
    page = _page_of(window, AccountsPage, ACCOUNTS, account)
    page.deeds.why.ask(account, "?", Overridden.SEGMENT, QPoint(100, 100))
    popover = page.deeds.why.popover
    assert popover is not None
    popover.by_hand.click()


def _change_people(window: MainWindow, account: UUID) -> None:
    page = _page_of(window, PeoplePage, PEOPLE, account)
    found = read_directory(window.desk.workspace, PeopleQuery(), as_of=MORNING.now())
    page.deeds["change"].run(found.rows[:3])


def _save_view(window: MainWindow, account: UUID) -> None:
    _page_of(window, AccountsPage, ACCOUNTS, account).saved.ask_to_save()


def _rename_view(window: MainWindow, account: UUID) -> None:
    page = _page_of(window, AccountsPage, ACCOUNTS, account)
    if not saved_views(window.desk.workspace):
        save_view(window.desk.workspace, "Мой вид", {})
    page.saved.ask_to_rename(saved_views(window.desk.workspace)[0])


def _new_part(number: int) -> Opener:
    def opened(window: MainWindow, account: UUID) -> None:
        _tab_of(window, account, "dossier", DossierTab).parts.add(KINDS[number])

    return opened


def _change_part(number: int) -> Opener:
    def opened(window: MainWindow, account: UUID) -> None:
        for each in read_portfolio(window.desk.workspace, PortfolioQuery(), as_of=MORNING.now()).rows:
            parts = _tab_of(window, each.id, "dossier", DossierTab).parts
            assert parts.reading is not None
            lines = [line for line in lines_of(parts.reading) if kind_of(line) is KINDS[number]]
            if lines:
                parts.change(lines[0])
                return
        message = f"no account has a {KINDS[number].code}, not even {account}"
        raise LookupError(message)

    return opened


def _edit_cell(window: MainWindow, account: UUID) -> None:
    tab = _tab_of(window, account, "dossier", DossierTab)
    line = list_product_lines(window.desk.workspace)[0]
    tab.parts.edit_cell(CellPlace(line.id, None, line.name, "", None))


def _of_money(open_it: Callable[[MoneyTab], object]) -> Opener:
    def opened(window: MainWindow, account: UUID) -> None:
        open_it(_tab_of(window, account, "money", MoneyTab))

    return opened


def _deal_of(tab: MoneyTab) -> DealRow:
    return next(card.row for card in tab.deals.board.cards() if card.row.is_open)


def _spend_of(tab: MoneyTab) -> SpendRow:
    assert tab.wallet.table is not None
    row: SpendRow = tab.wallet.table.rows_model.rows()[0]
    return row


def _spread(tab: MoneyTab) -> None:
    grid = tab.targets.grid
    grid.spread_wished.emit(grid.targets.index(0, YEAR))


def _change_document(window: MainWindow, account: UUID) -> None:
    tab = _tab_of(window, account, "documents", DocumentsTab)
    documents = list_documents(window.desk.workspace, account)
    assert any(each.kind is not DocumentKind.OTHER for each in documents)
    tab.preview.show_document(documents[0])
    tab.change_current()


def _colleague(*, new: bool) -> Opener:
    def opened(window: MainWindow, account: UUID) -> None:
        section = _section_of(window, account, "lists", ListsSection)
        section.edit_colleague(None if new else list_colleagues(window.desk.workspace)[-1])

    return opened


def _competitor(*, new: bool) -> Opener:
    def opened(window: MainWindow, account: UUID) -> None:
        section = _section_of(window, account, "lists", ListsSection)
        section.edit_competitor(None if new else list_competitors(window.desk.workspace)[0])

    return opened


def _line(*, new: bool) -> Opener:
    def opened(window: MainWindow, account: UUID) -> None:
        section = _section_of(window, account, "lines", ProductLinesSection)
        section.edit(None if new else list_product_lines(window.desk.workspace)[0])

    return opened


def _day(window: MainWindow, account: UUID) -> None:
    _section_of(window, account, "calendar", CalendarSection).add_day()


def _known_day(window: MainWindow, account: UUID) -> None:
    section = _section_of(window, account, "calendar", CalendarSection)
    section._ask(DayException(MORNING.now().date(), None, None, "Мост"))


def _of_complaints(
    open_it: Callable[[ComplaintDeeds, ComplaintCard], object], *, ended: bool = False
) -> Opener:
    def opened(window: MainWindow, account: UUID) -> None:
        page = _page_of(window, ComplaintsPage, Place("complaints", view="board"), account)
        rows = read_table(window.desk.workspace, _ALL_COMPLAINTS, as_of=MORNING.now()).rows
        open_it(page.deeds, next(row for row in rows if row.is_open is not ended))

    return opened


def _of_a_record(open_it: Callable[[RecordSheets], object]) -> Opener:
    def opened(window: MainWindow, account: UUID) -> None:
        page = _page_of(window, ComplaintsPage, Place("complaints", view="record"), account)
        open_it(page.record.sheets)

    return opened


def _stage(deeds: ComplaintDeeds, card: ComplaintCard) -> None:
    found = next_stages(deeds.desk.workspace, card.id)
    StageSheet(deeds.desk, deeds.page, card, next(each for each in found if each.needs)).open()


def _of_a_signal(open_it: Callable[[PuttingOff, Entry], object]) -> Opener:
    def opened(window: MainWindow, account: UUID) -> None:
        page = _page_of(window, TodayPage, TODAY, account)
        lines = page.columns["signals"].list.lines
        entry = lines.entry_at(lines.nearest(0))
        assert entry is not None
        open_it(page.putting_off, entry)

    return opened


def _write_letter(window: MainWindow, account: UUID) -> None:
    done = (InteractionStatus.DONE,)
    meeting = next(each for each in list_meetings(window.desk.workspace) if each.status in done)
    open_letter(window.desk, window, account, meeting.id)


def _of_a_promise(make: Callable[[Desk, MainWindow, list[PromiseRow]], Sheet]) -> Opener:
    def opened(window: MainWindow, account: UUID) -> None:
        visit(window, PROMISES, account)
        rows = read_open(window.desk.workspace, PromiseQuery(), as_of=MORNING.now())
        make(window.desk, window, [next(row for row in rows if row.side is Side.OURS)]).open()

    return opened


def _put_under(window: MainWindow, account: UUID) -> None:
    """A promise of the client whose plan has objectives."""
    query = PromiseQuery(accounts=frozenset({account}))
    rows = read_open(window.desk.workspace, query, as_of=MORNING.now())
    ObjectiveSheet(window.desk, window, rows[:1]).open()


def _closed_as(status: CommitmentStatus) -> Opener:
    return _of_a_promise(lambda desk, window, rows: ClosingSheet(desk, window, rows, status))


def _edit_promise(desk: Desk, window: MainWindow, rows: list[PromiseRow]) -> Sheet:
    return EditPromiseSheet(desk, window, read_form(desk.workspace, rows[0].id))


def _plan_tab(window: MainWindow, fits: Callable[[PlanReading], bool]) -> PlanTab:
    """The plan of the first client whose plan fits."""
    for each in read_portfolio(window.desk.workspace, PortfolioQuery(), as_of=MORNING.now()).rows:
        tab = _tab_of(window, each.id, "plan", PlanTab)
        if tab.editing.plan is not None and fits(tab.editing.plan):
            return tab
    message = f"no client has such a plan: {fits}"
    raise LookupError(message)


def _new_plan_line(kind: LineKind) -> Opener:
    return lambda window, _: _plan_tab(window, bool).editing.add(kind)


def _change_plan_line(kind: LineKind) -> Opener:
    def opened(window: MainWindow, _: UUID) -> None:
        editing = _plan_tab(window, lambda plan: bool(kind.lines(plan))).editing
        assert editing.plan is not None
        editing.change(kind, kind.lines(editing.plan)[0].id)

    return opened


def _plan_part(name: str) -> Opener:
    def opened(window: MainWindow, _: UUID) -> None:
        editing = _plan_tab(window, bool).editing
        assert editing.plan is not None
        editing.change_part(getattr(editing.plan.parts, name), name)

    return opened


def _of_a_plan(open_it: Callable[[PlanTab, PlanReading], object]) -> Opener:
    def opened(window: MainWindow, _: UUID) -> None:
        tab = _plan_tab(window, lambda plan: any(not each.from_sales for each in plan.content.objectives))
        assert tab.editing.plan is not None
        open_it(tab, tab.editing.plan)

    return opened


def _of_a_draft(open_it: Callable[[PlanTab], object]) -> Opener:
    def opened(window: MainWindow, _: UUID) -> None:
        tab = _plan_tab(window, bool)
        if tab.editing.plan is not None and tab.editing.plan.status is PlanStatus.APPROVED:
            tab.agreeing.deeds.reopen()
        open_it(tab)

    return opened


def _answer_a_plan(window: MainWindow, _: UUID) -> None:
    tab = _plan_tab(window, bool)
    plan = tab.editing.plan
    assert plan is not None
    if plan.status is PlanStatus.APPROVED:
        tab.agreeing.deeds.reopen()
    if plan.status is not PlanStatus.SUBMITTED:
        submit(window.desk.workspace, plan.content.id, plan.ours[:2])
        tab.refresh()
    tab.agreeing.deeds.answer()


def _change_a_review(window: MainWindow, _: UUID) -> None:
    tab = _plan_tab(window, lambda plan: bool(plan.content.reviews))
    assert tab.editing.plan is not None
    tab.agreeing.deeds.open_review(tab.editing.plan.content.reviews[0].id)


def _by_hand(plan: PlanReading) -> UUID:
    return next(each.id for each in plan.content.objectives if not each.from_sales)


def _copy_scenario(window: MainWindow, account: UUID) -> None:
    visit(window, SCENARIOS, account)
    template = built_in("ru")[0]
    TemplateSheet(window.desk, window, template).open()


def _of_surveys(run: Callable[[SurveysPage], object]) -> Opener:
    def open_it(window: MainWindow, _account: UUID) -> None:
        visit(window, SURVEYS, _account)
        page = window.page
        assert isinstance(page, SurveysPage)
        run(page)

    return open_it


def _of_a_round(run: Callable[[RoundView, RoundSheet], object]) -> Opener:
    def open_it(window: MainWindow, _account: UUID) -> None:
        rounds = list_rounds(window.desk.workspace)
        visit(window, round_place(rounds[0].id), _account)
        page = window.page
        assert isinstance(page, SurveysPage)
        assert page.round.found is not None
        run(page.round, page.round.found)

    return open_it


def _unhappy(found: RoundSheet) -> AnswerRow:
    return next(row for row in found.answers if row.needs_promise)


OPENERS: Final[dict[str, Opener]] = {
    "account.new": lambda window, _: ask_for_account(window.desk, window),
    "account.new below another": lambda window, account: ask_for_account(
        window.desk, window, parent_id=account
    ),
    "account.change": _change_accounts(1),
    "account.change of several": _change_accounts(3),
    "account.by_hand.": _set_by_hand,
    "view.new.portfolio": _save_view,
    "view.rename": _rename_view,
    **{f"dossier.{kind.code}.new": _new_part(number) for number, kind in enumerate(KINDS)},
    **{f"dossier.{kind.code}": _change_part(number) for number, kind in enumerate(KINDS)},
    "dossier.cell": _edit_cell,
    "document.change": _change_document,
    "money.deal.new": _of_money(lambda tab: tab.deeds.add_deal()),
    "money.deal": _of_money(lambda tab: tab.deeds.open_deal(_deal_of(tab))),
    "money.move": _of_money(lambda tab: tab.deeds.move_deal(_deal_of(tab), OpportunityStage.LOST)),
    "money.move to a sum": _of_money(lambda tab: tab.deeds.move_deal(_deal_of(tab), OpportunityStage.WON)),
    "money.spend.new": _of_money(lambda tab: tab.deeds.add_spend()),
    "money.spend": _of_money(lambda tab: tab.deeds.open_spend(_spend_of(tab))),
    "money.spread": _of_money(_spread),
    **{f"plan.{kind.code}.new": _new_plan_line(kind) for kind in PLAN_KINDS},
    **{f"plan.{kind.code}": _change_plan_line(kind) for kind in PLAN_KINDS},
    "plan.new": _of_a_plan(lambda tab, _: tab.begin_plan()),
    "plan.action": _of_a_plan(lambda tab, plan: tab.deeds.add_action(_by_hand(plan))),
    "plan.measurement": _of_a_plan(lambda tab, plan: tab.deeds.measure(_by_hand(plan))),
    "plan.submit": _of_a_draft(lambda tab: tab.agreeing.deeds.submit()),
    "plan.answer": _answer_a_plan,
    "plan.review.new": _of_a_plan(lambda tab, _: tab.agreeing.deeds.add_review()),
    "plan.review": _change_a_review,
    "plan.close": _of_a_draft(lambda tab: tab.agreeing.deeds.close()),
    "plan.head": _plan_part("head"),
    "plan.text": _plan_part("text"),
    "people.add": _of_people(lambda deeds, *_: deeds.add_person()),
    "people.vacancy": _of_people(lambda deeds, *_: deeds.add_vacancy()),
    "people.name": _name_a_place,
    "people.edit": _of_people(lambda deeds, row, _: deeds.edit(row)),
    "people.rate": _of_people(lambda deeds, row, _: deeds.rate(row)),
    "people.grid": _of_people(
        lambda deeds, row, _: deeds.place(
            row, Attitude.CHAMPION if row.attitude.value is Attitude.NEUTRAL else Attitude.NEUTRAL, 5
        )
    ),
    "people.aim": _of_people(lambda deeds, row, _: deeds.aim(row)),
    "people.level": _of_people(lambda deeds, row, ours: deeds.rate_level(row, ours)),
    "people.level_aim": _of_people(lambda deeds, row, ours: deeds.aim_level(row, ours)),
    "people.leave": _of_people(lambda deeds, row, _: deeds.leave(row)),
    "people.move": _of_people(lambda deeds, row, _: deeds.move(row)),
    "people.boss": _of_people(lambda deeds, row, _: deeds.choose_boss(row)),
    "people.tie": _of_people(lambda deeds, row, _: deeds.tie(row)),
    "people.owner": _of_people(lambda deeds, row, _: deeds.assign(row)),
    "people.team": _of_people(lambda deeds, *_: deeds.add_colleague()),
    "people.decider": _of_people(lambda deeds, *_: deeds.choose_decider()),
    "people.champion": _of_people(lambda deeds, *_: deeds.choose_champion()),
    "people.new": lambda window, account: _page_of(window, PeoplePage, PEOPLE, account).ask_for_person(),
    "people.bulk": _change_people,
    "people.plan": _of_people(lambda deeds, row, _: deeds.plan_contact([row])),
    "followup": _write_letter,
    "promise.new": lambda window, _: NewPromiseSheet(window.desk, window).open(),
    "promise.edit": _of_a_promise(_edit_promise),
    "promise.shift": _of_a_promise(ShiftSheet),
    "promise.hand": _of_a_promise(HandingSheet),
    "promise.objective": _put_under,
    "promise.kept": _closed_as(CommitmentStatus.KEPT),
    "promise.broken": _closed_as(CommitmentStatus.BROKEN),
    "promise.cancelled": _closed_as(CommitmentStatus.CANCELLED),
    "scenario": _copy_scenario,
    "today.explain": _of_a_signal(lambda putting_off, entry: putting_off.ask_for_a_reason(entry)),
    "today.put_off": _of_a_signal(lambda putting_off, entry: putting_off.ask_for_a_day(entry)),
    "settings.colleague": _colleague(new=True),
    "settings.colleague who is there": _colleague(new=False),
    "settings.competitor": _competitor(new=True),
    "settings.competitor who is there": _competitor(new=False),
    "settings.line": _line(new=True),
    "settings.line that is there": _line(new=False),
    "retention.case": lambda window, account: window.go(retention_place(account)),
    "complaint.new": lambda window, account: window.go(register_place(account)),
    "survey.answer": lambda window, account: window.go(answer_place(account)),
    "survey.new": _of_surveys(lambda page: page.view.deeds.start()),
    "survey.edit": _of_a_round(lambda view, found: view.deeds.edit(found)),
    "survey.more": _of_a_round(lambda view, found: view.deeds.ask_more(found)),
    "survey.promise": _of_a_round(lambda view, found: view.deeds.promise([_unhappy(found)])),
    "complaint.acknowledge": _of_complaints(lambda deeds, card: deeds.acknowledge([card])),
    "complaint.answer": _of_complaints(lambda deeds, card: deeds.answer([card])),
    "complaint.stage.any": _of_complaints(_stage),
    "complaint.pause": _of_complaints(lambda deeds, card: deeds.pause([card])),
    "complaint.reject": _of_complaints(lambda deeds, card: deeds.reject([card])),
    "complaint.reclassify": _of_complaints(lambda deeds, card: deeds.reclassify([card])),
    "complaint.close": _of_complaints(lambda deeds, card: deeds.close([card])),
    "complaint.reopen": _of_complaints(lambda deeds, card: deeds.reopen([card]), ended=True),
    "complaint.facts": _of_a_record(lambda sheets: sheets.change_facts()),
    "complaint.cure": _of_a_record(lambda sheets: sheets.change_cure()),
    "complaint.whys": _of_a_record(lambda sheets: sheets.change_whys()),
    "complaint.sides": _of_a_record(lambda sheets: sheets.change_sides()),
    "complaint.action": _of_a_record(lambda sheets: sheets.add_action()),
    "complaint.compensation.new": _of_a_record(lambda sheets: sheets.add_compensation()),
    "complaint.link": _of_a_record(lambda sheets: sheets.link_contact()),
    "settings.day": _day,
    "settings.day.": _known_day,
}
"""A hand by the code of the form, and what else there is to say of it."""


def forms_in(sheet: QWidget) -> list[Any]:
    """The forms that stand in a sheet."""
    from kam.ui.widgets.fields import Form

    return sheet.findChildren(Form)
