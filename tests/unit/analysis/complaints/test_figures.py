"""Figures about complaints: every one is made of its complaints, none is lost and none counts twice."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.complaints.causes import pareto_of_causes, repeat_causes, repeats_at_clients
from kam.analysis.complaints.clients import Course, worst_clients
from kam.analysis.complaints.cost import cost_figures, money_at_risk
from kam.analysis.complaints.facts import Compensated, ComplaintFact, Span, Timing
from kam.analysis.complaints.norms import by_month, norm_figures
from kam.analysis.complaints.slices import sliced
from kam.core.periods import Month
from kam.core.vocabulary import CompensationKind, ComplaintKind, Severity

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
KEPT, RUNNING = Timing(kept=True, used=60), Timing(None, None)
CLIENTS = [UUID(int=900 + number) for number in range(4)]
LINES = [UUID(int=800 + number) for number in range(3)]


def fact(number: int = 1, **values: object) -> ComplaintFact:
    """A complaint answered in time, unless said otherwise."""
    usual = ComplaintFact(
        UUID(int=number),
        CLIENTS[0],
        ComplaintKind.QUALITY,
        Severity.NORMAL,
        date(2026, 3, 2),
        None,
        None,
        "",
        "",
        reopened=False,
        acknowledgement=KEPT,
        first_response=KEPT,
        resolution=RUNNING,
    )
    return usual._replace(**values)  # type: ignore[arg-type]


timings = st.builds(Timing, st.sampled_from([None, False]), st.none()) | st.builds(
    Timing, st.booleans(), st.integers(0, 10**12)
)


@st.composite
def histories(draw: st.DrawFn) -> list[ComplaintFact]:
    """Some complaints of a year."""
    found = []
    for number in range(draw(st.integers(1, 25))):
        received = draw(st.dates(YEAR.since, YEAR.until))
        ended = draw(st.none() | st.integers(0, 60).map(timedelta))
        found.append(
            fact(
                number,
                account_id=draw(st.sampled_from(CLIENTS)),
                kind=draw(st.sampled_from(list(ComplaintKind))),
                severity=draw(st.sampled_from(list(Severity))),
                received_on=received,
                ended_on=None if ended is None else received + ended,
                product_line_id=draw(st.none() | st.sampled_from(LINES)),
                cause=draw(st.sampled_from(["", "Дозатор", "дозатор.", "Упаковка"])),
                acknowledgement=draw(timings),
                first_response=draw(timings),
                resolution=draw(timings),
            )
        )
    return found


@pytest.mark.slow
@given(histories())
def test_slices_hold_every_complaint_once_and_add_up(facts: list[ComplaintFact]) -> None:
    for slices in (
        sliced(facts, lambda one: one.kind),
        sliced(facts, lambda one: one.product_line_id),
        pareto_of_causes(facts),
    ):
        assert sorted(each for one in slices for each in one.ids) == sorted(one.id for one in facts)
        known = [one.count for one in slices if one.key is not None]
        assert known == sorted(known, reverse=True)
        assert slices[0].vital is (slices[0].key is not None)
        assert slices[-1].cumulative == 1
        assert all(one.key is not None for one in slices[:-1])


@given(histories())
def test_months_and_clients_hold_every_complaint_once(facts: list[ComplaintFact]) -> None:
    everyone = sorted(one.id for one in facts)
    months = by_month(facts, YEAR)
    clients = worst_clients(facts, YEAR, before=[])

    assert len(months) == 12
    assert sorted(each for month in months for each in month.ids) == everyone
    assert sorted(each for client in clients for each in client.ids) == everyone
    assert [client.weight for client in clients] == sorted((one.weight for one in clients), reverse=True)
    assert all(sum(client.months) == len(client.ids) for client in clients)


@given(histories())
def test_a_norm_is_kept_missed_or_still_running(facts: list[ComplaintFact]) -> None:
    for figure in norm_figures(facts).all:
        assert not set(figure.kept) & set(figure.missed)
        assert set(figure.stopped) >= set(figure.kept)
        assert (figure.middle is None) is not bool(figure.stopped)
        assert figure.share is None or 0 <= figure.share <= 1


@pytest.mark.slow
@given(histories())
def test_repeats_tell_only_of_what_came_twice(facts: list[ComplaintFact]) -> None:
    found = [(one.ids, one.returned) for one in repeat_causes(facts)]
    found += [(one.ids, one.returned) for one in repeats_at_clients(facts)]
    for ids, returned in found:
        assert len(ids) >= 2
        assert set(returned) < set(ids)
        assert ids[0] not in returned


@given(st.dates(date(2020, 1, 1), date(2027, 1, 1)), st.integers(0, 500))
def test_the_span_before_ends_the_day_before(since: date, days: int) -> None:
    span = Span(since, since + timedelta(days=days))

    assert span.before.until == since - timedelta(days=1)
    assert abs(span.before.days - span.days) <= 3


def test_whole_months_are_compared_with_as_many_whole_months() -> None:
    assert Span(date(2026, 3, 1), date(2026, 4, 30)).before == Span(date(2026, 1, 1), date(2026, 2, 28))
    assert Span(date(2026, 3, 2), date(2026, 3, 3)).before == Span(date(2026, 2, 28), date(2026, 3, 1))
    assert YEAR.before == Span(date(2025, 1, 1), date(2025, 12, 31))
    with pytest.raises(ValueError, match="before it begins"):
        Span(YEAR.until, YEAR.since)


def test_the_vital_few_are_those_that_bring_eighty_of_a_hundred() -> None:
    kinds = [ComplaintKind.QUALITY] * 7 + [ComplaintKind.DELIVERY] * 2 + [ComplaintKind.OTHER]
    slices = sliced(
        [fact(number, kind=kind) for number, kind in enumerate(kinds)],
        lambda one: one.kind,
        before=[fact(99, kind=ComplaintKind.DELIVERY)],
    )

    assert [(one.key, one.count, one.vital, one.before) for one in slices] == [
        (ComplaintKind.QUALITY, 7, True, 0),
        (ComplaintKind.DELIVERY, 2, True, 1),
        (ComplaintKind.OTHER, 1, False, 0),
    ]
    assert [one.cumulative for one in slices] == [Decimal("0.7"), Decimal("0.9"), Decimal(1)]


def test_an_overrun_clock_counts_as_missed_before_anybody_answers() -> None:
    figures = norm_figures(
        [
            fact(1, first_response=Timing(kept=True, used=3_000_000)),
            fact(2, first_response=Timing(kept=False, used=9_000_000)),
            fact(3, first_response=Timing(kept=False, used=None)),
            fact(4, first_response=RUNNING),
        ]
    ).first_response

    assert (figures.kept, figures.missed) == ((UUID(int=1),), (UUID(int=2), UUID(int=3)))
    assert figures.share == Decimal("0.333333")
    assert figures.middle == timedelta(seconds=6)
    assert norm_figures([]).resolution.share is None


def test_a_cause_written_another_way_is_the_same_and_returns_after_its_cure() -> None:
    march, april, may = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
    facts = [
        fact(1, cause="Дозатор не откалиброван", received_on=march, ended_on=april),
        fact(2, cause="дозатор, не откалиброван.", received_on=march + timedelta(days=9)),
        fact(3, cause="ДОЗАТОР  НЕ ОТКАЛИБРОВАН", received_on=may, account_id=CLIENTS[1]),
        fact(4, cause="Упаковка"),
    ]

    [found] = repeat_causes(facts)

    assert found.cause == "Дозатор не откалиброван"
    assert [each.int for each in found.ids] == [1, 2, 3]
    assert [each.int for each in found.returned] == [3]
    assert (found.clients, found.first_on, found.last_on) == (2, march, may)


def test_what_is_worse_for_a_client_weighs_more_than_what_is_frequent() -> None:
    facts = [fact(1, account_id=CLIENTS[0], severity=Severity.CRITICAL)]
    facts += [fact(number, account_id=CLIENTS[1], severity=Severity.LOW) for number in range(2, 5)]
    before = [fact(9, account_id=CLIENTS[1], severity=Severity.HIGH)]

    worst, frequent = worst_clients(facts, YEAR, before=before, costs={UUID(int=1): 500})

    assert (worst.account_id, worst.weight, worst.cost, worst.course) == (CLIENTS[0], 8, 500, Course.WORSE)
    assert (frequent.weight, frequent.weight_before, frequent.course) == (3, 4, Course.BETTER)
    assert worst_clients(facts, YEAR, most=1)[0].course is Course.UNKNOWN


def test_what_is_not_known_is_in_no_sum() -> None:
    cost = cost_figures(
        [
            Compensated(UUID(int=1), CompensationKind.DISCOUNT, 300),
            Compensated(UUID(int=2), CompensationKind.DISCOUNT, 200),
            Compensated(UUID(int=2), CompensationKind.REPLACEMENT, 900),
            Compensated(UUID(int=3), CompensationKind.REFUND, None),
        ]
    )
    assert (cost.minor, [line.minor for line in cost.lines]) == (1400, [900, 500])
    assert (cost.ids, cost.unknown) == ((UUID(int=1), UUID(int=2)), (UUID(int=3),))

    risk = money_at_risk(
        {CLIENTS[0]: (UUID(int=1),), CLIENTS[1]: (UUID(int=2), UUID(int=3))}, {CLIENTS[1]: 700}
    )
    assert risk.minor == 700
    assert [(line.account_id, line.minor) for line in risk.lines] == [(CLIENTS[1], 700), (CLIENTS[0], None)]
    assert len(risk.ids) == 3


def test_a_month_without_complaints_stands_in_its_place() -> None:
    months = by_month([fact(1)], Span(date(2026, 2, 1), date(2026, 4, 30)))

    assert [(each.month, each.count) for each in months] == [
        (Month(2026, 2), 0),
        (Month(2026, 3), 1),
        (Month(2026, 4), 0),
    ]
