"""Health as a key account manager says it aloud, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kam.analysis.explanation import Reason, Value
from kam.analysis.health.churn import ChurnReason
from kam.analysis.health.money import MoneyReason
from kam.analysis.health.people import PeopleReason
from kam.analysis.health.saying import HealthTeller
from kam.analysis.health.score import FactorScore, Health, HealthFactor, Moved, Part, health_of
from kam.analysis.health.trust import TrustReason
from kam.core.formats import Formats
from kam.core.periods import Month
from kam.core.words import words_for
from tests import health


def teller(language: str) -> HealthTeller:
    return HealthTeller(words_for(language), Formats(language))


def test_the_sentence_names_what_pulled_it_down_and_why() -> None:
    row = health.falling()
    assert teller("ru").spoken(row.health, row.month_ago) == (
        "64: вниз потянули ритм заказов (46 дней без заказа) и рекламации (норма нарушена по К-2026-0043)"
    )
    assert teller("en").spoken(row.health, row.month_ago) == (
        "64: order rhythm (46 days without an order) and complaints (К-2026-0043 is past its norm)"
        " pulled it down"
    )


def test_a_score_that_rose_names_what_pulled_it_up() -> None:
    row = health.falling()
    assert teller("ru").spoken(row.month_ago, row.health) == (
        "85: вверх потянули ритм заказов (последний заказ 18 дней назад) и рекламации (К-2026-0043 закрыта)"
    )


@pytest.mark.parametrize(
    ("factor", "sentence"),
    [
        (HealthFactor.REVENUE, "20: вниз потянула динамика выручки"),
        (HealthFactor.RHYTHM, "20: вниз потянул ритм заказов"),
        (HealthFactor.PEOPLE, "20: вниз потянули люди"),
    ],
)
def test_one_factor_alone_is_spoken_of_in_its_gender(factor: HealthFactor, sentence: str) -> None:
    assert teller("ru").spoken(_alone(factor, 20), _alone(factor, 60)).startswith(sentence)


def _alone(factor: HealthFactor, points: int) -> Health:
    reason = Reason.of(PeopleReason.ATTITUDE, value=0)
    found = health_of([FactorScore(factor, (Part(reason, points, 100),))])
    assert found is not None
    return found


def test_a_score_that_did_not_move_says_what_it_lacks_most() -> None:
    row = health.idle()
    assert teller("ru").spoken(row.health, row.month_ago) == (
        "34: больше всего теряют люди (отношение −1,0) и контакт (без контакта: Соболева И. П.)"
    )


def test_a_full_score_and_an_unknown_one_have_their_sentences() -> None:
    full = _alone(HealthFactor.PEOPLE, 100)
    assert teller("ru").spoken(full, full) == "100: все баллы на месте"
    assert teller("ru").spoken(None, None) == "О здоровье клиента пока ничего не известно"


def test_what_moved_is_told_factor_by_factor_and_adds_up() -> None:
    row = health.falling()
    assert [teller("ru").moved(each) for each in row.moved][2] == "Люди −5: потерян союзник"
    assert sum(each.points for each in row.moved) == row.change


@pytest.mark.parametrize(
    ("score", "silent", "text"),
    [(40, 0, "оценки ниже"), (90, 0, "оценки выше"), (90, 1, "оценки выше"), (40, 1, "ответили 1, молчат 1")],
)
def test_answers_move_it_by_what_they_say_and_silence_by_itself(score: int, silent: int, text: str) -> None:
    def answered(score: int, silent: int) -> FactorScore:
        reason = Reason.of(TrustReason.ANSWERS, answers=1, silent=silent)
        return FactorScore(HealthFactor.SATISFACTION, (Part(reason, score, 100),))

    before = answered(70, 0)
    moved = Moved(HealthFactor.SATISFACTION, score - 70, before, answered(score, silent))
    assert teller("ru").cause(moved) == text


def test_what_would_raise_it_is_advice_with_points() -> None:
    found = health.falling().health
    assert found is not None
    assert teller("ru").would_raise(found) == [
        ("Получить следующий заказ", 8),
        ("Улучшить отношение влиятельных людей", 6),
        ("Закрыть рекламацию К-2026-0043", 6),
    ]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_reason_has_words_of_its_own_in_short_and_as_advice(language: str) -> None:
    said = teller(language)
    values: dict[str, Value] = {
        "change": -1,
        "months": 12,
        "month": Month(2026, 10),
        "without": 2,
        "line": "Film",
        "days": 46,
        "usual": 20,
        "share": 1,
        "before": 1,
        "names": "N",
        "value": 1,
        "kept": 1,
        "people": 2,
        "number": "K-1",
        "kind": "quality",
        "count": 2,
        "answers": 1,
        "silent": 1,
        "counted": 2,
    }
    for code in (*MoneyReason, *PeopleReason, *TrustReason):
        reason = Reason.of(code, **values)
        assert "{" not in said.reasons.sentence(reason)
        assert "{" not in said.short(reason)


def test_months_without_purchases_are_said_in_short() -> None:
    def short(without: int) -> str:
        reason = Reason.of(MoneyReason.MONTHS, month=Month(2026, 5), usual=2, without=without)
        return teller("ru").short(reason).replace("\u00a0", " ")

    assert short(5) == "5 месяцев без закупок"
    assert short(0) == "последние закупки: май 2026"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_factor_that_is_not_known_says_how_to_make_it_known(language: str) -> None:
    assert len({teller(language).how_known(each) for each in HealthFactor}) == len(HealthFactor)


def test_signs_of_leaving_count_in_the_right_plural() -> None:
    said = teller("ru").reasons
    fell = [said.sentence(Reason.of(ChurnReason.FELL, points=points)) for points in (1, 3, 12)]
    assert fell == [
        "Здоровье за три месяца упало на 1 балл",
        "Здоровье за три месяца упало на 3 балла",
        "Здоровье за три месяца упало на 12 баллов",
    ]


@pytest.mark.parametrize(
    ("points", "change", "cause"),
    [(-3, "0.02", "рост замедлился: +2\u00a0%"), (3, "-0.05", "падение замедлилось: −5\u00a0%")],
)
def test_revenue_may_move_health_against_its_own_direction(points: int, change: str, cause: str) -> None:
    now, before = 50, 50 - points
    found = [
        FactorScore(
            HealthFactor.REVENUE,
            (Part(Reason.of(MoneyReason.YEAR, change=Decimal(change), months=12), score, 100),),
        )
        for score in (before, now)
    ]
    assert teller("ru").cause(Moved(HealthFactor.REVENUE, points, found[0], found[1])) == cause


def test_contact_that_got_better_is_not_told_by_who_still_waits() -> None:
    late = Reason.of(PeopleReason.NEGLECTED, names="Ann", kept=1, people=2)
    before, now = (FactorScore(HealthFactor.CONTACT, (Part(late, points, 100),)) for points in (20, 80))
    assert teller("ru").cause(Moved(HealthFactor.CONTACT, 6, before, now)) == "лучше прежнего: в норме 1 из 2"
    assert teller("ru").cause(Moved(HealthFactor.CONTACT, -6, now, before)) == "без контакта: Ann"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (TrustReason.OPEN, "K-1 weighs less than before"),
        (TrustReason.BREACHED, "K-1 weighs less than before"),
        (TrustReason.REPEATED, "less often than before: quality"),
        (TrustReason.REPEATED_OF_LINE, "less often than before: quality, “Film”"),
    ],
)
def test_a_complaint_that_takes_less_than_it_did_pulls_up(code: TrustReason, said: str) -> None:
    reason = Reason.of(code, number="K-1", kind="quality", line="Film")
    before, now = (FactorScore(HealthFactor.COMPLAINTS, (Part(reason, -points, 0),)) for points in (40, 12))
    assert teller("en").cause(Moved(HealthFactor.COMPLAINTS, 4, before, now)) == said


def test_attitudes_that_are_rated_for_the_first_time_neither_fell_nor_rose() -> None:
    rated = Part(Reason.of(PeopleReason.ATTITUDE, value=Decimal("-1.5")), 8, 60)
    decider = Reason.of(PeopleReason.DECIDER, names="Ann")
    before = FactorScore(HealthFactor.PEOPLE, (Part(decider, 100, 100),))
    now = FactorScore(HealthFactor.PEOPLE, (Part(decider, 40, 40), rated))
    assert teller("en").cause(Moved(HealthFactor.PEOPLE, -9, before, now)) == "attitude −1.5"


def test_silence_is_told_of_purchases_for_of_many_clients_no_orders_are_known() -> None:
    silent = Reason.of(ChurnReason.SILENT, days=236, usual=Decimal(31))
    assert teller("ru").reasons.sentence(silent) == "Последняя закупка 236 дней назад, обычно раз в 31 дн."
