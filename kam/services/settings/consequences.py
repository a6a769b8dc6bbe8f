"""What a change of settings would have meant for what is known already: said before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import singledispatch
from typing import Any, Final, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.analysis.complaint_clocks import ClockReading, ComplaintClocks, read_clocks
from kam.analysis.complaint_norms import ComplaintNorms
from kam.analysis.explanation import Reason
from kam.analysis.freshness import Freshness, FreshnessSettings, rating_freshness, section_freshness
from kam.analysis.key_groups import KeyGroupSettings, suggest_key_group
from kam.analysis.ratios import ratio
from kam.analysis.segments import SegmentSettings, abc_classes, segment_of
from kam.analysis.variation import VariationSettings
from kam.core.field_errors import FieldErrors, refuse
from kam.core.vocabulary import Channel, ClockState, Severity, Term
from kam.core.vocabulary.term import label
from kam.models import Complaint, Rating, SalesFact, SectionCheck, Stakeholder
from kam.services.complaint_courses import courses
from kam.services.portfolio.sales import read_sales
from kam.services.profile import Profile, read_profile
from kam.services.settings.freshness import FreshnessPage, freshness_of
from kam.services.settings.norms import NormsPage, norms_of_page, norms_page_of
from kam.services.settings.thresholds import ThresholdSettings, faults_of, thresholds_of
from kam.services.settings.workspace_page import WorkspacePage
from kam.services.settings_in_force import key_group_settings, segment_settings
from kam.services.standing import Standing, standings
from kam.services.stored_settings import changed
from kam.services.working_calendar import read_calendar
from kam.store.workspace import Workspace

PageT = TypeVar("PageT", bound="Page")
Page: TypeAlias = ThresholdSettings | FreshnessPage | NormsPage | WorkspacePage

DAYS_BACK: Final = 90
_DECIDED: Final = frozenset({ClockState.MET, ClockState.BREACHED})


class Consequence(Term):
    """What a change would have meant."""

    CLASSES = "classes", label("consequence", "Accounts whose ABC class would change: {count} of {total}")
    SEGMENTS = "segments", label("consequence", "Accounts whose segment would change: {count} of {total}")
    XYZ = "xyz", label("consequence", "Accounts whose XYZ class would change: {count} of {total}")
    GROUPS = "groups", label("consequence", "Accounts whose key group would change: {count} of {total}")
    SECTIONS = "sections", label("consequence", "Sections of dossiers out of date: {count}, not {before}")
    RATINGS = "ratings", label("consequence", "Ratings of people that have faded: {count}, not {before}")
    RESPONSE = (
        "response",
        label(
            "consequence",
            "{channel}: of the answers of {days} days {share} would have been in time, not {before}",
        ),
    )
    RESOLUTION = (
        "resolution",
        label(
            "consequence",
            "{severity}: of the decisions of {days} days {share} would have been in time, not {before}",
        ),
    )
    CURRENCY = (
        "currency",
        label(
            "consequence",
            "Sales in {currency} would count only with exchange rates; accounts that have such: {count}",
        ),
    )


@dataclass(frozen=True)
class _Past:
    """What is known on a day, and what the settings are then."""

    workspace: Workspace
    session: Session
    profile: Profile
    as_of: datetime
    than: Page | None = None

    def before(self, kind: type[PageT], in_force: Callable[[Session], PageT]) -> PageT:
        """The page that the new one is compared with."""
        return self.than if isinstance(self.than, kind) else in_force(self.session)

    @property
    def day(self) -> date:
        """The day in the workspace's zone."""
        return self.profile.today(self.as_of)


