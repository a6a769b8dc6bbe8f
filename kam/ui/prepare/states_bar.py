"""How many sections are ready, thin, missing."""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import QFrame, QHBoxLayout

from kam.core.vocabulary import BriefSection
from kam.reports.content import Arrangement
from kam.services.preparing import Readiness, SectionState
from kam.ui.look import Look
from kam.ui.prepare.section_glyph import SectionGlyph
from kam.ui.prepare.telling import READINESS
from kam.ui.theme.tokens import Type
from kam.ui.widgets.labels import LineLabel, label
from kam.ui.widgets.pieces import Piece, Run


class StatesBar(QFrame):
    """One line over the list; what is left out of the paper does not count."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("ground", "page")
        self.setFixedHeight(40)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 14, 0)
        row.addWidget(label(look.words.say("Sections"), Type.STRONG))
        row.addStretch(1)
        self._line = LineLabel(look)
        row.addWidget(self._line)

    def show_states(self, states: dict[BriefSection, SectionState], arrangement: Arrangement) -> None:
        """Count them."""
        words, formats = self._look.words, self._look.formats
        counted = Counter(state.readiness for each, state in states.items() if arrangement.shows(each))
        line: list[Piece] = []
        for number, readiness in enumerate(Readiness):
            said = words.say(
                "{state} {count}",
                state=words.of(READINESS[readiness]),
                count=formats.number(counted[readiness]),
            )
            line += [
                Run("", Type.SECONDARY, gap=14 if number else 0),
                SectionGlyph(readiness, silent=True),
                Run(said, Type.SECONDARY, "text2", gap=6),
            ]
        self._line.show_line(line)
