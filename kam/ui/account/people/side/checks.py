"""The checks of the map: what it lacks, worst first, each with the one thing to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.analysis.coverage import CoverageGap
from kam.analysis.explanation import Reason
from kam.analysis.map_review import CheckState, ReviewedCheck
from kam.core.telling import Teller
from kam.core.vocabulary import ClockState
from kam.services.people.rows import StakeholderMap
from kam.ui.account.people.side.mean import MeanScale
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.glyphs import ClockGlyph
from kam.ui.widgets.labels import LineLabel, label, rule
from kam.ui.widgets.pieces import colour_of
from kam.ui.widgets.side_frame import SideFrame

_STATES: Final = {
    CheckState.FAILED: ClockState.BREACHED,
    CheckState.WARNING: ClockState.AT_RISK,
    CheckState.PASSED: ClockState.MET,
}
"""A square with ✕, a diamond with «!», a disc with ✓: the signs are the clocks' own."""
_TONES: Final = {CheckState.FAILED: "red", CheckState.WARNING: "amber_fill"}
_SIGN: Final = 21
_LINK_INSET: Final = 3
"""A link's frame stands so far before its letters."""
_MOST_REASONS: Final = 3


class CheckBar(QWidget):
    """A part for each check: filled red or amber, or hollow where it was passed."""

    def __init__(self, look: Look, states: Sequence[CheckState]) -> None:
        super().__init__()
        self._look = look
        self._states = tuple(states)
        self.setFixedHeight(8)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the parts."""
        if not self._states:
            return
        theme, gap = self._look.theme, 2.0
        wide = (self.width() - gap * (len(self._states) - 1)) / len(self._states)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number, state in enumerate(self._states):
                place = QRectF(number * (wide + gap), 0, wide, self.height())
                if state in _TONES:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(colour_of(theme, _TONES[state]))
                else:
                    painter.setPen(QPen(colour_of(theme, "green"), 1.2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    place = place.adjusted(0.6, 0.6, -0.6, -0.6)
                painter.drawRoundedRect(place, 2, 2)


class CheckRow(QWidget):
    """One check or gap: its sign, heading, grounds and what to do."""

    def __init__(
        self,
        look: Look,
        state: CheckState,
        heading: str,
        grounds: str,
        action: QWidget | None = None,
    ) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 9, 0, 9)
        row.setSpacing(0)
        sign = LineLabel(look, (ClockGlyph(_STATES[state], meaning=_said(state, look)),))
        sign.setFixedWidth(_SIGN)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        passed = state is CheckState.PASSED
        role, tone = (Type.BODY, "text2") if passed else (Type.NAME, "text")
        texts = [label(heading, role, tone, wraps=True)]
        if grounds:
            texts.append(label(grounds, Type.SECONDARY, "text2", wraps=True))
        for text in texts:
            text.setContentsMargins(_LINK_INSET, 0, 0, 0)
            column.addWidget(text)
        if action is not None:
            line = QHBoxLayout()
            line.addWidget(action)
            line.addStretch(1)
            column.addLayout(line)
        row.addLayout(column, 1)


class ChecksSide(SideFrame):
    """Shown while nobody is chosen."""

    check_wished = Signal(object)
    """Do what a ``ReviewedCheck`` asks."""
    mean_asked = Signal()
    """Why does the client stand so?"""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._teller = Teller(look.words, look.formats)

    def show_map(self, found: StakeholderMap) -> None:
        """Show the checks of a map."""
        words = self.look.words
        self.begin()
        self.head.addWidget(label(words.say("Checks of the map"), Type.LEAD))
        failed = sum(check.state is not CheckState.PASSED for check in found.checks)
        if not found.checks:
            said = words.say("Nobody is on the map yet.")
        elif failed:
            said = words.say("{failed} of {total} not passed", failed=failed, total=len(found.checks))
        else:
            said = words.say("All {total} passed", total=len(found.checks))
        self.head.addWidget(label(said, tone="text2"))
        self.head.addWidget(CheckBar(self.look, [check.state for check in found.checks]))
        for number, check in enumerate(found.checks):
            if number:
                self.body.addWidget(rule())
            self.body.addWidget(self._row(check))
        self.body.addStretch(1)
        if found.places:
            mean = MeanScale(self.look, found)
            mean.asked.connect(self.mean_asked)
            self.set_foot_widget(mean)

    def _row(self, check: ReviewedCheck) -> CheckRow:
        words = self.look.words
        grounds = [told(reason, self._teller, self.look) for reason in check.reasons[:_MOST_REASONS]]
        if (more := len(check.reasons) - _MOST_REASONS) > 0:
            grounds.append(words.say("and {count} more", count=more))
        action = None
        if check.action is not None:
            action = link(self.look, words.of(check.action.label), run=partial(self.check_wished.emit, check))
        return CheckRow(self.look, check.state, words.of(check.heading.label), "\n".join(grounds), action)


def gap_row(look: Look, gap: CoverageGap, action: QWidget) -> CheckRow:
    """A gap of the coverage as a row of checks."""
    teller = Teller(look.words, look.formats)
    return CheckRow(look, gap.state, told(gap.heading, teller, look), told(gap.ground, teller, look), action)


def told(reason: Reason, teller: Teller, look: Look) -> str:
    """A reason in words."""
    return look.words.of(
        reason.code.label, **{name: teller.shown(value) for name, value in reason.places.items()}
    )


def _said(state: CheckState, look: Look) -> str:
    words = look.words
    if state is CheckState.PASSED:
        return words.say_in("check", "passed")
    return (
        words.say_in("check", "danger") if state is CheckState.FAILED else words.say_in("check", "attention")
    )
