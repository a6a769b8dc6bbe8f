"""What a client of the portfolio is said to be, in words and in lines."""

from __future__ import annotations

from kam.analysis.health.portfolio import PortfolioClient
from kam.analysis.health.portfolio_causes import CauseTeller
from kam.core.money import Money
from kam.services.health.insight import Insight
from kam.ui.look import Look

MOST_MOVEMENTS = 3


def client_words(look: Look, insight: Insight, client: PortfolioClient) -> str:
    """«Волгометиз: 72, внимание; было 78; выручка 84 млн ₽; …» for whoever does not see the mark."""
    words, formats = look.words, look.formats
    parts = [health_words(look, client)]
    if client.revenue > 0:
        money = formats.money(client.revenue, insight.currency)
        parts.append(words.say("{sum} in 12 months", sum=money))
    teller = CauseTeller(words, formats)
    parts += [
        words.say("{what} {points}", what=teller.full(each), points=formats.signed(each.points))
        for each in client.moved[:MOST_MOVEMENTS]
    ]
    return words.say("{name}: {value}", name=client.name, value="; ".join(parts))


def health_words(look: Look, client: PortfolioClient) -> str:
    """«здоровье 72, внимание, было 78»."""
    words, formats = look.words, look.formats
    if client.health is None:
        return words.say("health not known")
    score, band = formats.number(client.health.score), words.of(client.health.band.label)
    if client.month_ago is None or not client.change:
        return words.say("health {score}, {band}", score=score, band=band)
    return words.say(
        "health {score}, {band}, a month ago {before}",
        score=score,
        band=band,
        before=formats.number(client.month_ago.score),
    )


def sum_of(look: Look, insight: Insight, minor: int) -> str:
    """A sum of the portfolio with its unit."""
    money = Money(minor, insight.currency)
    return look.formats.money(money.minor, money.currency)
