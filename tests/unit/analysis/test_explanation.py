"""Every result that answers "why?" can do so in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from kam.analysis.complaint_clocks import Classified, ComplaintCourse, read_clocks
from kam.analysis.complaint_norms import ComplaintNorms
from kam.analysis.contracts import ContractTerm, contract_window
from kam.analysis.explanation import Reason
from kam.analysis.first_things import (
    ComplaintClock,
    DeciderTrend,
    FirstThingKind,
    NamedWindow,
    WordedPromise,
    first_things,
)
from kam.analysis.key_groups import (
    KeyGroupFacts,
    KeyGroupReason,
    NoGroupReason,
    suggest_key_group,
    why_no_key_group,
)
from kam.analysis.map_checks import MapCheck, MapPerson, check_map
from kam.analysis.promises import Promise
from kam.analysis.ratings import Rated, RatingTrend
from kam.analysis.rhythm import DegreeReason, relationship_degree
from kam.analysis.segments import AbcReason, SegmentReason, abc_classes, abc_reasons, segment_of
from kam.analysis.variation import VariationReason, variation_reasons
from kam.analysis.working_time import WorkCalendar
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import (
    AbcClass,
    Attitude,
    Channel,
    Circle,
    CommitmentStatus,
    Severity,
    Side,
    Term,
)
from kam.core.words import words_for

TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Moscow"))
SOMEBODY = UUID(int=1)


def roubles(minor: int) -> Money:
    return Money(minor, "RUB")


def of_segments() -> Iterator[Reason]:
    standings = abc_classes({UUID(int=1): roubles(80), UUID(int=2): roubles(15), UUID(int=3): roubles(5)})
    first, _, last = standings.values()
    for standing, potential in ((first, 3), (first, 1), (last, 1), (None, 4), (None, None)):
        yield from segment_of(standing, potential, 0).reasons
    yield from segment_of(None, 3, 0, by_hand=AbcClass.A).reasons


def of_classes() -> Iterator[Reason]:
    revenues = {UUID(int=number): roubles(size) for number, size in enumerate((70, 10, 15, 5), 1)}
    for standing in (*abc_classes(revenues).values(), None):
        yield from abc_reasons(standing)


def of_variation() -> Iterator[Reason]:
    for months in ([100] * 12, [100] * 3, [100] * 6 + [-100] * 6):
        yield from variation_reasons([roubles(month) for month in months])


def of_no_group() -> Iterator[Reason]:
    whole = roubles(1000)
    for facts in (
        KeyGroupFacts(roubles(1), whole, 36),
        KeyGroupFacts(roubles(1), whole, 2, spend=roubles(5)),
    ):
        assert suggest_key_group(facts) is None
        yield from why_no_key_group(facts)


def of_key_groups() -> Iterator[Reason]:
    whole = roubles(1000)
    for facts in (
        KeyGroupFacts(roubles(200), whole, 36),
        KeyGroupFacts(roubles(0), whole, None, potential=5),
        KeyGroupFacts(roubles(1), whole, 2, spend=roubles(500)),
        KeyGroupFacts(
            roubles(9), whole, 36, spend=roubles(500), our_part=roubles(9), competitor_part=roubles(99)
        ),
    ):
        suggestion = suggest_key_group(facts)
        assert suggestion is not None
        yield from suggestion.reasons


def of_degrees() -> Iterator[Reason]:
    long_ago, lately = date(2024, 1, 9), date(2026, 11, 1)
    for orders in ([], [lately], [long_ago, date(2024, 2, 9)], [long_ago, lately]):
        yield relationship_degree(orders, TODAY).reason
    yield relationship_degree((), TODAY, totals=[Month(2026, 10)]).reason


def of_the_map() -> Iterator[Reason]:
    def person(name: str, touched: int | None, attitude: Attitude, *, placeholder: bool = False) -> MapPerson:
        return MapPerson(
            SOMEBODY,
            name,
            TODAY - timedelta(days=99),
            circle=Circle.CORE,
            attitude=attitude,
            influence=5,
            touched_on=TODAY - timedelta(days=touched) if touched is not None else None,
            placeholder=placeholder,
        )

    opponent = person("Safina", 34, Attitude.OPPONENT)
    silent = person("Ratnikov", None, Attitude.NEUTRAL)
    vacant = person("Head of security", None, Attitude.NEUTRAL, placeholder=True)
    for people in ([opponent, silent, vacant], []):
        yield from (finding.reason for finding in check_map(people, TODAY))


def of_first_things() -> Iterator[Reason]:
    def clock(received: datetime) -> ComplaintClock:
        course = ComplaintCourse(received, (Classified(received, Channel.EMAIL, Severity.HIGH),))
        clocks = read_clocks(course, ComplaintNorms(), WorkCalendar(ZoneInfo("Europe/Moscow")), AT)
        return ComplaintClock(SOMEBODY, "K-2026-0047", clocks.resolution)

    def window(notice: int | None) -> NamedWindow:
        found = contract_window(ContractTerm(SOMEBODY, TODAY + timedelta(days=37), notice), TODAY)
        assert found is not None
        return NamedWindow("14/25", found)

    promise = Promise(SOMEBODY, Side.OURS, CommitmentStatus.OPEN, date(2026, 11, 20))
    things = first_things(
        AT,
        clocks=[clock(AT - timedelta(days=30)), clock(AT - timedelta(days=4, hours=20))],
        promises=[WordedPromise(promise, "test record")],
        deciders=[DeciderTrend(SOMEBODY, "Levashova", RatingTrend(Rated(TODAY, 0), Rated(TODAY, 1)))],
        windows=[window(None), window(30)],
        limit=9,
    )
    yield from (thing.reason for thing in things)


@pytest.mark.parametrize(
    ("reasons", "vocabulary"),
    [
        (of_segments, SegmentReason),
        (of_classes, AbcReason),
        (of_variation, VariationReason),
        (of_key_groups, KeyGroupReason),
        (of_no_group, NoGroupReason),
        (of_degrees, DegreeReason),
        (of_the_map, MapCheck),
        (of_first_things, FirstThingKind),
    ],
)
def test_every_reason_brings_the_values_of_its_sentence(
    reasons: Callable[[], Iterator[Reason]], vocabulary: type[Term]
) -> None:
    said = list(reasons())
    assert {reason.code for reason in said} == set(vocabulary)
    for language in ("ru", "en"):
        for reason in said:
            sentence = words_for(language).of(reason.code.label, **reason.places)
            assert not re.search(r"[{}]|None", sentence)


def test_a_reason_keeps_its_values_by_name_and_cannot_be_changed() -> None:
    reason = Reason.of(DegreeReason.MONTHS, bought=9, months=12)
    assert dict(reason.places) == {"bought": 9, "months": 12}
    assert reason == Reason.of(DegreeReason.MONTHS, bought=9, months=12)
    with pytest.raises(TypeError):
        reason.places["bought"] = 12  # type: ignore[index]
