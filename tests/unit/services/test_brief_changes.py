"""What changed since the last meeting: dated facts by their dates, the rest by the journal."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from kam.core.vocabulary import (
    AccountStatus,
    Attitude,
    Channel,
    ComplaintKind,
    ComplaintStage,
    InteractionKind,
    InteractionStatus,
    OpportunityStage,
    Overridden,
    PaymentForm,
    RatingKind,
    Side,
    SurveyMeasure,
)
from kam.models import (
    Account,
    CommitmentShift,
    Competitor,
    CompetitorPresence,
    Complaint,
    Contract,
    Interaction,
    Opportunity,
    Override,
    Rating,
    StageChange,
    Stakeholder,
    SurveyAnswer,
)
from kam.reports.content import Change, ChangeKind
from kam.store.journal import StepKind
from kam.store.unit_of_work import writing
from tests.briefs import at, brief, local
from tests.builders import Office

MET = local("2026-11-03 10:00")


@pytest.fixture
def account(office: Office) -> Account:
    """An account entered long ago and met on 3 November."""
    office.clock.moment = datetime(2026, 9, 1, tzinfo=UTC)
    made = office.account(potential=3)
    office.clock.moment = at("2026-11-23 17:40")
    office.meeting(made, MET, status=InteractionStatus.DONE)
    return made


@pytest.fixture
def meeting(office: Office, account: Account) -> Interaction:
    return office.meeting(account)


def changes(office: Office, meeting: Interaction, kind: ChangeKind | None = None) -> list[Change]:
    """What changed, besides health: it follows from the rest."""
    found = [one for one in brief(office, meeting).changes if one.kind is not ChangeKind.HEALTH]
    return [one for one in found if kind is None or one.kind is kind]


def on(office: Office, day: str) -> None:
    office.clock.moment = at(f"{day} 12:00")


def test_nothing_that_happened_is_an_empty_list(office: Office, meeting: Interaction) -> None:
    assert changes(office, meeting) == []


def test_a_fallen_attitude_says_from_where_to_where_and_why(
    office: Office, account: Account, meeting: Interaction
) -> None:
    place = office.stakeholder(account)
    for value, day, why in (
        (1, "2026-11-03", None),
        (0, "2026-11-12", "требует −5 %"),
        (0, "2026-11-20", None),
    ):
        office.add(
            Rating(
                stakeholder_id=place.id,
                kind=RatingKind.ATTITUDE,
                value=value,
                on=date.fromisoformat(day),
                evidence=why,
            )
        )

    assert changes(office, meeting) == [
        Change(
            on=date(2026, 11, 12),
            kind=ChangeKind.ATTITUDE,
            subject="Левашова",
            before=Attitude.SUPPORTER,
            after=Attitude.NEUTRAL,
            detail="требует −5 %",
        )
    ]


def test_a_person_who_leaves_is_news_on_the_day_we_learned_it(
    office: Office, account: Account, meeting: Interaction
) -> None:
    on(office, "2026-10-01")
    place = office.stakeholder(account, "Пётр", "Кассин")
    on(office, "2026-11-18")
    office.change(place, left_on=date(2026, 11, 30))
    on(office, "2026-11-23")

    [change] = changes(office, meeting)

    assert (change.on, change.kind, change.subject) == (date(2026, 11, 18), ChangeKind.PERSON_LEFT, "Кассин")
    assert (change.after, change.detail) == (date(2026, 11, 30), "")

    heir = office.stakeholder(account, "Анна", "Новая", since=date(2026, 12, 1))
    office.change(place, successor_id=heir.id)

    assert changes(office, meeting, ChangeKind.PERSON_LEFT)[0].detail == "Новая"


def test_who_has_joined_is_news_by_the_date_of_joining(
    office: Office, account: Account, meeting: Interaction
) -> None:
    office.stakeholder(account, "Анна", "Новая", since=date(2026, 11, 10), job_title="финдиректор")
    office.stakeholder(account, "Олег", "Старый", since=date(2019, 11, 10))

    assert changes(office, meeting) == [
        Change(date(2026, 11, 10), ChangeKind.PERSON_JOINED, "Новая", detail="финдиректор")
    ]


def test_a_new_complaint_is_news_by_its_receipt_and_an_old_one_by_its_stage(
    office: Office, account: Account, meeting: Interaction
) -> None:
    for number, received, stages in (
        ("новая", "2026-11-09", (("acknowledged", "2026-11-10"), ("investigating", "2026-11-12"))),
        ("старая", "2026-10-09", (("acknowledged", "2026-10-10"), ("decided", "2026-11-13"))),
        ("закрыта", "2026-11-05", (("closed", "2026-11-06"),)),
    ):
        complaint = Complaint(
            account_id=account.id,
            number=number,
            channel=Channel.EMAIL,
            received_at=at(f"{received} 09:00"),
            kind=ComplaintKind.QUALITY,
            summary="Коррозия",
        )
        office.add_all(
            complaint,
            *(
                StageChange(complaint_id=complaint.id, stage=ComplaintStage.of(code), at=at(f"{day} 10:00"))
                for code, day in stages
            ),
        )

    found = [(one.on.day, one.subject, one.kind, one.after) for one in changes(office, meeting)]

    assert found == [
        (13, "старая", ChangeKind.COMPLAINT_STAGE, ComplaintStage.DECIDED),
        (9, "новая", ChangeKind.COMPLAINT_RECEIVED, None),
        (6, "закрыта", ChangeKind.COMPLAINT_STAGE, ComplaintStage.CLOSED),
        (5, "закрыта", ChangeKind.COMPLAINT_RECEIVED, None),
    ]


def test_what_was_learned_and_heard_of_competitors_is_news(
    office: Office, account: Account, meeting: Interaction
) -> None:
    office.meeting(
        account,
        local("2026-11-09 15:00"),
        status=InteractionStatus.DONE,
        kind=InteractionKind.CALL,
        learned="Крепёжный цех № 2: пуск в феврале",
        competitor_mentions="«Гофронорд» предложил короба на 7 % дешевле",
    )
    rival = office.add(Competitor(name="Лентапром", name_key="лентапром"))
    office.add(
        CompetitorPresence(
            account_id=account.id, competitor_id=rival.id, strengths="сервис", seen_on=date(2026, 11, 15)
        )
    )

    found = {(one.on.day, one.kind, one.subject or one.detail) for one in changes(office, meeting)}

    assert found == {
        (15, ChangeKind.COMPETITOR, "Лентапром"),
        (9, ChangeKind.COMPETITOR, "«Гофронорд» предложил короба на 7 % дешевле"),
        (9, ChangeKind.FACT, "Крепёжный цех № 2: пуск в феврале"),
    }


def test_status_terms_and_growth_of_the_account_come_from_the_journal(
    office: Office, account: Account, meeting: Interaction
) -> None:
    on(office, "2026-10-20")
    office.change(account, status=AccountStatus.ACTIVE, credit_limit_minor=1_000_000_00, growth_plans="Нет")
    on(office, "2026-11-10")
    office.change(account, status=AccountStatus.AT_RISK, credit_limit_minor=2_500_000_00)
    on(office, "2026-11-15")
    office.change(account, potential=5, payment_form=PaymentForm.DEFERRED, growth_plans="Цех № 2 в феврале")
    on(office, "2026-11-23")

    found = {(one.on.day, one.kind, one.subject, one.before, one.after) for one in changes(office, meeting)}

    assert found == {
        (10, ChangeKind.STATUS, "Status", AccountStatus.ACTIVE, AccountStatus.AT_RISK),
        (10, ChangeKind.FIELD, "Credit limit", "₽1m", "₽2.5m"),
        (15, ChangeKind.FIELD, "Potential", "3", "5"),
        (15, ChangeKind.FIELD, "Payment form", None, "deferred"),
        (15, ChangeKind.FACT, "", None, None),
    }


def test_what_was_changed_and_changed_back_is_no_news(
    office: Office, account: Account, meeting: Interaction
) -> None:
    on(office, "2026-11-10")
    office.change(account, status=AccountStatus.LOST)
    on(office, "2026-11-12")
    office.change(account, status=AccountStatus.PROSPECT)
    on(office, "2026-11-23")

    assert changes(office, meeting) == []


def test_a_moved_opportunity_tells_its_stage_and_amount(
    office: Office, account: Account, meeting: Interaction
) -> None:
    on(office, "2026-10-01")
    deal = office.add(
        Opportunity(account_id=account.id, title="Гофрокороба", amount_minor=10_000_000_00, currency="RUB")
    )
    on(office, "2026-11-11")
    office.change(deal, stage=OpportunityStage.PROPOSED, amount_minor=18_000_000_00)
    on(office, "2026-11-14")
    office.add(Opportunity(account_id=account.id, title="Катушки", amount_minor=500_00, currency="RUB"))
    on(office, "2026-11-23")

    assert changes(office, meeting) == [
        Change(date(2026, 11, 14), ChangeKind.OPPORTUNITY_NEW, "Катушки", after=500_00),
        Change(date(2026, 11, 11), ChangeKind.FIELD, "Гофрокороба", "₽10m", "₽18m"),
        Change(
            date(2026, 11, 11),
            ChangeKind.OPPORTUNITY_STAGE,
            "Гофрокороба",
            OpportunityStage.IDEA,
            OpportunityStage.PROPOSED,
        ),
    ]


def test_contracts_tell_a_new_end_a_start_and_that_talks_began(
    office: Office, account: Account, meeting: Interaction
) -> None:
    on(office, "2026-10-01")
    frame = office.add(Contract(account_id=account.id, number="17", ends_on=date(2026, 12, 31)))
    office.add(Contract(account_id=account.id, number="18", starts_on=date(2026, 11, 15)))
    on(office, "2026-11-10")
    office.change(frame, ends_on=date(2027, 3, 31), renewal_talks_since=date(2026, 11, 9))
    on(office, "2026-11-23")

    found = [(one.on.day, one.subject, one.detail) for one in changes(office, meeting, ChangeKind.CONTRACT)]

    assert found == [
        (15, "18", "has come into force"),
        (10, "17", "now runs until 31 Mar 2027"),
        (9, "17", "— renewal talks have begun"),
    ]


def test_broken_and_moved_promises_are_news_and_kept_ones_are_not(
    office: Office, account: Account, meeting: Interaction
) -> None:
    broken = office.promise(account, "Прогноз", side=Side.THEIRS, made_on=date(2026, 10, 1))
    kept = office.promise(account, "Образцы", side=Side.THEIRS, made_on=date(2026, 10, 1))
    ours = office.promise(account, "Протокол", due=date(2026, 11, 20), made_on=date(2026, 10, 1))
    done = office.promise(account, "Отправили", made_on=date(2026, 10, 1))
    with writing(office.workspace, "test.closed") as unit:
        unit.get_one(type(broken), broken.id).break_(date(2026, 11, 10))
        unit.get_one(type(kept), kept.id).keep(date(2026, 11, 11))
        unit.get_one(type(done), done.id).keep(date(2026, 11, 12))
        moved = unit.get_one(type(ours), ours.id)
        unit.add(moved.shift(date(2026, 11, 27), agreed=False, on=date(2026, 11, 19)))

    assert [(one.kind, one.subject, one.side) for one in changes(office, meeting)] == [
        (ChangeKind.PROMISE_MOVED, "Протокол", Side.OURS),
        (ChangeKind.PROMISE_BROKEN, "Прогноз", Side.THEIRS),
    ]


def test_satisfaction_and_a_segment_set_by_hand_are_news(
    office: Office, account: Account, meeting: Interaction
) -> None:
    place = office.stakeholder(account)
    answers = ((8, "2026-05-01"), (6, "2026-11-12"))
    office.add_all(
        *(
            SurveyAnswer(
                account_id=account.id,
                stakeholder_id=place.id,
                measure=SurveyMeasure.NPS,
                score=score,
                on=date.fromisoformat(day),
            )
            for score, day in answers
        ),
        Override(
            account_id=account.id,
            what=Overridden.KEY_GROUP,
            value="expert",
            reason="учит нас",
            on=date(2026, 11, 6),
        ),
    )

    score, override = changes(office, meeting)

    assert (score.subject, score.before, score.after, score.detail) == ("Левашова", 8, 6, "NPS")
    assert (override.kind, str(override.after), override.detail) == (ChangeKind.STATUS, "expert", "учит нас")


def test_an_import_is_no_news_but_the_dated_facts_in_it_are(office: Office) -> None:
    """One big step wrote everything yesterday: only what happened since the last meeting has changed."""
    account = Account(name="Импортированный")
    place = Stakeholder(account_id=account.id, placeholder="Закупщик")
    met = Interaction(
        account_id=account.id, kind=InteractionKind.MEETING, status=InteractionStatus.DONE, subject="Прошлая"
    )
    met.schedule(MET, "Europe/Moscow")
    records: list[Any] = [
        account,
        place,
        met,
        Contract(account_id=account.id, number="17", ends_on=date(2027, 1, 1)),
        Opportunity(account_id=account.id, title="Старая возможность"),
        Rating(stakeholder_id=place.id, kind=RatingKind.ATTITUDE, value=1, on=date(2026, 10, 1)),
        Rating(stakeholder_id=place.id, kind=RatingKind.ATTITUDE, value=-1, on=date(2026, 11, 20)),
    ]
    office.clock.moment -= timedelta(days=1)
    with writing(office.workspace, "import.accounts", kind=StepKind.IMPORT) as unit:
        unit.add_all(records)
    office.clock.moment += timedelta(days=1)
    meeting = office.meeting(account)

    assert [(one.kind, one.on) for one in changes(office, meeting)] == [
        (ChangeKind.ATTITUDE, date(2026, 11, 20))
    ]


def test_the_newest_stands_first(office: Office, account: Account, meeting: Interaction) -> None:
    for day in (20, 5, 12):
        office.meeting(
            account,
            local(f"2026-11-{day:02} 09:00"),
            status=InteractionStatus.DONE,
            kind=InteractionKind.CALL,
            learned=f"день {day}",
        )

    assert [one.on.day for one in changes(office, meeting)] == [20, 12, 5]


def test_a_shift_of_a_promise_that_is_none_is_no_news(
    office: Office, account: Account, meeting: Interaction
) -> None:
    task = office.promise(account, "Внутреннее", due=date(2026, 11, 20), promised_to_client=False)
    office.add(CommitmentShift(commitment_id=task.id, on=date(2026, 11, 10), to_due_on=date(2026, 11, 20)))

    assert changes(office, meeting) == []


def test_dated_moves_of_an_opportunity_tell_from_where_to_where(
    office: Office, account: Account, meeting: Interaction
) -> None:
    """Written in one step today, as an import would; the dates are their own."""
    deal = Opportunity(account_id=account.id, title="Короба", stage=OpportunityStage.IDEA)
    moves = [
        deal.move_to(OpportunityStage.QUALIFIED, on=date(2026, 10, 1)),
        deal.move_to(OpportunityStage.PROPOSED, on=date(2026, 11, 5)),
        deal.move_to(OpportunityStage.NEGOTIATING, on=date(2026, 11, 12)),
    ]
    with writing(office.workspace, "import.opportunities", kind=StepKind.IMPORT) as unit:
        unit.add_all([deal, *moves])

    assert changes(office, meeting) == [
        Change(
            date(2026, 11, 12),
            ChangeKind.OPPORTUNITY_STAGE,
            "Короба",
            OpportunityStage.QUALIFIED,
            OpportunityStage.NEGOTIATING,
        )
    ]
    then = brief(office, meeting, as_of=at("2026-11-08 12:00"))
    assert [line.stage for line in then.opportunities] == [OpportunityStage.PROPOSED]
