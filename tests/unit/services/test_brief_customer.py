"""The customer's copy: agenda, who comes, what was bought and promised, complaints by stage, proposals."""

from __future__ import annotations

import json
from datetime import date

from kam.core.periods import Month
from kam.core.vocabulary import (
    AskOrOfferKind,
    Channel,
    ComplaintKind,
    ComplaintStage,
    InteractionStatus,
    Severity,
    Side,
)
from kam.models import (
    Account,
    AgendaItem,
    AskOrOffer,
    BlobPiece,
    Complaint,
    MonthlySales,
    Participant,
    ProductLine,
    Question,
    Setting,
    StageChange,
    Stakeholder,
    WorkspaceProfile,
)
from kam.reports.content import ComplaintRecord, ObligationState, PersonName
from kam.store.unit_of_work import writing
from tests.briefs import at, customer_brief, local
from tests.builders import Office


def test_only_what_is_worded_for_the_client_stands_in_the_agenda_and_proposals(office: Office) -> None:
    meeting = office.meeting(office.account(), client_purpose="Согласовать объём", purpose="Выжать объём")
    office.add_all(
        AgendaItem(
            interaction_id=meeting.id, position=2, title="Деньги", client_wording="Условия", minutes=15
        ),
        AgendaItem(interaction_id=meeting.id, position=1, title="Итоги", client_wording="Итоги года"),
        AgendaItem(interaction_id=meeting.id, position=3, title="Про конкурента"),
        AskOrOffer(
            interaction_id=meeting.id,
            position=1,
            kind=AskOrOfferKind.OFFER,
            what="Отсрочка до 60",
            client_title="Отсрочка 45 дней",
            client_wording="вместо 30",
        ),
        AskOrOffer(interaction_id=meeting.id, position=2, kind=AskOrOfferKind.OFFER, what="Ретробонус"),
        Question(interaction_id=meeting.id, position=1, text="Кто ещё подписывает?", sayable=True),
        Question(
            interaction_id=meeting.id, position=2, text="Сколько?", client_wording="Объём цеха", sayable=True
        ),
        Question(interaction_id=meeting.id, position=3, text="Был ли тендер?", client_wording="Тендер"),
    )

    content = customer_brief(office, meeting)

    assert content.head.purpose == "Согласовать объём"
    assert [(line.text, line.minutes) for line in content.agenda] == [("Итоги года", None), ("Условия", 15)]
    assert [(one.title, one.detail) for one in content.proposals] == [("Отсрочка 45 дней", "вместо 30")]
    assert content.discussion == ("Кто ещё подписывает?", "Объём цеха")


def test_people_come_with_the_titles_everybody_knows(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account, job_title="директор по закупкам")
    unknown = office.add(
        Stakeholder(account_id=account.id, placeholder="кто-то из финансов", job_title="финдиректор")
    )
    nameless = office.add(Stakeholder(account_id=account.id, placeholder="тёмная лошадка"))
    meeting = office.meeting(account, None, place, unknown, nameless)
    office.add_all(
        Participant(interaction_id=meeting.id, guest="аудитор сети", position=8),
        Participant(interaction_id=meeting.id, colleague_id=office.me, position=9),
    )

    content = customer_brief(office, meeting)

    assert [(one.name.family, one.title) for one in content.attendees] == [
        ("Левашова", "директор по закупкам"),
        ("", "финдиректор"),
        ("", "аудитор сети"),
    ]
    assert [one.name for one in content.ours] == [PersonName("Кречетова", "Мария")]


def test_purchases_stand_by_month_and_product_line(office: Office) -> None:
    account = office.account()
    film = office.add(ProductLine(name="Плёнка", name_key="пленка"))
    tape = office.add(ProductLine(name="Лента", name_key="лента"))
    office.add_all(
        *(
            MonthlySales(
                account_id=account.id,
                month=month,
                product_line_id=line.id,
                revenue_minor=minor,
                cost_minor=1,
                currency="RUB",
            )
            for month in Month(2024, 11).span(24)
            for line, minor in ((film, 10_00), (tape, 20_00))
        )
    )

    bought = customer_brief(office, office.meeting(account)).bought

    assert (bought.total, bought.total_before, len(bought.months)) == (360_00, 360_00, 12)
    assert [(line.name, line.bought, line.year_before) for line in bought.lines] == [
        ("Лента", 240_00, 240_00),
        ("Плёнка", 120_00, 120_00),
    ]