def what_would_change(
    workspace: Workspace, new: PageT, *, as_of: datetime, than: PageT | None = None
) -> tuple[Reason, ...]:
    """What a page would mean for what is known at a moment, one sentence each; empty where nothing differs.

    It is compared with the settings in force, or with another page: so what has just been saved still says
    what it changed.

    Only what can be told honestly: shares count what was answered or is overdue, under today's settings and
    under the new ones alike. A page that cannot be saved has no consequences.
    """
    with workspace.reading() as session:
        past = _Past(workspace, session, read_profile(session), as_of, than)
        try:
            return tuple(_consequences(new, past))
        except FieldErrors:
            return ()


@singledispatch
def _consequences(new: Any, past: _Past) -> Iterator[Reason]:
    del past
    message = f"nothing is known of the consequences of {type(new).__name__}"
    raise TypeError(message)


@_consequences.register
def _of_thresholds(new: ThresholdSettings, past: _Past) -> Iterator[Reason]:
    refuse(faults_of(new))
    now = past.before(ThresholdSettings, thresholds_of)
    places = standings(past.workspace, past.session, past.day)
    if new.segments != now.segments:
        yield from _segments(new, now, past, places)
    if new.variation != now.variation:
        sales = read_sales(past.session, past.profile.currency, past.day)
        before, after = (
            sales.xyz_classes(changed(VariationSettings(), each.variation)) for each in (now, new)
        )
        yield from _count(Consequence.XYZ, before, after, len(places))
    if new.breadwinner_percent != now.breadwinner_percent:
        settings = key_group_settings(past.session)
        before_groups, after_groups = (
            _groups(places, changed(settings, {"breadwinner_percent": each.breadwinner_percent}))
            for each in (now, new)
        )
        yield from _count(Consequence.GROUPS, before_groups, after_groups, len(places))


def _segments(
    new: ThresholdSettings, now: ThresholdSettings, past: _Past, places: Mapping[UUID, Standing]
) -> Iterator[Reason]:
    settings, wanted = (changed(segment_settings(past.session), each.segments) for each in (now, new))
    revenues = {account: one.revenue for account, one in places.items()}
    before, after = (abc_classes(revenues, each) for each in (settings, wanted))
    yield from _count(
        Consequence.CLASSES,
        {account: one.abc for account, one in before.items()},
        {account: one.abc for account, one in after.items()},
        len(places),
    )

    def judged(each: SegmentSettings, classes: Mapping[UUID, Any]) -> dict[UUID, Term]:
        return {
            account: segment_of(classes.get(account), one.potential, one.purchases, each).segment
            for account, one in places.items()
        }

    yield from _count(Consequence.SEGMENTS, judged(settings, before), judged(wanted, after), len(places))


def _groups(places: Mapping[UUID, Standing], settings: KeyGroupSettings) -> dict[UUID, Term]:
    found = {account: suggest_key_group(one.group_facts, settings) for account, one in places.items()}
    return {account: one.group for account, one in found.items() if one is not None}


def _count(
    code: Consequence, before: Mapping[UUID, Term], after: Mapping[UUID, Term], total: int
) -> Iterator[Reason]:
    differ = sum(before.get(each) != after.get(each) for each in before.keys() | after.keys())
    if differ:
        yield Reason.of(code, count=differ, total=total)


@_consequences.register
def _of_freshness(new: FreshnessPage, past: _Past) -> Iterator[Reason]:
    now, day = past.before(FreshnessPage, freshness_of), past.day
    if new.section_days != now.section_days:
        latest = select(func.max(SectionCheck.on)).where(SectionCheck.on <= day)
        dates = past.session.scalars(latest.group_by(SectionCheck.account_id, SectionCheck.section)).all()
        old, wanted = (FreshnessSettings(section_days=each.section_days) for each in (now, new))
        yield from _faded(
            Consequence.SECTIONS, [section_freshness(on, day, old) for on in dates],
            [section_freshness(on, day, wanted) for on in dates],
        )  # fmt: skip
    if new.rating_days != now.rating_days:
        here = Stakeholder.left_on.is_(None) | (Stakeholder.left_on >= day)
        given = (
            select(func.max(Rating.on))
            .join(Stakeholder, Stakeholder.id == Rating.stakeholder_id)
            .where(Rating.on <= day, here)
            .group_by(Rating.stakeholder_id, Rating.kind, Rating.colleague_id)
        )
        rated = past.session.scalars(given).all()
        old, wanted = (FreshnessSettings(rating_days=each.rating_days) for each in (now, new))
        yield from _faded(
            Consequence.RATINGS, [rating_freshness(on, day, old) for on in rated],
            [rating_freshness(on, day, wanted) for on in rated],
        )  # fmt: skip


