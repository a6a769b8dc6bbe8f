"""Complaints, satisfaction and our promises."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.health.score import FactorScore
from kam.analysis.health.trust import (
    Asked,
    ComplaintProduct,
    HealthComplaint,
    TrustReason,
    complaints,
    promises_kept,
    satisfaction,
)
from kam.analysis.promises import KeptRate
from kam.analysis.reason_words import ReasonTeller
from kam.core.formats import Formats
from kam.core.vocabulary import ComplaintKind, Severity, SurveyMeasure
from kam.core.words import words_for

TODAY = date(2026, 11, 24)


def complaint(
    number: int = 1,
    severity: Severity = Severity.NORMAL,
    *,
    days: int = 5,
    ended: int | None = None,
    breached: bool = False,
    kind: ComplaintKind = ComplaintKind.QUALITY,
    line: ComplaintProduct | None = None,
) -> HealthComplaint:
    return HealthComplaint(
        UUID(int=number),
        f"K-{number}",
        kind,
        severity,
        TODAY - timedelta(days=days),
        None if ended is None else TODAY - timedelta(days=ended),
        breached,
        line,
    )


def score(*found: HealthComplaint) -> int:
    factor = complaints(found, TODAY, in_touch=True)
    assert factor is not None
    return factor.score


@pytest.mark.parametrize(
    ("found", "points"),
    [
        ((), 100),
        ((complaint(),), 88),
        ((complaint(severity=Severity.CRITICAL),), 60),
        ((complaint(severity=Severity.CRITICAL, breached=True),), 40),
        ((complaint(ended=1),), 100),
        ((complaint(1, ended=1), complaint(2, ended=1)), 90),
        ((complaint(1, ended=1), complaint(2, ended=1, kind=ComplaintKind.DELIVERY)), 100),
        (tuple(complaint(each, Severity.CRITICAL) for each in range(9)), 0),
        ((complaint(days=-1),), 100),
    ],
    ids=["none", "open", "critical", "breached", "closed", "repeated", "two causes", "nine", "to come"],
)
def test_open_and_repeated_complaints_take_points(found: tuple[HealthComplaint, ...], points: int) -> None:
    assert score(*found) == points


def test_of_a_client_nobody_hears_from_no_complaint_says_nothing() -> None:
    assert complaints([], TODAY, in_touch=False) is None


def test_each_complaint_is_named_and_the_parts_are_the_score() -> None:
    factor = complaints([complaint(1, breached=True), complaint(2)], TODAY, in_touch=True)
    assert factor is not None
    assert [part.reason.code for part in factor.parts] == [
        TrustReason.START,
        TrustReason.BREACHED,
        TrustReason.OPEN,
        TrustReason.REPEATED,
    ]
    assert sum(part.points for part in factor.parts) == factor.score == 100 - 18 - 12 - 10


def test_what_came_back_in_two_product_lines_is_told_of_each_by_its_name() -> None:
    lines = [ComplaintProduct(UUID(int=90 + number), name) for number, name in enumerate(("Film", "Tape"))]
    found = [complaint(number, ended=1, line=lines[number % 2]) for number in range(5)]
    factor = complaints(found, TODAY, in_touch=True)
    assert factor is not None
    teller = ReasonTeller(words_for("en"), Formats("en"))
    told = [(teller.sentence(part.reason), part.points) for part in factor.parts[1:]]
    assert told == [
        ("The same cause within a year: quality, “Film”, 3 times", -20),
        ("The same cause within a year: quality, “Tape”, 2 times", -10),
    ]


MANY = st.lists(
    st.builds(
        complaint,
        st.integers(1, 99),
        st.sampled_from(Severity),
        days=st.integers(0, 800),
        breached=st.booleans(),
        kind=st.sampled_from(ComplaintKind),
    ),
    max_size=12,
)


@given(MANY, st.integers(0, 11))
def test_one_complaint_more_never_helps(found: list[HealthComplaint], which: int) -> None:
    assert 0 <= score(*found) <= 100
    if which < len(found):
        assert score(*(each for each in found if each is not found[which])) >= score(*found)


def asked(
    number: int, measure: SurveyMeasure, value: int | None, days: int = 10, influence: int = 3
) -> Asked:
    on = TODAY - timedelta(days=days)
    return Asked(UUID(int=number * 1000 + days), UUID(int=number), measure, value, on, influence)


def pleased(*words: Asked) -> FactorScore:
    found = satisfaction(words, TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("measure", "value", "points"),
    [
        (SurveyMeasure.NPS, 0, 0),
        (SurveyMeasure.NPS, 10, 100),
        (SurveyMeasure.CSAT, 1, 0),
        (SurveyMeasure.CSAT, 3, 50),
        (SurveyMeasure.CES, 7, 100),
        (SurveyMeasure.NPS, None, 40),
    ],
)
def test_every_scale_is_read_on_a_hundred(measure: SurveyMeasure, value: int | None, points: int) -> None:
    assert pleased(asked(1, measure, value)).score == points


def test_the_latest_word_of_each_counts_by_their_influence() -> None:
    nps = SurveyMeasure.NPS
    assert pleased(asked(1, nps, 0, days=40), asked(1, nps, 10, days=5)).score == 100
    assert pleased(asked(1, nps, 10, influence=4), asked(2, nps, 0, influence=1)).score == 80
    assert satisfaction([asked(1, nps, 10, days=400)], TODAY) is None


def test_silence_is_counted_and_told() -> None:
    found = pleased(asked(1, SurveyMeasure.NPS, 10), asked(2, SurveyMeasure.NPS, None))
    assert found.parts[0].reason.places["silent"] == 1
    assert found.score == 70


@pytest.mark.parametrize(("kept", "counted", "points"), [(3, 3, 100), (0, 2, 0), (18, 21, 86)])
def test_promises_are_worth_their_rate(kept: int, counted: int, points: int) -> None:
    found = promises_kept(KeptRate(kept, counted))
    assert found is not None
    assert found.score == points


def test_who_promised_nothing_is_not_judged_by_it() -> None:
    assert promises_kept(KeptRate(0, 0)) is None
