"""Today at a glance: one reading of what needs one now, of the clients asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.promises import KeptRate
from kam.analysis.signals import Signal, in_order
from kam.core.vocabulary import Side
from kam.models import Account, Colleague, Commitment, CommitmentShift
from kam.services.commitments.rates import kept_cells, total
from kam.services.profile import Profile, read_profile
from kam.services.remembering import Part, remembered
from kam.services.today.clocks import ClockReader
from kam.services.today.meetings import MeetingReader
from kam.services.today.promises import PromiseReader
from kam.services.today.putting_off import Quiet, told_rows
from kam.services.today.rows import Today, TodayQuery, Whose
from kam.services.today.signals import read_signals
from kam.store.workspace import Workspace

WEEK_OF_ALL: Final = TodayQuery()
_RATES: Final = Part("today.rates", (Account, Colleague, Commitment, CommitmentShift))


def read_today(
    workspace: Workspace,
    query: TodayQuery = WEEK_OF_ALL,
    *,
    as_of: datetime,
    whole: bool = True,
    patient: bool = True,
) -> Today:
    """Everything that needs one but what is put off; not ``whole`` only what is read at once.

    Who is not ``patient`` gets the signals of health only where everybody's health is known already.
    """
    with workspace.reading() as session:
        profile = read_profile(session)
        names = _accounts(session, profile, query)
        quiet = Quiet(session, as_of)
        day = profile.today(as_of)
        last = day + timedelta(days=query.days - 1)
        meetings = MeetingReader(session, profile, as_of, names, quiet).read(last)
        promises = PromiseReader(workspace, session, as_of, names, quiet).read(last)
        clocks = ClockReader(workspace, session, as_of, names, quiet)
        signals = read_signals(workspace, session, profile, as_of)
        slow = _slow_signals(workspace, session, profile, as_of) if whole else []
        of_health = _health_signals(workspace, session, as_of, patient=patient) if whole else None
        heard = in_order(_heard([*signals, *slow, *(of_health or ())], names, quiet), day)
        rates = _Rates(workspace, session, profile, as_of)
        ours, theirs = rates.read(query, names) if whole else (None, None)
        return Today(
            day=day,
            now=as_of.astimezone(profile.zone).replace(tzinfo=None),
            days=query.days,
            whole=whole,
            has_health=of_health is not None,
            clients=len(names),
            meetings=meetings.ahead,
            more_meetings=meetings.more_ahead,
            unrecorded=meetings.unrecorded,
            more_unrecorded=meetings.more_unrecorded,
            free=meetings.free,
            promises=promises.groups,
            promise_counts=promises.counts,
            our_rate=ours,
            their_rate=theirs,
            clocks=clocks.groups(),
            answered_in_time=clocks.answered_in_time() if whole else None,
            new_signals=tuple(each for each in heard if each.is_new(day)),
            signals=tuple(each for each in heard if not each.is_new(day)),
            put_off=told_rows(session, quiet.states),
        )


def _slow_signals(
    workspace: Workspace, session: Session, profile: Profile, as_of: datetime
) -> Iterable[Signal]:
    from kam.services.today.slow_signals import read_slow_signals  # a start does without sales

    return read_slow_signals(workspace, session, profile, as_of)


def _health_signals(
    workspace: Workspace, session: Session, as_of: datetime, *, patient: bool
) -> Iterable[Signal] | None:
    from kam.services.today.health_signals import read_health_signals  # a start does without

    return read_health_signals(workspace, session, as_of, patient=patient)


def _accounts(session: Session, profile: Profile, query: TodayQuery) -> dict[UUID, str]:
    """The clients asked for, by name."""
    wanted = select(Account.id, Account.name)
    if query.whose is Whose.MINE:
        wanted = wanted.where(Account.owner_id == profile.me)
    elif query.whose is Whose.COLLEAGUE:
        wanted = wanted.where(Account.owner_id == query.colleague_id)
    return {row.id: row.name for row in session.execute(wanted)}


class _Rates:
    """How well we and they keep our word, of the clients asked for; remembered for the hour."""

    def __init__(self, workspace: Workspace, session: Session, profile: Profile, as_of: datetime) -> None:
        self._workspace = workspace
        self._session = session
        self._profile = profile
        self._as_of = as_of

    def read(self, query: TodayQuery, names: dict[UUID, str]) -> tuple[KeptRate, KeptRate]:
        """Ours and theirs."""
        hour = self._as_of.replace(minute=0, second=0, microsecond=0)
        key = (hour, query.whose, query.colleague_id)
        return remembered(self._workspace, self._session, _RATES, key, lambda: self._compute(query, names))

    def _compute(self, query: TodayQuery, names: dict[UUID, str]) -> tuple[KeptRate, KeptRate]:
        cells = kept_cells(self._workspace, self._session, self._profile, self._as_of)
        everybody = query.whose is Whose.ALL
        accounts = {each.bytes for each in names}
        ours, theirs = (
            total(cells, side, lambda cell: everybody or cell.account in accounts)
            for side in (Side.OURS, Side.THEIRS)
        )
        return ours.now, theirs.now


def _heard(signals: Iterable[Signal], names: dict[UUID, str], quiet: Quiet) -> list[Signal]:
    return [
        each
        for each in signals
        if each.account_id in names and not quiet.hides(each.kind.value, each.about, each.since)
    ]
