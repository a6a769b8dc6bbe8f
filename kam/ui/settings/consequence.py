"""What a change means for what is known already, said under the panel it was made in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from kam.analysis.explanation import Reason, Value
from kam.core.telling import Teller
from kam.core.text import with_capital
from kam.services.settings.consequences import Consequence
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import LineLabel, label

_STRONG = frozenset({"share", "count"})


class ConsequenceNote(QFrame):
    """Shows the reasons of its codes, one line each; without any it is not there."""

    def __init__(self, look: Look, codes: Collection[Consequence]) -> None:
        super().__init__()
        self._look = look
        self._codes = frozenset(codes)
        self._teller = Teller(look.words, look.formats)
        self.setProperty("role", "consequence")
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.PANEL_PADDING, 6, Size.PANEL_PADDING, 7)
        row.setSpacing(Size.GRID)
        mark = LineLabel(look, (IconGlyph("circle-help", "accent"),))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self.text = label("", Type.SECONDARY, wraps=True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setMinimumHeight(20)
        self.text.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.text, 1)
        self.setVisible(False)

    def show_reasons(self, reasons: Sequence[Reason]) -> None:
        """Say those that belong here."""
        mine = [reason for reason in reasons if reason.code in self._codes]
        self.text.setText("<br>".join(self._sentence(reason) for reason in mine))
        self.setVisible(bool(mine))

    def _sentence(self, reason: Reason) -> str:
        """In markup: the figure that matters is bold. Its values are codes and numbers, no client's data."""
        places = {name: self._place(name, value) for name, value in reason.places.items()}
        template = self._look.words.of(reason.code.label)
        text = escape(template, quote=False).format_map(places)
        return with_capital(text)

    def _place(self, name: str, value: Value) -> str:
        if isinstance(value, Decimal):
            text = self._look.formats.percent(value)
        elif isinstance(value, int):
            text = self._look.formats.number(value)
        else:
            text = self._teller.shown(value)
        shown = escape(text, quote=False)
        return f"<b>{shown}</b>" if name in _STRONG else shown
