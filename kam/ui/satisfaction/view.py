"""How satisfied the portfolio, a client or a person is: figures, their course, rounds, whom to talk to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kam.core.vocabulary import SurveyMeasure
from kam.services.surveys.reading import read_satisfaction
from kam.services.surveys.rows import AnswerRow, MeasureNow, RoundRow, Satisfaction
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.places import account_satisfaction_place, round_place
from kam.ui.satisfaction.course_chart import CourseChart, CourseKey
from kam.ui.satisfaction.deeds import SurveyDeeds
from kam.ui.satisfaction.forms import BlankForms
from kam.ui.satisfaction.panels import AccountsPanel, AnswersPanel, DriversPanel, RoundsPanel, UnhappyPanel
from kam.ui.satisfaction.saying import change_text, response_text, silence_text, status_text, value_text
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button, menu_button
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.figures import Figure, FigureStrip, change_line
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.labels import label
from kam.ui.widgets.panels import Panel
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.scrolled import scrolled
from kam.ui.widgets.segmented import Choice, SegmentedControl

if TYPE_CHECKING:
    from kam.ui.widgets.pieces import Line

_FIRST: Final = SurveyMeasure.NPS


class SatisfactionView(QWidget):
    """A face of its own: it reads for itself, and wishes to go to places."""

    went = Signal(object)
    found_whom = Signal(str)
    """The name of the client or the person; empty for everybody."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.look = desk.look
        self.account_id: UUID | None = None
        self.stakeholder_id: UUID | None = None
        self.found: Satisfaction | None = None
        self._is_chosen = False
        words = desk.look.words
        self.deeds = SurveyDeeds(desk, self)
        self.blank = BlankForms(desk, self)
        self.figures = FigureStrip(desk.look)
        self.measures = SegmentedControl(
            desk.look,
            [Choice(each.value, words.of(each.label)) for each in SurveyMeasure],
            words.say("Which scale is shown"),
        )
        self.chart = CourseChart(desk.look, words.say("Course of satisfaction"))
        self.drivers = DriversPanel(desk.look)
        self.rounds = RoundsPanel(desk.look)
        self.accounts = AccountsPanel(desk.look)
        self.unhappy = UnhappyPanel(desk.look)
        self.answers = AnswersPanel(desk.look)
        self._lay_out()
        self._connect()

    def show_whom(self, account_id: UUID | None = None, stakeholder_id: UUID | None = None) -> None:
        """Everybody, one client, or one of its people."""
        if (account_id, stakeholder_id) != (self.account_id, self.stakeholder_id):
            self.found = None
            self._is_chosen = False
        self.account_id, self.stakeholder_id = account_id, stakeholder_id
        self.refresh()

    def refresh(self) -> None:
        """Read what is shown anew."""
        desk = self.desk
        work = partial(
            read_satisfaction,
            desk.workspace,
            as_of=desk.now(),
            account_id=None if self.stakeholder_id is not None else self.account_id,
            stakeholder_id=self.stakeholder_id,
        )
        desk.read(self, work, self._show, key="satisfaction")

    def take_focus(self) -> None:
        """The keyboard goes to the scale."""
        self.measures.button_of(self.measure.value).setFocus(Qt.FocusReason.OtherFocusReason)

    def commands(self) -> list[Command]:
        """What can be done here."""
        words = self.look.words
        found = [
            Command("surveys.new", words.say("New survey…"), self.deeds.start, "clipboard-check"),
            Command("surveys.record", words.say("Write down an answer…"), self.record, "square-pen"),
            *self.blank.commands(),
        ]
        if self.found is not None and self.found.unpromised:
            text = words.say("Make promises to all who are unhappy")
            found.append(Command("surveys.promise", text, self.promise_all, "handshake"))
        return found

    @property
    def measure(self) -> SurveyMeasure:
        """The scale whose course is shown."""
        return SurveyMeasure.of(self.measures.current or _FIRST.value)

    def record(self) -> None:
        """Write an answer down."""
        self.deeds.record(self.account_id, self.stakeholder_id)

    def promise_all(self) -> None:
        """Take care of everybody who is unhappy."""
        if self.found is not None:
            self.deeds.promise_all(self.found.unpromised)

    # Building

    def _lay_out(self) -> None:
        words = self.look.words
        self.setProperty("ground", "sunk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.said = label("", Type.SECONDARY, "text2")
        head = QHBoxLayout()
        head.setSpacing(Size.GRID)
        head.addWidget(self.said)
        head.addStretch(1)
        menu = QMenu(self)
        self.blank.fill(menu)
        head.addWidget(menu_button(self.look, words.say("Blank form"), menu, icon="printer"))
        head.addWidget(
            button(self.look, words.say("Write down an answer"), icon="square-pen", run=self.record)
        )
        self.new = button(
            self.look, words.say("New survey"), kind=Kind.PRIMARY, icon="plus", run=self.deeds.start
        )
        head.addWidget(self.new)
        course = self._course = Panel(self.look, words.say("Course"))
        course.add_action(self.measures)
        course.pad()
        course.body.addWidget(self.chart, 1)
        course.body.addWidget(CourseKey(self.look))
        self.no_course = label(words.say("Nobody has answered on this scale yet."), tone="text2", wraps=True)
        course.body.addWidget(self.no_course)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        for stretch, panels in (
            (3, (course, self.unhappy, self.accounts)),
            (2, (self.drivers, self.rounds, self.answers)),
        ):
            side = QVBoxLayout()
            side.setSpacing(12)
            for panel in panels:
                side.addWidget(panel)
            side.addStretch(1)
            columns.addLayout(side, stretch)
        self._panels = QWidget()
        self._panels.setProperty("ground", "sunk")
        inner = QVBoxLayout(self._panels)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(self.figures)
        inner.addLayout(columns)
        self._empty = EmptyState(
            self.look,
            "clipboard-check",
            words.say("Nobody was asked yet"),
            words.say(
                "Ask a circle of people how satisfied they are, or write down what somebody told you. "
                "Whoever does not answer is counted, too."
            ),
            buttons=(
                button(self.look, words.say("New survey"), icon="plus", run=self.deeds.start),
                button(self.look, words.say("Write down an answer"), icon="square-pen", run=self.record),
            ),
        )
        self._empty.hide()
        held = QWidget()
        held.setProperty("ground", "sunk")
        column = QVBoxLayout(held)
        column.setContentsMargins(Size.PAGE_MARGIN, 12, Size.PAGE_MARGIN, Size.GAP)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._panels)
        column.addWidget(self._empty, 1)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(held))

    def _connect(self) -> None:
        self.measures.chosen.connect(self._choose)
        self.chart.asked.connect(self._go_round)
        self.rounds.asked.connect(self._go_round)
        self.accounts.asked.connect(lambda account: self.went.emit(account_satisfaction_place(account)))
        self.unhappy.promise_wished.connect(lambda row: self.deeds.promise([row]))
        self.unhappy.all_wished.connect(self.promise_all)
        self.unhappy.menu_wished.connect(self._open_menu)
        self.answers.menu_wished.connect(self._open_menu)
        self.deeds.went.connect(self.went)
        self.figures.asked.connect(self._choose_figure)

    def _open_menu(self, row: AnswerRow, at: QPoint) -> None:
        self.deeds.open_menu([row], at)

    def _go_round(self, round_id: UUID) -> None:
        self.went.emit(round_place(round_id))

    def _choose(self, _code: str) -> None:
        self._is_chosen = True
        self._show_course()

    def _choose_figure(self, code: str) -> None:
        self.measures.choose(code)
        self._choose(code)

    # Showing

    def _show(self, found: Satisfaction) -> None:
        self.found = found
        self.found_whom.emit(found.whose)
        words = self.look.words
        empty = found.is_empty
        self._panels.setVisible(not empty)
        self._empty.setVisible(empty)
        self.new.setVisible(not empty)
        self.said.setText(
            words.say_many(
                "the last word of each person, not older than {count} day",
                "the last word of each person, not older than {count} days",
                found.days,
            )
        )
        if not self._is_chosen:
            most = max(SurveyMeasure, key=lambda each: len(found.courses[each]))
            self.measures.choose(most.value)
        one = self.stakeholder_id is not None
        self.figures.show_figures(
            [
                self._score(measure, found) if one else self._figure(measure, found.now[measure])
                for measure in SurveyMeasure
            ]
        )
        self._show_course()
        self.drivers.show_drivers(found.drivers)
        self.unhappy.show_answers(found.unpromised)
        whole = self.account_id is None and self.stakeholder_id is None
        rounds: tuple[RoundRow, ...] = found.rounds if self.stakeholder_id is None else ()
        self.rounds.setVisible(bool(rounds))
        self.rounds.show_rounds(rounds, changes=whole)
        self.accounts.setVisible(whole and bool(found.accounts))
        self.accounts.show_accounts(found.accounts)
        self.answers.show_answers(found.answers, with_account=whole, with_name=self.stakeholder_id is None)
        tab_in_reading_order(self)  # figures and rows were made last

    def _figure(self, measure: SurveyMeasure, now: MeasureNow) -> Figure:
        look, figure = self.look, now.figure
        after: Line = ()
        if now.change is not None and (text := change_text(look, measure, now.change)):
            rose = now.change > 0
            after = change_line(text, 1 if rose else -1, good=rose)
        if figure.asked:
            told = silence_text(look, figure) or response_text(look, figure)
            after = (*after, Run(told, Type.SECONDARY, "text2", gap=8))
        return Figure(
            measure.value,
            look.words.of(measure.label),
            value_text(look, measure, figure.value),
            after=after,
            explained=figure.asked > 0,
        )

    def _score(self, measure: SurveyMeasure, found: Satisfaction) -> Figure:
        """What one person said last, and how far that is from what they said before."""
        look = self.look
        last = next((row for row in found.answers if row.measure is measure), None)
        name = look.words.of(measure.label)
        if last is None:
            return Figure(measure.value, name, "—")
        after: Line = (Run(look.formats.full_date(last.on), Type.SECONDARY, "text2", gap=8),)
        if last.score is not None and last.before is not None and last.score != last.before:
            moved = last.score - last.before
            text = look.formats.number(abs(moved))
            after = (*change_line(text, 1 if moved > 0 else -1, good=moved > 0), *after)
        value = status_text(look, last.status) if last.score is None else look.formats.number(last.score)
        return Figure(measure.value, name, value, after=after, explained=True)

    def _show_course(self) -> None:
        found = self.found
        if found is None:
            return
        points = found.courses[self.measure]
        self.chart.show_course(points, found.titles, of_one=self.stakeholder_id is not None)
        self.chart.setVisible(bool(points))
        self.no_course.setVisible(not points)
