"""The figures of the portfolio as a workbook: a sheet a table, totals that reckon."""

from __future__ import annotations

from collections.abc import Iterator

from kam.core.formats import Formats
from kam.core.words import Words
from kam.reports.content.insight import InsightPaper
from kam.reports.document import About
from kam.reports.insight.tables import Tables
from kam.reports.office.sheets import Entry, Workbook


def insight_workbook(paper: InsightPaper, *, words: Words) -> bytes:
    """All figures, nothing cut. The same content and words give the same bytes."""
    formats = Formats(words.language)
    tables = Tables(words, formats)
    title = words.say("Health of the portfolio")
    about = About(
        title=title,
        language=words.language,
        printed_at=paper.head.printed_at,
        zone=paper.head.zone,
        author=paper.head.our_company,
        subject=words.say("Internal"),
    )
    day = formats.full_date(paper.on)
    caption = " · ".join(filter(None, (paper.head.our_company, day, paper.chosen_by, words.say("internal"))))
    book = Workbook(about, caption, words.say_in("plan table", "total"))
    book.facts(title, _facts(paper, words, formats))
    for table in (
        tables.clients(paper),
        tables.movers(words.say("Movers: down"), paper.fell),
        tables.movers(words.say("Movers: up"), paper.rose),
        tables.losses(paper),
        tables.months(paper),
        tables.marks(paper),
        tables.drivers(paper),
    ):
        book.table(table)
    return book.finish()


def _facts(paper: InsightPaper, words: Words, formats: Formats) -> Iterator[Entry]:
    yield Entry(words.say("As of"), formats.full_date(paper.on))
    yield Entry(words.say("Compared with"), formats.full_date(paper.before))
    yield Entry(words.say("Clients"), formats.number(paper.count))
    yield Entry(words.say("Revenue, 12 months"), formats.money(paper.revenue.minor, paper.currency))
    if paper.score is not None:
        yield Entry(words.say("Health, weighted by revenue"), formats.number(paper.score, 1))
    if paper.change is not None:
        yield Entry(words.say("Change within the month"), formats.signed(paper.change, 1))
    yield Entry(words.say("Revenue in the red zone"), formats.money(paper.red.minor, paper.currency))
    yield Entry(words.say("Clients in the red zone"), formats.number(paper.red_count))
    if paper.one is not None and paper.three is not None and paper.five is not None:
        limit = formats.points(paper.limit)
        yield Entry(words.say("Share of one, limit {limit}", limit=limit), formats.percent(paper.one, 1))
        both = words.say_in(
            "shares",
            "{three} and {five}",
            three=formats.percent(paper.three, 1),
            five=formats.percent(paper.five, 1),
        )
        yield Entry(words.say("Share of three and five"), both)
    if paper.nps is not None:
        yield Entry(words.say("NPS"), formats.signed(paper.nps))
        yield Entry(
            words.say("Answers"),
            words.say("answered {answered} of {asked}", answered=paper.answered, asked=paper.asked),
        )
    for name, lines in (
        (words.say("Inertia: steady revenue, poor people and contact"), paper.inertia),
        (words.say("Without health"), paper.without_health),
        (words.say("Without revenue in 12 months"), paper.without_revenue),
    ):
        if lines:
            yield Entry(name, ", ".join(line.name for line in lines))
