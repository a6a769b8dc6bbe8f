"""What the people of a portfolio say: one word each, silence counted."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.health.portfolio_voices import voices_of
from kam.analysis.satisfaction import Camp, Word
from kam.core.vocabulary import SatisfactionDriver, SurveyMeasure, SurveyStatus

DAY = date(2026, 11, 24)
NPS, CSAT = SurveyMeasure.NPS, SurveyMeasure.CSAT
QUALITY, TRUST = SatisfactionDriver.QUALITY, SatisfactionDriver.TRUST


def said(
    person: int,
    score: int | None,
    days: int = 120,
    *,
    measure: SurveyMeasure = NPS,
    driver: SatisfactionDriver | None = None,
    number: int | None = None,
) -> Word:
    status = SurveyStatus.SILENT if score is None else SurveyStatus.ANSWERED
    on = DAY - timedelta(days=days)
    return Word(UUID(int=number or person), UUID(int=1), UUID(int=person), measure, status, score, on, driver)


def test_promoters_less_critics() -> None:
    found = voices_of([said(1, 9), said(2, 10), said(3, 8), said(4, 6)], DAY)
    assert found.nps == 25
    assert [len(found.of(camp)) for camp in (Camp.DETRACTOR, Camp.PASSIVE, Camp.PROMOTER)] == [1, 1, 2]
    assert [len(mark) for mark in found.marks] == [0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 1]


def test_silence_is_counted_and_no_mark() -> None:
    found = voices_of([said(1, 9), said(2, None)], DAY)
    assert (found.nps, found.answered, found.asked) == (100, 1, 2)


def test_of_one_person_the_latest_word_counts() -> None:
    found = voices_of([said(1, 3, 90, number=1), said(1, 9, 60, number=2)], DAY)
    assert (found.nps, found.asked) == (100, 1)


def test_the_change_is_against_what_was_said_a_quarter_ago() -> None:
    found = voices_of([said(1, 6), said(1, 9, 5, number=3), said(2, 9)], DAY)
    assert (found.nps, found.change) == (100, 100)
    assert voices_of([said(1, 9, 5)], DAY).change is None


def test_a_word_older_than_a_year_is_none() -> None:
    assert voices_of([said(1, 9, 366)], DAY).asked == 0
    assert voices_of([], DAY).nps is None


def test_drivers_are_told_on_one_scale() -> None:
    found = voices_of(
        [
            said(1, 5, measure=CSAT, driver=QUALITY),
            said(2, 5, driver=QUALITY),
            said(2, 10, 5, driver=QUALITY, number=4),
            said(3, 1, measure=CSAT, driver=TRUST),
        ],
        DAY,
    )
    assert [(each.driver, each.mean, each.count, each.change) for each in found.drivers] == [
        (QUALITY, 100, 2, 25),
        (TRUST, 0, 1, 0),
    ]


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 10) | st.none(), st.integers(0, 400))))
def test_everybody_counts_once(heard: list[tuple[int, int | None, int]]) -> None:
    words = [said(person, score, days, number=100 + at) for at, (person, score, days) in enumerate(heard)]
    found = voices_of(words, DAY)
    assert found.answered <= found.asked <= len({word.person for word in words})
    assert sum(len(found.of(camp)) for camp in Camp) == found.answered
    assert found.nps is None or -100 <= found.nps <= 100
