"""The health of every account, or of one: with a month ago, the risk of then and the year's trend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError
from kam.core.periods import MONTHS, Month, months_before
from kam.services.health.account_facts import AccountFacts
from kam.services.health.facts import read_facts
from kam.services.health.judging import AHEAD, Judge, Measures
from kam.services.health.onset import onset
from kam.services.health.rows import HealthBook, HealthMoment, HealthRow
from kam.services.health.settings import churn_settings, health_settings
from kam.services.health.snapshots import kept_moments
from kam.services.portfolio.settings import PortfolioSettings
from kam.services.profile import Profile, read_profile
from kam.services.remembering import Part, newest_step, recalled, remembered
from kam.services.revenue import known_months
from kam.services.working_calendar import norms_from, read_calendar
from kam.store.workspace import Workspace

_MONTH: Final = 1
_NEVER: Final[Mapping[date, HealthMoment]] = {}
_BOOK: Final = Part("health.book", ())
_BOOK_OF_NOW: Final = Part("health.book_of_now", ())


def read_health(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> HealthRow:
    """One account's health at a moment.

    Raises:
        NotFoundError: ``account.gone``.

    """
    with workspace.reading() as session:
        return health_row(workspace, session, account_id, as_of)


def read_whole_health(workspace: Workspace, *, as_of: datetime) -> HealthBook:
    """Everybody's health at a moment."""
    with workspace.reading() as session:
        return read_health_book(workspace, session, as_of)


def health_row(workspace: Workspace, session: Session, account_id: UUID, as_of: datetime) -> HealthRow:
    """One account's health at a moment, within a reading.

    Raises:
        NotFoundError: ``account.gone``.

    """
    profile = read_profile(session)
    today = profile.today(as_of)
    days = _judged(today)
    since = months_before(days[0], AHEAD)
    facts = read_facts(session, profile, as_of=as_of, since=since, account_id=account_id)
    if account_id not in facts:
        raise NotFoundError("account.gone")
    judge = Judge(facts[account_id], read_measures(session, profile, as_of, since))
    kept = kept_moments(session, since=days[0], account_id=account_id).get(account_id, _NEVER)
    return _row(facts[account_id], today, judge, days, kept)


def read_health_book(
    workspace: Workspace, session: Session, as_of: datetime, *, trends: bool = True
) -> HealthBook:
    """Everybody's health at a moment, within a reading, by name.

    Without ``trends`` the rows have none: four days are judged instead of sixteen.
    """
    minute = as_of.replace(second=0, microsecond=0)
    key = (minute, newest_step(session))
    part = _BOOK if trends else _BOOK_OF_NOW
    return remembered(workspace, session, part, key, lambda: _book(session, as_of, trends))


def recalled_health_book(workspace: Workspace, session: Session, as_of: datetime) -> HealthBook | None:
    """Everybody's health where it is remembered; None where it would have to be computed."""
    key = (as_of.replace(second=0, microsecond=0), newest_step(session))
    kept = recalled(workspace, session, _BOOK, key)
    return None if kept is None else kept.value


def _book(session: Session, as_of: datetime, trends: bool) -> HealthBook:
    profile = read_profile(session)
    today = profile.today(as_of)
    days = _judged(today) if trends else ()
    since = months_before(days[0] if days else months_before(today, _MONTH), AHEAD)
    measures = read_measures(session, profile, as_of, since)
    facts = read_facts(session, profile, as_of=as_of, since=since)
    kept = kept_moments(session, since=days[0]) if days else {}
    rows = {
        each: _row(known, today, Judge(known, measures), days, kept.get(each, _NEVER))
        for each, known in facts.items()
    }
    return HealthBook(today, measures.health, rows)


def _judged(today: date) -> tuple[date, ...]:
    """The days of a trend: the ends of the twelve whole months before a day, and the day."""
    return (*month_ends(today), today)


def read_measures(session: Session, profile: Profile, as_of: datetime, since: date) -> Measures:
    """What health is judged by from a day to a moment."""
    settings = PortfolioSettings.of(profile.settings)
    return Measures(
        as_of=as_of.astimezone(profile.zone),
        known=known_months(session),
        norms=norms_from(profile.settings),
        calendar=read_calendar(session, profile.zone, range(since.year - 1, as_of.year + 2)),
        health=health_settings(profile.settings),
        churn=churn_settings(profile.settings),
        cadence=settings.cadence,
        rhythm=settings.rhythm,
    )


def month_ends(today: date) -> tuple[date, ...]:
    """The last days of the twelve whole months before a day, the oldest first."""
    return tuple((Month.of(today) - back).last_day for back in range(MONTHS, 0, -1))


def _row(
    facts: AccountFacts, today: date, judge: Judge, days: Iterable[date], kept: Mapping[date, HealthMoment]
) -> HealthRow:
    now = judge.on(today)
    then = judge.on(months_before(today, _MONTH))
    since = onset(judge, today)
    return HealthRow(
        account_id=facts.account_id,
        name=facts.name,
        on=today,
        health=now.health,
        month_ago=then.health,
        churn=now.churn,
        risk_before=then.churn.risk,
        is_inertia=now.is_inertia,
        trend=tuple(kept.get(day) or _moment(judge, day) for day in days),
        fell_since=since.fell,
        risk_since=since.risk,
    )


def _moment(judge: Judge, day: date) -> HealthMoment:
    health = judge.health(day)
    return HealthMoment(
        day, None if health is None else health.score, None if health is None else health.band
    )
