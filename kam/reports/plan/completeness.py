"""Health, what is missing, what contradicts itself, and what has changed since the version before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kam.reports.content.plan import PlanChange, PlanChangeSort, PlanPaper
from kam.reports.kit import Box, Kit
from kam.reports.layout import Band, Heading, Part, Section
from kam.reports.pen import BLACK, MM, OURS, Pen
from kam.reports.plan.changes import change_lines
from kam.reports.plan.chapters import Chapter
from kam.reports.plan.columns import Column, table, tabled, written_lines
from kam.reports.plan.health import bands_of_health
from kam.reports.sheets import full
from kam.reports.text import emphasised

_BAR: Final = 30 * MM
_WHOLE: Final = 100


def chapter(kit: Kit, content: PlanPaper) -> Chapter:
    """Health, completeness by section, contradictions, the dossier behind the plan, the changes."""
    words = kit.words
    bands: list[Band] = [*bands_of_health(kit, content), full(_sections(kit, content))]
    if content.completeness.findings:
        bands.append(full(_findings(kit, content)))
    bands.append(full(_dossier(kit, content)))
    if content.previous_version is not None:
        bands.append(full(_changes(kit, content, content.previous_version)))
    name = words.say("Health and completeness")
    return Chapter("completeness", name, _title(kit, content), tuple(bands))


def _title(kit: Kit, content: PlanPaper) -> str:
    words, found = kit.words, content.completeness
    serious = sum(each.serious for each in found.findings)
    if serious:
        return words.say_many(
            "{count} contradiction to resolve", "{count} contradictions to resolve", serious
        )
    if found.percent is None:
        return words.say("What is still missing")
    share = kit.formats.points(found.percent)
    if found.percent == _WHOLE:
        return words.say("The plan is complete")
    return words.say("The plan is {share} complete", share=share)


def _sections(kit: Kit, content: PlanPaper) -> Section:
    words, found = kit.words, content.completeness
    name = words.say("Completeness of the plan")
    if not found.sections:
        return Section(Part.PLAN, Heading(name, missing=words.say("not reckoned")), kit.look.width)
    columns = (
        Column(words.say_in("column", "section"), share=0.34),
        Column("", width=_BAR),
        Column("", right=True, bold=True),
        Column(words.say_in("column", "missing"), share=0.66, style=kit.look.small),
    )
    rows = [
        (
            words.of(each.section),
            _bar(each.percent),
            kit.formats.points(each.percent),
            "; ".join(each.missing),
        )
        for each in found.sections
    ]
    message = kit.formats.points(found.percent) if found.percent is not None else ""
    return tabled(kit, Heading(name, message), columns, rows, kit.look.width, total=len(rows))


def _bar(percent: int) -> Box:
    def paint(pen: Pen, x: float, y: float) -> None:
        pen.box(x, y + 2, _BAR * min(max(percent, 0), _WHOLE) / _WHOLE, 8, fill=OURS)
        pen.box(x, y + 2, _BAR, 8, weight=0.6)

    return Box(11, paint)


def _findings(kit: Kit, content: PlanPaper) -> Section:
    words, lines = kit.words, content.completeness.findings
    found = words.say_many("{count} found", "{count} found", len(lines))
    serious = sum(each.serious for each in lines)
    if 0 < serious < len(lines):  # the title of the page counts these alone
        found = words.say("{found}, serious: {count}", found=found, count=serious)
    heading = Heading(words.say("Contradictions"), found)
    columns = (Column(width=10.0), Column(share=1))
    rows = [
        (_mark(serious=each.serious), emphasised(each.text) if each.serious else each.text) for each in lines
    ]
    _, made = table(kit, columns, rows, kit.look.width)
    return Section(Part.PLAN, heading, kit.look.width, made, total=len(made))


def _mark(*, serious: bool) -> Box:
    def paint(pen: Pen, x: float, y: float) -> None:
        if serious:
            pen.box(x, y + 2, 8, 8, fill=BLACK)
        else:
            pen.box(x + 0.4, y + 2.4, 7.2, 7.2, weight=0.8)

    return Box(11, paint)


def _dossier(kit: Kit, content: PlanPaper) -> Section:
    words, found = kit.words, content.completeness
    name = words.say("The dossier behind the plan")
    if found.dossier_percent is None:
        return Section(Part.PLAN, Heading(name, missing=words.say("not reckoned")), kit.look.width)
    lines: list[str] = []
    if found.dossier_missing:
        lines.append(words.say("Not known: {what}", what=", ".join(found.dossier_missing)))
    if found.dossier_stale:
        lines.append(words.say("Verified long ago: {what}", what=", ".join(found.dossier_stale)))
    share = kit.formats.points(found.dossier_percent)
    return written_lines(
        kit, Heading(name, words.say("{share} complete", share=share)), lines, kit.look.width
    )


def _changes(kit: Kit, content: PlanPaper, version: int) -> Section:
    words, lines = kit.words, content.changes
    name = words.say("Changes since version {number}", number=version)
    if not lines:
        return Section(Part.PLAN, Heading(name, words.say("none")), kit.look.width)
    columns = (
        Column(width=10.0),
        Column(words.say_in("column", "section"), style=kit.look.small),
        Column(words.say_in("column", "what"), share=0.36),
        Column(words.say_in("column", "was → is"), share=0.64),
    )
    rows = [
        (change_mark(each.sort), each.section, each.subject, each.how)
        for each in change_lines(words, kit.formats, lines)
    ]
    message = counted(kit, lines)
    return tabled(kit, Heading(name, message), columns, rows, kit.look.width)


def counted(kit: Kit, lines: Sequence[PlanChange]) -> str:
    """«добавлено 2, изменено 3»."""
    words = kit.words
    numbers = {sort: sum(each.sort is sort for each in lines) for sort in PlanChangeSort}
    parts = []
    if numbers[PlanChangeSort.ADDED]:
        parts.append(words.say("{count} added", count=numbers[PlanChangeSort.ADDED]))
    if numbers[PlanChangeSort.REMOVED]:
        parts.append(words.say("{count} removed", count=numbers[PlanChangeSort.REMOVED]))
    if numbers[PlanChangeSort.CHANGED]:
        parts.append(words.say_many("{count} changed", "{count} changed", numbers[PlanChangeSort.CHANGED]))
    return ", ".join(parts)


def change_mark(sort: PlanChangeSort) -> Box:
    """A plus, a minus, or an arrow: added, removed, changed."""

    def paint(pen: Pen, x: float, y: float) -> None:
        middle = y + 6
        if sort is PlanChangeSort.CHANGED:
            pen.line(x, middle, x + 5, middle, 1)
            pen.shape([(x + 8, middle), (x + 4.5, middle - 2.4), (x + 4.5, middle + 2.4)], fill=BLACK)
            return
        pen.line(x + 0.5, middle, x + 7.5, middle, 1.4)
        if sort is PlanChangeSort.ADDED:
            pen.line(x + 4, middle - 3.5, x + 4, middle + 3.5, 1.4)

    return Box(11.8, paint)
