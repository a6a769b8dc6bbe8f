"""The register of the complaints of a span on paper: a line each, oldest first."""

from __future__ import annotations

from functools import partial

from kam.core.formats import Formats
from kam.core.words import Words
from kam.reports.complaints.facts import title
from kam.reports.complaints.flow import Paper, draw_pages, fewest_pages, full, letterhead, running_head
from kam.reports.complaints.tables import Tables
from kam.reports.complaints.wording import kept_word, money
from kam.reports.content.complaints import ComplaintRegister, RegisterLine
from kam.reports.kit import Kit, Look, stacked
from kam.reports.layout import Heading, Part, Section
from kam.reports.plan.columns import Cell, Column, named, table
from kam.reports.result import PaperResult
from kam.reports.text import emphasised


def draw_register(content: ComplaintRegister, *, words: Words) -> PaperResult:
    """Draw the register. The same content and words give the same bytes; no complaint is left out."""
    return fewest_pages(partial(_draw, content, words))


def _draw(content: ComplaintRegister, words: Words, look: Look) -> PaperResult:
    kit = Kit(words, Formats(words.language), look, content.currency, content.head.zone)
    paper = Paper(content.head, words.say("Register of complaints"), internal=True)
    span = words.say(
        "{first} — {last}",
        first=kit.formats.full_date(content.since),
        last=kit.formats.full_date(content.until),
    )
    standing = Tables(words, kit.formats).standing(content)
    if content.chosen_by:
        standing = words.say("{line}. {filters}", line=standing, filters=content.chosen_by)
    first = stacked([letterhead(kit, paper, span), title(kit, paper.name, standing)])
    bands = [full(_lines(kit, content))] if content.lines else []
    return draw_pages(kit, paper, first, running_head(kit, paper, span), bands, content)


def _lines(kit: Kit, content: ComplaintRegister) -> Section:
    words = kit.words
    columns = (
        Column(words.say_in("complaint column", "number"), bold=True),
        Column(words.say_in("complaint column", "received")),
        Column(words.say_in("complaint column", "client and complaint"), share=0.5),
        Column(words.say_in("complaint column", "kind"), share=0.25),
        Column(words.say_in("complaint column", "stage"), share=0.25),
        Column(words.say_in("complaint column", "answer")),
        Column(words.say_in("complaint column", "resolution")),
        Column(words.say_in("complaint column", "cost"), right=True),
    )
    rows: list[tuple[Cell, ...]] = [_line(kit, line) for line in content.lines]
    head, made = table(kit, columns, rows, kit.look.width)
    heading = Heading(words.say_in("complaints", "Complaints"))
    return Section(Part.COMPLAINTS, heading, kit.look.width, made, head, total=len(made), tail=2)


def _line(kit: Kit, line: RegisterLine) -> tuple[Cell, ...]:
    words, formats = kit.words, kit.formats
    ended = formats.full_date(line.ended_on) if line.ended_on else ""
    return (
        line.number,
        formats.short_date(line.received_on),
        named(kit, line.account, line.summary),
        named(kit, words.of(line.kind.label), words.of(line.severity.label), bold=False),
        named(kit, words.of(line.stage.label), ended, bold=False),
        _kept(kit, kept=line.response_kept),
        _kept(kit, kept=line.resolution_kept),
        money(formats, line.cost),
    )


def _kept(kit: Kit, *, kept: bool | None) -> str:
    said = kept_word(kit.words, kept=kept)
    return emphasised(said) if kept is False else said
