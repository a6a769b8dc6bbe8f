"""A complaint from its registration to its end: numbers, stages, clocks, pauses, reopening, undo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from kam.core.errors import ConflictError, NotFoundError, RuleError
from kam.core.field_errors import FieldErrors
from kam.core.money import Money
from kam.core.sentences import SENTENCES, STEPS
from kam.core.vocabulary import (
    Attitude,
    Channel,
    ClockKind,
    ClockState,
    ComplaintStage,
    Direction,
    Severity,
)
from kam.models import Calendar, CalendarException, Complaint, Step, WorkspaceProfile
from kam.services.complaints.closing import close_with_client, closing_draft
from kam.services.complaints.correspondence import record_answer
from kam.services.complaints.drafts import AnswerDraft, Closing, ComplaintDraft, FollowUp, StageMove
from kam.services.complaints.editing import delete_complaint, edit, reclassify
from kam.services.complaints.numbers import next_number
from kam.services.complaints.pausing import pause, resume
from kam.services.complaints.record import find_by_number
from kam.services.complaints.registering import register
from kam.services.complaints.stages import move_to_stage, next_stages, reject, reopen
from kam.services.history import undo_step
from kam.services.people.map import read_map
from kam.services.people.rating import rating_history
from tests.builders import Office
from tests.complaints import THURSDAY, board, november, record, registered


@pytest.fixture
def office(office: Office) -> Office:
    office.clock.moment = THURSDAY
    return office


@contextmanager
def refused(**wrong: str) -> Iterator[None]:
    """The block is refused, each of these fields by its code; the sentences have all they need."""
    with pytest.raises(FieldErrors) as caught:
        yield
    for each in caught.value.errors:
        SENTENCES[each.code].text.format_map(dict(each.details))
    assert {each.field.replace(".", "__"): each.code for each in caught.value.errors} == wrong


def steps(office: Office) -> list[str]:
    with office.workspace.reading() as session:
        return list(session.scalars(select(Step.label).order_by(Step.seq)))


def test_registering_is_one_step_with_number_stage_owner_and_clocks(office: Office) -> None:
    account = office.account()
    person = office.stakeholder(account, attitude=Attitude.SUPPORTER)
    before = office.last_step()
    office.clock.moment = THURSDAY + timedelta(days=5)  # the rating is of the 23rd
    one = registered(office, account, raised_by_id=person.id, amount=Money(64_000_000, "RUB"))
    assert office.last_step() == before + 1
    read = record(office, one)
    assert (read.number, read.stage, read.owner_id) == ("K-2026-0001", ComplaintStage.RECEIVED, office.me)
    assert read.attitude_before is Attitude.SUPPORTER
    assert read.amount == Money(64_000_000, "RUB")
    assert [clock.kind for clock in read.clocks] == list(ClockKind)
    assert [each.stage for each in read.stages] == [ComplaintStage.RECEIVED]
    with office.workspace.reading() as session:
        stored = session.get_one(Complaint, one)
        assert stored.norms is not None
        assert stored.calendar is not None
    undo_step(office.workspace)
    with pytest.raises(NotFoundError):
        record(office, one)


def test_a_number_is_never_given_twice_and_follows_the_pattern(office: Office) -> None:
    account = office.account()
    first = registered(office, account)
    registered(office, account, number="Ж-7")
    assert record(office, registered(office, account)).number == "K-2026-0002"
    delete_complaint(office.workspace, record(office, first).id)
    undone = registered(office, account)
    assert record(office, undone).number == "K-2026-0003"
    undo_step(office.workspace)
    assert next_number(office.workspace, at=office.clock.now()) == "K-2026-0004", "it may have been told"
    assert next_number(office.workspace, at=november(19).replace(year=2027)) == "K-2027-0001"
    with office.workspace.writing("test") as unit:
        unit.scalars(select(WorkspaceProfile)).one().complaint_number_pattern = "Р{number}/{year}"
    assert next_number(office.workspace, at=office.clock.now()) == "Р1/2026"
    with refused(number="complaint.number_taken"):
        registered(office, account, number="Ж-7")


def test_a_complaint_is_found_by_its_number_however_it_is_written(office: Office) -> None:
    one = registered(office, office.account())
    assert find_by_number(office.workspace, "K-2026-0001") == one
    assert find_by_number(office.workspace, "k 2026 0001") == one
    assert find_by_number(office.workspace, "K-2026-0009") is None


def test_what_cannot_be_is_refused_beside_its_field(office: Office) -> None:
    account, other = office.account(), office.account("Другой")
    stranger = office.stakeholder(other)
    with refused(account_id="field.required"):
        register(office.workspace, ComplaintDraft(summary="Коррозия"))
    with refused(summary="field.required", raised_by_id="meeting.not_their_person", amount="field.negative"):
        registered(office, account, summary=" ", raised_by_id=stranger.id, amount=Money(-1, "RUB"))
    with refused(received_at="field.in_future"):
        registered(office, account, received_at=THURSDAY + timedelta(minutes=1))
    assert not board(office).open, "nothing was written"


def test_what_was_answered_in_the_meeting_is_met_at_once(office: Office) -> None:
    account = office.account()
    told = registered(office, account, channel=Channel.MEETING, answered_at_once=True)
    silent = registered(office, account, channel=Channel.MEETING)
    office.clock.moment += timedelta(minutes=1)
    states = {clock.kind: clock.state for clock in record(office, told).clocks}
    assert states[ClockKind.FIRST_RESPONSE] is ClockState.MET
    assert record(office, told).stage is ComplaintStage.ACKNOWLEDGED
    pressing = record(office, silent).pressing
    assert pressing is not None
    assert pressing.state is ClockState.BREACHED


def test_each_stage_asks_for_what_it_needs(office: Office) -> None:
    one = registered(office, office.account())
    ahead = {each.stage: each for each in next_stages(office.workspace, one)}
    assert ahead[ComplaintStage.ACKNOWLEDGED].usual
    assert ahead[ComplaintStage.ACKNOWLEDGED].is_ready
    assert not ahead[ComplaintStage.INVESTIGATING].is_ready
    assert ComplaintStage.REOPENED not in ahead
    with refused(department="field.required"):
        move_to_stage(office.workspace, one, StageMove(ComplaintStage.INVESTIGATING))
    move_to_stage(office.workspace, one, StageMove(ComplaintStage.INVESTIGATING, department="ОТК"))
    with refused(answer="field.required"):
        move_to_stage(office.workspace, one, StageMove(ComplaintStage.RESPONSE_OFFERED))
    move = StageMove(ComplaintStage.RESPONSE_OFFERED, answer="Меняем партию", client_status="Меняем партию")
    move_to_stage(office.workspace, one, move)
    read = record(office, one)
    assert (read.department, read.client_status) == ("ОТК", "Меняем партию")
    assert read.answer_sent_at == THURSDAY
    assert [(each.direction, each.text) for each in read.letters] == [(Direction.OUTGOING, "Меняем партию")]
    with refused(note="field.required"):
        move_to_stage(office.workspace, one, StageMove(ComplaintStage.DECIDED))
    move_to_stage(office.workspace, one, StageMove(ComplaintStage.DECIDED, note="Партия заменена"))
    with pytest.raises(RuleError, match="no_such_move"):
        move_to_stage(office.workspace, one, StageMove(ComplaintStage.ASSESSED))
    assert steps(office)[-3:] == [
        "complaint.investigated", "complaint.response_offered", "complaint.decided",
    ]  # fmt: skip
    assert set(steps(office)[-3:]) <= STEPS.keys()


def test_a_stage_is_reached_after_receipt_and_after_the_one_before(office: Office) -> None:
    one = registered(office, office.account())
    office.clock.moment = november(20)
    with refused(at="complaint.before_receipt"):
        move_to_stage(office.workspace, one, StageMove(ComplaintStage.ACKNOWLEDGED, at=november(19, 14, 9)))
    at = datetime(2026, 11, 19, 17)  # noqa: DTZ001 - as the form's clock shows it
    move_to_stage(office.workspace, one, StageMove(ComplaintStage.ACKNOWLEDGED, at=at))
    assert record(office, one).stages[-1].at == november(19, 17)
    with refused(at="complaint.before_last_stage"):
        move_to_stage(office.workspace, one, StageMove(ComplaintStage.ASSESSED, at=november(19, 16)))


def test_a_correction_of_severity_counts_from_receipt(office: Office) -> None:
    one = registered(office, office.account())
    office.clock.moment = november(20, 14, 9)
    reclassify(office.workspace, one, severity=Severity.CRITICAL, note="Линия стоит")
    read = record(office, one)
    clock = next(each for each in read.clocks if each.kind is ClockKind.RESOLUTION)
    assert (clock.allowed, clock.due_at) == (timedelta(hours=9), november(20, 14, 10))
    assert read.reclassifications[0].note == "Линия стоит"
    before = office.last_step()
    reclassify(office.workspace, one, severity=Severity.CRITICAL)
    assert len(record(office, one).reclassifications) == 1
    assert office.last_step() - before <= 1


def test_clocks_stand_still_while_the_client_owes_an_answer(office: Office) -> None:
    one = registered(office, office.account(), acknowledged_at_once=True)
    office.clock.moment = november(20, 10)
    with refused(reason="field.required"):
        pause(office.workspace, one, " ")
    pause(office.workspace, one, "Ждём фотографии бухт")
    office.clock.moment = november(24, 10)
    read = record(office, one)
    assert read.paused is not None
    assert read.paused.reason == "Ждём фотографии бухт"
    assert read.pressing is not None
    assert (read.pressing.state, read.pressing.due_at) == (ClockState.PAUSED, None)
    with pytest.raises(RuleError, match="paused_already"):
        pause(office.workspace, one, "Ещё раз")
    resume(office.workspace, one)
    assert record(office, one).pressing is not None
    clock = next(each for each in record(office, one).clocks if each.kind is ClockKind.RESOLUTION)
    assert clock.due_at == november(26, 14, 10), "two working days later than without the pause"
    with pytest.raises(RuleError, match="not_paused"):
        resume(office.workspace, one)


def test_rejection_needs_a_reason_and_stops_all_clocks(office: Office) -> None:
    one = registered(office, office.account())
    with refused(rejection_reason="field.required"):
        reject(office.workspace, one, " ")
    pause(office.workspace, one, "Ждём акт")
    reject(office.workspace, one, "Партия не наша")
    read = record(office, one)
    assert (read.stage, read.pressing) == (ComplaintStage.REJECTED, None)
    assert all(clock.stopped_at is not None for clock in read.clocks)
    assert read.paused is None
    assert read.stages[-1].note == "Партия не наша"
    with pytest.raises(RuleError, match="complaint_ended"):
        pause(office.workspace, one, "Ещё")


def test_reopening_starts_a_new_resolution_clock(office: Office) -> None:
    one = registered(office, office.account())
    reject(office.workspace, one, "Партия не наша")
    office.clock.moment = november(23, 9)
    reopen(office.workspace, one, "Клиент прислал паспорт партии")
    read = record(office, one)
    assert read.stage is ComplaintStage.REOPENED
    resolution = next(each for each in read.clocks if each.kind is ClockKind.RESOLUTION)
    assert (resolution.started_at, resolution.allowed) == (november(23, 9), timedelta(hours=27))
    assert len(read.earlier_clocks) == 1
    column = board(office).column(ComplaintStage.REOPENED)
    assert column is not None
    assert column.total == 1


def test_a_decision_that_the_client_does_not_accept_is_reopened(office: Office) -> None:
    one = registered(office, office.account())
    move = StageMove(ComplaintStage.DECIDED, note="Скидка 2 %", answer="Скидка 2 %")
    move_to_stage(office.workspace, one, move)
    assert record(office, one).pressing is None
    with pytest.raises(RuleError, match="nothing_runs"):
        pause(office.workspace, one, "Ждём")
    reopen(office.workspace, one, "Клиент просит замену")
    assert record(office, one).pressing is not None


def test_an_answer_of_substance_stops_the_second_clock_once(office: Office) -> None:
    one = registered(office, office.account())
    office.clock.moment = november(20, 9, 35)
    record_answer(office.workspace, one, AnswerDraft("Получили, смотрим", of_substance=False))
    assert record(office, one).answer_sent_at is None
    record_answer(office.workspace, one, AnswerDraft("Партия 1107 отозвана"))
    office.clock.moment = november(20, 12)
    record_answer(office.workspace, one, AnswerDraft("И ещё одно"))
    read = record(office, one)
    assert read.answer_sent_at == november(20, 9, 35)
    response = next(each for each in read.clocks if each.kind is ClockKind.FIRST_RESPONSE)
    assert response.used == timedelta(hours=4, minutes=25)
    assert len(read.letters) == 3
    with refused(text="field.required"):
        record_answer(office.workspace, one, AnswerDraft(" "))


def test_closing_writes_summary_rating_and_follow_up_as_one_step(office: Office) -> None:
    account = office.account()
    person = office.stakeholder(account)
    one = registered(office, account, raised_by_id=person.id)
    office.clock.moment = november(24, 12)
    draft = closing_draft(office.workspace, one, as_of=office.clock.now())
    assert "K-2026-0001" in draft.summary
    assert draft.follow_up is not None
    with refused(reason="complaint.closed_without_word"):
        close_with_client(office.workspace, one, draft)
    before = office.last_step()
    word = replace(draft, satisfaction=4, attitude_before=Attitude.NEUTRAL, attitude_after=Attitude.SUPPORTER)
    close_with_client(office.workspace, one, word)
    assert office.last_step() == before + 1
    read = record(office, one)
    assert (read.stage, read.satisfaction) == (ComplaintStage.CLOSED, 4)
    assert (read.attitude_before, read.attitude_after) == (Attitude.NEUTRAL, Attitude.SUPPORTER)
    assert read.summary_sent_on == november(24).date()
    assert [each.subject for each in read.letters if each.direction] == [
        "K-2026-0001: Коррозия трёх бухт проволоки, партия 1107"
    ]
    planned = [each for each in read.letters if each.direction is None]
    assert [each.at.date() for each in planned] == [draft.follow_up.at.date()]
    rated = list(rating_history(office.workspace, person.id))
    assert {(step.on, step.value) for step in rated} == {
        (THURSDAY.date(), int(Attitude.NEUTRAL)),
        (november(24).date(), int(Attitude.SUPPORTER)),
    }
    assert all("K-2026-0001" in (step.evidence or "") for step in rated)
    undo_step(office.workspace)
    read = record(office, one)
    assert (read.stage, read.satisfaction, read.letters) == (ComplaintStage.RECEIVED, None, ())
    assert not list(rating_history(office.workspace, person.id))


def test_without_the_clients_word_a_reason_closes(office: Office) -> None:
    one = registered(office, office.account())
    with refused(reason="complaint.closed_without_word", summary="complaint.closed_without_summary"):
        close_with_client(office.workspace, one, Closing())
    with refused(attitude_after="complaint.nobody_to_rate", evidence="people.without_evidence"):
        close_with_client(office.workspace, one, Closing(reason="Молчит", attitude_after=Attitude.NEUTRAL))
    with refused(follow_up__at="complaint.follow_up_in_past"):
        gone = FollowUp(datetime(2026, 11, 18, 10))  # noqa: DTZ001
        close_with_client(office.workspace, one, Closing(reason="Молчит", follow_up=gone))
    close_with_client(office.workspace, one, Closing(reason="Не отвечает на три письма"))
    assert record(office, one).closing_reason == "Не отвечает на три письма"
    reopen(office.workspace, one, "Ответил")
    assert record(office, one).closing_reason == "", "closing again asks anew"


def test_editing_checks_the_version_and_moves_receipt_with_its_stage(office: Office) -> None:
    one = registered(office, office.account(), acknowledged_at_once=True)
    read = record(office, one)
    edit(
        office.workspace, one, {"received_at": november(19, 13), "order_number": "5821"}, version=read.version
    )
    changed = record(office, one)
    assert changed.order_number == "5821"
    assert [each.at for each in changed.stages] == [november(19, 13)] * 2
    with pytest.raises(ConflictError):
        edit(office.workspace, one, {"summary": "Иначе"}, version=read.version)
    office.clock.moment = november(20)
    move_to_stage(office.workspace, one, StageMove(ComplaintStage.ASSESSED))
    office.clock.moment = november(21)
    with refused(received_at="complaint.received_after_stage"):
        edit(office.workspace, one, {"received_at": november(20, 11)}, version=record(office, one).version)


def test_the_map_of_people_tells_who_complained_and_how_they_stood_before_and_after(office: Office) -> None:
    account = office.account()
    person = office.stakeholder(account)
    one = registered(office, account, raised_by_id=person.id)
    office.clock.moment = november(24, 12)
    word = Closing(
        reason="по телефону",
        satisfaction=4,
        attitude_before=Attitude.SCEPTIC,
        attitude_after=Attitude.SUPPORTER,
        evidence="Поблагодарила за замену",
    )
    close_with_client(office.workspace, one, word)
    (place,) = read_map(office.workspace, account.id, as_of=office.clock.now()).places
    (raised,) = place.complaints
    assert (raised.id, raised.is_open, raised.satisfaction) == (one, False, 4)
    assert (raised.attitude_before, raised.attitude_after) == (Attitude.SCEPTIC, Attitude.SUPPORTER)
    assert place.attitude.value is Attitude.SUPPORTER
    (then,) = read_map(office.workspace, account.id, as_of=november(20)).places
    assert then.complaints[0].is_open, "as it stood that day"


def test_the_touch_after_closing_falls_on_a_working_day(office: Office) -> None:
    with office.workspace.reading() as session:
        calendar = session.query(Calendar).one()
    office.add(CalendarException(calendar_id=calendar.id, on=date(2027, 1, 7)))
    office.add(CalendarException(calendar_id=calendar.id, on=date(2027, 1, 8)))
    one = registered(office, office.account())

    draft = closing_draft(office.workspace, one, as_of=datetime(2026, 12, 24, 12, tzinfo=THURSDAY.tzinfo))

    assert draft.follow_up is not None
    assert draft.follow_up.at.date().isoformat() == "2027-01-11"  # holidays, then a weekend


@pytest.mark.parametrize("nothing", ["\u00ad\u2060\ufeff", "\ufffe\uffff", "\u200f\u200e", "\u200b", "  "])
def test_a_complaint_about_nothing_that_can_be_seen_is_none(office: Office, nothing: str) -> None:
    with refused(summary="field.required"):
        registered(office, office.account(), summary=nothing)
    one = registered(office, office.account(), remedy_sought=nothing)
    assert record(office, one).remedy_sought == ""
