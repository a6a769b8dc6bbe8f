"""What is known of one account, dated, as health needs it: plain data that any past day is judged from.

Every fact counts from its own date. What has no date of its own (roles, circle, cadence) stands as it is now,
with the states it had before, each until the day on which the journal saw it change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from kam.analysis.complaint_clocks import ComplaintCourse
from kam.analysis.health.trust import ComplaintProduct
from kam.analysis.promises import Promise
from kam.core.periods import Month
from kam.core.vocabulary import (
    AccountStatus,
    BuyingRole,
    Circle,
    ComplaintKind,
    Severity,
    SurveyMeasure,
    SurveyStatus,
)


class RatedOn(NamedTuple):
    """A rating: its day and its value."""

    on: date
    value: int


class PlaceState(NamedTuple):
    """What of a stakeholder has no date of its own."""

    roles: frozenset[BuyingRole] = frozenset()
    circle: Circle | None = None
    cadence_days: int | None = None
    placeholder: bool = False
    on_record: bool = True
    """Whether we had written them down at all."""


class EarlierState(NamedTuple):
    """A state that held up to, and not on, a day."""

    until: date
    state: PlaceState


class PersonFacts(NamedTuple):
    """A stakeholder. Ratings and the days of contact are in their order.

    Of the contacts all are there from the first day that is asked about, and the last one before it.
    """

    id: UUID
    name: str
    state: PlaceState
    since: date | None = None
    written_down_on: date | None = None
    """Since when we know of somebody who was never met and whose ``since`` is not known."""
    left_on: date | None = None
    successor_id: UUID | None = None
    erased_on: date | None = None
    attitudes: tuple[RatedOn, ...] = ()
    influences: tuple[RatedOn, ...] = ()
    touched: tuple[date, ...] = ()
    earlier: tuple[EarlierState, ...] = ()

    def state_on(self, day: date) -> PlaceState:
        """The state at the end of a day."""
        return next((each.state for each in self.earlier if day < each.until), self.state)


class ComplaintFacts(NamedTuple):
    """A complaint; ``ended`` has the moments (UTC) at which it ended or was open again, in their order.

    One that ended before the first day that may be asked about had always ended. ``course`` and the terms it
    keeps are there where it was open on such a day; the course is put together once, for whoever asks.
    """

    id: UUID
    number: str
    kind: ComplaintKind
    line: ComplaintProduct | None
    severity: Severity
    received_on: date
    ended: tuple[tuple[datetime, bool], ...] = ()
    course: Callable[[], ComplaintCourse] | None = None
    norms: str | None = None
    calendar: str | None = None

    def ended_at(self, moment: datetime) -> datetime | None:
        """Since when it had ended at a moment; None while it was open."""
        since = None
        for at, has_ended in self.ended:
            if at > moment:
                break
            since = at if has_ended else None
        return since


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """Somebody was asked, on a day; a score where they answered."""

    id: UUID
    person: UUID
    measure: SurveyMeasure
    status: SurveyStatus
    score: int | None
    on: date


@dataclass(frozen=True, slots=True)
class WalletFacts:
    """Spends of one year in minor units of the workspace's currency, known since a day (or always)."""

    year: int
    on: date | None
    total: int
    ours: int


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """A contract. ``earlier`` are the ends it had until a day; ``made_on`` the day it was written down."""

    id: UUID
    starts_on: date | None
    ends_on: date | None
    renews_itself: bool
    talks_since: date | None
    made_on: date | None = None
    earlier: tuple[tuple[date, date | None], ...] = ()

    def ends_as_of(self, day: date) -> date | None:
        """The end as it was known at the end of a day."""
        return next((ends for until, ends in self.earlier if day < until), self.ends_on)


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """Everything dated of an account. Sums are minor units of the workspace's currency.

    ``unconverted`` are months with a sum for which no rate was known. ``first_bought`` may lie before the
    months of ``revenue``. ``met`` has days of contact with anybody there, so many that every span of a year
    with a contact has one of them; it is read where nothing else says whether we are in touch.
    """

    account_id: UUID
    name: str
    status: AccountStatus
    revenue: Mapping[Month, int]
    unconverted: frozenset[Month] = frozenset()
    first_bought: Month | None = None
    ordered_on: tuple[date, ...] = ()
    wallets: tuple[WalletFacts, ...] = ()
    people: tuple[PersonFacts, ...] = ()
    met: tuple[date, ...] = ()
    complaints: tuple[ComplaintFacts, ...] = ()
    older_complaint_on: date | None = None
    """The day of the latest complaint that is too old to be among them."""
    since: date | None = None
    """The first day that may be asked about; None where any may."""
    answers: tuple[AnswerFacts, ...] = ()
    promises: tuple[Promise, ...] = ()
    contracts: tuple[ContractFacts, ...] = ()

    def person(self, id_: UUID | None) -> PersonFacts | None:
        """One of the people by identity."""
        return next((each for each in self.people if each.id == id_), None)


def share_of(wallets: tuple[WalletFacts, ...]) -> Decimal | None:
    """Our share of some spends; None where the client spends nothing."""
    total = sum(each.total for each in wallets)
    return Decimal(sum(each.ours for each in wallets)) / Decimal(total) if total else None
