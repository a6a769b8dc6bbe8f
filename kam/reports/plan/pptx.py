"""The business review as slides: title, summary, figures, objectives, risks, next steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from kam.core.formats import Scale, zone_of
from kam.core.money import minor_digits
from kam.core.text import with_capital
from kam.core.vocabulary import RiskStatus
from kam.core.words import Words
from kam.reports.content.plan import PlanPaper, SupplierLine
from kam.reports.office.package import Template
from kam.reports.office.pictures import plain_picture
from kam.reports.office.slide_masters import Area, inches
from kam.reports.office.slides import Deck, Series, SlideChart
from kam.reports.plan.about import about_plan, dates_of, running_line
from kam.reports.plan.key_figures import key_figures
from kam.reports.plan.tables import money, work
from kam.reports.plan.tables.coming import next_days
from kam.reports.plan.tables.telling import Telling
from kam.reports.plan.wording import version_name

_FIGURES_HEIGHT: Final = 1.3
_MOST_RISKS: Final = 8
_MOST_LATE: Final = 10
_MOST_AHEAD: Final = 24
"""A review looks at what is near; all of it stands in the document and the workbook."""
_MOST_SUPPLIERS: Final = 6


def plan_deck(paper: PlanPaper, *, words: Words, template: Template | None = None) -> bytes:
    """Our own slides of a review. The same content, words and template give the same bytes.

    Raises:
        UserError: ``paper.template_unreadable``.

    """
    head = paper.head
    tell = Telling(words, paper.currency, head.as_of.astimezone(zone_of(head.zone)).date())
    internal = words.say_in("plan", "INTERNAL")
    foot = " · ".join((internal, head.account, running_line(head, words, tell.formats)))
    deck = Deck(about_plan(head, words), words, foot, template)
    deck.title_slide(
        head.account,
        [
            words.say_in("slide", "Business review of the account plan"),
            dates_of(head, words, tell.formats),
            version_name(words, head),
        ],
        plain_picture(head.our_logo),
    )
    _summary(deck, tell, paper)
    _figures(deck, tell, paper)
    _objectives(deck, tell, paper)
    _risks(deck, tell, paper)
    _next_steps(deck, tell, paper)
    return deck.finish()


def _summary(deck: Deck, tell: Telling, paper: PlanPaper) -> None:
    words, area, text = tell.words, deck.area, paper.text
    slide = deck.slide(words.say_in("slide", "Summary"))
    figures = key_figures(tell, paper)
    deck.figures_on(slide, figures, replace(area, height=inches(_FIGURES_HEIGHT)))
    top = inches(_FIGURES_HEIGHT + 0.2) if figures else 0
    below = Area(area.left, area.top + top, area.width, area.height - top)
    strategy = with_capital(tell.term(paper.head.strategy))
    parts = [
        (words.say_in("plan fact", "Ambition"), text.ambition or ""),
        (words.say_in("plan fact", "Relationship strategy"), strategy),
        (words.say_in("slide", "What matters to the client"), text.client_goals or ""),
    ]
    latest = paper.reviews[0] if paper.reviews else None
    if latest is not None:
        name = words.say_in("slide", "Last review, {date}", date=tell.formats.full_date(latest.on))
        parts.append((name, latest.notes))
    deck.text_on(slide, [part for part in parts if part[1].strip()], below, size=16)


def _figures(deck: Deck, tell: Telling, paper: PlanPaper) -> None:
    """Revenue by month against the year before, and who serves the client's spend."""
    words, block = tell.words, paper.money.block
    suppliers = paper.money.suppliers[:_MOST_SUPPLIERS]
    if not block.months and not suppliers:
        return
    slide = deck.slide(words.say_in("slide", "Figures"))
    area = deck.area
    left = replace(area, width=area.width * 3 // 5 - inches(0.2)) if suppliers else area
    if block.months:
        months = [(each.month.first_day, each.revenue, each.year_before) for each in block.months]
        scale = _scale(tell, [figure for _, now, before in months for figure in (now, before)])
        unit = tell.formats.unit(tell.currency, scale)
        chart = SlideChart(
            tuple(tell.formats.month_short_year(day) for day, _, _ in months),
            (
                Series(
                    words.say_in("slide", "12 months"), _values(tell, [now for _, now, _ in months], scale)
                ),
                Series(
                    words.say_in("slide", "year before"),
                    _values(tell, [before for _, _, before in months], scale),
                ),
            ),
            words.say_in("slide", "Revenue by month, {unit}", unit=unit),
        )
        deck.chart_on(slide, chart, left)
    if suppliers:
        at = area.left + (area.width * 3 // 5 + inches(0.2) if block.months else 0)
        width = area.left + area.width - at
        deck.chart_on(slide, _wallet(tell, suppliers), Area(at, area.top, width, area.height))


def _wallet(tell: Telling, suppliers: Sequence[SupplierLine]) -> SlideChart:
    scale = _scale(tell, [line.amount for line in suppliers])
    words = tell.words
    return SlideChart(
        tuple(money.supplier(tell, line) for line in suppliers),
        (
            Series(
                words.say_in("slide", "spend a year"),
                _values(tell, [line.amount for line in suppliers], scale),
            ),
        ),
        words.say_in(
            "slide", "Who serves their spend, {unit} a year", unit=tell.formats.unit(tell.currency, scale)
        ),
        bars=True,
    )


def _scale(tell: Telling, figures: Sequence[int | None]) -> Scale:
    largest = max((abs(figure) for figure in figures if figure is not None), default=0)
    return tell.formats.scale_for(largest, tell.currency)


def _values(tell: Telling, figures: Sequence[int | None], scale: Scale) -> tuple[float | None, ...]:
    def value(figure: int) -> float:
        whole = Decimal(figure).scaleb(-minor_digits(tell.currency)) / scale.divisor
        return float(round(whole, 3))

    return tuple(None if figure is None else value(figure) for figure in figures)


def _objectives(deck: Deck, tell: Telling, paper: PlanPaper) -> None:
    table = work.objectives(tell, paper.objectives)
    title = tell.words.say_in("slide", "Objectives")
    if table.note:
        title = f"{title}: {table.note}"
    shown = ("number", "title", "measure", "baseline", "now", "target", "progress", "status", "owner")
    deck.tables(title, ("", table.only(*shown)))


def _risks(deck: Deck, tell: Telling, paper: PlanPaper) -> None:
    words = tell.words
    open_risks = [risk for risk in paper.risks if risk.status is RiskStatus.OPEN]
    if not open_risks:
        return
    title = words.say_in("slide", "Risks")
    if len(open_risks) > _MOST_RISKS:
        title = words.say_in(
            "slide", "Risks: the {count} heaviest of {total}", count=_MOST_RISKS, total=len(open_risks)
        )
    table = work.risks(tell, open_risks[:_MOST_RISKS])
    deck.tables(title, ("", table.only("title", "consequence", "weight", "response", "owner")))


def _next_steps(deck: Deck, tell: Telling, paper: PlanPaper) -> None:
    words = tell.words
    near = next_days(tell, paper)
    late = work.actions(tell, [each for each in paper.actions if each.days_late > 0])
    late_heading = words.say_in("slide", "Late: {count}", count=len(late.rows)) if late.rows else ""
    ahead = words.say_in("slide", "Ahead") if late.rows else ""
    if len(near.rows) > _MOST_AHEAD:
        ahead = words.say_in("slide", "Ahead: {count} of {total}", count=_MOST_AHEAD, total=len(near.rows))
    if len(late.rows) > _MOST_LATE:
        late_heading = words.say_in(
            "slide", "Late: {count} of {total}", count=_MOST_LATE, total=len(late.rows)
        )
    deck.tables(
        words.say_in("slide", "Next steps: 90 days"),
        (late_heading, late.first(_MOST_LATE).only("due", "late", "text", "owner")),
        (ahead, near.first(_MOST_AHEAD)),
    )
    decisions = work.decisions(tell, paper.needed)
    title = words.say_in("slide", "Decisions we need")
    deck.tables(title, ("", decisions.only("text", "amount", "effort", "by")))
