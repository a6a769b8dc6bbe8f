"""How the plan is led: our team, who meets whom how often, reviews, decisions, what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kam.core.money import Money
from kam.reports.content.plan import PlanBudgetLine, PlanDecision, PlanPaper, ReviewLine
from kam.reports.figures import Unit
from kam.reports.kit import Box, Kit, beside
from kam.reports.layout import Band, Heading, Part, Section
from kam.reports.pen import Pen
from kam.reports.plan.chapters import Chapter
from kam.reports.plan.columns import Cell, Column, named, prose, tabled
from kam.reports.plan.wording import REVIEW_QUESTIONS, every, money, ratings, role_of
from kam.reports.sheets import full, pair
from kam.reports.signs import check, checkbox, squares
from kam.reports.text import emphasised


def chapter(kit: Kit, content: PlanPaper) -> Chapter:
    """Team and calendar, communication plan, reviews, decisions, budget."""
    bands: list[Band] = [pair(kit, [_team(kit, content)], [_coming(kit, content)])]
    bands.append(full(_contacts(kit, content)))
    bands += [full(each) for each in _reviews(kit, content)]
    bands.append(full(_decisions(kit, content)))
    bands.append(full(_budget(kit, content)))
    name = kit.words.say("Governance: team, cadence, reviews")
    return Chapter("governance", name, _title(kit, content), tuple(bands))


def _today(kit: Kit, content: PlanPaper) -> date:
    return kit.local(content.head.as_of).date()


def _title(kit: Kit, content: PlanPaper) -> str:
    words = kit.words
    review = next((each for each in content.coming if each.is_review), None)
    if review is not None:
        return words.say("Next review with the client: {date}", date=kit.formats.long_date(review.on))
    if content.reviews:
        last = kit.formats.long_date(content.reviews[0].on)
        return words.say("Last review on {date}; the next one is not planned", date=last)
    return words.say("No review with the client is planned")


def _team(kit: Kit, content: PlanPaper) -> Section:
    words, width = kit.words, kit.look.column
    name = words.say("Our team")
    if not content.team:
        return Section(Part.PLAN, Heading(name, missing=words.say("nobody assigned")), width)
    rows = [(each.name, role_of(words, each)) for each in content.team]
    columns = (Column(share=0.5, bold=True), Column(share=0.5))
    return _headless(tabled(kit, Heading(name), columns, rows, width))


def _coming(kit: Kit, content: PlanPaper) -> Section:
    words, width, today = kit.words, kit.look.column, _today(kit, content)
    name = words.say("Planned meetings")
    if not content.coming:
        return Section(Part.PLAN, Heading(name, missing=words.say("none planned")), width)
    rows = [
        (kit.near(each.on, today), emphasised(each.text) if each.is_review else each.text)
        for each in content.coming
    ]
    return _headless(tabled(kit, Heading(name), (Column(bold=True), Column(share=1)), rows, width))


def _headless(section: Section) -> Section:
    return Section(section.part, section.heading, section.width, section.rows)


def _contacts(kit: Kit, content: PlanPaper) -> Section:
    words, today = kit.words, _today(kit, content)
    name = words.say("Communication plan")
    if not content.contacts:
        heading = Heading(name, missing=words.say("not written: who meets whom, how often?"))
        return Section(Part.PLAN, heading, kit.look.width)
    unplanned = sum(each.next_on is None for each in content.contacts)
    message = words.say_many("{count} line", "{count} lines", len(content.contacts))
    if unplanned:
        message = words.say_many(
            "{lines}, {count} without a next meeting",
            "{lines}, {count} without a next meeting",
            unplanned,
            lines=message,
        )
    columns = (
        Column(words.say_in("column", "of ours"), share=0.2, bold=True),
        Column(words.say_in("column", "of theirs"), share=0.3),
        Column(words.say_in("column", "how often")),
        Column(words.say_in("column", "about what"), share=0.5),
        Column(words.say_in("column", "last"), right=True),
        Column(words.say_in("column", "next"), right=True, bold=True),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            each.colleague,
            named(kit, each.stakeholder, each.title, bold=False),
            every(words, each.every_days),
            each.about,
            kit.near(each.last_on, today) if each.last_on else words.say_in("contact", "none"),
            kit.near(each.next_on, today) if each.next_on else "—",
        )
        for each in content.contacts
    ]
    return tabled(kit, Heading(name, message), columns, rows, kit.look.width, total=len(rows))


def _reviews(kit: Kit, content: PlanPaper) -> Iterator[Section]:
    """Each review: the four questions, what was said, what was decided."""
    words = kit.words
    if not content.reviews:
        heading = Heading(words.say("Reviews"), missing=words.say("none held yet"))
        yield Section(Part.PLAN, heading, kit.look.width)
        return
    for review in content.reviews:
        day = kit.formats.full_date(review.on)
        message = ""
        if review.rating is not None:
            rating = kit.formats.tidy(review.rating)
            message = words.say("{rating} of 5", rating=rating)
        heading = Heading(words.say("Review of {date}", date=day), message)
        rows = (*_ratings(kit, review), *_said(kit, review))
        yield Section(Part.PLAN, heading, kit.look.width, rows, ruled=False, counted=False)


def _ratings(kit: Kit, review: ReviewLine) -> Iterator[Box]:
    """Two questions a row."""
    values = ratings(review)
    if not any(values):
        return
    half = kit.look.column + kit.look.gutter
    for number in (0, 2):
        cells: list[tuple[float, Box]] = []
        for at, place in ((0.0, number), (half, number + 1)):
            said = kit.words.of(REVIEW_QUESTIONS[place])
            cells += [
                (at, kit.text(said, kit.look.column - 42)),
                (at + kit.look.column - 32, squares(values[place])),
            ]
        yield beside(cells, kit.look.row_pad)


def _said(kit: Kit, review: ReviewLine) -> Iterator[Box]:
    words, width = kit.words, kit.look.width
    people = []
    if review.ours:
        people.append(words.say("ours: {names}", names=", ".join(review.ours)))
    if review.theirs:
        people.append(words.say("theirs: {names}", names=", ".join(review.theirs)))
    if people:
        yield beside([(0.0, kit.text("; ".join(people), width, kit.look.small))], 1.5)
    yield from prose(kit, review.notes, width)
    for decision in review.decisions:
        said = words.say("Decided: {text}", text=_outcome(kit, decision))
        yield beside([(0.0, kit.text(emphasised(said), width))], 1.5)


def _outcome(kit: Kit, each: PlanDecision) -> str:
    words = kit.words
    said = each.text
    if each.outcome:
        said = words.say("{text}: {outcome}", text=said, outcome=each.outcome)
    if each.decided_by:
        said = words.say("{text} ({name})", text=said, name=each.decided_by)
    return said


def _decisions(kit: Kit, content: PlanPaper) -> Section:
    words, today = kit.words, _today(kit, content)
    name = words.say("Decisions of management")
    if not content.decisions:
        return Section(Part.PLAN, Heading(name, words.say("none needed")), kit.look.width)
    needed = len(content.needed)
    message = words.say_many("{count} needed", "{count} needed", needed) if needed else words.say("all taken")
    columns = (
        Column("", width=12.0),
        Column(words.say_in("column", "decision"), share=1),
        Column(words.say_in("column", "money, effort"), share=0.4),
        Column(words.say_in("column", "by when"), right=True),
    )
    rows = [_decision(kit, each, today) for each in content.decisions]
    return tabled(kit, Heading(name, message), columns, rows, kit.look.width, total=len(rows))


def _decision(kit: Kit, each: PlanDecision, today: date) -> tuple[Cell, ...]:
    words = kit.words
    when = each.decided_on or each.needed_by
    under = ""
    if each.decided_on is not None:
        under = ". ".join(filter(None, (each.outcome, each.decided_by)))
        under = words.say("decided: {text}", text=under) if under else words.say("decided")
    return (
        _tick(kit) if each.decided_on else checkbox(8.5, leading=kit.look.body.leading),
        named(kit, each.text, under, bold=each.is_needed),
        cost(kit, each),
        kit.near(when, today) if when else "—",
    )


def cost(kit: Kit, each: PlanDecision) -> str:
    """What a decision costs: money, effort, or both."""
    return ", ".join(filter(None, (money(kit.formats, each.amount) if each.amount else "", each.effort)))


def _tick(kit: Kit) -> Box:
    leading = kit.look.body.leading

    def paint(pen: Pen, x: float, y: float) -> None:
        check(pen, x, y + leading / 2 - 4, 8)

    return Box(leading, paint)


def _budget(kit: Kit, content: PlanPaper) -> Section:
    words, lines = kit.words, content.budget
    name = words.say("Budget of the plan")
    if not lines:
        return Section(Part.PLAN, Heading(name, missing=words.say("not written")), kit.look.width)
    columns = (
        Column(words.say_in("column", "what for"), share=1),
        Column(words.say_in("column", "planned"), right=True),
        Column(words.say_in("column", "spent"), right=True),
    )
    said = _Sums(kit, lines)
    rows = [(each.title, said.of(each.amount), said.of(each.spent) if each.spent else "—") for each in lines]
    for planned, spent in sums(lines):
        total = emphasised(words.say("In all"))
        rows.append((total, emphasised(said.of(planned)), emphasised(said.of(spent))))
    return tabled(kit, Heading(name), columns, rows, kit.look.width)


class _Sums:
    """Says sums of a budget so that they can be added up: those of the plan's currency in one unit."""

    def __init__(self, kit: Kit, lines: tuple[PlanBudgetLine, ...]) -> None:
        self._kit = kit
        known = [each for line in lines for each in (line.amount, line.spent) if each is not None]
        known += [each for pair in sums(lines) for each in pair]
        self._unit = Unit.telling(kit, [each.minor for each in known if each.currency == kit.currency])

    def of(self, sum_: Money) -> str:
        """«1 180 тыс. ₽»; a sum of another currency as short as it can be said."""
        if sum_.currency == self._kit.currency:
            return self._unit.money(sum_.minor)
        return money(self._kit.formats, sum_)


def sums(lines: tuple[PlanBudgetLine, ...]) -> list[tuple[Money, Money]]:
    """Planned and spent in each currency: sums of different currencies are not added."""
    found: dict[str, tuple[int, int]] = {}
    for each in lines:
        planned, spent = found.get(each.amount.currency, (0, 0))
        found[each.amount.currency] = (
            planned + each.amount.minor,
            spent + (each.spent.minor if each.spent else 0),
        )
    return [(Money(planned, code), Money(spent, code)) for code, (planned, spent) in found.items()]
