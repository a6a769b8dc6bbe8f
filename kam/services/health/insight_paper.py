"""The health of the portfolio as a file: a paper to read, or a workbook to reckon with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kam.analysis.health.portfolio import Mover, PortfolioClient
from kam.analysis.health.portfolio_causes import CauseTeller
from kam.analysis.health.portfolio_map import axes_of
from kam.analysis.health.score import HealthBand
from kam.analysis.short_names import short_name
from kam.core.formats import Formats
from kam.core.money import Money
from kam.core.words import Words, words_for
from kam.reports.content.insight import ClientLine, DriverLine, InsightPaper, LossLine, MonthLine
from kam.services.complaints.paper import paper_head
from kam.services.health.insight import EVERYBODY, Insight, InsightQuery, read_insight
from kam.store.workspace import Workspace


class InsightFormat(StrEnum):
    """What kind of file."""

    PDF = "pdf"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class InsightFile:
    """A finished file; ``pages`` is known of a PDF alone."""

    data: bytes
    pages: int | None = None


def insight_file(
    workspace: Workspace,
    form: InsightFormat = InsightFormat.PDF,
    query: InsightQuery = EVERYBODY,
    *,
    as_of: datetime,
    printed_at: datetime | None = None,
    language: str,
) -> InsightFile:
    """The portfolio as of a moment, in a language."""
    words = words_for(language)
    paper = collect_insight(workspace, query, as_of=as_of, printed_at=printed_at, language=language)
    if form is InsightFormat.XLSX:
        from kam.reports.insight.xlsx import insight_workbook

        return InsightFile(insight_workbook(paper, words=words))
    from kam.reports.insight.pdf import draw_insight

    drawn = draw_insight(paper, words=words)
    return InsightFile(drawn.pdf, drawn.pages)


def collect_insight(
    workspace: Workspace,
    query: InsightQuery = EVERYBODY,
    *,
    as_of: datetime,
    printed_at: datetime | None = None,
    language: str,
) -> InsightPaper:
    """Everything by name, in a language."""
    insight = read_insight(workspace, query, as_of=as_of)
    words = words_for(language)
    lines = _Lines(insight, words)
    health, shares, voices = insight.health, insight.shares, insight.voices
    everybody = (*health.weighed, *health.without_revenue, *health.without_health)
    return InsightPaper(
        head=paper_head(workspace, as_of=as_of, printed_at=printed_at),
        on=insight.on,
        before=insight.before,
        chosen_by=chosen_by(insight, words),
        currency=insight.currency,
        count=insight.shown,
        revenue=insight.revenue,
        revenue_change=insight.change,
        score=health.score,
        change=health.change,
        missing=health.missing,
        red=Money(health.revenue_of(HealthBand.RED), insight.currency),
        red_count=len(health.bands[HealthBand.RED]),
        one=shares.one if shares else None,
        three=shares.three if shares else None,
        five=shares.five if shares else None,
        limit=int(insight.limit),
        red_to=insight.settings.red_to,
        amber_to=insight.settings.amber_to,
        axes=axes_of(health.weighed),
        on_map=lines.of(health.weighed),
        fell=lines.movers(health.fell),
        rose=lines.movers(health.rose),
        without_health=lines.of(health.without_health),
        without_revenue=lines.of(health.without_revenue),
        inertia=lines.of(health.inertia),
        clients=lines.of(everybody),
        losses=tuple(
            LossLine(each.factor, each.weight, each.lost, each.change, len(each.clients))
            for each in sorted(health.losses, key=lambda loss: -loss.lost)
        ),
        months=tuple(MonthLine(each.on, each.score, each.clients) for each in health.months),
        nps=voices.nps,
        nps_change=voices.change,
        answered=voices.answered,
        asked=voices.asked,
        marks=tuple(map(len, voices.marks)),
        drivers=tuple(DriverLine(each.driver, each.mean, each.count, each.change) for each in voices.drivers),
    )


def chosen_by(insight: Insight, words: Words) -> str:
    """What the clients were chosen by; empty for all of them."""
    query = insight.query
    parts: list[str] = []
    names = {owner: name for owner, name, _ in insight.choices.owners}
    parts += sorted(names.get(owner) or words.say("Nobody’s clients") for owner in query.owners)
    parts += sorted(words.of(segment.label) for segment in query.segments)
    return words.say("Only: {list}.", list=", ".join(parts)) if parts else ""


class _Lines:
    """Clients as lines of a paper."""

    def __init__(self, insight: Insight, words: Words) -> None:
        self._insight = insight
        self._teller = CauseTeller(words, Formats(words.language))

    def movers(self, movers: tuple[Mover, ...]) -> tuple[ClientLine, ...]:
        return self.of(tuple(mover.client for mover in movers))

    def of(self, clients: tuple[PortfolioClient, ...]) -> tuple[ClientLine, ...]:
        return tuple(self._line(client) for client in clients)

    def _line(self, client: PortfolioClient) -> ClientLine:
        health, row = client.health, self._insight.rows.get(client.id)
        return ClientLine(
            name=client.name,
            short=short_name(client.name),
            owner=self._insight.accounts[client.id].owner or "",
            segment=client.segment,
            revenue=Money(client.revenue, self._insight.currency),
            score=health.score if health else None,
            before=client.month_ago.score if client.month_ago else None,
            band=health.band if health else None,
            known=health.known if health else None,
            risk=row.churn.risk if row else None,
            is_inertia=client.is_inertia,
            reason=self._teller.brief(client.moved),
            factors={each.factor: each.found.score for each in health.factors} if health else {},
        )
