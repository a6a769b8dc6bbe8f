"""The health of every account, or of one: with a month ago, the risk of then and the year's trend."""

from __future__ import annotations

import json
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Final
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from kam.analysis.health.score import HealthBand, HealthSettings
from kam.core.errors import NotFoundError
from kam.core.periods import MONTHS, Month, months_before
from kam.services.garbage import no_collecting
from kam.services.health.account_facts import AccountFacts
from kam.services.health.facts import read_facts
from kam.services.health.judging import AHEAD, Judge
from kam.services.health.measures import Measures
from kam.services.health.onset import onset, onset_reach, risk_reach
from kam.services.health.rows import HealthBook, HealthMoment, HealthRow
from kam.services.health.settings import churn_settings, health_settings
from kam.services.health.snapshots import kept_moments
from kam.services.health.touched import touched_accounts
from kam.services.portfolio.settings import PortfolioSettings
from kam.services.profile import Profile, read_profile
from kam.services.remembering import newest_step
from kam.services.revenue import known_months
from kam.services.working_calendar import norms_from, read_calendar
from kam.store.engine import all_over
from kam.store.workspace import Workspace

_MONTH: Final = 1
_NEVER: Final[Mapping[date, HealthMoment]] = {}
_DAYS_KEPT: Final = 3
"""So many books are remembered: of the day, and of a past day that somebody looks at."""
_FOLLOWED: Final = 100
"""So many accounts are read one by one; of more, everybody is sooner read."""
AT_ONCE: Final = 10
"""So many are judged anew while somebody waits."""


