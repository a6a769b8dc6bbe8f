"""The page of insight: the portfolio by health and revenue, movers, what pulls it down, what people say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.concentration import ConcentrationWarning, concentration
from kam.analysis.health.portfolio import Moment, PortfolioClient, PortfolioHealth, portfolio_health
from kam.analysis.health.portfolio_voices import NPS, Voices, voices_of
from kam.analysis.health.score import HealthSettings
from kam.analysis.ratios import Percent
from kam.analysis.satisfaction import Word
from kam.core.money import Money
from kam.core.periods import months_before
from kam.core.vocabulary import Segment
from kam.models import Person, Stakeholder, SurveyAnswer
from kam.services.briefs.settings import BriefSettings
from kam.services.health.book import read_health_book
from kam.services.health.rows import HealthBook, HealthRow
from kam.services.people.names import NameParts
from kam.services.portfolio.book import Book, read_book
from kam.services.portfolio.query import PortfolioQuery
from kam.services.portfolio.rows import PortfolioRow
from kam.services.profile import read_profile
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class InsightQuery:
    """Whose clients are looked at; empty sets ask for nothing. None in ``owners`` is "nobody's"."""

    owners: frozenset[UUID | None] = frozenset()
    segments: frozenset[Segment] = frozenset()

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.owners or self.segments)

    def of_portfolio(self) -> PortfolioQuery:
        """The same as the portfolio asks it."""
        return PortfolioQuery(owners=self.owners, segments=self.segments)


EVERYBODY: Final = InsightQuery()


@dataclass(frozen=True, slots=True)
class InsightChoices:
    """What can be asked for, each with how many clients have it; owners are id and name, None is nobody."""

    me: UUID | None
    owners: tuple[tuple[UUID | None, str | None, int], ...]
    segments: tuple[tuple[Segment, int], ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said something: a person and where."""

    account_id: UUID
    account: str
    person: str


@dataclass(frozen=True, slots=True)
class Shares:
    """What the first, the first three and the first five have of the revenue; None without any."""

    one: Decimal
    three: Decimal
    five: Decimal
    names: tuple[str, ...]
    """The first five."""
    too_much: tuple[ConcentrationWarning, ...]


@dataclass(frozen=True, slots=True)
class Insight:
    """Everything the page shows of the clients that a query asks for, out of ``total``.

    ``health`` is their health as of ``on``, against ``before``, the same day a month ago. ``rows`` are those
    of the clients shown. ``limit`` is the share (per cent) at which one client is too much. ``speakers``
    tells who is behind the words of ``voices``.
    """

    on: date
    before: date
    currency: str
    query: InsightQuery
    choices: InsightChoices
    settings: HealthSettings
    total: int
    shown: int
    revenue: Money
    change: Decimal | None
    """Of the revenue against the year before, a ratio; None where that is not known."""
    shares: Shares | None
    limit: Percent
    health: PortfolioHealth
    rows: Mapping[UUID, HealthRow]
    accounts: Mapping[UUID, PortfolioRow]
    voices: Voices
    speakers: Mapping[UUID, Speaker]

    @property
    def is_known(self) -> bool:
        """Whether anybody shown has a health."""
        return len(self.health.without_health) < self.shown


def read_insight(workspace: Workspace, query: InsightQuery = EVERYBODY, *, as_of: datetime) -> Insight:
    """What the page shows, as of a moment."""
    with workspace.reading() as session:
        profile = read_profile(session)
        book = read_book(workspace, session, as_of)
        health = read_health_book(workspace, session, as_of)
        fits = query.of_portfolio().fits()
        shown = [entry.row for entry in book.entries if fits(entry)]
        day = profile.today(as_of)
        words, speakers = _words(session, day, {row.id: row.name for row in shown})
        days = BriefSettings.of(profile.settings).satisfaction_days
        return insight_of(
            book,
            health,
            shown,
            query=query,
            me=profile.me,
            voices=voices_of(words, day, days),
            speakers=speakers,
        )


