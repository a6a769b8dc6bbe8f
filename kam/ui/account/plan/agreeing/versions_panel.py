"""The versions of a plan: when they were submitted, what became of them, who answered what."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.core.vocabulary import ApprovalAnswer
from kam.services.plans.reading import AnswerRow, VersionRow
from kam.services.plans.versions import VersionState, version_state
from kam.ui.account.plan.reading import Shown
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.glyphs import State, StateGlyph
from kam.ui.widgets.labels import LineLabel, label
from kam.ui.widgets.panels import Panel, Row, clear
from kam.ui.widgets.pieces import Run

_STATES: Final = {
    VersionState.SUBMITTED: State.ATTENTION,
    VersionState.APPROVED: State.GOOD,
    VersionState.RETURNED: State.POOR,
    VersionState.WITHDRAWN: State.UNKNOWN,
    VersionState.AT_CLOSING: State.UNKNOWN,
}
_ANSWERS: Final = {
    ApprovalAnswer.YES: State.GOOD,
    ApprovalAnswer.YES_WITH_EDITS: State.GOOD,
    ApprovalAnswer.NO: State.POOR,
    None: State.UNKNOWN,
}


class VersionsPanel(Panel):
    """The latest first; a row compares its version with the plan as it stands."""

    compare_wished = Signal(int)
    """The number of the version that is the first side."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        words = desk.look.words
        super().__init__(desk.look, words.say("Versions"))
        self.rows: list[Row] = []
        self.compare = link(desk.look, words.say("Compare…"), run=self._compare_latest)
        self.add_action(self.compare)
        self._nothing = label(
            words.say("Not submitted yet. Submitting keeps the plan as a version and asks for approval."),
            tone="text2",
            wraps=True,
        )
        self._nothing.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.body.addWidget(self._nothing)
        self.body.addLayout(self._column)
        self._latest = 0

    def show_plan(self, shown: Shown) -> None:
        """Show a plan's versions."""
        versions = shown.plan.versions
        words, formats = self.look.words, self.look.formats
        self.set_title(words.say("Versions"), formats.number(len(versions)) if versions else "")
        self._nothing.setVisible(not versions)
        self.compare.setVisible(bool(versions))
        self._latest = versions[0].number if versions else 0
        clear(self._column)
        self.rows = []
        for number, each in enumerate(versions):
            self._add(each, version_state(each, shown.plan.status, is_latest=number == 0))
        if self.rows:
            self.rows[-1].set_last(last=True)

    def _add(self, version: VersionRow, state: VersionState) -> None:
        words = self.look.words
        name = words.say("Version {number}", number=version.number)
        when = self._desk.moment(version.submitted_at)
        by = version.submitted_by
        sent = words.say("{moment}, {name}", moment=when, name=by) if by else when
        told = [self._told(each) for each in version.answers]
        row = Row(self.look, ". ".join([f"{name}: {words.of(state.label)}", sent, *told]))
        row.setToolTip(words.say("Compare with the plan as it stands"))
        held = QWidget()
        held.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(Size.GAP)
        head.addWidget(label(name, Type.STRONG))
        standing = (StateGlyph(_STATES[state], silent=True), Run(words.of(state.label), Type.SECONDARY))
        head.addWidget(LineLabel(self.look, standing))
        head.addStretch(1)
        head.addWidget(label(sent, Type.SECONDARY, "text2"))
        column.addLayout(head)
        for each, text in zip(version.answers, told, strict=True):
            line = QHBoxLayout()
            line.setSpacing(Size.GRID)
            glyph = LineLabel(self.look, (StateGlyph(_ANSWERS[each.answer], silent=True),))
            line.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(text, Type.SECONDARY, "text2", wraps=True), 1)
            column.addLayout(line)
        row.cells.addWidget(held, 1)
        row.let_grow()
        row.opened.connect(partial(self.compare_wished.emit, version.number))
        self.rows.append(row)
        self._column.addWidget(row)

    def _told(self, answer: AnswerRow) -> str:
        words, formats = self.look.words, self.look.formats
        if answer.answer is None:
            return words.say("{name}: no answer yet", name=answer.approver)
        said = words.of(answer.answer.label)
        day = "" if answer.on is None else formats.short_date(answer.on)
        parts = ", ".join(part for part in (said, day) if part)
        if answer.comment:
            return words.say(
                "{name}: {said}. “{comment}”", name=answer.approver, said=parts, comment=answer.comment
            )
        return words.say("{name}: {said}", name=answer.approver, said=parts)

    def _compare_latest(self) -> None:
        self.compare_wished.emit(self._latest)
