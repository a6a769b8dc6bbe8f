"""What a meeting prepares, what comes first, and what is honestly not known."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from kam.core.errors import NotFoundError, UserError
from kam.core.vocabulary import (
    AskOrOfferKind,
    Attitude,
    BuyingRole,
    Channel,
    ChecklistCode,
    ComplaintKind,
    DossierSection,
    InteractionKind,
    InteractionStatus,
    RatingKind,
    RiskStatus,
    Severity,
    SurveyMeasure,
)
from kam.models import (
    AgendaItem,
    AskOrOffer,
    ChecklistItem,
    Complaint,
    Contract,
    Objection,
    Question,
    Rating,
    Risk,
    SectionCheck,
    Stakeholder,
    StakeholderRole,
    SurveyAnswer,
)
from kam.reports.content import FirstKind, Unknown, UnknownKind
from kam.services.briefs import collect_brief, next_meeting
from tests.briefs import at, brief, local
from tests.builders import Office


def test_the_meeting_says_its_purpose_asks_answers_and_questions_in_order(office: Office) -> None:
    account = office.account()
    meeting = office.meeting(
        account,
        purpose="Рамка",
        best_outcome="96 млн",
        minimum_outcome="84 млн",
        place="каб. 214",
        minutes=60,
    )
    office.add_all(
        AskOrOffer(
            interaction_id=meeting.id,
            position=2,
            kind=AskOrOfferKind.OFFER,
            what="Отсрочка",
            opening="45 дней",
            limit="60 дней",
            in_exchange="за объём",
            decides_beyond="финансы",
        ),
        AskOrOffer(interaction_id=meeting.id, position=1, kind=AskOrOfferKind.ASK, what="Объём"),
        Objection(interaction_id=meeting.id, position=1, objection="Дешевле", answer="Пересорт"),
        Question(interaction_id=meeting.id, position=1, text="Кто подписывает?", sayable=True),
        Question(interaction_id=meeting.id, position=2, text="Обещал ли им тендер?"),
        AgendaItem(interaction_id=meeting.id, title="Итоги", minutes=10),
    )

    content = brief(office, meeting)

    assert (content.purpose, content.best_outcome, content.minimum_outcome) == ("Рамка", "96 млн", "84 млн")
    assert (content.head.place, content.head.minutes, content.head.subject) == (
        "каб. 214",
        60,
        "Годовой контракт",
    )
    assert [(one.subject, one.limit) for one in content.asks] == [("Объём", ""), ("Отсрочка", "60 дней")]
    assert [(one.text, one.answer) for one in content.objections] == [("Дешевле", "Пересорт")]
    assert [(one.text, one.internal) for one in content.questions] == [
        ("Кто подписывает?", False),
        ("Обещал ли им тендер?", True),
    ]


def test_an_internal_question_that_names_whom_to_ask_is_something_unknown(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account)
    meeting = office.meeting(account, None, place)
    office.add(Question(interaction_id=meeting.id, text="Бюджет упаковки", ask_whom_id=place.id))

    content = brief(office, meeting)

    assert content.questions == ()
    assert content.unknowns[0] == Unknown(UnknownKind.TEXT, "Бюджет упаковки", ask="Левашова")


def test_the_checklist_is_the_meetings_own(office: Office) -> None:
    meeting = office.meeting(office.account(), logistics="выезд 08:40")
    office.add_all(
        ChecklistItem(interaction_id=meeting.id, position=1, code=ChecklistCode.PURPOSE, done=True),
        ChecklistItem(interaction_id=meeting.id, position=2, code=ChecklistCode.LOGISTICS),
        ChecklistItem(interaction_id=meeting.id, position=3, code=ChecklistCode.CUSTOM, text="пропуска"),
    )

    lines = brief(office, meeting).checklist

    assert [(line.code, line.done, line.text) for line in lines] == [
        (ChecklistCode.PURPOSE, True, ""),
        (ChecklistCode.LOGISTICS, False, "выезд 08:40"),
        (ChecklistCode.CUSTOM, False, "пропуска"),
    ]


def test_without_one_the_usual_checklist_is_ticked_as_far_as_the_data_show(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account, roles=(BuyingRole.DECIDER,), attitude=Attitude.NEUTRAL)
    meeting = office.meeting(account, None, place, purpose="Рамка")

    done = [line.code for line in brief(office, meeting).checklist if line.done]

    assert done == [ChecklistCode.PURPOSE, ChecklistCode.ATTENDEES]


def test_open_risks_stand_by_weight(office: Office) -> None:
    account = office.account()
    for title, probability, impact, status in (
        ("мелкий", 1, 2, RiskStatus.OPEN),
        ("тендер", 3, 4, RiskStatus.OPEN),
        ("закрыт", 5, 5, RiskStatus.CLOSED),
    ):
        office.add(
            Risk(
                account_id=account.id,
                title=title,
                probability=probability,
                impact=impact,
                status=status,
                owner_id=office.me,
            )
        )

    risks = brief(office, office.meeting(account)).risks

    assert [(risk.title, risk.owner) for risk in risks] == [("тендер", "Кречетова"), ("мелкий", "Кречетова")]


def test_first_come_the_worst_things_and_late_promises_together(office: Office) -> None:
    account = office.account()
    head = office.stakeholder(account, roles=(BuyingRole.DECIDER,))
    office.meeting(account, local("2026-11-03 10:00"), head, status=InteractionStatus.DONE)
    for value, day in ((1, date(2026, 11, 1)), (0, date(2026, 11, 12))):
        office.add(Rating(stakeholder_id=head.id, kind=RatingKind.ATTITUDE, value=value, on=day))
    office.promise(account, "протокол", due=date(2026, 11, 20))
    office.promise(account, "график", due=date(2026, 11, 22))
    office.add(
        Complaint(
            account_id=account.id,
            number="K-47",
            channel=Channel.EMAIL,
            received_at=at("2026-11-10 10:00"),
            kind=ComplaintKind.QUALITY,
            severity=Severity.HIGH,
            summary="коррозия",
        )
    )
    office.add(Contract(account_id=account.id, number="17", ends_on=date(2026, 12, 31), notice_days=30))

    first = brief(office, office.meeting(account, None, head)).first

    assert [(one.kind, one.subject, one.days, one.count) for one in first] == [
        (FirstKind.CLOCK, "K-47", None, 1),
        (FirstKind.OUR_PROMISE, "протокол", 4, 2),
        (FirstKind.ATTITUDE_FELL, "Левашова", None, 1),
        (FirstKind.CONTRACT, "17", 37, 1),
    ]
    assert (first[2].before, first[2].after) == (Attitude.SUPPORTER, Attitude.NEUTRAL)


def test_a_contract_under_negotiation_is_no_alarm(office: Office) -> None:
    account = office.account()
    office.add(
        Contract(
            account_id=account.id,
            number="17",
            ends_on=date(2026, 12, 31),
            renewal_talks_since=date(2026, 11, 1),
        )
    )

    assert brief(office, office.meeting(account)).first == ()


def test_a_thin_account_says_honestly_what_is_not_known(office: Office) -> None:
    """A name and a meeting: nothing is invented, and the gaps are named."""
    content = brief(office, office.meeting(office.account("Новый клиент")))

    assert {one.kind for one in content.unknowns} == {
        UnknownKind.DECISION_ORDER,
        UnknownKind.BUDGET,
        UnknownKind.SATISFACTION,
    }
    assert (content.money.months, content.money.total, content.money.wallet) == ((), None, None)
    assert (content.attendees, content.absent, content.changes, content.first) == ((), (), (), ())
    assert (content.complaints, content.complaints_ever) == ((), 0)
    assert content.head.last_meeting_on is None
    assert content.head.contract_ends_on is None


def test_every_gap_names_whom_to_ask_the_one_who_knows_and_tells(office: Office) -> None:
    account = office.account()
    coach = office.stakeholder(account, "Олег", "Тимчук", roles=(BuyingRole.COACH, BuyingRole.USER))
    buyer = office.stakeholder(account, "Павел", "Гурьев", roles=(BuyingRole.BUYER,))
    meeting = office.meeting(account, None, buyer, coach)

    asked = {one.kind: one.ask for one in brief(office, meeting).unknowns}

    assert asked[UnknownKind.BUDGET] == "Гурьев"
    assert asked[UnknownKind.DECISION_ORDER] == "Тимчук"


def test_somebody_for_us_is_asked_where_another_stands_and_nobody_else(office: Office) -> None:
    account = office.account()
    head = office.stakeholder(account, roles=(BuyingRole.DECIDER,))
    coach = office.stakeholder(account, "Олег", "Тимчук", roles=(BuyingRole.COACH,))
    clerk = office.stakeholder(account, "Павел", "Гурьев")
    meeting = office.meeting(account, None, head, coach, clerk)

    asked = {
        one.subject: one.ask for one in brief(office, meeting).unknowns if one.kind is UnknownKind.ATTITUDE
    }

    assert asked == {"Левашова": "Тимчук", "Гурьев": "Тимчук", "Тимчук": ""}


def test_people_whose_name_or_attitude_is_missing_are_unknown_if_they_matter(office: Office) -> None:
    account = office.account()
    unknown = office.add(Stakeholder(account_id=account.id, placeholder="финдиректор"))
    office.add(StakeholderRole(stakeholder_id=unknown.id, role=BuyingRole.APPROVER))
    head = office.stakeholder(account, roles=(BuyingRole.DECIDER,))
    office.add(Rating(stakeholder_id=head.id, kind=RatingKind.ATTITUDE, value=0, on=date(2026, 6, 1)))
    clerk = office.stakeholder(account, "Павел", "Гурьев")
    office.stakeholder(account, "Кто-то", "Вдалеке")
    meeting = office.meeting(account, None, head, clerk)

    people = {
        (one.kind, one.subject)
        for one in brief(office, meeting).unknowns
        if one.kind in {UnknownKind.PERSON, UnknownKind.ATTITUDE, UnknownKind.ATTITUDE_STALE}
    }

    assert people == {
        (UnknownKind.PERSON, "финдиректор"),
        (UnknownKind.ATTITUDE, "Гурьев"),
        (UnknownKind.ATTITUDE_STALE, "Левашова"),
    }


def test_old_satisfaction_and_stale_sections_are_unknown_with_their_date(office: Office) -> None:
    account = office.account()
    office.add_all(
        SurveyAnswer(account_id=account.id, measure=SurveyMeasure.CSAT, score=4, on=date(2025, 4, 1)),
        SectionCheck(account_id=account.id, section=DossierSection.UNITS, on=date(2026, 1, 1)),
        SectionCheck(account_id=account.id, section=DossierSection.TERMS, on=date(2026, 11, 1)),
    )

    content = brief(office, office.meeting(account), language="ru")
    dated = {(one.kind, one.subject, one.since) for one in content.unknowns if one.since}

    assert dated == {
        (UnknownKind.SATISFACTION, "NPS", date(2025, 4, 1)),
        (UnknownKind.SECTION_STALE, "подразделения", date(2026, 1, 1)),
    }


def test_the_next_meeting_is_the_first_one_ahead_or_still_running(office: Office) -> None:
    account, other = office.account(), office.account("Другой")
    office.clock.moment = at("2026-11-24 10:30")
    office.meeting(account, local("2026-11-23 10:00"), minutes=60)
    running = office.meeting(account, local("2026-11-24 10:00"), minutes=60)
    office.meeting(other, local("2026-11-24 10:45"))
    office.meeting(account, local("2026-11-24 11:00"), kind=InteractionKind.CALL)
    office.meeting(account, local("2026-11-24 12:00"), status=InteractionStatus.CANCELLED)
    visit = office.meeting(account, local("2026-11-25 10:00"), kind=InteractionKind.SITE_VISIT)

    def following(moment: str) -> object:
        return next_meeting(office.workspace, account.id, as_of=at(moment)).id

    assert following("2026-11-24 10:30") == running.id
    assert following("2026-11-24 11:00") == visit.id
    row = next_meeting(office.workspace, None, as_of=at("2026-11-24 10:31"))
    assert (row.account, row.starts_at) == (account.name, at("2026-11-24 10:00"))


def test_an_account_without_a_planned_meeting_says_so(office: Office) -> None:
    account = office.account()
    office.meeting(account, local("2026-11-20 10:00"))

    with pytest.raises(UserError, match=r"brief\.no_meeting"):
        next_meeting(office.workspace, account.id, as_of=office.clock.now())


def test_a_meeting_that_is_not_there_is_said_to_be_gone(office: Office) -> None:
    now = office.clock.now()
    with pytest.raises(NotFoundError, match=r"brief\.meeting_gone"):
        collect_brief(office.workspace, uuid4(), as_of=now, printed_at=now, language="ru")


def test_a_meeting_abroad_is_counted_by_the_day_of_its_place(office: Office) -> None:
    account = office.account()
    meeting = office.meeting(account)
    office.change(meeting, zone="Asia/Vladivostok", starts_at=at("2026-11-24 10:00") - timedelta(hours=7))
    office.promise(account, "к утру", due=date(2026, 11, 23))

    content = brief(office, meeting)

    assert content.head.zone == "Asia/Vladivostok"
    assert content.head.starts_at is not None
    assert content.head.starts_at.isoformat() == "2026-11-24T10:00:00+10:00"
    assert content.we_promised[0].days_late == 1