def insight_of(
    book: Book,
    health: HealthBook,
    shown: Sequence[PortfolioRow],
    *,
    query: InsightQuery,
    me: UUID | None,
    voices: Voices,
    speakers: Mapping[UUID, Speaker],
) -> Insight:
    """Everything put together."""
    return Insight(
        on=health.on,
        before=months_before(health.on, 1),
        currency=book.currency,
        query=query,
        choices=_choices(book, me),
        settings=health.settings,
        total=len(book.entries),
        shown=len(shown),
        revenue=Money(sum(row.revenue_12m.minor for row in shown), book.currency),
        change=_change(shown),
        shares=_shares(book, shown),
        limit=book.settings.concentration.warning_percent,
        health=portfolio_health(_client(row, health.rows.get(row.id)) for row in shown),
        rows={row.id: health.rows[row.id] for row in shown if row.id in health.rows},
        accounts={row.id: row for row in shown},
        voices=voices,
        speakers=speakers,
    )


def _client(row: PortfolioRow, health: HealthRow | None) -> PortfolioClient:
    if health is None:
        return PortfolioClient(row.id, row.name, row.segment, row.revenue_12m.minor, None)
    return PortfolioClient(
        id=row.id,
        name=row.name,
        segment=row.segment,
        revenue=row.revenue_12m.minor,
        health=health.health,
        month_ago=health.month_ago,
        trend=tuple(Moment(each.on, each.score) for each in health.trend),
        is_inertia=health.is_inertia,
    )


def _change(rows: Iterable[PortfolioRow]) -> Decimal | None:
    known = list(rows)
    before = sum(row.revenue_before.minor for row in known if row.revenue_before is not None)
    if before <= 0 or any(row.revenue_before is None for row in known):
        return None
    return Decimal(sum(row.revenue_12m.minor for row in known)) / before - 1


def _shares(book: Book, rows: Sequence[PortfolioRow]) -> Shares | None:
    found = concentration({row.id: row.revenue_12m for row in rows}, book.settings.concentration)
    if found is None:
        return None
    largest = sorted(rows, key=lambda row: -row.revenue_12m.minor)[:5]
    names = tuple(row.name for row in largest if row.revenue_12m.minor > 0)
    return Shares(found.top_1, found.top_3, found.top_5, names, found.warnings)


def _choices(book: Book, me: UUID | None) -> InsightChoices:
    owners = Counter((entry.row.owner_id, entry.row.owner) for entry in book.entries)
    segments = Counter(entry.row.segment for entry in book.entries)
    return InsightChoices(
        me=me,
        owners=tuple((owner, name, count) for (owner, name), count in owners.most_common()),
        segments=tuple((each, segments[each]) for each in Segment if segments[each]),
    )


def _words(
    session: Session, day: date, accounts: Mapping[UUID, str]
) -> tuple[list[Word], dict[UUID, Speaker]]:
    """What the people of some accounts said up to a day, and who they are."""
    query = (
        select(
            SurveyAnswer.id,
            SurveyAnswer.account_id,
            SurveyAnswer.stakeholder_id,
            SurveyAnswer.measure,
            SurveyAnswer.status,
            SurveyAnswer.score,
            SurveyAnswer.on,
            SurveyAnswer.driver,
            SurveyAnswer.round_id,
            Stakeholder.placeholder,
            Person.family_name,
            Person.given_name,
            Person.patronymic,
        )
        .outerjoin(Stakeholder, Stakeholder.id == SurveyAnswer.stakeholder_id)
        .outerjoin(Person, Person.id == Stakeholder.person_id)
        .where(SurveyAnswer.on <= day)
    )
    words, speakers = [], {}
    for row in session.execute(query):
        if row.account_id not in accounts:
            continue
        words.append(
            Word(
                row.id,
                row.account_id,
                row.stakeholder_id,
                row.measure,
                row.status,
                row.score,
                row.on,
                row.driver,
                row.round_id,
            )
        )
        if row.measure is NPS:
            name = NameParts.of(row.family_name, row.given_name, row.patronymic).listed
            speakers[row.id] = Speaker(
                row.account_id, accounts[row.account_id], name or row.placeholder or ""
            )
    return words, speakers
