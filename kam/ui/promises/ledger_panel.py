"""A side of the page: whose promises, how well they are kept, how old they are, the list, the foot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from kam.core.vocabulary import Side
from kam.services.commitments.rows import RateRow, SideLedger
from kam.ui.commitments.deeds import PromiseDeeds
from kam.ui.desk import Desk
from kam.ui.promises.ageing_bar import AgeingBar
from kam.ui.promises.ledger_list import LedgerList
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.glyphs import ChangeGlyph, IconGlyph, State, StateGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, rule
from kam.ui.widgets.pieces import Mark, Piece, Run

_FOOT = 34


class LedgerPanel(QFrame):
    """Reads nothing: the page hands in the ledger, later its rate."""

    def __init__(self, desk: Desk, deeds: PromiseDeeds, side: Side, *, on_foot: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self.side = side
        words = desk.look.words
        ours = side is Side.OURS
        self._name = (
            words.say_in("ledger", "We promised") if ours else words.say_in("ledger", "Promised to us")
        )
        self._icon = "arrow-up-right" if ours else "arrow-down-left"
        self.setProperty("role", "panel")
        self.setAccessibleName(self._name)
        self._title = LineLabel(desk.look)
        self._rate = LineLabel(desk.look)
        self.bar = AgeingBar(desk.look)
        self.list = LedgerList(desk, deeds, side, self._name)
        self._foot_text = ElidedLabel("", Type.SECONDARY, "text2")
        self._foot_sign = LineLabel(desk.look)
        text = words.say("Show") if ours else words.say_in("button", "Hand over")
        self.foot_link = link(desk.look, text, run=on_foot)
        self.foot = self._make_foot()
        self._lay_out()
        self.show_rate(None)

    def show_ledger(self, ledger: SideLedger, day: date, empty: EmptyState) -> None:
        """Show the promises of the side."""
        look = self._desk.look
        self._title.show_line(
            (
                IconGlyph(self._icon, "accent", Size.ICON),
                Run(self._name, Type.LEAD),
                Run(look.formats.number(len(ledger.rows)), Type.BODY, "text3", gap=8),
            )
        )
        self.bar.show_counts(ledger.ageing)
        self.list.show_ledger(ledger, day, empty)
        self._show_foot(ledger)

    def show_rate(self, rate: RateRow | None) -> None:
        """Show how well the side keeps its word; None while that is being counted."""
        look = self._desk.look
        words, formats = look.words, look.formats
        if rate is None:
            self._rate.show_line(())
            return
        told = Run(words.say("in time, 12 months"), Type.SECONDARY, "text2")
        if rate.now.rate is None:
            self._rate.show_line((told, Run("—", Type.STRONG, "text3", gap=8)))
            return
        line: list[Piece] = [told, Run(formats.percent(rate.now.rate), Type.FIGURE, gap=8)]
        if rate.points is not None:
            glyph = ChangeGlyph((rate.points > 0) - (rate.points < 0))
            points = words.say("{count} pp", count=formats.number(abs(rate.points)))
            line += [Mark(glyph, gap=8), Run(points, Type.SECONDARY, glyph.tone, gap=4)]
        self._rate.show_line(line)
        self._rate.setToolTip(self._why(rate))

    def _why(self, rate: RateRow) -> str:
        """How the figure came about."""
        words, formats = self._desk.look.words, self._desk.look.formats
        told = words.say(
            "Kept by the first date or by one the other side agreed to: {kept} of {counted}"
            " that were closed within 12 months or are late now.",
            kept=rate.now.kept,
            counted=rate.now.counted,
        )
        if rate.before.rate is None:
            return told
        before = words.say(
            "A year ago: {share} ({kept} of {counted}).",
            share=formats.percent(rate.before.rate),
            kept=rate.before.kept,
            counted=rate.before.counted,
        )
        return f"{told} {before}"

    def _show_foot(self, ledger: SideLedger) -> None:
        words = self._desk.look.words
        if self.side is Side.OURS:
            count = ledger.hidden_tasks
            text = words.say_many(
                "{count} internal task, outside the rate", "{count} internal tasks, outside the rate", count
            )
            self._foot_sign.show_line(())
        else:
            count = len(ledger.orphans)
            text = words.say("Whoever promised has left: {count}", count=count)
            self._foot_sign.show_line((StateGlyph(State.ATTENTION, small=True),))
        self._foot_sign.setVisible(self.side is Side.THEIRS)
        self._foot_text.setText(text)
        self.foot.setVisible(count > 0)

    def _make_foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("role", "panelfoot")
        foot.setFixedHeight(_FOOT)
        row = QHBoxLayout(foot)
        row.setContentsMargins(Size.PANEL_PADDING, 1, Size.PANEL_PADDING - 3, 1)
        row.setSpacing(6)
        row.addWidget(self._foot_sign)
        row.addWidget(self._foot_text, 1)
        row.addWidget(self.foot_link)
        return foot

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Size.GRID)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._rate)
        above = QVBoxLayout()
        above.setContentsMargins(Size.PANEL_PADDING, 8, Size.PANEL_PADDING, 4)
        above.setSpacing(6)
        above.addLayout(head)
        above.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(rule())
        column.addWidget(self.list, 1)
        column.addWidget(self.foot)
