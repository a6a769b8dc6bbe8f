"""The slides of a review with the client: built of what may go to the client and nothing else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kam.core.formats import zone_of
from kam.core.money import minor_digits
from kam.core.words import Words
from kam.reports.content.plan import CustomerPlanPaper
from kam.reports.office.package import Template
from kam.reports.office.pictures import plain_picture
from kam.reports.office.slide_masters import Area, inches
from kam.reports.office.slides import Deck, Series, SlideChart
from kam.reports.plan.about import about_customer_plan, data_as_of, dates_of
from kam.reports.plan.tables import customer
from kam.reports.plan.tables.telling import Telling


def customer_plan_deck(paper: CustomerPlanPaper, *, words: Words, template: Template | None = None) -> bytes:
    """The slides for the client. The same content, words and template give the same bytes.

    Raises:
        UserError: ``paper.template_unreadable``.

    """
    head = paper.head
    tell = Telling(words, paper.currency, head.as_of.astimezone(zone_of(head.zone)).date())
    foot = " · ".join(filter(None, (head.our_company, head.client, data_as_of(head, words, tell.formats))))
    deck = Deck(about_customer_plan(head, words), words, foot, template)
    lines = [words.say_in("slide", "Business review"), head.title, dates_of(head, words, tell.formats)]
    deck.title_slide(head.client, lines, plain_picture(head.our_logo))
    _summary(deck, words, paper)
    _bought(deck, tell, paper)
    _objectives(deck, tell, paper)
    complaints = customer.complaints(tell, paper.complaints)
    deck.tables(complaints.title, ("", complaints))
    _next_steps(deck, tell, paper)
    return deck.finish()


def _summary(deck: Deck, words: Words, paper: CustomerPlanPaper) -> None:
    parts = [
        (words.say_in("client plan", "Your goals"), paper.goals),
        (words.say_in("client plan", "Your initiatives"), paper.initiatives),
        (words.say_in("client plan", "What we work on together"), paper.field_of_play),
        (words.say_in("client plan", "What we bring"), paper.value_we_bring),
        (words.say_in("client plan", "How you gain"), paper.how_client_gains),
    ]
    said = [part for part in parts if part[1].strip()]
    if said:
        slide = deck.slide(words.say_in("slide", "Summary"))
        deck.text_on(slide, said, deck.area, size=15)


def _bought(deck: Deck, tell: Telling, paper: CustomerPlanPaper) -> None:
    """Purchases by month against the year before, and by product line."""
    words, bought, area = tell.words, paper.bought, deck.area
    if not bought.months:
        return
    slide = deck.slide(words.say_in("slide", "Your purchases in 12 months"))
    known = [
        each for month in bought.months for each in (month.bought, month.year_before) if each is not None
    ]
    largest = max(map(abs, known), default=0)
    scale = tell.formats.scale_for(largest, tell.currency)
    divisor = scale.divisor * 10 ** minor_digits(tell.currency)

    def values(figures: list[int | None]) -> tuple[float | None, ...]:
        return tuple(None if each is None else float(round(Decimal(each) / divisor, 3)) for each in figures)

    unit = tell.formats.unit(tell.currency, scale)
    chart = SlideChart(
        tuple(tell.formats.month_short_year(each.month.first_day) for each in bought.months),
        (
            Series(words.say_in("slide", "12 months"), values([each.bought for each in bought.months])),
            Series(
                words.say_in("slide", "year before"), values([each.year_before for each in bought.months])
            ),
        ),
        words.say_in("slide", "Purchases by month, {unit}", unit=unit),
    )
    lines = customer.lines_bought(tell, bought)
    half = area.width * 3 // 5
    deck.chart_on(slide, chart, replace(area, width=half - inches(0.2)) if lines.rows else area)
    if lines.rows:
        right = Area(area.left + half + inches(0.2), area.top, area.width - half - inches(0.2), area.height)
        deck.table_on(slide, lines, right)


def _objectives(deck: Deck, tell: Telling, paper: CustomerPlanPaper) -> None:
    table = customer.objectives(tell, paper.objectives)
    steps = customer.of_objectives(tell, paper.objectives, mark_late=paper.mark_late)
    deck.tables(table.title, ("", table), (steps.title, steps))


def _next_steps(deck: Deck, tell: Telling, paper: CustomerPlanPaper) -> None:
    words, mark_late = tell.words, paper.mark_late
    ours, theirs = words.say("Our commitments"), words.say("Your commitments")
    meetings = customer.meetings(tell, paper.meetings)
    deck.tables(
        words.say_in("slide", "Next steps"),
        (ours, customer.obligations(tell, ours, paper.our_obligations, mark_late=mark_late)),
        (theirs, customer.obligations(tell, theirs, paper.their_obligations, mark_late=mark_late)),
        (meetings.title, meetings),
    )
