"""Scenarios that run at clients: what is next of each, stopping and moving what is left."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kam.services.scenarios.runs import RunRow, shift_run, stop_run
from kam.ui.commitments.steps_saying import ICONS
from kam.ui.desk import Desk
from kam.ui.places import account_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button, link
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.fields import SpinEditor
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.panels import Panel, PanelList, clear, sized

_NEXT = 4
_DAY = 80
_MOST_DAYS = 250


class ShiftRunSheet(FormSheet):
    """Asks by how many working days everything open moves."""

    def __init__(self, desk: Desk, page: QWidget, run: RunRow) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            page.window(),
            words.say("Move what is left"),
            words.say("{scenario}, {client}", scenario=run.name, client=run.account),
            primary=words.say_in("button", "Move"),
            draft=None,
            label_width=150,
            width=420,
        )
        self._desk = desk
        self._run = run
        days = SpinEditor(desk.look, -_MOST_DAYS, _MOST_DAYS)
        hint = words.say("Negative is earlier. Hours and the distances between steps stay.")
        self.form.add("days", words.say("Working days"), days, value=5, hint=hint)
        self.wished.connect(self._shift)

    def _shift(self) -> None:
        days = (self.form.values() or {})["days"]
        use_case = partial(shift_run, self._desk.workspace, self._run.id, days)
        notice = self.look.words.say("Scenario moved: {name}", name=self._run.name)
        self._desk.save(self, use_case, notice=notice, undoable=True)


class RunsFace(QScrollArea):
    """A panel a run."""

    went = Signal(object)
    apply_wished = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.sheet: ShiftRunSheet | None = None
        inside = QWidget()
        inside.setProperty("ground", "sunk")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(Size.PAGE_MARGIN, Size.GAP, Size.PAGE_MARGIN, Size.GAP)
        self._column.setSpacing(Size.GRID)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_runs(self, runs: Sequence[RunRow], wanted: UUID | None = None) -> None:
        """Show the runs; the wanted one stands first."""
        clear(self._column)
        words = self._desk.look.words
        ordered = sorted(runs, key=lambda run: run.id != wanted)
        for run in ordered:
            self._column.addWidget(self._panel(run))
        if not runs:
            apply = button(
                self._desk.look,
                words.say("Apply to a client…"),
                kind=Kind.PRIMARY,
                icon="play",
                run=self.apply_wished.emit,
            )
            self._column.addWidget(
                EmptyState(
                    self._desk.look,
                    "list-tree",
                    words.say("No scenario runs at a client"),
                    words.say("Apply one: its steps become tasks and planned contacts."),
                    buttons=[apply],
                ),
                1,
            )
        else:
            self._column.addStretch(1)

    def _panel(self, run: RunRow) -> Panel:
        look = self._desk.look
        words, formats = look.words, look.formats
        panel = Panel(look, words.say("{scenario}, {client}", scenario=run.name, client=run.account))
        done = words.say("{done} of {count} done", done=run.done, count=len(run.steps))
        if run.stopped_on is not None:
            day = formats.full_date(run.stopped_on)
            done = words.say("stopped {day}, {done}", day=day, done=done)
        panel.set_secondary(done)
        rows = PanelList(look, row_height=Size.ROW_COMPACT)
        for step in run.open[:_NEXT]:
            day = formats.near(step.on, self._desk.today()) if step.on else words.say("no date")
            sign = LineLabel(look, (IconGlyph(ICONS[step.channel], "text2", Size.ICON_IN_TEXT),))
            rows.add_row(
                sized(label(day, Type.SECONDARY, "text2"), _DAY), sized(sign, 20), ElidedLabel(step.text)
            )
            rows.rows[-1].cells.setStretch(0, 0)
            rows.rows[-1].cells.setStretch(2, 1)
        if not run.open:
            rows.add_row(label(words.say("Nothing is left to do."), Type.BODY, "text3"))
        panel.body.addWidget(rows)
        panel.body.addLayout(self._deeds(run))
        return panel

    def _deeds(self, run: RunRow) -> QHBoxLayout:
        look, words = self._desk.look, self._desk.look.words
        row = QHBoxLayout()
        row.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        row.setSpacing(Size.GRID)
        if run.is_running:
            move = button(look, words.say("Move…"), compact=True, run=partial(self._ask_to_shift, run))
            stop = button(look, words.say("Stop"), compact=True, run=partial(self._stop, run))
            about = words.say("{scenario}, {client}", scenario=run.name, client=run.account)
            for made in (move, stop):
                made.setAccessibleDescription(about)
                row.addWidget(made)
            more = len(run.open) - _NEXT
            if more > 0:
                row.addWidget(label(words.say("and {count} more", count=more), Type.SECONDARY, "text2"))
        row.addStretch(1)
        opened = link(look, words.say("Open the client"), run=partial(self._open, run.account_id))
        opened.setAccessibleDescription(run.account)
        row.addWidget(opened)
        return row

    def _open(self, account: UUID) -> None:
        self.went.emit(account_place(account))

    def _ask_to_shift(self, run: RunRow) -> None:
        self.sheet = ShiftRunSheet(self._desk, self, run)
        self.sheet.open()

    def _stop(self, run: RunRow) -> None:
        notice = self._desk.look.words.say("Scenario stopped: {name}", name=run.name)
        self._desk.change(self, partial(stop_run, self._desk.workspace, run.id), notice=notice, undoable=True)
