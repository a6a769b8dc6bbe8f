"""The competitors at the client: in what, how much of it, how dangerous, when last seen."""

from __future__ import annotations

from typing import Final

from kam.core.vocabulary import DossierSection
from kam.services.dossier.rows import CompetitorLine, Dossier
from kam.ui.account.dossier.list_card import ListCard
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import BoxesGlyph
from kam.ui.widgets.labels import LineLabel, label, rule
from kam.ui.widgets.panels import sized
from kam.ui.widgets.pieces import Line, Run
from kam.ui.widgets.tips import plain_tip

_SHARE: Final = 60
_THREAT: Final = 76
_SEEN: Final = 58


class CompetitorsCard(ListCard):
    """By threat; under them what the most dangerous is good and bad at."""

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(
            look,
            DossierSection.COMPETITORS,
            words.say("Competitors"),
            add=words.say("Add a competitor"),
            empty=words.say("Nobody else is known to sell here."),
        )
        self.show_head(
            [
                (words.say("Who, product line"), 0),
                (words.say_in("competitor", "Share"), -_SHARE),
                (words.say("Threat"), _THREAT),
                (words.say_in("competitor", "Seen"), _SEEN),
            ]
        )
        self._rule_of_note = rule()
        self.note = label("", Type.SECONDARY, "text2", wraps=True)
        self.note.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        self.body.addWidget(self._rule_of_note)
        self.body.addWidget(self.note)

    def show_dossier(self, dossier: Dossier) -> None:
        """Show who else sells there."""
        lines = dossier.competitors
        self.show_verified(dossier.verified(self.section), dossier.on, known=bool(lines))
        if not self.begin(lines):
            return
        for line in lines:
            self._add(line, dossier)
        notes = [note for line in lines if (note := self._note(line))]
        self.note.setText(notes[0] if notes else "")
        self.note.setVisible(bool(notes))
        self._rule_of_note.setVisible(bool(notes))

    def _add(self, line: CompetitorLine, dossier: Dossier) -> None:
        look, formats = self.look, self.look.formats
        what: Line = (Run(line.competitor, Type.STRONG),)
        if line.product_line:
            what = (*what, Run(line.product_line, gap=5))
        if line.share_percent is None:
            share = label("?", tone="amber")
            share.setAccessibleName(look.words.say("share not known"))
        else:
            share = label(formats.points(line.share_percent))
        threat: Line = (Run("—", tone="text3"),)
        if line.threat is not None:
            threat = (BoxesGlyph(line.threat), Run(formats.number(line.threat), Type.STRONG))
        seen = formats.near(line.seen_on, dossier.on) if line.seen_on else "—"
        row = self.lines.add_part(
            line,
            self.told(line),
            LineLabel(look, what),
            sized(share, _SHARE, right=True),
            sized(LineLabel(look, threat), _THREAT),
            sized(label(seen, tone="amber" if line.stale and line.seen_on else "text2"), _SEEN),
        )
        row.setToolTip(plain_tip(self.told(line).replace("; ", "\n")))

    def told(self, line: CompetitorLine) -> str:
        """All about a competitor, for the tooltip and the screen reader."""
        words, formats = self.look.words, self.look.formats
        parts = [" ".join(filter(None, (line.competitor, line.product_line)))]
        if line.share_percent is None:
            parts.append(words.say("share not known"))
        else:
            parts.append(words.say("share {share}", share=formats.points(line.share_percent)))
        if line.threat is not None:
            parts.append(words.say("threat {step} of 5", step=line.threat))
        if line.strengths:
            parts.append(words.say("good at: {what}", what=line.strengths))
        if line.weaknesses:
            parts.append(words.say("weak at: {what}", what=line.weaknesses))
        if line.seen_on is not None:
            parts.append(words.say("last seen {date}", date=formats.full_date(line.seen_on)))
        return "; ".join(parts)

    def _note(self, line: CompetitorLine) -> str:
        words, name = self.look.words, line.competitor
        good, bad = line.strengths, line.weaknesses
        if good and bad:
            return words.say("{name}: good at {good}; weak at {bad}", name=name, good=good, bad=bad)
        if good:
            return words.say("{name}: good at {good}", name=name, good=good)
        return words.say("{name}: weak at {bad}", name=name, bad=bad) if bad else ""
