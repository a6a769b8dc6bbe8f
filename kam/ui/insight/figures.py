"""The strip of figures over the map; each opens what is behind it."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from kam.analysis.health.score import HealthBand
from kam.services.health.insight import Insight
from kam.ui.health.pieces import band_glyph
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.figures import Figure, change_line, money_parts
from kam.ui.widgets.glyphs import State, StateGlyph
from kam.ui.widgets.pieces import Line

REVENUE, HEALTH, RED, ONE, FEW, NPS = "revenue", "health", "red", "one", "few", "nps"
_NOTHING: Final = "—"


def portfolio_figures(look: Look, insight: Insight) -> list[Figure]:
    """Revenue, health, what is in danger, how few it hangs on, what people say."""
    return [
        _revenue(look, insight),
        _health(look, insight),
        _red(look, insight),
        *_shares(look, insight),
        _nps(look, insight),
    ]


def _clients(look: Look, count: int) -> str:
    return look.words.say_many("{count} client", "{count} clients", count)


def _revenue(look: Look, insight: Insight) -> Figure:
    text, unit = money_parts(insight.revenue.minor, insight.currency, look.formats)
    change: Line = ()
    if insight.change is not None:
        sign = (insight.change > 0) - (insight.change < 0)
        change = change_line(look.formats.percent(abs(insight.change)), sign)
    name = look.words.say("Portfolio, 12 months, {clients}", clients=_clients(look, insight.shown))
    return Figure(REVENUE, name, text, unit, after=change, explained=True)


def _health(look: Look, insight: Insight) -> Figure:
    health, formats = insight.health, look.formats
    name = look.words.say("Health, weighted by revenue")
    if health.score is None:
        return Figure(HEALTH, name, _NOTHING, before=(band_glyph(None),))
    change: Line = ()
    if health.change is not None:
        sign = (health.change > 0) - (health.change < 0)
        change = change_line(formats.number(abs(health.change), 1), sign)
    band = insight.settings.band(round(health.score), Decimal(1))
    text = formats.number(health.score, 1)
    return Figure(HEALTH, name, text, before=(band_glyph(band),), after=change, explained=True)


def _red(look: Look, insight: Insight) -> Figure:
    red = insight.health.bands[HealthBand.RED]
    name = look.words.say("Revenue in the red zone")
    if not insight.health.weighed:
        return Figure(RED, name, _NOTHING)
    if not red:
        return Figure(RED, name, look.words.say("nobody"), before=(StateGlyph(State.GOOD, silent=True),))
    text, unit = money_parts(insight.health.revenue_of(HealthBand.RED), insight.currency, look.formats)
    clients = _clients(look, len(red))
    unit = look.words.say("{unit}, {clients}", unit=unit, clients=clients) if unit else clients
    before = (StateGlyph(State.POOR, silent=True),)
    return Figure(RED, name, text, unit, before=before, explained=True)


def _shares(look: Look, insight: Insight) -> tuple[Figure, Figure]:
    words, formats, shares = look.words, look.formats, insight.shares
    limit = formats.points(int(insight.limit))
    one = words.say("Share of one, limit {limit}", limit=limit)
    few = words.say("Share of three and five")
    if shares is None:
        return Figure(ONE, one, _NOTHING), Figure(FEW, few, _NOTHING)
    state = State.ATTENTION if shares.too_much else State.GOOD
    sign: Line = (StateGlyph(state, silent=True),)
    both = words.say_in(
        "shares", "{three} and {five}", three=formats.percent(shares.three), five=formats.percent(shares.five)
    )
    return (
        Figure(ONE, one, formats.percent(shares.one, 1), before=sign, explained=True),
        Figure(FEW, few, both, explained=True),
    )


def _nps(look: Look, insight: Insight) -> Figure:
    voices, words, formats = insight.voices, look.words, look.formats
    name = words.say("NPS, answered {answered} of {asked}", answered=voices.answered, asked=voices.asked)
    if voices.nps is None:
        return Figure(NPS, words.say("NPS"), _NOTHING)
    change: Line = ()
    if voices.change is not None:
        sign = (voices.change > 0) - (voices.change < 0)
        change = change_line(formats.number(abs(voices.change)), sign, role=Type.SECONDARY)
    return Figure(NPS, name, formats.signed(voices.nps), after=change, explained=True)
