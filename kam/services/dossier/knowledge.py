"""What is known of an account and what is missing: the completeness of its dossier (domain.md §2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final
from uuid import UUID

from sqlalchemy import func, or_, select

from kam.analysis.completeness import (
    DossierItem,
    Known,
    completeness,
    section_parts,
)
from kam.core.periods import MONTHS, Month
from kam.core.vocabulary import AccountStatus, BuyingRole, PaymentForm, RatingKind
from kam.models import (
    AccountTeamMember,
    Address,
    BusinessUnit,
    ClientSpend,
    CompetitorPresence,
    Contract,
    Person,
    Rating,
    Stakeholder,
    StakeholderRole,
    Target,
)
from kam.services.dossier.rows import CompletenessRow, Missing, RingPart
from kam.services.dossier.source import Source

OTHER_ROLES: Final = (BuyingRole.APPROVER, BuyingRole.BUYER, BuyingRole.INFLUENCER, BuyingRole.USER)
"""The roles beside the decider whose people one has to know: who can stop a decision."""
_DECIDER_PLACE_ONLY: Final = Fraction(1, 2)
_SPEND_YEARS: Final = 2
_BUYING: Final = frozenset({AccountStatus.ACTIVE, AccountStatus.AT_RISK, AccountStatus.DORMANT})


@dataclass(frozen=True, slots=True)
class Fact:
    """How far an item is known, where it is filled in, and whom or what it lacks."""

    item: DossierItem
    part: Known
    field: str
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """A stakeholder who is there, as far as completeness asks."""

    id: UUID
    name: str
    is_known: bool
    cares_about: str | None
    roles: frozenset[BuyingRole]
    rated: frozenset[RatingKind]


def completeness_row(source: Source) -> CompletenessRow:
    """The percentage, the ring of the ten sections, and what is missing, the weightiest first."""
    facts = {fact.item: fact for fact in _facts(source)}
    known = {item: fact.part for item, fact in facts.items()}
    settings = source.settings.completeness
    whole = completeness(known, settings)
    return CompletenessRow(
        percent=whole.percent,
        ring=tuple(
            RingPart(part.section, part.known, source.verified(part.section))
            for part in section_parts(known, settings)
        ),
        missing=tuple(
            Missing(gap.item, gap.section, facts[gap.item].field, facts[gap.item].subjects, gap.adds)
            for gap in whole.gaps
        ),
    )


def _facts(source: Source) -> Iterator[Fact]:
    yield from _identity(source)
    yield from _portrait(source)
    yield _terms(source)
    yield _contracts(source)
    yield Fact(DossierItem.UNITS, bool(source.records(BusinessUnit)), "units")
    yield from _people(_places(source))
    yield _competitors(source)
    yield Fact(DossierItem.TEAM, bool(source.records(AccountTeamMember)), "team")
    yield from _money(source)


def _form(item: DossierItem, **values: object) -> Fact:
    """An item of one or several fields: filled in part, it is to be completed at the first empty one."""
    empty = [name for name, value in values.items() if value in (None, "")]
    return Fact(item, 1 - Fraction(len(empty), len(values)), empty[0] if empty else next(iter(values)))


def _identity(source: Source) -> Iterator[Fact]:
    one = source.account
    yield _form(DossierItem.LEGAL_IDENTITY, legal_name=one.legal_name, tax_number=one.tax_number)
    yield Fact(DossierItem.ADDRESS, bool(source.records(Address)), "addresses")
    yield Fact(DossierItem.CONTACT, bool(one.phone or one.email), "phones")


def _portrait(source: Source) -> Iterator[Fact]:
    one = source.account
    yield _form(DossierItem.INDUSTRY, industry=one.industry, business_type=one.business_type)
    yield _form(DossierItem.SIZE, headcount=one.headcount, annual_revenue=one.annual_revenue_minor)
    yield _form(DossierItem.EARNS_BY, earns_by=one.earns_by)
    yield _form(DossierItem.THEIR_CUSTOMERS, their_customers=one.their_customers)
    yield _form(DossierItem.MARKET_POSITION, market_position=one.market_position)
    yield _form(DossierItem.GROWTH_PLANS, growth_plans=one.growth_plans)
    yield _form(DossierItem.PRESSURES, pressures=one.pressures)
    yield _form(DossierItem.VALUES, values=one.values)
    yield _form(DossierItem.POTENTIAL, potential=one.potential)


def _terms(source: Source) -> Fact:
    """Payment terms; deferred payment without its days is known by half."""
    one = source.account
    if one.payment_form is PaymentForm.DEFERRED:
        return _form(DossierItem.TERMS, payment_form=one.payment_form, deferral_days=one.deferral_days)
    return _form(DossierItem.TERMS, payment_form=one.payment_form)


def _contracts(source: Source) -> Fact:
    """Each contract with its beginning and end. Who does not buy yet, or any more, needs none."""
    contracts = source.records(Contract)
    if not contracts:
        part: Known = False if source.account.status in _BUYING else None
        return Fact(DossierItem.CONTRACT, part, "contracts")
    undated = [one for one in contracts if one.starts_on is None or one.ends_on is None]
    subjects = tuple(one.number or one.subject or "" for one in undated)
    part = 1 - Fraction(len(undated), len(contracts))
    return Fact(DossierItem.CONTRACT, part, "contracts", tuple(filter(None, subjects)))


def _competitors(source: Source) -> Fact:
    """Each competitor who is there, with an estimated share."""
    presences = source.records(CompetitorPresence)
    if not presences:
        return Fact(DossierItem.COMPETITORS, part=False, field="competitors")
    unknown = [one for one in presences if one.share_percent is None]
    names = dict.fromkeys(source.competitors.get(one.competitor_id, "") for one in unknown)
    part = 1 - Fraction(len(unknown), len(presences))
    return Fact(DossierItem.COMPETITORS, part, "competitors", tuple(filter(None, names)))


def _people(places: list[_Place]) -> Iterator[Fact]:
    deciders = [place for place in places if BuyingRole.DECIDER in place.roles]
    nameless = tuple(place.name for place in deciders if not place.is_known)
    if any(place.is_known for place in deciders):
        yield Fact(DossierItem.DECIDER, part=True, field="people")
    else:
        yield Fact(DossierItem.DECIDER, _DECIDER_PLACE_ONLY if deciders else False, "people", nameless)
    taken = {role for place in places if place.is_known for role in place.roles}
    covered = sum(role in taken for role in OTHER_ROLES)
    waiting = tuple(
        place.name for place in places if not place.is_known and not place.roles.isdisjoint(OTHER_ROLES)
    )
    yield Fact(DossierItem.ROLES, Fraction(covered, len(OTHER_ROLES)), "people", waiting)
    known = [place for place in places if place.is_known]
    both = {RatingKind.ATTITUDE, RatingKind.INFLUENCE}
    yield _of_each(DossierItem.ATTITUDES, known, [place for place in known if not both <= place.rated])
    yield _of_each(DossierItem.CARES_ABOUT, known, [place for place in known if not place.cares_about])


def _of_each(item: DossierItem, places: list[_Place], lacking: list[_Place]) -> Fact:
    part = 1 - Fraction(len(lacking), len(places)) if places else Fraction(0)
    return Fact(item, part, "people", tuple(place.name for place in lacking))


def _places(source: Source) -> list[_Place]:
    """Who is there on the day, in the order in which they became known, with what they are rated in."""
    session, day = source.session, source.day
    there = [one for one in source.records(Stakeholder) if one.left_on is None or one.left_on >= day]
    keys = [one.id for one in there]
    names = {
        one.id: one.full_name
        for one in session.scalars(
            select(Person).where(Person.id.in_([one.person_id for one in there if one.person_id]))
        )
    }
    roles: dict[UUID, set[BuyingRole]] = {key: set() for key in keys}
    for key, role in session.execute(
        select(StakeholderRole.stakeholder_id, StakeholderRole.role).where(
            StakeholderRole.stakeholder_id.in_(keys)
        )
    ):
        roles[key].add(role)
    rated: dict[UUID, set[RatingKind]] = {key: set() for key in keys}
    for key, kind in session.execute(
        select(Rating.stakeholder_id, Rating.kind)
        .where(Rating.stakeholder_id.in_(keys), Rating.on <= day, Rating.colleague_id.is_(None))
        .distinct()
    ):
        rated[key].add(kind)
    return [
        _Place(
            id=one.id,
            name=names.get(one.person_id, "") if one.person_id else one.job_title or one.placeholder or "",
            is_known=one.person_id is not None,
            cares_about=one.cares_about,
            roles=frozenset(roles[one.id]),
            rated=frozenset(rated[one.id]),
        )
        for one in there
    ]


def _money(source: Source) -> Iterator[Fact]:
    """The client's spend of this year or the last, and a target within our year; a prospect has none."""
    session, account, day = source.session, source.account, source.day
    spend = session.scalar(
        select(func.count())
        .select_from(ClientSpend)
        .where(
            ClientSpend.account_id == account.id,
            ClientSpend.year.between(day.year - _SPEND_YEARS + 1, day.year),
            or_(ClientSpend.on.is_(None), ClientSpend.on <= day),
        )
    )
    yield Fact(DossierItem.SPEND, bool(spend), "spend")
    first = _year_of(day, source.profile.fiscal_year_starts)
    targets = session.scalar(
        select(func.count())
        .select_from(Target)
        .where(Target.account_id == account.id, Target.month.between(first, first + (MONTHS - 1)))
    )
    expected = account.status in _BUYING
    yield Fact(DossierItem.TARGETS, bool(targets) if expected else bool(targets) or None, "targets")


def _year_of(day: date, starts: int) -> Month:
    """The first month of the fiscal year that a day lies in."""
    month = Month.of(day)
    return month - (month.month - starts) % MONTHS