def read_health(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> HealthRow:
    """One account's health at a moment.

    Raises:
        NotFoundError: ``account.gone``.

    """
    with workspace.reading() as session:
        return health_row(workspace, session, account_id, as_of)


def read_whole_health(workspace: Workspace, *, as_of: datetime, trends: bool = True) -> HealthBook:
    """Everybody's health at a moment, as ``read_health_book`` has it."""
    with workspace.reading() as session:
        return read_health_book(workspace, session, as_of, trends=trends)


def health_row(workspace: Workspace, session: Session, account_id: UUID, as_of: datetime) -> HealthRow:
    """One account's health at a moment, within a reading; from the book where that is known.

    Raises:
        NotFoundError: ``account.gone``.

    """
    known = recalled_health_book(workspace, session, as_of)
    if known is not None and account_id in known.rows:
        return known.rows[account_id]
    told = _Told.of(session, as_of, trends=True)
    row = told.row(account_id)
    if row is None:
        raise NotFoundError("account.gone")
    return row.row


def read_health_book(
    workspace: Workspace, session: Session, as_of: datetime, *, trends: bool = True
) -> HealthBook:
    """Everybody's health at a moment, within a reading, by name.

    Remembered for the day; after a change those alone are judged anew whom the journal names, and with the
    hour those one of whose clocks ran out. Who asks for no ``trends`` gets none where they are not known
    already: a few days are judged instead of sixteen.
    """
    held = _recalled(workspace, session, as_of, trends=trends, at_most=_FOLLOWED)
    if held is None:
        told = _Told.of(session, as_of, trends=trends)
        held = _Held(
            told.key, newest_step(session), told.measures.as_of, told.rows(), told.measures.health, trends
        )
    _keep(workspace, held)
    return held.book


def recalled_health_book(
    workspace: Workspace, session: Session, as_of: datetime, *, trends: bool = True, at_most: int = 0
) -> HealthBook | None:
    """Everybody's health where it is remembered but for so many accounts; None where more would be judged."""
    held = _recalled(workspace, session, as_of, trends=trends, at_most=at_most)
    if held is None:
        return None
    _keep(workspace, held)
    return held.book


def read_bands(
    workspace: Workspace, accounts: Collection[UUID], *, as_of: datetime
) -> Mapping[UUID, HealthBand]:
    """How the health of some accounts is to be taken at a moment.

    Read from a book that is remembered; else of these accounts alone, their present day only. Who is gone, or
    of whom nothing is known, is left out.
    """
    with workspace.reading() as session:
        for trends in (True, False):
            held = _followed(workspace, session, as_of, trends=trends, at_most=AT_ONCE)
            if held is not None:
                _keep(workspace, held)
                rows = ((each, held.book.rows.get(each)) for each in accounts)
                return {each: row.band for each, row in rows if row is not None and row.band is not None}
        told = _Told.of(session, as_of, trends=False)
        bands = ((each, told.band(each)) for each in accounts)
        return {each: band for each, band in bands if band is not None}


@dataclass(frozen=True, slots=True)
class _Judged:
    """A row, and the next moment of its day at which it may differ without a change."""

    row: HealthRow
    turns_at: datetime | None


@dataclass(frozen=True)
class _Held:
    """A book: what it was asked for, known up to a step and a moment."""

    key: Hashable
    step: int
    as_of: datetime
    judged: Mapping[UUID, _Judged]
    settings: HealthSettings
    trends: bool

    @cached_property
    def book(self) -> HealthBook:
        """What everybody is given."""
        rows = {account: each.row for account, each in self.judged.items()}
        return HealthBook(self.as_of.date(), self.settings, rows)

    def turned_by(self, as_of: datetime) -> set[UUID]:
        """Those of whom something ran out since."""
        return {
            account
            for account, each in self.judged.items()
            if each.turns_at is not None and each.turns_at < as_of
        }


_memories: WeakKeyDictionary[Workspace, dict[tuple[bool, date], _Held]] = WeakKeyDictionary()


def _keep(workspace: Workspace, held: _Held) -> None:
    """Remember a book of its day, and with it those asked for last."""
    memory = _memories.setdefault(workspace, {})
    key = (held.trends, held.as_of.date())
    memory.pop(key, None)
    memory[key] = held
    while len(memory) > _DAYS_KEPT:
        memory.pop(next(iter(memory)))


def _recalled(
    workspace: Workspace, session: Session, as_of: datetime, *, trends: bool, at_most: int
) -> _Held | None:
    """What is remembered with trends; without them, too, for who asks for none."""
    held = _followed(workspace, session, as_of, trends=True, at_most=at_most)
    if held is None and not trends:
        held = _followed(workspace, session, as_of, trends=False, at_most=at_most)
    return held


def _followed(
    workspace: Workspace, session: Session, as_of: datetime, *, trends: bool, at_most: int
) -> _Held | None:
    """What is remembered, with at most so many accounts judged anew; None where that is not enough."""
    today = read_profile(session).today(as_of)
    held = _memories.get(workspace, {}).get((trends, today))
    now = newest_step(session)
    if held is None or held.step > now or as_of < held.as_of:
        return None
    turned = held.turned_by(as_of)
    if held.step == now and not turned:
        return held
    told = _Told.of(session, as_of, trends=trends)
    touched = touched_accounts(session, held.step) if held.step < now else set()
    if told.key != held.key or touched is None:
        return None
    anew = touched | turned
    if len(anew) > at_most:
        return None
    if not anew:
        return replace(held, step=now)
    found = {account: told.row(account) for account in anew}
    judged = {account: found.get(account) or each for account, each in held.judged.items()}
    return _Held(told.key, now, told.measures.as_of, judged, held.settings, trends)


@dataclass(frozen=True)
class _Told:
    """What is asked: the days that are judged, by which measures, and from which facts."""

    session: Session
    profile: Profile
    measures: Measures
    since: date
    days: tuple[date, ...]

    @classmethod
    def of(cls, session: Session, as_of: datetime, *, trends: bool) -> _Told:
        """The measures of now for the days of a book."""
        profile = read_profile(session)
        today = profile.today(as_of)
        days = _judged(today) if trends else ()
        since = min(*days, onset_reach(today), months_before(risk_reach(today), AHEAD))
        return cls(session, profile, read_measures(session, profile, as_of, since), since, days)

    @property
    def today(self) -> date:
        """The day of the book."""
        return self.measures.as_of.date()

    @property
    def key(self) -> Hashable:
        """What makes another book of everybody, beside what accounts themselves are."""
        measures, profile = self.measures, self.profile
        settings = json.dumps(profile.settings, sort_keys=True)
        return (self.today, str(profile.zone), profile.currency, settings, measures.known, self.days)

    def rows(self) -> Mapping[UUID, _Judged]:
        """Everybody."""
        with no_collecting():
            with all_over(self.session.connection()):
                facts = dict(self._read(None))
            kept = kept_moments(self.session, since=self.days[0]) if self.days else {}
            # what is judged is let go at once
            return {each: self._row(facts.pop(each), kept.get(each, _NEVER)) for each in list(facts)}

    def row(self, account_id: UUID) -> _Judged | None:
        """One account; None where it is gone."""
        facts = self._facts(account_id)
        if facts is None:
            return None
        kept = kept_moments(self.session, since=self.days[0], account_id=account_id) if self.days else {}
        return self._row(facts, kept.get(account_id, _NEVER))

    def band(self, account_id: UUID) -> HealthBand | None:
        """How one account's health is to be taken on the day of the book; nothing else is judged."""
        facts = self._facts(account_id)
        health = None if facts is None else Judge(facts, self.measures).health(self.today)
        return None if health is None else health.band

    def _facts(self, account_id: UUID) -> AccountFacts | None:
        return self._read(account_id).get(account_id)

    def _read(self, account_id: UUID | None) -> Mapping[UUID, AccountFacts]:
        as_of, since = self.measures.as_of, self.since
        return read_facts(self.session, self.profile, as_of=as_of, since=since, account_id=account_id)

    def _row(self, facts: AccountFacts, kept: Mapping[date, HealthMoment]) -> _Judged:
        judge = Judge(facts, self.measures)
        return _Judged(_row(facts, self.today, judge, self.days, kept), judge.turns_at())


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
    month_ago = judge.health(months_before(today, _MONTH))
    now, since = judge.on(today), onset(judge, today)
    return HealthRow(
        account_id=facts.account_id,
        name=facts.name,
        on=today,
        health=now.health,
        month_ago=month_ago,
        churn=now.churn,
        is_inertia=now.is_inertia,
        trend=tuple(kept.get(day) or _moment(judge, day) for day in days),
        fell_since=since.fell,
        risk_since=since.risk,
        told_from=judge.measures.health.signal_fall,
    )


def _moment(judge: Judge, day: date) -> HealthMoment:
    health = judge.health(day)
    return HealthMoment(
        day, None if health is None else health.score, None if health is None else health.band
    )
