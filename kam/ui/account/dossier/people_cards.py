"""Our team on the account, and the client's units."""

from __future__ import annotations

from typing import Final

from kam.core.short_names import initials_of
from kam.core.vocabulary import DossierSection
from kam.services.dossier.rows import Dossier
from kam.ui.account.dossier.list_card import ListCard
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs import AvatarGlyph, IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel
from kam.ui.widgets.pieces import Line, Run
from kam.ui.widgets.tips import plain_tip

_NAME: Final = 168
"""A name gives way only beyond this; what somebody does gives way first."""


class TeamCard(ListCard):
    """Who of us answers for what."""

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(
            look,
            DossierSection.TEAM,
            words.say("Our team"),
            add=words.say("Add one of us"),
            empty=words.say("Nobody of us is named yet."),
            short=True,
        )

    def show_dossier(self, dossier: Dossier) -> None:
        """Show the team."""
        self.show_verified(dossier.verified(self.section), dossier.on, known=bool(dossier.team))
        if not self.begin(dossier.team):
            return
        for line in dossier.team:
            role = self.look.words.of(line.role.label)
            name = LineLabel(self.look, (AvatarGlyph(initials_of(line.colleague)), Run(line.colleague)))
            name.setMinimumWidth(min(name.sizeHint().width(), _NAME))
            shown = ElidedLabel(role, Type.SECONDARY, "text2")
            row = self.lines.add_part(line, f"{line.colleague}, {role}", name, shown)
            row.setToolTip(plain_tip("\n".join(filter(None, (line.colleague, line.job_title, role)))))


class UnitsCard(ListCard):
    """The client's sites and divisions, and how many people we know there."""

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(
            look,
            DossierSection.UNITS,
            words.say("Business units"),
            add=words.say("Add a business unit"),
            empty=words.say("No site or division is known."),
        )

    def show_dossier(self, dossier: Dossier) -> None:
        """Show the units."""
        self.show_verified(dossier.verified(self.section), dossier.on, known=bool(dossier.units))
        if not self.begin(dossier.units):
            return
        words, formats = self.look.words, self.look.formats
        for line in dossier.units:
            people = words.say_many("{count} person", "{count} people", line.people)
            what: Line = (Run(line.name, Type.NAME),)
            if line.notes:
                what = (*what, Run(" ".join(line.notes.split()), Type.SECONDARY, "text2", gap=8))
            count: Line = ()
            if line.people:
                count = (
                    IconGlyph("users", meaning=people),
                    Run(formats.number(line.people), Type.SECONDARY, "text2", gap=4),
                )
            told = "; ".join(filter(None, (line.name, line.notes, people if line.people else None)))
            row = self.lines.add_part(line, told, LineLabel(self.look, what), LineLabel(self.look, count))
            row.setToolTip(plain_tip(told.replace("; ", "\n")))
