"""What holds of every factor: bounded, the sum of its parts, monotone in what helps, unmoved by the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import assume, given
from hypothesis import strategies as st

from kam.analysis.health.money import order_habit, revenue_trend, wallet_share
from kam.analysis.health.people import Contact, RelationPerson, contact_kept, relations
from kam.analysis.health.score import FactorScore
from kam.analysis.health.trust import (
    Asked,
    ComplaintProduct,
    HealthComplaint,
    complaints,
    promises_kept,
    satisfaction,
)
from kam.analysis.promises import KeptRate
from kam.analysis.rhythm import order_rhythm
from kam.core.periods import Month
from kam.core.vocabulary import Attitude, BuyingRole, Circle, ComplaintKind, Severity, SurveyMeasure

TODAY = date(2026, 11, 24)
TOP = {SurveyMeasure.NPS: (0, 10), SurveyMeasure.CSAT: (1, 5), SurveyMeasure.CES: (1, 7)}
SHARES = st.integers(0, 1000).map(lambda permille: Decimal(permille) / 1000)


def sound(found: FactorScore | None) -> int:
    """The score of a factor that is as every factor is."""
    assert found is not None
    assert 0 <= found.score <= 100
    assert found.score == sum(part.points for part in found.parts)
    assert sum(part.most for part in found.parts) == 100
    assert all(part.points <= part.most for part in found.parts)
    return found.score


@given(st.lists(st.integers(0, 10**9), min_size=24, max_size=30), st.integers(2, 97), st.randoms())
def test_revenue_is_the_same_in_any_currency_and_order_of_months(
    amounts: list[int], rate: int, order: object
) -> None:
    last = Month.of(TODAY) - 1
    months = [(last - back, amount) for back, amount in enumerate(amounts)]
    found = revenue_trend(dict(months), TODAY)
    assume(found is not None)
    order.shuffle(months)  # type: ignore[attr-defined]
    other = revenue_trend({month: amount * rate for month, amount in months}, TODAY)
    assert sound(found) == sound(other)


@given(st.integers(1, 60), st.integers(3, 12), st.integers(0, 300), st.integers(0, 300), st.integers(0, 5000))
def test_a_nearer_last_order_never_harms_and_the_calendar_does_not_matter(
    usual: int, orders: int, waits: int, longer: int, shift: int
) -> None:
    def habit(days: int, today: date) -> FactorScore | None:
        bought = [today - timedelta(days=days + usual * back) for back in range(orders)]
        return order_habit(order_rhythm(bought, today))

    near, far = habit(waits, TODAY), habit(waits + longer, TODAY)
    assume(near is not None and far is not None)
    assert sound(near) >= sound(far)
    assert sound(habit(waits, TODAY - timedelta(days=shift))) == sound(near)


@given(SHARES, SHARES, SHARES | st.none())
def test_a_greater_share_of_the_wallet_never_harms(
    one: Decimal, other: Decimal, before: Decimal | None
) -> None:
    low, high = sorted((one, other))
    assert sound(wallet_share(low, before, TODAY)) <= sound(wallet_share(high, before, TODAY))
    assert wallet_share(low, before, None).score == wallet_share(low, before, TODAY).score  # type: ignore[union-attr]


EVERYBODY = st.builds(
    RelationPerson,
    id=st.uuids(),
    name=st.text(max_size=5),
    roles=st.frozensets(st.sampled_from(BuyingRole), max_size=2),
    circle=st.sampled_from(Circle) | st.none(),
    attitude=st.sampled_from(Attitude) | st.none(),
    influence=st.integers(1, 5) | st.none(),
    placeholder=st.just(False),
)
MET = st.lists(
    st.builds(Contact, EVERYBODY, norm=st.integers(1, 120), days=st.integers(0, 400)), min_size=1, max_size=6
)
SOME = st.lists(EVERYBODY, min_size=1, max_size=6, unique_by=lambda each: each.id)


@given(SOME, st.randoms())
def test_people_do_not_depend_on_names_or_on_their_order(people: list[RelationPerson], order: object) -> None:
    others = [each._replace(name="X", id=UUID(int=number)) for number, each in enumerate(people)]
    order.shuffle(others)  # type: ignore[attr-defined]
    assert sound(relations(people)) == sound(relations(others))


@given(MET, st.randoms())
def test_contact_does_not_depend_on_names_or_on_their_order(people: list[Contact], order: object) -> None:
    others = [each._replace(person=each.person._replace(name="X")) for each in people]
    order.shuffle(others)  # type: ignore[attr-defined]
    assert sound(contact_kept(people)) == sound(contact_kept(others))


@given(MET, st.integers(0, 5), st.integers(1, 400))
def test_who_was_met_later_never_harms(people: list[Contact], which: int, later: int) -> None:
    at = which % len(people)
    met = [*people[:at], people[at]._replace(days=max(0, people[at].days - later)), *people[at + 1 :]]
    assert sound(contact_kept(met)) >= sound(contact_kept(people))


@given(SOME, st.integers(0, 5))
def test_whose_decider_is_known_never_stands_worse(people: list[RelationPerson], which: int) -> None:
    at = which % len(people)
    decider = people[at]._replace(roles=people[at].roles | {BuyingRole.DECIDER})
    assert sound(relations([*people[:at], decider, *people[at + 1 :]])) >= sound(relations(people))


COMPLAINTS = st.lists(
    st.builds(
        HealthComplaint,
        id=st.uuids(),
        number=st.just("K-1"),
        kind=st.sampled_from(ComplaintKind),
        severity=st.sampled_from(Severity),
        received_on=st.dates(TODAY - timedelta(days=500), TODAY),
        ended_on=st.dates(TODAY - timedelta(days=500), TODAY) | st.none(),
        breached=st.booleans(),
        line=st.sampled_from([None, *(ComplaintProduct(UUID(int=n), f"Line {n}") for n in (1, 2))]),
    ),
    max_size=6,
)


@given(COMPLAINTS, st.integers(0, 5), st.randoms())
def test_to_close_a_complaint_or_to_keep_its_norm_never_harms(
    found: list[HealthComplaint], which: int, order: object
) -> None:
    whole = sound(complaints(found, TODAY, in_touch=True))
    shuffled = list(found)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert sound(complaints(shuffled, TODAY, in_touch=True)) == whole
    if found:
        at = which % len(found)
        for better in (found[at]._replace(ended_on=TODAY), found[at]._replace(breached=False)):
            assert sound(complaints([*found[:at], better, *found[at + 1 :]], TODAY, in_touch=True)) >= whole


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    """Somebody's answer of the last year, or their silence."""
    measure = draw(st.sampled_from(SurveyMeasure))
    score = draw(st.integers(*TOP[measure]) | st.none())
    on = TODAY - timedelta(days=draw(st.integers(0, 300)))
    return Asked(draw(st.uuids()), draw(st.uuids()), measure, score, on, draw(st.integers(1, 5) | st.none()))


@given(st.lists(asked(), min_size=1, max_size=6, unique_by=lambda each: each.person), st.randoms())
def test_a_better_answer_never_harms_and_an_old_one_says_nothing(words: list[Asked], order: object) -> None:
    whole = sound(satisfaction(words, TODAY))
    first, *others = words
    if first.score is not None and first.score < TOP[first.measure][1]:
        assert sound(satisfaction([replace(first, score=first.score + 1), *others], TODAY)) >= whole
    forgotten = replace(first, id=UUID(int=1), on=TODAY - timedelta(days=366), score=TOP[first.measure][0])
    more = [*words, forgotten]
    order.shuffle(more)  # type: ignore[attr-defined]
    assert sound(satisfaction(more, TODAY)) == whole


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_promise_that_is_kept_never_harms(kept: int, counted: int) -> None:
    assume(kept <= counted)
    whole = sound(promises_kept(KeptRate(kept, counted)))
    assert sound(promises_kept(KeptRate(kept + 1, counted + 1))) >= whole
    assert sound(promises_kept(KeptRate(kept, counted + 1))) <= whole
    assert sound(promises_kept(KeptRate(kept * 3, counted * 3))) == whole
