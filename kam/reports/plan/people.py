"""The client’s people: the map, influence and attitude, who of us knows whom, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final
from uuid import UUID

from kam.analysis.chart_parts import ChartCard, ChartGaps, OrgChart
from kam.analysis.explanation import Reason
from kam.analysis.map_review import CheckState, ReviewedCheck
from kam.analysis.org_chart import lay_out
from kam.core.vocabulary import Circle, ScaleTerm, Term
from kam.reports.content.plan import PlanPaper
from kam.reports.kit import Box, Kit
from kam.reports.layout import Band, Heading, Part, Section
from kam.reports.pen import Pen
from kam.reports.plan.chapters import OVER_FOOTER, Chapter, room_of
from kam.reports.plan.columns import Cell, Column, named, tabled
from kam.reports.plan.coverage import coverage
from kam.reports.plan.influence import influence
from kam.reports.sheets import full
from kam.reports.stakeholder_maps.chart_drawing import CARD_HEIGHT, CARD_WIDTH, LEAST_SCALE, ChartDrawing
from kam.reports.stakeholder_maps.content import MapContent, MapFigure
from kam.reports.stakeholder_maps.paging import ChartPage, chart_pages

_HEADINGS: Final = 86.0
"""Room for the sentence of the page, the heading of the section and the legend."""
_LEGEND: Final = 16.0
_FOLDED: Final = 20.0
_TIES: Final = 28.0
"""Lines between people sag below the lowest cards."""
_LARGEST: Final = 1.0
_COLUMNS_FROM: Final = 4
"""A boss has so many reports without reports of their own in columns: the sheet stands upright."""


def chapter(kit: Kit, content: PlanPaper) -> Chapter:
    """The map first, then the matrix, then who of ours knows whom, then the gaps."""
    words, people = kit.words, content.people
    name = words.say_in("plan", "People")
    if people is None or not people.people:
        heading = Heading(
            words.say("Relationship map"), missing=words.say("nobody is on it: who decides there?")
        )
        title = words.say("Nobody of the client is on the map yet")
        return Chapter("people", name, title, (full(Section(Part.PLAN, heading, kit.look.width)),))
    bands: list[Band] = [full(each) for each in _charts(kit, people)]
    bands += [full(influence(kit, people))]
    bands += [full(each) for each in coverage(kit, people)]
    bands.append(full(_checks(kit, people)))
    return Chapter("people", name, _title(kit, people), tuple(bands), fresh=True)


def _title(kit: Kit, people: MapContent) -> str:
    """How many of those who decide we do not reach."""
    words = kit.words
    core = [each for each in people.people if each.circle is Circle.CORE]
    if not core:
        return words.say("Who needs and decides is not marked on the map yet")
    silent = [each for each in core if each.contact_days is None]
    if silent:
        return words.say_many(
            "No contact with {count} of {total} who need and decide: {names}",
            "No contact with {count} of {total} who need and decide: {names}",
            len(silent),
            total=len(core),
            names=", ".join(each.name or each.title for each in silent[:2]),
        )
    overdue = [each for each in core if each.overdue]
    if overdue:
        return words.say_many(
            "Contact is overdue with {count} of {total} who need and decide",
            "Contact is overdue with {count} of {total} who need and decide",
            len(overdue),
            total=len(core),
        )
    return words.say("We are in touch with everybody who needs and decides")


def _charts(kit: Kit, people: MapContent) -> Iterator[Section]:
    """The chart whole where it stays readable, else its top and branches, a section each."""
    gaps = ChartGaps(
        beside=10,
        below=40,
        between_trees=20,
        assistant=22,
        row_width=kit.look.width / LEAST_SCALE,
        columns_from=_COLUMNS_FROM,
        in_column=24,
        trunk=14,
    )
    cards = [ChartCard(each.id, each.boss, CARD_WIDTH, CARD_HEIGHT, each.assistant) for each in people.people]
    pages = chart_pages(cards, lambda chart: _scale(kit, chart) >= LEAST_SCALE, partial(lay_out, gaps=gaps))
    words = kit.words
    drawing = ChartDrawing(people, words, lambda page: words.say("goes on: part {part}", part=page))
    for number, page in enumerate(pages, start=1):
        message = drawing.branches(page)
        note = (
            words.say("part {number} of {total}", number=number, total=len(pages)) if len(pages) > 1 else ""
        )
        heading = Heading(words.say("Relationship map"), message, note=note)
        rows = (_chart(kit, people, drawing, page),)
        yield Section(Part.PLAN, heading, kit.look.width, rows, ruled=False, counted=False)


def _scale(kit: Kit, chart: OrgChart) -> float:
    tall = room_of(kit) - _HEADINGS - _LEGEND - OVER_FOOTER - _TIES
    return min(kit.look.width / max(chart.width, 1), tall / max(chart.height, 1), _LARGEST)


def _chart(kit: Kit, people: MapContent, drawing: ChartDrawing, page: ChartPage) -> Box:
    chart, width = page.chart, kit.look.width
    scale = _scale(kit, chart)
    below = max(_FOLDED if page.goes_on else 4.0, _TIES * scale if people.ties else 0.0)
    tall = chart.height * scale + below

    def paint(pen: Pen, x: float, y: float) -> None:
        with pen.scaled(x + (width - chart.width * scale) / 2, y + 3, scale):
            drawing.paint(pen, page)
        drawing.legend(pen, x, y + tall + _LEGEND / 2 + 2, gap=7.0)

    return Box(tall + _LEGEND, paint)


def _checks(kit: Kit, people: MapContent) -> Section:
    """What is missing on the map, worst first, with what to do; what is in order is named in the sentence."""
    words = kit.words
    failed = [each for each in people.checks if each.state is not CheckState.PASSED]
    label = words.say("Map checks")
    if not people.checks:
        return Section(Part.PLAN, Heading(label, missing=words.say("not reckoned")), kit.look.width)
    if not failed:
        heading = Heading(label, words.say("all passed"))
        return Section(Part.PLAN, heading, kit.look.width)
    heading = Heading(label, words.say_many("{count} gap", "{count} gaps", len(failed)))
    columns = (
        Column(words.say_in("column", "gap"), share=0.55),
        Column(words.say_in("column", "what we do"), share=0.2),
        Column(words.say_in("column", "about whom"), share=0.25),
    )
    figures = {each.id: each for each in people.people}
    rows: list[tuple[Cell, ...]] = [
        (
            named(
                kit,
                words.of(check.heading.label),
                "; ".join(_said(kit, reason) for reason in check.reasons),
            ),
            words.of(check.action.label) if check.action else "",
            _named(check, figures),
        )
        for check in failed
    ]
    return tabled(kit, heading, columns, rows, kit.look.width, total=len(rows))


def _named(check: ReviewedCheck, figures: Mapping[UUID, MapFigure]) -> str:
    known: Sequence[MapFigure] = [figures[each] for each in check.people if each in figures]
    return ", ".join(each.name or each.title for each in known)


def _said(kit: Kit, reason: Reason) -> str:
    places = {
        name: kit.words.of(value.label) if isinstance(value, (Term, ScaleTerm)) else value
        for name, value in reason.places.items()
    }
    return kit.words.of(reason.code.label, **places)
