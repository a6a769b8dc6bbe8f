"""The account plan as a workbook: a sheet a section, totals that reckon, heads that stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kam.core.formats import zone_of
from kam.core.words import Words
from kam.reports.content.plan import CustomerPlanPaper, PlanPaper
from kam.reports.office.sheets import Chart, Entry, Workbook
from kam.reports.office.tables import Table
from kam.reports.plan.about import about_customer_plan, about_plan, data_as_of, dates_of, running_line
from kam.reports.plan.tables import customer, money, people, standing, work
from kam.reports.plan.tables.telling import Telling
from kam.reports.plan.wording import version_name

_MONTHS_CHART: Final = Chart(columns="revenue", line="before")


def plan_workbook(paper: PlanPaper, *, words: Words) -> bytes:
    """Our own plan. The same content and words give the same bytes."""
    head = paper.head
    tell = Telling(words, paper.currency, head.as_of.astimezone(zone_of(head.zone)).date())
    caption = " · ".join((head.account, running_line(head, words, tell.formats)))
    book = Workbook(about_plan(head, words), caption, words.say_in("plan table", "total"))
    book.facts(words.say_in("plan heading", "Plan"), _facts(tell, paper))
    for table in _tables(tell, paper):
        book.table(table)
    book.table(money.months(tell, paper.money.block.months), _MONTHS_CHART)
    for table in _more_tables(tell, paper):
        book.table(table)
    return book.finish()


def customer_plan_workbook(paper: CustomerPlanPaper, *, words: Words) -> bytes:
    """The plan that goes to the client. The same content and words give the same bytes."""
    head = paper.head
    tell = Telling(words, paper.currency, head.as_of.astimezone(zone_of(head.zone)).date())
    caption = " · ".join(filter(None, (head.our_company, head.client, data_as_of(head, words, tell.formats))))
    book = Workbook(about_customer_plan(head, words), caption, words.say_in("plan table", "total"))
    book.facts(words.say_in("plan heading", "Plan"), _customer_facts(tell, paper))
    book.table(customer.objectives(tell, paper.objectives))
    book.table(customer.of_objectives(tell, paper.objectives, mark_late=paper.mark_late))
    ours, theirs = words.say("Our commitments"), words.say("Your commitments")
    book.table(customer.obligations(tell, ours, paper.our_obligations, mark_late=paper.mark_late))
    book.table(customer.obligations(tell, theirs, paper.their_obligations, mark_late=paper.mark_late))
    book.table(customer.months(tell, paper.bought), _MONTHS_CHART)
    book.table(customer.lines_bought(tell, paper.bought))
    book.table(customer.complaints(tell, paper.complaints))
    book.table(customer.team(tell, paper.ours))
    book.table(customer.contacts(tell, paper.contacts))
    book.table(customer.meetings(tell, paper.meetings))
    return book.finish()


def _tables(tell: Telling, paper: PlanPaper) -> Iterator[Table]:
    """What stands before the months."""
    yield standing.approvals(tell, paper.approvals)
    yield work.decisions(tell, paper.decisions).without_empty_columns()
    yield work.objectives(tell, paper.objectives)
    yield work.measurements(tell, paper.objectives)
    yield work.initiatives_of(tell, paper.objectives)
    yield work.actions_of(tell, paper.objectives)
    yield work.risks(tell, paper.risks)
    yield work.swot(tell, paper.swot)
    if paper.people is not None:
        yield people.stakeholders(tell, paper.people)
        yield people.coverage(tell, paper.people)
        yield people.checks(tell, paper.people)


def _more_tables(tell: Telling, paper: PlanPaper) -> Iterator[Table]:
    """What stands after the months."""
    behind = paper.money
    yield money.product_lines(tell, behind.block.lines)
    yield money.gap(tell, behind.gap)
    yield money.growth(tell, behind.growth)
    yield money.forecast(tell, behind.forecast)
    yield money.wallet(tell, behind.suppliers, behind.block.wallet.year if behind.block.wallet else None)
    yield money.whitespace(tell, paper.whitespace)
    yield money.opportunities(tell, paper.opportunities)
    yield money.competitors(tell, paper.competitors)
    yield standing.complaints(tell, paper.complaints.open)
    yield people.team(tell, paper.team)
    yield people.contacts(tell, paper.contacts)
    yield people.coming(tell, paper.coming)
    yield people.reviews(tell, paper.reviews)
    yield work.budget(tell, paper.budget)
    yield standing.health(tell, paper.health)
    yield standing.health_trend(tell, paper.health)
    yield standing.completeness(tell, paper.completeness.sections)
    yield standing.findings(tell, paper.completeness.findings)
    yield standing.changes(tell, paper.changes, paper.previous_version)


def _facts(tell: Telling, paper: PlanPaper) -> Iterator[Entry]:
    """Who, when, how it stands, and what the plan says in sentences."""
    words, head, text = tell.words, paper.head, paper.text
    yield Entry(words.say_in("plan fact", "Client"), head.account)
    yield Entry(words.say_in("plan fact", "Plan"), head.title)
    yield Entry(words.say_in("plan fact", "Period"), dates_of(head, words, tell.formats))
    yield Entry(words.say_in("plan fact", "Version"), version_name(words, head))
    yield from _known(
        (words.say_in("plan fact", "Answers for the plan"), head.owner),
        (words.say_in("plan fact", "Segment"), tell.term(head.segment)),
        (words.say_in("plan fact", "Relationship strategy"), tell.term(head.strategy)),
        (words.say_in("plan fact", "Ambition"), text.ambition),
    )
    client = list(
        _known(
            (words.say_in("plan fact", "Goals"), text.client_goals),
            (words.say_in("plan fact", "Pressures"), text.client_pressures),
            (words.say_in("plan fact", "Initiatives"), text.client_initiatives),
        )
    )
    yield from _headed(words.say_in("plan heading", "What matters to the client"), client)
    charter = list(
        _known(
            (words.say_in("plan fact", "Field of play"), text.field_of_play),
            (words.say_in("plan fact", "The value we bring"), text.value_we_bring),
            (words.say_in("plan fact", "How the client gains"), text.how_client_gains),
            (words.say_in("plan fact", "What we gain"), text.what_we_gain),
        )
    )
    yield from _headed(words.say_in("plan heading", "Charter"), charter)
    portrait = list(_known(*((fact.name, fact.value) for fact in paper.portrait.facts)))
    yield from _headed(words.say_in("plan heading", "Portrait of the client"), portrait)


def _customer_facts(tell: Telling, paper: CustomerPlanPaper) -> Iterator[Entry]:
    words, head = tell.words, paper.head
    yield Entry(words.say_in("client plan", "For"), head.client)
    yield from _known(
        (words.say_in("client plan", "From"), head.our_company),
        (words.say_in("plan fact", "Plan"), head.title),
        (words.say_in("plan fact", "Period"), dates_of(head, words, tell.formats)),
        (words.say_in("client plan", "Your goals"), paper.goals),
        (words.say_in("client plan", "Your initiatives"), paper.initiatives),
        (words.say_in("client plan", "What we work on together"), paper.field_of_play),
        (words.say_in("client plan", "What we bring"), paper.value_we_bring),
        (words.say_in("client plan", "How you gain"), paper.how_client_gains),
    )


def _known(*entries: tuple[str, str | None]) -> Iterator[Entry]:
    return (Entry(name, text.strip()) for name, text in entries if text and text.strip())


def _headed(heading: str, entries: list[Entry]) -> Iterator[Entry]:
    if entries:
        yield Entry(heading)
        yield from entries
