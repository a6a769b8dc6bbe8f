"""What people say of us, counted: camps, figures, the last word of each, silence."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.satisfaction import (
    SPAN,
    Camp,
    Figure,
    Word,
    camp_of,
    course_of,
    drivers_of,
    figure_of,
    latest_words,
)
from kam.core.vocabulary import SatisfactionDriver, SurveyMeasure, SurveyStatus

TODAY = date(2026, 11, 23)
ACCOUNT = uuid4()
NPS, CSAT, CES = SurveyMeasure.NPS, SurveyMeasure.CSAT, SurveyMeasure.CES


def word(
    score: int | None,
    measure: SurveyMeasure = NPS,
    *,
    person: UUID | None = None,
    days: int = 10,
    asked: bool = False,
    driver: SatisfactionDriver | None = None,
    of: UUID | None = None,
) -> Word:
    silence = SurveyStatus.ASKED if asked else SurveyStatus.SILENT
    return Word(
        id=uuid4(),
        account=ACCOUNT,
        person=person or uuid4(),
        measure=measure,
        status=silence if score is None else SurveyStatus.ANSWERED,
        score=score,
        on=TODAY - timedelta(days=days),
        driver=driver,
        round=of,
    )


@pytest.mark.parametrize(
    ("measure", "detractors", "passives", "promoters"),
    [
        (NPS, range(7), (7, 8), (9, 10)),
        (CSAT, (1, 2), (3,), (4, 5)),
        (CES, (1, 2, 3), (4,), (5, 6, 7)),
    ],
)
def test_every_score_of_a_scale_is_in_its_camp(
    measure: SurveyMeasure, detractors: range, passives: tuple[int, ...], promoters: tuple[int, ...]
) -> None:
    low, high = SPAN[measure]
    assert [*detractors, *passives, *promoters] == list(range(low, high + 1))
    for camp, scores in (
        (Camp.DETRACTOR, detractors),
        (Camp.PASSIVE, passives),
        (Camp.PROMOTER, promoters),
    ):
        assert {camp_of(measure, score) for score in scores} == {camp}


def test_nps_is_promoters_less_detractors_in_points() -> None:
    figure = figure_of(NPS, [word(score) for score in (10, 9, 8, 7, 6, 0, 10, 9, 9, 5)])
    assert (figure.promoters, figure.passives, figure.detractors) == (5, 2, 3)
    assert figure.value == Decimal(20)
    assert figure.mean == Decimal("7.3")


def test_csat_is_the_share_of_fours_and_fives_and_has_its_mean_beside_it() -> None:
    figure = figure_of(CSAT, [word(score, CSAT) for score in (5, 4, 3, 2)])
    assert figure.value == Decimal("0.5")
    assert figure.mean == Decimal("3.5")


def test_ces_is_a_mean() -> None:
    assert figure_of(CES, [word(score, CES) for score in (7, 6, 2)]).value == Decimal(5)


def test_silence_lowers_the_response_and_no_figure() -> None:
    figure = figure_of(NPS, [word(10), word(10), word(None), word(None, asked=True)])
    assert (figure.asked, figure.answered, figure.silent, figure.waiting) == (4, 2, 1, 1)
    assert figure.without_answer == 2
    assert figure.response == Decimal("0.5")
    assert figure.value == Decimal(100)


def test_where_nobody_was_asked_or_answered_nothing_is_claimed() -> None:
    assert figure_of(NPS, [word(5, CSAT)]) == Figure(NPS)
    assert figure_of(NPS, []).response is None
    unanswered = figure_of(NPS, [word(None)])
    assert unanswered.value is None
    assert unanswered.mean is None
    assert unanswered.response == 0


def test_the_last_word_of_each_person_holds_for_a_year() -> None:
    who, gone = uuid4(), uuid4()
    before, now = word(3, person=who, days=200), word(9, person=who, days=5)
    other = word(4, CSAT, person=who, days=100)
    assert latest_words([now, before, other, word(10, person=gone, days=365)], TODAY) == [other, now]
    assert latest_words([word(8, days=-1)], TODAY) == []


def test_silence_takes_the_place_of_what_was_said_but_being_asked_does_not() -> None:
    silent, asked = uuid4(), uuid4()
    said = word(9, person=asked, days=90)
    quiet = word(None, person=silent, days=5)
    words = [word(10, person=silent, days=90), quiet, said, word(None, person=asked, days=5, asked=True)]
    assert latest_words(words, TODAY) == [said, quiet]
    alone = word(None, asked=True)
    assert latest_words([alone], TODAY) == [alone]


def test_a_course_has_a_point_a_round_and_one_a_month_for_the_rest() -> None:
    spring, autumn = uuid4(), uuid4()
    words = [
        word(6, days=200, of=spring),
        word(10, days=198, of=spring),
        word(10, days=20, of=autumn),
        word(None, days=20, of=autumn),
        word(0, days=100),
        word(10, days=100),
        word(None, days=60),
        word(5, CSAT, days=1),
    ]
    points = course_of(NPS, words)
    assert [(point.round, point.figure.value, point.figure.without_answer) for point in points] == [
        (spring, Decimal(0), 0),
        (None, Decimal(0), 0),
        (autumn, Decimal(100), 1),
    ]
    assert points[0].on == TODAY - timedelta(days=200)


def test_what_most_detractors_name_comes_first_and_what_is_not_named_last() -> None:
    quality, trust = SatisfactionDriver.QUALITY, SatisfactionDriver.TRUST
    words = [
        word(10, driver=trust),
        word(9, driver=trust),
        word(2, driver=quality),
        word(1),
        word(1),
        word(None, driver=trust),
    ]
    shares = drivers_of(words)
    assert [(share.driver, share.count, share.detractors) for share in shares] == [
        (quality, 1, 1),
        (trust, 2, 0),
        (None, 2, 2),
    ]


@given(st.lists(st.one_of(st.none(), st.integers(0, 10)), max_size=60))
def test_nps_lies_between_its_ends_and_nobody_is_lost(scores: list[int | None]) -> None:
    figure = figure_of(NPS, [word(score) for score in scores])
    assert figure.asked == len(scores)
    assert figure.answered + figure.silent + figure.waiting == figure.asked
    if figure.value is not None:
        assert -100 <= figure.value <= 100