def test_promises_stand_late_open_and_lately_kept_and_tasks_of_ours_stay_with_us(office: Office) -> None:
    account = office.account()
    head = office.stakeholder(account)
    office.meeting(account, local("2026-11-03 10:00"), status=InteractionStatus.DONE)
    office.promise(account, "потом", due=date(2026, 12, 1), owner_colleague_id=office.me)
    office.promise(account, "поздно", due=date(2026, 11, 20))
    office.promise(account, "внутреннее", promised_to_client=False)
    lately, long_ago = (
        office.promise(account, text, made_on=date(2026, 10, 1)) for text in ("недавно", "давно")
    )
    office.promise(account, "их", side=Side.THEIRS, owner_stakeholder_id=head.id)
    with writing(office.workspace, "test.kept") as unit:
        unit.get_one(type(lately), lately.id).keep(date(2026, 11, 10))
        unit.get_one(type(long_ago), long_ago.id).keep(date(2026, 11, 1))

    content = customer_brief(office, office.meeting(account))

    assert [(one.text, one.state, one.owner) for one in content.our_obligations] == [
        ("поздно", ObligationState.LATE, ""),
        ("потом", ObligationState.OPEN, "Кречетова"),
        ("недавно", ObligationState.KEPT, ""),
    ]
    assert [(one.text, one.owner) for one in content.their_obligations] == [("их", "Левашова")]
    assert content.mark_late


def complain(office: Office, account: Account, number: str, received: str, **values: object) -> Complaint:
    complaint = Complaint(
        account_id=account.id,
        number=number,
        channel=Channel.EMAIL,
        received_at=at(received),
        kind=ComplaintKind.QUALITY,
        severity=Severity.HIGH,
        summary="Коррозия",
        **values,
    )
    answered = at(received).replace(hour=15)
    office.add_all(
        complaint,
        StageChange(complaint_id=complaint.id, stage=ComplaintStage.RESPONSE_OFFERED, at=answered),
    )
    return complaint


def test_complaints_stand_by_stage_with_what_comes_next(office: Office) -> None:
    account = office.account()
    late = complain(office, account, "K-1", "2026-11-05 14:00", client_status="меняем партию")
    complain(office, account, "K-2", "2026-11-19 14:10")
    complain(office, account, "K-0", "2025-11-05 14:00")
    office.promise(account, "довоз", due=date(2026, 11, 26), complaint_id=late.id)
    office.promise(account, "пломбы", due=date(2026, 11, 25), complaint_id=late.id, promised_to_client=False)

    content = customer_brief(office, office.meeting(account))
    _, first, second = content.complaints

    assert (first.number, first.stage, first.next_step, first.next_on) == (
        "K-1",
        ComplaintStage.RESPONSE_OFFERED,
        "меняем партию",
        date(2026, 11, 26),
    )
    assert first.answer_due_at is None  # a deadline that has passed is not held under the client's nose
    assert second.answer_due_at == at("2026-11-24 14:10")
    assert content.complaint_record == ComplaintRecord(year=2026, received=2, answered_in_time=2)


def test_a_client_without_complaints_has_no_record_of_them(office: Office) -> None:
    content = customer_brief(office, office.meeting(office.account()))

    assert (content.complaints, content.complaint_record) == ((), None)


def test_whether_late_promises_are_marked_is_a_setting(office: Office) -> None:
    office.add(Setting(name="mark_late_promises", value=json.dumps(False)))

    assert not customer_brief(office, office.meeting(office.account())).mark_late


def test_our_logo_comes_from_the_workspace(office: Office) -> None:
    digest = bytes(range(32))
    with office.workspace.writer_engine.begin() as connection:
        for number, piece in ((1, b"logo"), (0, b"our ")):
            connection.execute(
                BlobPiece.__table__.insert().values(sha256=digest, number=number, bytes=piece)  # type: ignore[attr-defined]
            )
    meeting = office.meeting(office.account())
    assert customer_brief(office, meeting).head.our_logo is None

    with writing(office.workspace, "test.logo") as unit:
        unit.query(WorkspaceProfile).one().logo_sha256 = digest

    assert customer_brief(office, meeting).head.our_logo == b"our logo"
