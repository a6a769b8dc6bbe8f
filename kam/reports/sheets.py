"""What the sheets of the brief have in common: its document, its bands, what is cut first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final

from kam.core.vocabulary import BriefSection
from kam.reports.arranging import Row
from kam.reports.content import BriefContent
from kam.reports.document import About, Document
from kam.reports.kit import Kit
from kam.reports.layout import Band, Cut, CutStep, Part, Section, Shown
from kam.reports.result import PaperResult
from kam.reports.sections import close, head

OVER_FOOTER: Final = 4.0
"""Points between the last line and the footer's rule."""


def document_for(kit: Kit, content: BriefContent, extra: object) -> Document:
    """A document named after the meeting; ``extra`` is what besides the content decides its bytes."""
    about = About(
        title=kit.words.say(
            "{document} — {client}",
            document=head.document_name(kit, content.head),
            client=content.head.account,
        ),
        language=kit.words.language,
        printed_at=content.head.printed_at,
        zone=content.head.zone,
        author=content.head.our_company,
        subject=kit.words.say("Internal"),
    )
    return Document(about, (content, extra))


def finished(
    kit: Kit, document: Document, content: BriefContent, pages: int, cuts: Sequence[Cut]
) -> PaperResult:
    """The paper of so many pages, with the maps that were wished for behind them."""
    if content.people_map is not None and content.maps:
        from kam.reports.stakeholder_maps.appendix import append_maps

        pages += append_maps(content.people_map, content.maps, document, words=kit.words)
    return PaperResult(document.finish(), pages, tuple(cuts), tuple(document.standings))


def full(section: Section) -> Band:
    """A section over the whole width."""
    return Band(((0.0, (section,)),))


def pair(kit: Kit, left: Sequence[Section], right: Sequence[Section]) -> Band:
    """Two columns, each of one or more sections."""
    return Band(((0.0, tuple(left)), (kit.look.column + kit.look.gutter, tuple(right))))


def side_by_side(kit: Kit, row: Row, section: Callable[[Kit, BriefSection], Section]) -> Band:
    """The sections of a row in two columns, or one over the whole width."""
    if not row.right:
        wide = replace(kit, look=replace(kit.look, columns=1))
        return full(section(wide, row.left[0]))
    return pair(kit, [section(kit, each) for each in row.left], [section(kit, each) for each in row.right])


def closed_up(
    kit: Kit, rows: Sequence[Row], band: Callable[[Row], Band], which: Collection[BriefSection]
) -> list[Band]:
    """A band a row; on a sheet that is closed up, rows of ``which`` that follow one another are one."""
    bands: list[Band] = []
    before = False
    for row in rows:
        joins = kit.look.closed_up and bool(row.right) and all(each in which for each in row.sections)
        made = band(row)
        bands[-1:] = [joined([bands[-1], made])] if joins and before else [*bands[-1:], made]
        before = joins
    return bands


def cuts_of(bands: Sequence[Band], shown: Shown) -> list[Cut]:
    """What is left out of these bands, in the order of the paper."""
    cuts: list[Cut] = []
    for band in bands:
        for section in band.sections:
            seen = min(shown.get(section.part, len(section.rows)), len(section.rows))
            if section.counted and seen < section.total:
                cuts.append(Cut(section.part, section.heading.label, seen, section.total))
            cuts += section.within
    return cuts


def rows_of(bands: Sequence[Band]) -> dict[Part, int]:
    """How many rows each section has before anything is cut."""
    return {section.part: len(section.rows) for band in bands for section in band.sections}


def cut_order(content: BriefContent) -> tuple[CutStep, ...]:
    """The order of paper.md, "When space runs out"; late promises and those due today stay."""

    def kept(side: Sequence[object], urgent: int) -> int:
        return min(urgent + 1, len(side))

    ours, theirs = content.we_promised, content.they_promised
    return (
        CutStep(Part.READINESS, 1),
        CutStep(Part.COMPETITORS, 1),
        CutStep(Part.OBJECTIONS, 2),
        CutStep(Part.CHANGES, 3),
        CutStep(Part.OPPORTUNITIES, 2),
        CutStep(Part.WE_PROMISED, kept(ours, sum(p.days_late > 0 or p.due_today for p in ours))),
        CutStep(Part.THEY_PROMISED, kept(theirs, sum(p.days_late > 0 or p.due_today for p in theirs))),
        CutStep(Part.RISKS, 3),
        CutStep(Part.OWN_QUESTIONS, 2),
        CutStep(Part.QUESTIONS, 4),
        CutStep(Part.CAPTURE, close.LEAST_WRITING),
    )


def joined(bands: Sequence[Band]) -> Band:
    """Bands of two columns as one: sections follow one another, whatever stands beside them."""
    sides = zip(*(band.columns for band in bands), strict=True)
    return Band(
        tuple((side[0][0], tuple(section for _, column in side for section in column)) for side in sides)
    )


_NO_LOSS: Final = frozenset({Part.READINESS, Part.CAPTURE})


def says_everything(shown: Shown, rows: Shown) -> bool:
    """Whether no item of the content is left out: done items of the checklist and empty lines are none."""
    return all(count >= rows.get(part, 0) for part, count in shown.items() if part not in _NO_LOSS)


def limited(band: Band, shown: Shown) -> Band:
    """A band whose sections keep only the rows that are shown; their totals still tell of the rest."""
    return Band(
        tuple(
            (
                dx,
                tuple(
                    replace(section, rows=section.rows[: shown.get(section.part, len(section.rows))])
                    for section in sections
                ),
            )
            for dx, sections in band.columns
        )
    )
