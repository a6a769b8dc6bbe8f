"""The conclusions: what brings complaints, how the norms are kept, what it costs, who suffers most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Final, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kam.analysis.complaints.clients import Course
from kam.analysis.complaints.facts import Span
from kam.analysis.complaints.slices import Slice
from kam.core.periods import Month
from kam.core.text import with_capital
from kam.core.vocabulary import ClockKind
from kam.services.complaints.learning import Learning, read_learning, usual_span
from kam.services.complaints.query import ComplaintQuery
from kam.ui.complaints.learn.figures import learnt_figures
from kam.ui.complaints.learn.months import MonthsChart
from kam.ui.complaints.learn.pareto import ParetoBar, ParetoChart
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.figures import FigureStrip
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.glyphs import ChangeGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.panels import Panel, PanelList
from kam.ui.widgets.pieces import Line, Run, Spring
from kam.ui.widgets.scrolled import scrolled
from kam.ui.widgets.segmented import Choice, SegmentedControl

KeyT = TypeVar("KeyT")
YEAR, QUARTER, THIS, LAST = "year", "quarter", "this", "last"
_DAYS: Final = 90
_CLIENTS: Final = 8
_REPEATS: Final = 6


class LearnView(QWidget):
    """Figures over charts; whatever is pressed opens the complaints behind it."""

    asked = Signal(object)
    """Identities of complaints to be shown as a table."""
    went = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._look = desk.look
        self._query = ComplaintQuery()
        self.learning: Learning | None = None
        words = desk.look.words
        self.periods = SegmentedControl(
            desk.look,
            [
                Choice(YEAR, words.say("12 months")),
                Choice(QUARTER, words.say("90 days")),
                Choice(THIS, words.say("this year")),
                Choice(LAST, words.say("last year")),
            ],
            words.say("Complaints received in"),
        )
        self.by = SegmentedControl(
            desk.look,
            [
                Choice("causes", words.say_in("slice", "Causes")),
                Choice("kinds", words.say_in("slice", "Kinds")),
                Choice("product_lines", words.say_in("slice", "Lines")),
                Choice("departments", words.say_in("slice", "Departments")),
                Choice("clients", words.say_in("slice", "Clients")),
            ],
            words.say("What the complaints are counted by"),
        )
        self.clock = SegmentedControl(
            desk.look,
            [
                Choice(ClockKind.ACKNOWLEDGEMENT.value, words.say_in("norm", "Acknowledgement")),
                Choice(ClockKind.FIRST_RESPONSE.value, words.say_in("norm", "Answer")),
                Choice(ClockKind.RESOLUTION.value, words.say_in("norm", "Decision")),
            ],
            words.say("Which norm is shown by month"),
        )
        self.clock.choose(ClockKind.FIRST_RESPONSE.value)
        self.said = ElidedLabel("", Type.SECONDARY, "text2")
        self.figures = FigureStrip(desk.look)
        self.pareto = ParetoChart(desk.look, words.say("Pareto chart of complaints"))
        self.months = MonthsChart(desk.look, words.say("Complaints by month"))
        self.clients = PanelList(desk.look)
        self.repeats = PanelList(desk.look)
        self._lay_out()
        self.periods.chosen.connect(lambda _: self.refresh())
        self.by.chosen.connect(lambda _: self._show_pareto())
        self.clock.chosen.connect(lambda _: self._show_months())
        self.figures.asked.connect(self._ask_figure)
        self.pareto.asked.connect(self.asked)
        self.months.asked.connect(self.asked)

    @property
    def span(self) -> Span:
        """The days that are looked at."""
        return span_of(self.periods.current, self._desk.today())

    def take_focus(self) -> None:
        """The keyboard goes to the days that are looked at."""
        self.periods.button_of(self.periods.current or YEAR).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_query(self, query: ComplaintQuery) -> None:
        """Heed the conditions of the page."""
        self._query = query
        self.refresh()

    def refresh(self) -> None:
        """Read the figures anew."""
        desk = self._desk
        span = span_of(self.periods.current, desk.today())
        work = partial(read_learning, desk.workspace, span, self._query, as_of=desk.now())
        desk.read(self, work, self._show, key="learning")

    # Building

    def _lay_out(self) -> None:
        words = self._look.words
        self.setProperty("ground", "sunk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        pareto = self._pareto_panel = Panel(self._look, words.say("What brings complaints"))
        pareto.add_action(self.by)
        pareto.pad()
        pareto.body.addWidget(self.pareto)
        self._without = label("", Type.SECONDARY, "text2", wraps=True)
        pareto.body.addWidget(self._without)
        pareto.body.addStretch(1)
        months = Panel(self._look, words.say("By month: in time, %, and median"))
        months.add_action(self.clock)
        months.pad()
        months.body.addWidget(self.months)
        self._clients = Panel(self._look, words.say("Clients who suffer most"))
        self._clients.body.addWidget(self.clients)
        self._clients.body.addStretch(1)
        self._repeats = Panel(self._look, words.say("What came again"))
        self._repeats.body.addWidget(self.repeats)
        self._never_again = label(words.say("No cause came twice."), tone="text2", wraps=True)
        self._never_again.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        self._repeats.body.addWidget(self._never_again)
        self._repeats.body.addStretch(1)
        held = QWidget()
        held.setProperty("ground", "sunk")
        grid = QGridLayout()
        grid.setSpacing(12)
        for number, panel in enumerate((pareto, months, self._clients, self._repeats)):
            grid.addWidget(panel, number // 2, number % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.periods)
        head.addWidget(self.said, 1)
        column = QVBoxLayout(held)
        column.setContentsMargins(Size.PAGE_MARGIN, 12, Size.PAGE_MARGIN, Size.GAP)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.figures)
        column.addLayout(grid)
        self._empty = EmptyState(
            self._look,
            "chart-line",
            words.say("No complaint was received in these days"),
            words.say("Choose a longer time or take a condition off."),
        )
        self._empty.hide()
        column.addWidget(self._empty, 1)
        column.addStretch(1)
        self._grid = (pareto, months, self._clients, self._repeats)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(held))

    # Showing

    def _show(self, learning: Learning) -> None:
        self.learning = learning
        words, formats = self._look.words, self._look.formats
        self.said.setText(
            words.say(
                "received {since} – {until}",
                since=formats.full_date(learning.span.since),
                until=formats.full_date(learning.span.until),
            )
        )
        self.figures.show_figures(learnt_figures(self._look, learning))
        there = learning.count > 0
        for panel in self._grid:
            panel.setVisible(there)
        self._empty.setVisible(not there)
        self._show_pareto()
        self._show_months()
        self._show_clients(learning)
        self._show_repeats(learning)
        tab_in_reading_order(self)  # figures and rows were made last

    def _show_months(self) -> None:
        if self.learning is None:
            return
        last = Month.of(self._desk.today())
        months = self.learning.months
        clock = ClockKind.of(self.clock.current or ClockKind.FIRST_RESPONSE.value)
        running = bool(months) and months[-1].month == last
        self.months.show_figures(months, clock, self.learning.working_day, partial_last=running)

    def _show_pareto(self) -> None:
        learning = self.learning
        if learning is None:
            return
        words = self._look.words
        bars, unknown = self._bars(learning)
        self.pareto.show_bars(bars)
        told = words.say_many(
            "of {count} complaint it is not known", "of {count} complaints it is not known", unknown
        )
        self._without.setText(told)
        self._without.setVisible(unknown > 0)

    def _bars(self, learning: Learning) -> tuple[list[ParetoBar], int]:
        words = self._look.words
        made: dict[str, Callable[[], tuple[list[ParetoBar], int]]] = {
            "causes": lambda: self._of(learning.causes, lambda key: key),
            "kinds": lambda: self._of(learning.kinds, lambda key: with_capital(words.of(key.label))),
            "product_lines": lambda: self._of(
                learning.product_lines, lambda key: learning.line_names.get(key, "")
            ),
            "departments": lambda: self._of(learning.departments, lambda key: key),
            "clients": lambda: self._of(learning.clients, lambda key: learning.account_names.get(key, "")),
        }
        return made[self.by.current or "causes"]()

    def _of(self, slices: Sequence[Slice[KeyT]], name: Callable[[KeyT], str]) -> tuple[list[ParetoBar], int]:
        look, words = self._look, self._look.words
        bars, unknown = [], 0
        for each in slices:
            if each.key is None:
                unknown += each.count
                continue
            text = name(each.key)
            told = words.say(
                "{name}: {count}, {share} of all with those before it",
                name=text,
                count=words.say_many("{count} complaint", "{count} complaints", each.count),
                share=look.formats.percent(each.cumulative),
            )
            bars.append(ParetoBar(text, each.count, float(each.cumulative), each.vital, told, each.ids))
        return bars, unknown

    def _show_clients(self, learning: Learning) -> None:
        words, formats = self._look.words, self._look.formats
        self.clients.clear()
        self._clients.setVisible(bool(learning.worst))
        for each in learning.worst[:_CLIENTS]:
            name = learning.account_names.get(each.account_id, "")
            parts = [words.say_many("{count} complaint", "{count} complaints", len(each.ids))]
            if each.open:
                parts.append(words.say_many("{count} open", "{count} open", len(each.open)))
            if each.missed:
                parts.append(words.say("{count} past the norm", count=formats.number(len(each.missed))))
            text = ", ".join(parts)
            line: Line = (
                Run(name, Type.NAME),
                Spring(),
                Run(text, Type.SECONDARY, "text2"),
                *_course(each.course),
            )
            row = self.clients.add_opening_row(f"{name}: {text}", LineLabel(self._look, line), stretch=0)
            row.opened.connect(partial(self.asked.emit, each.ids))

    def _show_repeats(self, learning: Learning) -> None:
        words, formats = self._look.words, self._look.formats
        self.repeats.clear()
        nothing = not (learning.repeats or learning.repeats_at_clients)
        self._never_again.setVisible(nothing)
        self.repeats.setVisible(not nothing)
        for each in learning.repeats[:_REPEATS]:
            text = words.say_many("{count} time", "{count} times", len(each.ids))
            if each.returned:
                text = words.say("{times}, {count} after its cure", times=text,
                                 count=formats.number(len(each.returned)))  # fmt: skip
            line = (Run(each.cause, Type.NAME), Spring(), Run(text, Type.SECONDARY, "text2"))
            row = self.repeats.add_opening_row(
                f"{each.cause}: {text}", LineLabel(self._look, line), stretch=0
            )
            row.opened.connect(partial(self.asked.emit, each.ids))
        for again in learning.repeats_at_clients[: max(0, _REPEATS - len(learning.repeats))]:
            kind = words.of(again.kind.label)
            about = ", ".join(
                part
                for part in (kind, learning.line_names.get(again.product_line_id or UUID(int=0), ""))
                if part
            )
            name = words.say(
                "{client}: {about}",
                client=learning.account_names.get(again.account_id, ""),
                about=about,
            )
            text = words.say_many("{count} time", "{count} times", len(again.ids))
            line = (Run(name, Type.NAME), Spring(), Run(text, Type.SECONDARY, "text2"))
            row = self.repeats.add_opening_row(f"{name}: {text}", LineLabel(self._look, line), stretch=0)
            row.opened.connect(partial(self.asked.emit, again.ids))

    def _ask_figure(self, code: str) -> None:
        learning = self.learning
        if learning is None:
            return
        norms = learning.norms
        ids = {
            "received": learning.ids,
            "open": learning.open,
            "acknowledged": (*norms.acknowledgement.kept, *norms.acknowledgement.missed),
            "answered": (*norms.first_response.kept, *norms.first_response.missed),
            "decided": (*norms.resolution.kept, *norms.resolution.missed),
            "cost": learning.cost.ids,
            "money": learning.at_risk.ids,
        }[code]
        if ids:
            self.asked.emit(ids)


def span_of(code: str, today: date) -> Span:
    """The days of a choice."""
    if code == QUARTER:
        return Span(today - timedelta(days=_DAYS - 1), today)
    if code == THIS:
        return Span(date(today.year, 1, 1), today)
    if code == LAST:
        return Span(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    return usual_span(today)


def _course(course: Course) -> Line:
    if course is Course.WORSE:
        return (ChangeGlyph(1, good=False),)
    return (ChangeGlyph(-1, good=True),) if course is Course.BETTER else ()