def _faded(code: Consequence, before: list[Freshness], after: list[Freshness]) -> Iterator[Reason]:
    counts = before.count(Freshness.OLD), after.count(Freshness.OLD)
    if counts[0] != counts[1]:
        yield Reason.of(code, count=counts[1], before=counts[0])


@_consequences.register
def _of_norms(new: NormsPage, past: _Past) -> Iterator[Reason]:
    """For each channel and severity whose norm differs: the share in time among what is decided."""
    wanted, now = norms_of_page(new), norms_of_page(past.before(NormsPage, norms_page_of))
    channels = [each for each in Channel if wanted.first_response[each] != now.first_response[each]]
    severities = [each for each in Severity if wanted.resolution[each] != now.resolution[each]]
    if not channels and not severities:
        return
    complaints = _complaints(past)
    before, after = (_clocks(past, complaints, norms) for norms in (now, wanted))
    for channel in channels:
        mine = [each.id for each in complaints if each.channel is channel]
        shares = [_in_time(clocks, mine, lambda one: one.first_response) for clocks in (before, after)]
        yield from _shares(Consequence.RESPONSE, shares, channel=channel)
    for severity in severities:
        mine = [each.id for each in complaints if each.severity is severity]
        shares = [_in_time(clocks, mine, lambda one: one.resolution) for clocks in (before, after)]
        yield from _shares(Consequence.RESOLUTION, shares, severity=severity)


def _complaints(past: _Past) -> list[Complaint]:
    since = past.as_of - timedelta(days=DAYS_BACK)
    query = select(Complaint).where(Complaint.received_at > since, Complaint.received_at <= past.as_of)
    return list(past.session.scalars(query))


def _clocks(past: _Past, complaints: list[Complaint], norms: ComplaintNorms) -> dict[UUID, ComplaintClocks]:
    """The clocks by these norms alone, whatever norms are kept with a complaint."""
    years = range(past.as_of.year - 1, past.as_of.year + 2)
    calendar = read_calendar(past.session, past.profile.zone, years)
    found = courses(past.session, complaints)
    return {each.id: read_clocks(found[each.id], norms, calendar, past.as_of) for each in complaints}


def _in_time(
    clocks: Mapping[UUID, ComplaintClocks], mine: list[UUID], which: Callable[[ComplaintClocks], ClockReading]
) -> Decimal | None:
    """The share met of what is met or breached; None where nothing is decided yet."""
    states = [state for each in mine if (state := which(clocks[each]).state) in _DECIDED]
    return ratio(states.count(ClockState.MET), len(states))


def _shares(code: Consequence, shares: list[Decimal | None], **of: Term) -> Iterator[Reason]:
    before, after = shares
    if before is not None and after is not None and before != after:
        yield Reason.of(code, share=after, before=before, days=DAYS_BACK, **of)


@_consequences.register
def _of_workspace(new: WorkspacePage, past: _Past) -> Iterator[Reason]:
    """Another currency leaves out all sums in the former one until rates are known."""
    former = past.than.currency if isinstance(past.than, WorkspacePage) else past.profile.currency
    if new.currency == former:
        return
    sold = select(func.count(SalesFact.account_id.distinct())).where(SalesFact.currency == former)
    if count := past.session.scalar(sold) or 0:
        yield Reason.of(Consequence.CURRENCY, currency=former, count=count)
