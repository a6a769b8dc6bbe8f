"""What complaints teach, and their register, as workbooks: a sheet a table, totals that reckon."""

from __future__ import annotations

from collections.abc import Iterator

from kam.core.formats import Formats
from kam.core.words import Words
from kam.reports.complaints.tables import Tables
from kam.reports.complaints.wording import clock_name, money, working_time
from kam.reports.content.complaints import ComplaintRegister, LearningPaper, PaperHead
from kam.reports.document import About
from kam.reports.office.sheets import Entry, Workbook


def learning_workbook(paper: LearningPaper, *, words: Words) -> bytes:
    """All figures, nothing cut. The same content and words give the same bytes."""
    formats = Formats(words.language)
    tables = Tables(words, formats)
    title = words.say("What complaints teach")
    book = _book(paper.head, title, _caption(paper, words, formats), words)
    book.facts(title, _facts(paper, words, formats))
    for table in (
        tables.months(paper, hours=True),
        tables.kinds(paper),
        tables.causes(paper),
        tables.repeats(paper),
        tables.product_lines(paper),
        tables.departments(paper),
        tables.clients(paper),
        tables.worst(paper),
        tables.again(paper),
        tables.costs(paper),
        tables.risks(paper),
    ):
        book.table(table)
    return book.finish()


def register_workbook(paper: ComplaintRegister, *, words: Words) -> bytes:
    """Every complaint of the span. The same content and words give the same bytes."""
    formats = Formats(words.language)
    tables = Tables(words, formats)
    title = words.say("Register of complaints")
    book = _book(paper.head, title, _caption(paper, words, formats), words)
    table = tables.register(paper)
    if table.rows:
        book.table(table)
    else:
        book.facts(title, [Entry(words.say("Span"), _span(paper, words, formats))])
    return book.finish()


def _book(head: PaperHead, title: str, caption: str, words: Words) -> Workbook:
    about = About(
        title=title,
        language=words.language,
        printed_at=head.printed_at,
        zone=head.zone,
        author=head.our_company,
        subject=words.say("Internal"),
    )
    return Workbook(about, caption, words.say_in("plan table", "total"))


def _span(paper: LearningPaper | ComplaintRegister, words: Words, formats: Formats) -> str:
    first, last = formats.full_date(paper.since), formats.full_date(paper.until)
    return words.say("{first} — {last}", first=first, last=last)


def _caption(paper: LearningPaper | ComplaintRegister, words: Words, formats: Formats) -> str:
    parts = (paper.head.our_company, _span(paper, words, formats), paper.chosen_by, words.say("internal"))
    return " · ".join(filter(None, parts))


def _facts(paper: LearningPaper, words: Words, formats: Formats) -> Iterator[Entry]:
    yield Entry(words.say("Span"), _span(paper, words, formats))
    yield Entry(words.say_in("complaints", "Received"), formats.number(paper.count))
    if paper.before is not None:
        yield Entry(words.say("Received in the span before"), formats.number(paper.before))
    yield Entry(words.say_in("complaints", "Open"), formats.number(paper.open))
    yield Entry(words.say_in("complaints", "Reopened"), formats.number(paper.reopened))
    for one in paper.norms:
        name = clock_name(words, one.clock)
        if one.of:
            said = words.say_in("norm", "{kept} of {all}", kept=one.kept, all=one.of)
            yield Entry(words.say("{clock} in time", clock=name), said)
        middle = working_time(words, formats, one.middle, paper.working_day)
        if middle:
            yield Entry(words.say("{clock}, median", clock=name), middle)
    for name, amount in (
        (words.say("Cost of complaints"), paper.cost),
        (words.say("Money at risk"), paper.at_risk),
    ):
        if amount is not None:
            yield Entry(name, money(formats, amount))
