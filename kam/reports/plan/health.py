"""Health in the plan: the score and its year, what it is made of, what would raise it, and the risk."""

from __future__ import annotations

from typing import Final

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.score import HealthBand
from kam.core.formats import Formats
from kam.core.periods import Month
from kam.core.text import as_sentences, with_capital
from kam.core.words import Words
from kam.reports import charts
from kam.reports.charts import columns
from kam.reports.content.plan import HealthFactorLine, PlanHealth, PlanPaper
from kam.reports.kit import Box, Kit, beside
from kam.reports.layout import Band, Heading, Part, Section
from kam.reports.pen import BLACK, MM, OURS, Pen
from kam.reports.plan.columns import Column, tabled, written_lines
from kam.reports.sheets import full, pair

_FULL: Final = 100
_BAR: Final = 22 * MM
_SCALE: Final = 9.0
_TREND: Final = 62.0
_TICKS: Final = (50, 75)


def bands_of_health(kit: Kit, content: PlanPaper) -> list[Band]:
    """The bands of health; one that says so where nothing is known."""
    found = content.health
    if found is None:
        heading = Heading(kit.words.say("Health"), missing=kit.words.say("nothing is known yet"))
        return [full(Section(Part.PLAN, heading, kit.look.width))]
    return [full(_factors(kit, found)), pair(kit, [_trend(kit, found)], [_ahead(kit, found)])]


def health_words(words: Words, formats: Formats, health: PlanHealth) -> str:
    """«72 ▼ 6, внимание, на 80 % факторов»."""
    said = formats.number(health.score)
    if health.change:
        sign = "▼" if health.change < 0 else "△"
        said = f"{said} {sign} {formats.number(abs(health.change))}"
    parts = [said, words.of(health.band.label)]
    if health.known < 1:
        parts.append(words.say("on {share} of the factors", share=formats.percent(health.known)))
    return ", ".join(parts)


def risk_words(words: Words, health: PlanHealth) -> str:
    """«Риск ухода высокий. Последний заказ 46 дней назад. …»: what speaks for it, a sentence each."""
    said = words.say("Churn risk {risk}", risk=words.of(health.risk.label))
    return as_sentences((said, *health.reasons))


def inertia_words(words: Words) -> str:
    """What holds this client."""
    return words.say("Inertia: purchases stand still while people cool. Long custom is not loyalty.")


def _factors(kit: Kit, health: PlanHealth) -> Section:
    words = kit.words
    shown = (
        Column(words.say_in("column", "factor"), share=0.28),
        Column("", width=_BAR),
        Column(words.say_in("column", "points"), right=True, bold=True),
        Column(words.say_in("column", "what it stands on"), share=0.72, style=kit.look.small),
    )
    rows = [
        (words.of(each.factor.label), _bar(each), _points(kit, each), each.why) for each in health.factors
    ]
    heading = Heading(words.say("Health"), health_words(words, kit.formats, health))
    return tabled(kit, heading, shown, rows, kit.look.width, total=len(rows))


def _points(kit: Kit, line: HealthFactorLine) -> str:
    number = kit.formats.number
    return kit.words.say("{points} of {most}", points=number(line.points), most=number(line.most))


def _bar(line: HealthFactorLine) -> Box:
    def paint(pen: Pen, x: float, y: float) -> None:
        share = line.points / line.most if line.most else 0.0
        pen.box(x, y + 2, _BAR * min(max(share, 0.0), 1.0), 8, fill=OURS)
        pen.box(x, y + 2, _BAR, 8, weight=0.6)

    return Box(11, paint)


def _trend(kit: Kit, health: PlanHealth) -> Section:
    """The score on its scale, and the ends of twelve months beside the day itself."""
    words, width = kit.words, kit.look.column
    last = len(health.trend) - 1
    months = [
        charts.Column(
            kit.formats.month_initial(Month.of(each.on)),
            each.score,
            None,
            partial=number == last,
            label=kit.formats.number(each.score) if number in {0, last} and each.score is not None else "",
        )
        for number, each in enumerate(health.trend)
    ]
    rows = (
        beside([(0.0, _scale(health, width))], kit.look.row_pad),
        beside([(0.0, columns(months, width, _TREND, mark_falls=False))], kit.look.row_pad),
    )
    heading = Heading(words.say("Twelve months"), words.say("ends of months, and today"))
    return Section(Part.PLAN, heading, width, rows, counted=False, ruled=False)


def _scale(health: PlanHealth, width: float) -> Box:
    """A bar with ticks at 50 and 75: black where it is poor, hatched where attention is due, else grey."""

    def paint(pen: Pen, x: float, y: float) -> None:
        filled = width * health.score / _FULL
        if health.band is HealthBand.AMBER:
            pen.hatch(x, y, filled, _SCALE)
            pen.line(x + filled, y, x + filled, y + _SCALE, 0.6)
        else:
            pen.box(x, y, filled, _SCALE, fill=BLACK if health.band is HealthBand.RED else OURS)
        pen.box(x, y, width, _SCALE, weight=0.6)
        for tick in _TICKS:
            at = x + width * tick / _FULL
            pen.line(at, y - 2, at, y + _SCALE + 2, 0.8)

    return Box(_SCALE + 3, paint)


def _ahead(kit: Kit, health: PlanHealth) -> Section:
    """What would raise it, what is not known, and whether the client may leave."""
    words, formats = kit.words, kit.formats
    lines = [
        words.say("{what} (**{points}**)", what=what, points=formats.signed(points))
        for what, points in health.raises
    ]
    if health.unknown:
        names = ", ".join(words.of(each.label).lower() for each in health.unknown)
        lines.append(words.say("Not known: {what}", what=names))
    risk = risk_words(words, health)
    lines.append(risk if health.risk is ChurnRisk.LOW else words.say("**{risk}**", risk=risk))
    if health.is_inertia:
        lines.append(inertia_words(words))
    heading = Heading(words.say("What would raise it"))
    return written_lines(kit, heading, [with_capital(line) for line in lines], kit.look.column)
