"""A section of the dossier as a card: its head says when it was verified, its body what is known."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from kam.analysis.freshness import Freshness
from kam.core.short_names import family_of
from kam.core.vocabulary import DossierSection
from kam.services.dossier.rows import Verified
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import IconButton, icon_button, link
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import LineLabel
from kam.ui.widgets.panels import Panel, PanelState
from kam.ui.widgets.pieces import Line, Run

_ICON_INSET = 6
"""A small button's frame stands so far from the edge that its icon stands at the margin."""


class Card(Panel):
    """One section. ``short`` is for the narrow column, where the head has little room."""

    verify_wished = Signal(object)
    """The ``DossierSection`` was looked through and is right."""

    def __init__(self, look: Look, section: DossierSection, title: str, *, short: bool = False) -> None:
        super().__init__(look, title)
        self.section = section
        self._heading = title
        self._short = short
        self._right: int = Size.PANEL_PADDING
        self._state = PanelState.USUAL
        self.mark = LineLabel(look)
        self.verify = link(look, look.words.say_in("button", "Verify"))
        self.verify.setAccessibleName(look.words.say("Verify: {section}", section=title))
        self.verify.setToolTip(look.words.say("What stands here is right as of today"))
        self.verify.clicked.connect(lambda: self.verify_wished.emit(self.section))
        self.add_action(self.mark)
        self.add_action(self.verify)

    def add_head_icon(self, icon: str, text: str) -> IconButton:
        """A small button at the right end of the head: edit, add."""
        made = icon_button(self.look, icon, text, small=True)
        self.add_action(made)
        self._right = _ICON_INSET
        return made

    def show_count(self, count: int) -> None:
        """How many lines the section has, beside its title."""
        self.set_title(self._heading, self.look.formats.number(count) if count else "")

    def show_verified(self, verified: Verified, today: date, *, known: bool = True) -> None:
        """When it was verified; of a section of which nothing is ``known`` there is nothing to verify."""
        never = verified.freshness is Freshness.NEVER
        self.mark.show_line(() if never and not known else self._mark(verified, today))
        self.mark.setVisible(known or not never)
        self.verify.setVisible(verified.stale or (never and known))
        self._state = PanelState.STALE if verified.stale else PanelState.USUAL
        self.show_state(editing=False)

    def show_state(self, *, editing: bool) -> None:
        """The border: accent while it is edited, long dashes while nobody has verified it for long."""
        self.set_state(PanelState.EDITING if editing else self._state)
        right = Size.PANEL_PADDING if editing else self._right
        self._head_row.setContentsMargins(Size.PANEL_PADDING, 0, right, 0)

    def _mark(self, verified: Verified, today: date) -> Line:
        words, formats = self.look.words, self.look.formats
        if verified.on is None or verified.days is None:
            text = "" if self._short else words.say("never verified")
            meaning = words.say("never verified") if self._short else ""
            return (IconGlyph("history", "text3", meaning=meaning), Run(text, Type.SECONDARY, "text3", gap=5))
        if verified.stale:
            days = formats.number(verified.days)
            said = words.say("not verified for {days} d", days=days)
            text = words.say("{days} d", days=days) if self._short else said
            meaning = said if self._short else ""
            return (IconGlyph("history", "amber", meaning=meaning), Run(text, Type.SECONDARY, "amber", gap=5))
        day = formats.near(verified.on, today)
        text = f"{day}, {family_of(verified.by)}" if verified.by else day
        meaning = words.say_in("section", "verified")
        return (
            IconGlyph("badge-check", "text2", meaning=meaning),
            Run(text, Type.SECONDARY, "text2", gap=5),
        )
