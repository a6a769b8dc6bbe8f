"""Where the account can grow, and who else wants it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from kam.core.vocabulary import OpportunityStage
from kam.core.words import Label, label
from kam.reports.content import BriefContent, CompetitorLine, OpportunityLine
from kam.reports.figures import Unit
from kam.reports.kit import Box, Kit, beside, stacked, text_box
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import MM
from kam.reports.signs import missing_chip, squares
from kam.reports.text import set_text

TOP_OPPORTUNITIES: Final = 3
_BETWEEN: Final = 3 * MM
_STAGES: Final[dict[OpportunityStage, Label]] = {
    OpportunityStage.IDEA: label("opportunity on paper", "idea"),
    OpportunityStage.QUALIFIED: label("opportunity on paper", "qualified"),
    OpportunityStage.PROPOSED: label("opportunity on paper", "proposed"),
    OpportunityStage.NEGOTIATING: label("opportunity on paper", "negotiating"),
    OpportunityStage.WON: label("opportunity on paper", "won"),
    OpportunityStage.LOST: label("opportunity on paper", "lost"),
}


def opportunities(
    kit: Kit, content: BriefContent, day: date, *, limit: int | None = TOP_OPPORTUNITIES
) -> Section:
    """The top three opportunities, or whitespace cells where there are none."""
    words, lines = kit.words, content.opportunities
    name = words.say("Opportunities")
    weighted = sum((line.amount or 0) * (line.probability or 0) for line in lines) // 100
    heading = Heading(name, missing=words.say("none recorded: where could we grow?"))
    if weighted:
        heading = Heading(name, words.say("weighted {amount} a year", amount=kit.money(weighted)))
    elif lines:
        heading = Heading(name, words.say("whitespace nobody has taken up"))
    shown = lines[:limit]
    table = _OpportunityTable(kit, shown, Unit.of(kit, [line.amount for line in lines]), day)
    rows = tuple(table.row(line) for line in shown)
    return Section(Part.OPPORTUNITIES, heading, kit.look.column, rows, total=len(lines))


class _OpportunityTable:
    """Title, sum, probability, stage: every column as wide as it needs, and the title takes the rest."""

    def __init__(self, kit: Kit, lines: Sequence[OpportunityLine], unit: Unit, day: date) -> None:
        self.kit, self.unit, self.day = kit, unit, day
        self.width = kit.look.column
        stages = kit.widest(self._standing(line)[0] for line in lines) + 1
        self.stage_at = self.width - min(max(stages, 0.2 * self.width), 0.31 * self.width)
        chances = kit.widest(
            kit.formats.points(line.probability) for line in lines if line.probability is not None
        )
        self.chance_end = self.stage_at - _BETWEEN
        self.amount_end = self.chance_end - chances - _BETWEEN
        sums = [self._amount(line.amount) for line in lines if line.amount is not None]
        self.title_width = self.amount_end - max((wide for _, wide in sums), default=0.0) - _BETWEEN / 2

    def row(self, line: OpportunityLine) -> Box:
        """One opportunity; on two pages with its note and its date on a second line."""
        kit, look = self.kit, self.kit.look
        name = [kit.text(line.title, self.title_width, look.body.bold())]
        stage, until = self._standing(line)
        standing = [kit.text(stage, self.width - self.stage_at)]
        if look.spacious and line.note:
            name.append(kit.text(line.note, self.stage_at - 6, look.small, 2))
        if until:
            standing.append(kit.text(until, self.width - self.stage_at, look.small, 1))
        cells = [(0.0, stacked(name)), (self.stage_at, stacked(standing))]
        if line.amount is not None:
            amount, wide = self._amount(line.amount)
            cells.append((self.amount_end - wide, amount))
        if line.probability is not None:
            chance = kit.formats.points(line.probability)
            cells.append((self.chance_end - 15 * MM, kit.right(chance, 15 * MM)))
        return beside(cells, look.row_pad)

    def _standing(self, line: OpportunityLine) -> tuple[str, str]:
        """The stage, and the date that stands under it where there is room, else behind it."""
        kit = self.kit
        stage = _stage(kit, line)
        until = kit.near(line.expected_on, self.day) if line.expected_on else ""
        if not kit.look.spacious:
            return ", ".join(filter(None, (stage, until))), ""
        return stage, kit.words.say_in("opportunity", "by {date}", date=until) if until else ""

    def _amount(self, amount: int) -> tuple[Box, float]:
        """«**18,0** млн» and its width: the currency goes without saying where the unit stands behind."""
        kit, style = self.kit, self.kit.look.body
        figure, behind = self.unit.figure(amount), self.unit.scale.name
        if kit.formats.language != "ru":
            figure, behind = self.unit.money(amount), ""
        text = set_text(f"**{figure}** {behind}" if behind else f"**{figure}**", style, self.width, 1)
        return text_box(text), text.width


def _stage(kit: Kit, line: OpportunityLine) -> str:
    if isinstance(line.stage, OpportunityStage):
        return kit.words.of(_STAGES[line.stage])
    if line.competitor:
        return line.competitor
    return kit.words.of(line.served_by.label) if line.served_by else ""


def competitors(kit: Kit, content: BriefContent, day: date) -> Section:
    """Competitors at the account, the most threatening first."""
    words, lines = kit.words, content.competitors
    heading = Heading(words.say("Competitors"), words.say("threat out of 5"))
    if not lines:
        heading = Heading(words.say("Competitors"), missing=words.say("none known: who else supplies them?"))
    rows = tuple(_competitor(kit, line, kit.look.column, day) for line in lines)
    return Section(Part.COMPETITORS, heading, kit.look.column, rows, total=len(rows))


def _competitor(kit: Kit, line: CompetitorLine, width: float, day: date) -> Box:
    look, words = kit.look, kit.words
    marks_at = width * (0.265 if look.spacious else 0.22)
    text_at = marks_at + width * 0.138
    name_width = marks_at - 4
    name = [kit.text(line.name, name_width, look.body.bold(), 2)]
    if look.spacious:
        if line.last_seen is None:
            name.append(missing_chip(words.say("never seen"), look.small, name_width + 10))
        else:
            seen = words.say("seen {date}", date=kit.near(line.last_seen, day))
            name.append(
                missing_chip(seen, look.small, name_width + 20)
                if line.stale
                else kit.text(seen, name_width, look.small, 1)
            )
    style = look.body.italic() if line.stale else look.body
    shares = ", ".join(
        f"{what} {kit.formats.percent(share)}" if share is not None else what for what, share in line.shares
    )
    if line.strengths and line.weaknesses:
        both = words.say(
            "{strengths}, but {weaknesses}", strengths=line.strengths, weaknesses=line.weaknesses
        )
    else:
        both = line.strengths or line.weaknesses
    # Beside a name with the date it was seen there is room for two lines anyhow; a third costs little.
    lines = max(look.cell_lines, 3) if look.spacious else look.cell_lines
    text = kit.text("; ".join(filter(None, (shares, both))), width - text_at, style, lines)
    return beside([(0.0, stacked(name)), (marks_at, squares(line.threat)), (text_at, text)], look.row_pad)
