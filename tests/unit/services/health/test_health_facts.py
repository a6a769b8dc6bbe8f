"""Every factor of health arrives from stored records, and what is not known is left out."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from kam.analysis.health.churn import ChurnReason, ChurnRisk
from kam.analysis.health.score import WEIGHTS, HealthBand, HealthFactor
from kam.core.periods import Month
from kam.core.vocabulary import (
    Attitude,
    BuyingRole,
    Circle,
    CommitmentStatus,
    InteractionKind,
    InteractionStatus,
    RatingKind,
    ServedBy,
    Severity,
    Side,
    SurveyMeasure,
    SurveyStatus,
)
from kam.models import (
    Account,
    ClientSpend,
    CommitmentShift,
    Contract,
    CurrencyRate,
    Stakeholder,
    SupplierShare,
    SurveyAnswer,
)
from kam.services.settings import HealthPage, save_health_page
from tests.builders import NOW, Office
from tests.complaints import registered
from tests.judged import codes, every, factor, judged, known, ordered, signs, sold

TODAY = date(2026, 11, 23)
TWO_YEARS = Month(2024, 11)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def at_ten(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10)  # noqa: DTZ001 - a planned local time


def met(office: Office, account: Account, ago: int, *people: Stakeholder, **values: object) -> None:
    office.meeting(account, at_ten(days_ago(ago)), *people, status=InteractionStatus.DONE, **values)  # type: ignore[arg-type]


def answered(office: Office, account: Account, ago: int, score: int | None, **values: object) -> SurveyAnswer:
    usual = {
        "account_id": account.id,
        "measure": SurveyMeasure.NPS,
        "status": SurveyStatus.ANSWERED if score is not None else SurveyStatus.SILENT,
        "score": score,
        "on": days_ago(ago),
    }
    return office.add(SurveyAnswer(**usual | values))


# --- money ----------------------------------------------------------------------------------------------


def test_revenue_is_compared_with_the_year_before(office: Office) -> None:
    account = office.account()
    sold(office, account, TWO_YEARS, [100] * 12 + [50] * 12)

    found = known(judged(office, account), HealthFactor.REVENUE)

    assert codes(found) == ["year", "quarter"]
    assert found.parts[0].reason.places["change"] == Decimal("-0.5")
    assert (found.score, found.on) == (0, date(2026, 10, 31))


def test_months_that_nobody_brought_in_are_no_fall(office: Office) -> None:
    account = office.account()
    sold(office, account, Month(2024, 9), [100] * 24)  # up to August: September and October are not known

    found = known(judged(office, account), HealthFactor.REVENUE)

    assert found.parts[0].reason.places["change"] == 0
    assert found.on == date(2026, 8, 31)


def test_a_month_in_which_others_bought_is_a_month_without_a_sale(office: Office) -> None:
    account, other = office.account(), office.account("Другой")
    sold(office, account, Month(2024, 9), [100] * 24)
    sold(office, other, Month(2024, 9), [100] * 26)

    found = known(judged(office, account), HealthFactor.REVENUE)

    assert found.on == date(2026, 10, 31)
    assert found.parts[1].reason.places["change"] == Decimal("-0.666667")


def test_who_is_known_by_sums_of_months_has_a_rhythm_of_months(office: Office) -> None:
    account, other = office.account(), office.account("Другой")
    sold(office, account, Month(2025, 9), [100] * 12)  # the last purchases in August
    sold(office, other, Month(2025, 9), [100] * 14)

    found = known(judged(office, account), HealthFactor.RHYTHM)

    assert codes(found) == ["monthly"]
    assert found.parts[0].reason.places["month"] == Month(2026, 8)
    assert (found.on, found.score) == (date(2026, 8, 31), 42)


def test_who_bought_long_ago_and_comes_back_is_compared_with_the_nothing_between(office: Office) -> None:
    account, other = office.account(), office.account("Другой")
    sold(office, account, Month(2022, 1), [100])
    sold(office, account, Month(2026, 8), [100] * 3)
    sold(office, other, Month(2022, 1), [1] * 58)

    assert "from_nothing" in codes(known(judged(office, account), HealthFactor.REVENUE))


def test_a_sum_without_a_rate_is_not_known_and_no_zero(office: Office) -> None:
    account = office.account()
    sold(office, account, TWO_YEARS, [100] * 20)
    sold(office, account, Month(2026, 7), [100] * 4, "USD")
    assert factor(judged(office, account), HealthFactor.REVENUE) is None

    office.add(CurrencyRate(currency="USD", on=date(2024, 1, 1), rate_millionths=1_000_000))

    assert known(judged(office, account), HealthFactor.REVENUE).parts[0].reason.places["change"] == 0


def test_orders_keep_their_rhythm_and_what_came_back_is_no_order(office: Office) -> None:
    account = office.account()
    ordered(office, account, *every(10, 12, days_ago(30)))
    ordered(office, account, days_ago(2), returned=True)

    row = judged(office, account)

    found = known(row, HealthFactor.RHYTHM)
    assert (found.score, found.on) == (0, days_ago(30))
    assert found.parts[0].reason.places == {"days": 30, "usual": Decimal(10)}


def test_who_was_silent_for_years_is_measured_by_all_their_orders(office: Office) -> None:
    account = office.account()
    ordered(office, account, *every(30, 6, days_ago(1500)))

    assert known(judged(office, account), HealthFactor.RHYTHM).parts[0].reason.places["days"] == 1500


def test_the_share_of_wallet_is_that_of_the_last_year_told(office: Office) -> None:
    account = office.account()
    for year, on, ours in ((2025, date(2025, 12, 1), 60), (2026, days_ago(30), 50)):
        spend = ClientSpend(account_id=account.id, year=year, on=on, total_minor=100, currency="RUB")
        office.add_all(spend, SupplierShare(spend_id=spend.id, served_by=ServedBy.US, amount_minor=ours))

    found = known(judged(office, account), HealthFactor.WALLET)

    assert found.parts[0].reason.places["share"] == Decimal("0.5")
    assert found.parts[1].reason.places["before"] == Decimal("0.6")
    assert found.on == days_ago(30)


# --- people ---------------------------------------------------------------------------------------------


def test_people_count_by_their_roles_and_ratings(office: Office) -> None:
    account = office.account()
    office.stakeholder(account, "Пётр", "Громов", roles=(BuyingRole.DECIDER,), attitude=Attitude.CHAMPION,
                       influence=5)  # fmt: skip
    office.stakeholder(account, "Анна", "Белова", attitude=Attitude.OPPONENT, influence=5)

    found = known(judged(office, account), HealthFactor.PEOPLE)

    assert codes(found) == ["decider", "champion", "attitude"]
    assert found.parts[0].reason.places["names"] == "Громов\u00a0П."
    assert [part.points for part in found.parts] == [20, 20, 30]


def test_who_left_or_is_only_a_description_is_nobody(office: Office) -> None:
    account = office.account()
    office.stakeholder(account, roles=(BuyingRole.DECIDER,), left_on=TODAY)
    office.add(Stakeholder(account_id=account.id, placeholder="Финансовый директор", circle=Circle.CORE))

    assert factor(judged(office, account), HealthFactor.PEOPLE) is None


def test_contact_is_kept_by_the_norm_of_the_circle_or_their_own(office: Office) -> None:
    account = office.account()
    near = office.stakeholder(account, "Пётр", "Громов")
    far = office.stakeholder(account, "Анна", "Белова", cadence_days=60)
    met(office, account, 42, near, far)

    found = known(judged(office, account), HealthFactor.CONTACT)

    assert found.parts[0].reason.places == {"names": "Громов\u00a0П.", "kept": 1, "people": 2}
    assert (found.score, found.on) == (75, days_ago(42))


def test_a_note_or_a_meeting_that_was_called_off_is_no_contact(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account)
    met(office, account, 63, place)
    met(office, account, 2, place, kind=InteractionKind.NOTE)
    office.meeting(account, at_ten(days_ago(1)), place, status=InteractionStatus.CANCELLED)

    assert known(judged(office, account), HealthFactor.CONTACT).score == 0


def test_who_was_never_met_waits_since_they_are_known(office: Office) -> None:
    account = office.account()
    office.stakeholder(account, since=days_ago(400))
    assert known(judged(office, account), HealthFactor.CONTACT).score == 0

    other = office.account("Другой")
    office.stakeholder(other)  # written down today
    assert known(judged(office, other), HealthFactor.CONTACT).score == 100
    later = NOW + timedelta(days=63)
    assert known(judged(office, other, later), HealthFactor.CONTACT).score == 0


# --- trust ----------------------------------------------------------------------------------------------


def test_open_complaints_take_points_and_more_past_their_norm(office: Office) -> None:
    account = office.account()
    registered(office, account, severity=Severity.NORMAL)
    assert known(judged(office, account), HealthFactor.COMPLAINTS).score == 88

    later = NOW + timedelta(days=60)
    row = judged(office, account, later)

    assert known(row, HealthFactor.COMPLAINTS).score == 82
    assert ChurnReason.BREACHED in signs(row)


def test_no_complaint_is_good_of_those_alone_whom_we_would_hear(office: Office) -> None:
    account = office.account()
    assert judged(office, account).health is None

    met(office, account, 300)

    assert known(judged(office, account), HealthFactor.COMPLAINTS).score == 100
    assert factor(judged(office, account, NOW + timedelta(days=90)), HealthFactor.COMPLAINTS) is None


def test_answers_count_and_silence_after_its_time(office: Office) -> None:
    account = office.account()
    answered(office, account, 30, 10, stakeholder_id=office.stakeholder(account).id)
    asked = answered(office, account, 3, None, status=SurveyStatus.ASKED)
    assert known(judged(office, account), HealthFactor.SATISFACTION).score == 100, "they may still answer"

    found = known(judged(office, account, NOW + timedelta(days=20)), HealthFactor.SATISFACTION)

    assert found.score == 70
    assert found.parts[0].reason.places == {"answers": 1, "silent": 1}
    assert asked.id in found.parts[0].records


def test_an_answer_weighs_as_its_giver_does(office: Office) -> None:
    account = office.account()
    great = office.stakeholder(account, influence=5)
    small = office.stakeholder(account, "Анна", "Белова", influence=1)
    answered(office, account, 9, 10, stakeholder_id=great.id)
    answered(office, account, 9, 0, stakeholder_id=small.id)

    assert known(judged(office, account), HealthFactor.SATISFACTION).score == 83


def test_our_promises_count_and_theirs_do_not(office: Office) -> None:
    account = office.account()
    kept: dict[str, Any] = {"status": CommitmentStatus.KEPT, "made_on": days_ago(60)}
    office.promise(account, "В срок", due=days_ago(30), closed_on=days_ago(31), **kept)
    office.promise(account, "Позже срока", due=days_ago(40), closed_on=days_ago(31), **kept)
    late = office.promise(account, "Просрочено", due=days_ago(3), made_on=days_ago(10))
    office.promise(account, "Их слово", due=days_ago(3), side=Side.THEIRS, made_on=days_ago(10))
    office.promise(account, "Наша задача", due=days_ago(3), promised_to_client=False, made_on=days_ago(10))

    found = known(judged(office, account), HealthFactor.PROMISES)

    assert found.parts[0].reason.places == {"kept": 1, "counted": 3}
    assert found.parts[0].records == (late.id,)


# --- what follows ---------------------------------------------------------------------------------------


def test_of_a_client_of_whom_nothing_is_known_nothing_is_said(office: Office) -> None:
    row = judged(office, office.account())

    assert (row.health, row.score, row.band, row.change) == (None, None, None, None)
    assert row.churn.risk is ChurnRisk.LOW
    assert not row.is_inertia
    assert [each.score for each in row.trend] == [None] * 13


def test_what_follows_from_silence_is_red_and_may_leave(office: Office) -> None:
    account, other = office.account(), office.account("Другой")
    sold(office, account, TWO_YEARS, [100] * 14)
    sold(office, other, TWO_YEARS, [1] * 24)
    ordered(office, other, *every(10, 40, days_ago(200)))
    ordered(office, account, *every(10, 40, days_ago(200)))
    champion = office.stakeholder(account, "Пётр", "Громов", since=days_ago(900), left_on=days_ago(20))
    office.rating(champion, RatingKind.ATTITUDE, Attitude.CHAMPION, ago=300)
    silent = office.stakeholder(account, "Анна", "Белова", since=days_ago(900), attitude=Attitude.SCEPTIC,
                                influence=5)  # fmt: skip
    met(office, account, 250, champion, silent)
    answered(office, account, 40, None, stakeholder_id=silent.id)
    registered(office, account, severity=Severity.CRITICAL, received_at=NOW - timedelta(days=50))
    office.promise(account, "Позвонить", due=days_ago(100), made_on=days_ago(120))

    row = judged(office, account)

    assert row.band is HealthBand.RED
    assert row.score is not None
    assert row.score <= 20
    assert row.churn.risk is ChurnRisk.HIGH
    assert {ChurnReason.CHAMPION_LOST, ChurnReason.BREACHED, ChurnReason.RED} <= signs(row)


def test_a_champion_is_lost_unless_their_place_is_taken_by_another(office: Office) -> None:
    account = office.account()
    heir = office.stakeholder(account, "Анна", "Белова")
    champion = office.stakeholder(account, "Пётр", "Громов")
    office.rating(champion, RatingKind.ATTITUDE, Attitude.CHAMPION, ago=90)
    assert ChurnReason.CHAMPION_LOST not in signs(judged(office, account))

    office.change(champion, left_on=days_ago(3), successor_id=heir.id)
    assert ChurnReason.CHAMPION_LOST in signs(judged(office, account)), "nobody knows how the heir stands"

    office.rating(heir, RatingKind.ATTITUDE, Attitude.CHAMPION)
    assert ChurnReason.CHAMPION_LOST not in signs(judged(office, account))


def test_a_champion_who_turned_away_is_lost_too(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account)
    office.rating(place, RatingKind.ATTITUDE, Attitude.CHAMPION, ago=90)
    office.rating(place, RatingKind.ATTITUDE, Attitude.SCEPTIC, ago=10)

    lost = next(each for each in judged(office, account).churn.signs)

    assert lost.reason.places["on"] == days_ago(10)
    assert lost.records == (place.id,)


def test_a_contract_that_ends_without_talks_is_a_sign(office: Office) -> None:
    account = office.account()
    contract = office.add(
        Contract(account_id=account.id, number="17", starts_on=days_ago(300), ends_on=TODAY + timedelta(60))
    )
    assert ChurnReason.CONTRACT in signs(judged(office, account))

    office.change(contract, renewal_talks_since=TODAY)
    assert ChurnReason.CONTRACT not in signs(judged(office, account))

    office.change(contract, renewal_talks_since=None)
    office.add(Contract(account_id=account.id, number="18", starts_on=contract.ends_on + timedelta(1)))  # type: ignore[operator]
    assert ChurnReason.CONTRACT not in signs(judged(office, account)), "the next one is there"


def test_the_measures_of_the_workspace_hold(office: Office) -> None:
    account = office.account()
    sold(office, account, TWO_YEARS, [100] * 12 + [50] * 12)
    met(office, account, 30, office.stakeholder(account))
    before = judged(office, account)

    save_health_page(office.workspace, HealthPage(weights={**WEIGHTS, HealthFactor.REVENUE: 0}))

    row = judged(office, account)
    assert factor(row, HealthFactor.REVENUE) is None
    assert row.score is not None
    assert before.score is not None
    assert row.score > before.score


def test_a_date_that_only_we_moved_keeps_no_promise(office: Office) -> None:
    account = office.account()
    promise = office.promise(
        account,
        "Прислать",
        due=days_ago(20),
        made_on=days_ago(60),
        first_due_on=days_ago(40),
        status=CommitmentStatus.KEPT,
        closed_on=days_ago(25),
    )
    office.add(
        CommitmentShift(
            commitment_id=promise.id, on=days_ago(45), from_due_on=days_ago(40), to_due_on=days_ago(20)
        )
    )

    assert known(judged(office, account), HealthFactor.PROMISES).score == 0


def test_who_buys_in_a_currency_without_a_rate_would_complain_to_us_all_the_same(office: Office) -> None:
    account = office.account()
    sold(office, account, TWO_YEARS, [100] * 24, "USD")

    assert factor(judged(office, account), HealthFactor.REVENUE) is None
    assert known(judged(office, account), HealthFactor.COMPLAINTS).score == 100
