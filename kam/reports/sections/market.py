"""Where the account can grow, and who else wants it."""

from __future__ import annotations

from datetime import date
from typing import Final

from kam.core.vocabulary import OpportunityStage
from kam.core.words import Label, label
from kam.reports.content import BriefContent, CompetitorLine, OpportunityLine
from kam.reports.figures import Unit
from kam.reports.kit import Box, Kit, beside, stacked
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import MM, Pen, text_width
from kam.reports.signs import missing_chip, squares

TOP_OPPORTUNITIES: Final = 3
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
    unit = Unit.of(kit, [line.amount for line in lines])
    shown = lines[:limit]
    amounts = kit.widest((unit.money(line.amount or 0) for line in shown), kit.look.body.bold())
    rows = tuple(_opportunity(kit, line, unit, amounts, day) for line in shown)
    return Section(Part.OPPORTUNITIES, heading, kit.look.column, rows, total=len(lines))


def _opportunity(kit: Kit, line: OpportunityLine, unit: Unit, amounts: float, day: date) -> Box:
    """``amounts`` is the width of the widest sum: the title takes what is left of its column."""
    look, words, width = kit.look, kit.words, kit.look.column
    places = (0.605, 0.735, 0.77) if look.spacious else (0.535, 0.665, 0.70)
    amount_end, chance_end, stage_at = (width * share for share in places)
    title_width = amount_end - amounts - 4
    name = [kit.text(line.title, title_width, look.body.bold())]
    if look.spacious and line.note:
        name.append(kit.text(line.note, title_width, look.small, 2))
    stage = _stage(kit, line)
    until = kit.near(line.expected_on, day) if line.expected_on else ""
    if look.spacious:
        standing = stacked(
            [
                kit.text(stage, width - stage_at, lines=1),
                kit.text(
                    words.say_in("opportunity", "by {date}", date=until) if until else "",
                    width - stage_at,
                    look.small,
                    1,
                ),
            ]
        )
    else:
        standing = kit.text(", ".join(filter(None, (stage, until))), width - stage_at)
    cells = [(0.0, stacked(name)), (stage_at, standing)]
    if line.amount is not None:
        cells.append((0.0, _amount(kit, line.amount, unit, amount_end)))
    if line.probability is not None:
        cells.append((chance_end - 15 * MM, kit.right(kit.formats.points(line.probability), 15 * MM)))
    return beside(cells, look.row_pad)


def _amount(kit: Kit, amount: int, unit: Unit, end: float) -> Box:
    """«**18,0** млн»: the figure bold; the currency goes without saying where the unit stands behind it."""
    style = kit.look.body
    figure, behind = unit.figure(amount), unit.scale.name
    if kit.formats.language != "ru":
        figure, behind = unit.money(amount), ""

    def paint(pen: Pen, x: float, y: float) -> None:
        middle = y + style.leading / 2
        wide = text_width(behind, style) + 2.5 if behind else 0.0
        if behind:
            pen.word(x + end, middle, behind, style, align=1.0)
        pen.word(x + end - wide, middle, figure, style.bold(), align=1.0)

    return Box(style.leading, paint)


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
    text = kit.text("; ".join(filter(None, (shares, both))), width - text_at, style)
    return beside([(0.0, stacked(name)), (marks_at, squares(line.threat)), (text_at, text)], look.row_pad)
