"""Points down to the single part: they add up, and what moved is found."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.explanation import Reason
from kam.analysis.health.money import MoneyReason
from kam.analysis.health.parts import (
    Cause,
    MainCause,
    heaviest_loss,
    main_cause,
    part_gains,
    part_points,
    raises,
)
from kam.analysis.health.people import PeopleReason, RelationPerson, relations
from kam.analysis.health.score import (
    FactorScore,
    Health,
    HealthFactor,
    Moved,
    Part,
    health_of,
    what_moved,
)
from kam.analysis.health.trust import HealthComplaint, TrustReason, complaints
from kam.core.vocabulary import Attitude, BuyingRole, ComplaintKind, Severity
from tests import health

TODAY = date(2026, 11, 24)
REASON = Reason.of(MoneyReason.FROM_NOTHING)


@st.composite
def factors(draw: st.DrawFn) -> FactorScore:
    """A factor of parts that share its hundred points."""
    cut = draw(st.integers(0, 100))
    mosts = [cut, 100 - cut]
    parts = tuple(Part(REASON, draw(st.integers(0, most)), most) for most in mosts)
    return FactorScore(draw(st.sampled_from(HealthFactor)), parts)


def complained(*severities: Severity) -> FactorScore:
    known = [
        HealthComplaint(UUID(int=n), f"K-{n}", ComplaintKind.QUALITY, each, TODAY, None, breached=True)
        for n, each in enumerate(severities)
    ]
    found = complaints(known, TODAY, in_touch=True)
    assert found is not None
    return found


def weighed(*found: FactorScore) -> Health:
    made = health_of(found)
    assert made is not None
    return made


@given(st.lists(factors(), min_size=1, max_size=8, unique_by=lambda each: each.factor))
def test_parts_add_up_to_their_factor_and_factors_to_the_score(found: list[FactorScore]) -> None:
    made = weighed(*found)
    for factor in made.factors:
        assert sum(part_points(factor)) == factor.points
        assert sum(part_gains(factor)) == factor.gain
    assert sum(factor.points for factor in made.factors) == made.score
    assert sum(each.gain for each in raises(made)) == 100 - made.score


@given(st.lists(st.sampled_from(Severity), min_size=1, max_size=6))
def test_what_complaints_take_adds_up_too(severities: list[Severity]) -> None:
    made = weighed(complained(*severities))
    (factor,) = made.factors
    assert sum(part_points(factor)) == factor.points
    assert sum(part_gains(factor)) == factor.gain
    assert all(points <= 0 for points in part_points(factor)[1:])


def test_what_would_raise_it_most_comes_first() -> None:
    found = health.falling().health
    assert found is not None
    gains = [each.gain for each in raises(found)]
    assert gains == sorted(gains, reverse=True)
    assert all(gains)


def test_the_heaviest_loss_of_complaints_is_the_complaint_and_not_the_beginning() -> None:
    assert heaviest_loss(complained(Severity.LOW, Severity.CRITICAL)).reason.code is TrustReason.BREACHED


def moved(row_factor: HealthFactor) -> Moved:
    (found,) = (each for each in health.falling().moved if each.factor is row_factor)
    return found


def test_people_moved_because_the_champion_is_lost() -> None:
    found = main_cause(moved(HealthFactor.PEOPLE))
    assert found.cause is Cause.PART
    assert found.reason is not None
    assert found.reason.code is PeopleReason.NO_CHAMPION


def test_complaints_moved_because_of_the_new_one() -> None:
    found = main_cause(moved(HealthFactor.COMPLAINTS))
    assert found.reason is not None
    assert found.reason.code is TrustReason.BREACHED


def test_a_complaint_that_is_closed_brings_its_points_back() -> None:
    before, now = weighed(complained(Severity.HIGH)), weighed(complained())
    (factor,) = what_moved(before, now)
    found = main_cause(factor)
    assert found.cause is Cause.ENDED
    assert found.reason is not None
    assert found.reason.places["number"] == "K-0"


def test_a_factor_that_becomes_known_or_unknown_says_so() -> None:
    now = complained()
    assert main_cause(Moved(HealthFactor.COMPLAINTS, 15, None, now)).cause is Cause.NOW_KNOWN
    assert main_cause(Moved(HealthFactor.COMPLAINTS, -15, now, None)).cause is Cause.NO_LONGER_KNOWN


def test_a_factor_that_stands_still_moved_by_its_weight_alone() -> None:
    found = complained(Severity.LOW)
    assert main_cause(Moved(HealthFactor.COMPLAINTS, -3, found, FactorScore(*found))).cause is Cause.WEIGHT


def test_a_complaint_takes_as_many_points_as_its_end_would_bring() -> None:
    people, complaints_ = FactorScore(HealthFactor.PEOPLE, (Part(REASON, 31, 100),)), complained(*Severity)
    for others in ([], [people]):
        (factor,) = (
            each for each in weighed(complaints_, *others).factors if each.factor is HealthFactor.COMPLAINTS
        )
        start, *taken = part_points(factor)
        assert start == factor.points + factor.gain
        assert [-points for points in taken] == list(part_gains(factor)[1:])


def related(*people: RelationPerson) -> FactorScore:
    found = relations(people)
    assert found is not None
    return found


DECIDER = RelationPerson(UUID(int=1), "Ann", frozenset({BuyingRole.DECIDER}))
HOSTILE = DECIDER._replace(attitude=Attitude.OPPONENT, influence=5)


def test_the_first_rating_pulls_down_by_itself_and_not_by_who_decides() -> None:
    before, now = related(DECIDER), related(HOSTILE)
    found = main_cause(Moved(HealthFactor.PEOPLE, -5, before, now))
    assert found.reason is not None
    assert found.reason.code is PeopleReason.ATTITUDE
    assert not found.changed


def test_who_never_had_a_champion_lost_none() -> None:
    now = related(RelationPerson(UUID(int=2), "Bob"))
    before = related(RelationPerson(UUID(int=2), "Bob", attitude=Attitude.SUPPORTER, influence=3))
    found = main_cause(Moved(HealthFactor.PEOPLE, -5, before, now))
    assert found.reason is not None
    assert found.reason.code in {PeopleReason.NO_CHAMPION, PeopleReason.NO_DECIDER}
    assert not MainCause(Cause.PART, Reason.of(PeopleReason.NO_CHAMPION), before.parts[1].reason).changed
