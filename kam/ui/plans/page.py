"""The plans of all accounts in one table."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from kam.core.changes import Area
from kam.core.vocabulary import PlanStatus
from kam.services.plans.portfolio import PlansRow, portfolio_of_plans, read_plans_of_all, with_health_of
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.page import Page
from kam.ui.paper_out import Paper, PaperOut
from kam.ui.places import Place, account_place
from kam.ui.plans.columns import PlanColumns, in_order, that_say
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button, icon_button
from kam.ui.widgets.chips import FilterChip
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.labels import ElidedLabel, rule
from kam.ui.widgets.page_head import PageHead
from kam.ui.widgets.search_field import SearchField
from kam.ui.widgets.table import Sorting, Table

if TYPE_CHECKING:
    from kam.reports.result import PaperResult
    from kam.services.health.rows import HealthBook

_WAITING, _BEHIND, _MISSING = "waiting", "behind", "missing"


class PlansPage(Page):
    """Which plans there are, how they stand, and where one is missing; a row opens its plan."""

    areas: ClassVar[Area] = Area.EVERYTHING
    """Health moves by almost everything."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.look.words
        self._rows: tuple[PlansRow, ...] = ()
        self._book: HealthBook | None = None
        self._sorting: Sorting | None = None
        self._columns = PlanColumns(desk.look)
        self.paper = PaperOut(desk, self, self._paper)
        self.table = Table(
            desk.look,
            self._columns.make(),
            name=words.say("Plans"),
            key=attrgetter("account_id"),
            local=desk.local,
            kept_as="plans",
        )
        self.table.sort_wished.connect(self._sort)
        self.table.opened.connect(self._open)
        self._said = ElidedLabel("", Type.SECONDARY, "text2")
        self.setProperty("ground", "page")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self._head(), self._tools(), rule()):
            column.addWidget(each)
        column.addWidget(self.table, 1)

    def go_to(self, place: Place) -> None:
        """There is one view."""
        del place
        self.refresh()

    def refresh(self) -> None:
        """Read the plans anew."""
        now, workspace = self.desk.now(), self.desk.workspace
        work = partial(read_plans_of_all, workspace, as_of=now, with_health=False)
        self.desk.read(self, work, self._show, key="plans")
        self._read_health()

    def _read_health(self) -> None:
        """The health of everybody, after the rows: it takes longer than they do."""
        from kam.services.health.book import read_whole_health  # a start does without

        work = partial(read_whole_health, self.desk.workspace, as_of=self.desk.now())
        self.desk.read_later(self, work, self._take_health, key="health")

    def _take_health(self, book: HealthBook) -> None:
        self._book = book
        self._rows = tuple(with_health_of(row, book) for row in self._rows)
        self._show_rows()

    def title(self) -> str:
        """Its name."""
        return self.look.words.say("Plans")

    def commands(self) -> list[Command]:
        """What can be done here."""
        words = self.look.words
        return [
            Command(
                "plans.print",
                words.say("Print the portfolio of plans"),
                self.paper.print,
                "printer",
                "Ctrl+P",
            ),
            Command(
                "plans.save", words.say("Save the portfolio of plans as PDF…"), self.paper.save, "download"
            ),
            Command(
                "plans.find", words.say("Find among the plans"), self.search.setFocus, "search", "Ctrl+F"
            ),
        ]

    def keep(self) -> None:
        """The columns stay as they stand."""
        self.table.layout_of_columns.keep()

    # Inside

    def _head(self) -> QFrame:
        words = self.look.words
        head = PageHead(self.title(), height=Size.PAGE_HEAD)
        head.row.addSpacing(12)
        head.row.addWidget(self._said, 1)
        columns = icon_button(self.look, "columns-3", words.say("Choose columns"))
        columns.setMenu(self.table.columns_menu())
        as_file = words.say_in("button", "Save as PDF…")
        head.put(
            columns,
            button(self.look, as_file, icon="download", run=self.paper.save),
            button(
                self.look,
                words.say_in("button", "Print"),
                icon="printer",
                keys="Ctrl+P",
                run=self.paper.print,
            ),
        )
        return head

    def _tools(self) -> QFrame:
        words = self.look.words
        held = QFrame()
        row = QHBoxLayout(held)
        row.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 10)
        row.setSpacing(Size.GRID)
        self.search = SearchField(self.look, words.say("Client, ambition, risk"), keys="Ctrl+F")
        self.search.setMaximumWidth(260)
        self.search.searched.connect(lambda _: self._show_rows())
        self.search.went_down.connect(lambda: self.table.setFocus())  # noqa: PLW0108 - Qt has two of it
        for keys, run in (("Ctrl+F", self.search.setFocus), ("Ctrl+P", self.paper.print)):
            QShortcut(QKeySequence(keys), self).activated.connect(run)
        row.addWidget(self.search)
        self.chips = {
            _WAITING: FilterChip(self.look, words.say("Waiting for approval")),
            _BEHIND: FilterChip(self.look, words.say("Behind")),
            _MISSING: FilterChip(self.look, words.say("Without a plan")),
        }
        for chip in self.chips.values():
            chip.clicked.connect(lambda _=False, each=chip: self._toggle(each))
            chip.removed.connect(partial(self._toggle, chip))
            row.addWidget(chip)
        row.addStretch(1)
        return held

    def _show(self, rows: tuple[PlansRow, ...]) -> None:
        """Until health is read anew, what was known before stands."""
        self._rows = rows = tuple(
            row if row.line.health is not None else with_health_of(row, self._book) for row in rows
        )
        self._columns.follow(rows)
        words, formats = self.look.words, self.look.formats
        planned = [row for row in rows if row.plan_id is not None]
        behind = sum(bool(row.line.behind) for row in planned)
        said = [words.say_many("{count} plan", "{count} plans", len(planned))]
        if behind:
            said.append(words.say_many("{count} behind", "{count} behind", behind))
        if len(rows) > len(planned):
            missing = formats.number(len(rows) - len(planned))
            said.append(words.say("key clients without one: {count}", count=missing))
        self._said.setText(", ".join(said) if rows else "")
        for code, chip in self.chips.items():
            count = sum(self._fits(code, row) for row in rows)
            chip.set_text(chip.text(), formats.number(count) if count else "")
        self._show_rows()

    def _show_rows(self) -> None:
        chosen = [code for code, chip in self.chips.items() if chip.is_on]
        rows = [row for row in self._rows if all(self._fits(code, row) for code in chosen)]
        rows = that_say(rows, self.search.text().strip())
        self.table.show_rows(in_order(rows, self._sorting), self._sorting)
        self.table.set_empty(None if rows else self._nothing())

    def _nothing(self) -> EmptyState:
        words = self.look.words
        if self._rows:
            clear = button(self.look, words.say("Clear"), run=self._clear)
            return EmptyState(self.look, "funnel-x", words.say("No plan fits"), buttons=[clear])
        return EmptyState(
            self.look,
            "target",
            words.say("No plan yet"),
            words.say("A plan begins at its client: open one, go to its plan and choose a template."),
        )

    def _fits(self, code: str, row: PlansRow) -> bool:
        if code == _WAITING:
            return row.line.status is PlanStatus.SUBMITTED
        return bool(row.line.behind) if code == _BEHIND else row.plan_id is None

    def _toggle(self, chip: FilterChip) -> None:
        chip.set_on(on=not chip.is_on)
        self._show_rows()

    def _clear(self) -> None:
        for chip in self.chips.values():
            chip.set_on(on=False)
        self.search.clear()
        self._show_rows()
        self.search.setFocus()

    def _sort(self, sorting: Sorting) -> None:
        self._sorting = sorting
        self._show_rows()

    def _open(self, row: PlansRow) -> None:
        self.went.emit(account_place(row.account_id, "plan", row.plan_id))

    def _paper(self) -> Paper:
        words = self.look.words
        day = self.look.formats.full_date(self.desk.today())
        return Paper(
            words.say("Portfolio of plans"),
            words.say("Portfolio of plans {date}", date=day),
            partial(_drawn, self.desk),
        )


def _drawn(desk: Desk) -> PaperResult:
    from kam.core.words import words_for
    from kam.reports.plan_portfolio import draw_plan_portfolio
    from kam.services.profile import paper_language

    now = desk.now()
    content = portfolio_of_plans(desk.workspace, as_of=now, printed_at=now)
    return draw_plan_portfolio(content, words=words_for(paper_language(desk.workspace)))
