"""Writing promises down, closing, moving, handing over, reminding: each is one step."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from kam.core.errors import ConflictError, NotFoundError, RuleError, UserError
from kam.core.field_errors import FieldErrors
from kam.core.ids import new_id
from kam.core.vocabulary import CommitmentKind, CommitmentStatus, ContactKind, Side
from kam.core.words import words_for
from kam.exchange.tables_out import TableFormat
from kam.models import Commitment, CommitmentReminder, CommitmentShift, ContactPoint
from kam.services.commitments import closing
from kam.services.commitments.editing import NewCommitment, add_commitment, change_commitment, read_form
from kam.services.commitments.exporting import export_promises
from kam.services.commitments.handing import account_choices, hand_over, owners_for
from kam.services.commitments.history import Event, promise_story
from kam.services.commitments.query import PromiseQuery
from kam.services.commitments.reading import read_open
from kam.services.commitments.reminding import letters, note_reminders
from kam.services.commitments.shifting import Because, WorkingDays, shift
from kam.store.undo import undo
from tests.builders import NOW, Office

TODAY = date(2026, 11, 23)
"""A Monday."""


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def stored(office: Office, one: Commitment) -> Commitment:
    with office.workspace.reading() as session:
        return session.get_one(Commitment, one.id)


def faults(caught: pytest.ExceptionInfo[FieldErrors]) -> dict[str, str]:
    return {each.field: each.code for each in caught.value.errors}


def test_a_promise_of_ours_is_mine_unless_somebody_else_is_named(office: Office) -> None:
    account = office.account()
    new = NewCommitment(account.id, "Акт испытаний", due_on=day(-3), due_at=time(14))
    made = add_commitment(office.workspace, new).value
    form = read_form(office.workspace, made)
    assert (form.owner, form.due_on, form.due_at) == ("Мария Кречетова", day(-3), time(14))
    assert (form.made_on, form.account, form.is_open) == (TODAY, account.name, True)


def test_theirs_is_always_promised_and_has_one_of_their_people(office: Office) -> None:
    account, other = office.account("А"), office.account("Б")
    place, stranger = office.stakeholder(account), office.stakeholder(other)
    new = NewCommitment(account.id, "Протокол", Side.THEIRS, place.id, promised_to_client=False)
    form = read_form(office.workspace, add_commitment(office.workspace, new).value)
    assert (form.promised_to_client, form.owner_id) == (True, place.id)
    with pytest.raises(RuleError, match="owner_elsewhere"):
        add_commitment(office.workspace, NewCommitment(account.id, "x", Side.THEIRS, stranger.id))


def test_what_is_wrong_is_said_beside_its_field(office: Office) -> None:
    account = office.account()
    with pytest.raises(FieldErrors) as caught:
        add_commitment(office.workspace, NewCommitment(account.id, " ", due_at=time(9), made_on=day(-1)))
    assert faults(caught) == {
        "text": "domain.commitment_without_text",
        "due_at": "commitment.hour_without_date",
        "made_on": "field.in_future",
    }
    with pytest.raises(FieldErrors) as caught:
        add_commitment(office.workspace, NewCommitment(None, "Счёт"))
    assert faults(caught) == {"account_id": "field.required"}
    with pytest.raises(FieldErrors) as caught:
        add_commitment(office.workspace, NewCommitment(account.id, "Счёт", due_on=day(4)))
    assert faults(caught) == {"due_on": "commitment.due_before_made"}
    assert read_open(office.workspace, PromiseQuery(), as_of=NOW) == ()


def test_what_was_written_is_mended_but_a_date_in_force_is_moved_elsewhere(office: Office) -> None:
    one = office.promise(office.account(), "Акт", due=TODAY)
    version = read_form(office.workspace, one.id).version
    with pytest.raises(FieldErrors) as caught:
        change_commitment(office.workspace, one.id, {"due_on": day(-2)}, version=version)
    assert faults(caught) == {"due_on": "commitment.date_is_moved"}
    changes = {"text": "Акт испытаний", "kind": CommitmentKind.PREVENTIVE, "due_at": time(15)}
    change_commitment(office.workspace, one.id, changes, version=version)  # type: ignore[arg-type]
    form = read_form(office.workspace, one.id)
    assert (form.text, form.kind, form.due_at) == ("Акт испытаний", CommitmentKind.PREVENTIVE, time(15))
    with pytest.raises(ConflictError):
        change_commitment(office.workspace, one.id, {"text": "Другое"}, version=version)
    undo(office.workspace)
    assert read_form(office.workspace, one.id).text == "Акт"


def test_several_are_kept_in_one_step(office: Office) -> None:
    account = office.account()
    pair = [office.promise(account, text) for text in ("Счёт", "Образцы")]
    assert closing.keep(office.workspace, [each.id for each in pair]).value == 2
    assert {stored(office, each).status for each in pair} == {CommitmentStatus.KEPT}
    undo(office.workspace)
    assert {stored(office, each).status for each in pair} == {CommitmentStatus.OPEN}


def test_one_that_is_closed_stops_the_whole_step(office: Office) -> None:
    account = office.account()
    one, closed = (
        office.promise(account, "Счёт"),
        office.promise(account, "Акт", status=CommitmentStatus.KEPT, closed_on=TODAY),
    )
    with pytest.raises(RuleError, match="commitment_closed"):
        closing.keep(office.workspace, [one.id, closed.id])
    assert stored(office, one).status is CommitmentStatus.OPEN


@pytest.mark.parametrize(
    ("on", "code"), [(day(-1), "field.in_future"), (day(5), "commitment.closed_before_made")]
)
def test_it_is_closed_between_the_promise_and_today(office: Office, on: date, code: str) -> None:
    one = office.promise(office.account(), "Счёт", made_on=day(3))
    with pytest.raises(FieldErrors) as caught:
        closing.keep(office.workspace, [one.id], on=on)
    assert faults(caught) == {"on": code}


def test_a_broken_one_says_why_and_can_stand_open_again(office: Office) -> None:
    one = office.promise(office.account(), "Счёт", notes="срочно")
    closing.break_(office.workspace, [one.id], reason="завод не успел")
    assert (stored(office, one).status, stored(office, one).notes) == (
        CommitmentStatus.BROKEN,
        "срочно\nзавод не успел",
    )
    assert closing.reopen(office.workspace, [one.id]).value == 1
    assert stored(office, one).closed_on is None


def test_what_should_never_have_been_written_is_deleted_and_comes_back_with_its_shifts(
    office: Office,
) -> None:
    one = office.promise(office.account(), "Счёт", due=TODAY)
    shift(office.workspace, [one.id], day(-2), Because.OWN)
    closing.delete(office.workspace, [one.id])
    with pytest.raises(NotFoundError):
        read_form(office.workspace, one.id)
    undo(office.workspace)
    assert promise_story(office.workspace, one.id, as_of=NOW).row.shifts == 1


# Dates


def test_a_shift_is_remembered_with_the_hour_and_the_consent(office: Office) -> None:
    one = office.promise(office.account(), "Акт", due=TODAY)
    version = read_form(office.workspace, one.id).version
    change_commitment(office.workspace, one.id, {"due_at": time(14)}, version=version)
    shift(office.workspace, [one.id], day(-2), Because.AGREED, reason="ждём лабораторию")
    with office.workspace.reading() as session:
        (made,) = session.query(CommitmentShift).all()
    assert (made.from_due_on, made.to_due_on, made.agreed, made.reason) == (
        TODAY,
        day(-2),
        True,
        "ждём лабораторию",
    )
    form = read_form(office.workspace, one.id)
    assert (form.due_on, form.due_at) == (day(-2), time(14))


def test_a_slip_of_the_pen_is_no_shift(office: Office) -> None:
    one = office.promise(office.account(), "Акт", due=day(1), made_on=day(8))
    shift(office.workspace, [one.id], day(5), Because.MISTAKE)
    assert (stored(office, one).due_on, stored(office, one).first_due_on) == (day(5), day(5))
    assert promise_story(office.workspace, one.id, as_of=NOW).row.shifts == 0


def test_one_without_a_date_gets_its_first(office: Office) -> None:
    one = office.promise(office.account(), "Акт")
    shift(office.workspace, [one.id], day(-5), Because.OWN)
    row = promise_story(office.workspace, one.id, as_of=NOW).row
    assert (row.due_on, row.first_due_on, row.shifts) == (day(-5), day(-5), 0)


def test_a_new_date_lies_ahead(office: Office) -> None:
    one = office.promise(office.account(), "Акт", due=day(2), made_on=day(8))
    with pytest.raises(FieldErrors) as caught:
        shift(office.workspace, [one.id], day(1), Because.AGREED)
    assert faults(caught) == {"to": "commitment.shift_into_past"}


def test_several_move_by_working_days_late_ones_from_today(office: Office) -> None:
    account = office.account()
    late = office.promise(account, "поздно", due=day(6), made_on=day(9))
    friday = office.promise(account, "в пятницу", due=day(-4))
    ids = [late.id, friday.id]
    assert shift(office.workspace, ids, WorkingDays(2), Because.OWN).value == 2
    assert stored(office, late).due_on == date(2026, 11, 25)
    assert stored(office, friday).due_on == date(2026, 12, 1)


# Handing over


def test_the_successor_is_known_and_the_promise_goes_over(office: Office) -> None:
    account = office.account()
    heir = office.stakeholder(account, "Юлия", "Юдина")
    left = office.stakeholder(account, "Инна", "Носова", left_on=day(3), successor_id=heir.id)
    one = office.promise(account, "Протокол", side=Side.THEIRS, owner_stakeholder_id=left.id)
    owners = owners_for(office.workspace, account.id, as_of=NOW)
    assert [each.name for each in owners.theirs] == ["Юлия Юдина"]
    assert owners.successors == {left.id: heir.id}
    hand_over(office.workspace, [one.id], heir.id)
    assert stored(office, one).owner_stakeholder_id == heir.id


def test_promises_of_two_sides_go_to_nobody_together(office: Office) -> None:
    account = office.account()
    ids = [office.promise(account, "x", side=side).id for side in Side]
    with pytest.raises(RuleError, match="two_sides"):
        hand_over(office.workspace, ids, office.me)


def test_those_of_us_who_left_cannot_take_over_and_i_stand_first(office: Office) -> None:
    office.colleague("Анна Старая", left_on=day(30))
    office.colleague("Борис Новый")
    owners = owners_for(office.workspace, None, as_of=NOW)
    assert [each.name for each in owners.ours] == ["Мария Кречетова", "Борис Новый"]
    assert account_choices(office.workspace) == ()


# Letters


def test_a_reminder_speaks_the_language_of_who_reads_it_and_of_the_promises_alone(office: Office) -> None:
    account = office.account("Secret Ltd")
    place = office.stakeholder(account, "John", "Smith")
    assert place.person_id is not None
    office.add(ContactPoint(person_id=place.person_id, kind=ContactKind.EMAIL, value="smith@secret.com"))
    with office.workspace.reading() as session:
        from kam.models import Person

        person = session.get_one(Person, place.person_id)
    office.change(person, languages="английский, немецкий")
    values: dict[str, Any] = {
        "side": Side.THEIRS,
        "owner_stakeholder_id": place.id,
        "notes": "он тянет",
        "proof": "SECRET",
    }
    first = office.promise(account, "Signed price protocol", due=day(6), made_on=day(9), **values)
    second = office.promise(account, "Forecast", due=day(-4), **values)
    (letter,) = letters(office.workspace, [second.id, first.id], as_of=NOW)
    assert (letter.language, letter.address, letter.subject) == ("en", "smith@secret.com", "Our agreements")
    assert letter.text.startswith("Dear John,\n")
    assert "– Signed price protocol (it was due on 17 November 2026)" in letter.text
    assert "– Forecast (due on 27 November 2026)" in letter.text
    assert letter.text.endswith("Kind regards,\nМария Кречетова")
    assert "тянет" not in letter.text
    assert "SECRET" not in letter.text


def test_letters_go_one_to_a_person_and_leave_internal_tasks_out(office: Office) -> None:
    account = office.account()
    one, two = office.stakeholder(account), office.stakeholder(account, "Пётр", "Круглов")
    ids = [
        office.promise(account, "Протокол", side=Side.THEIRS, owner_stakeholder_id=place.id).id
        for place in (one, two)
    ]
    task = office.promise(account, "Позвонить самим", promised_to_client=False)
    closed = office.promise(account, "Было", status=CommitmentStatus.KEPT, closed_on=TODAY)
    found = letters(office.workspace, [*ids, task.id, closed.id], as_of=NOW)
    assert [each.to for each in found] == ["Ирина Левашова", "Пётр Круглов"]
    assert found[0].text.startswith("Ирина, здравствуйте!")


def test_of_ours_whoever_was_there_is_warned(office: Office) -> None:
    from datetime import datetime

    account = office.account()
    place = office.stakeholder(account, "Виктор", "Мальцев")
    meeting = office.meeting(account, datetime.fromisoformat("2026-11-12T10:00"), place)
    one = office.promise(account, "Акт", due=day(4), made_on=day(11), interaction_id=meeting.id)
    (letter,) = letters(office.workspace, [one.id], as_of=NOW)
    assert (letter.to, letter.side) == ("Виктор Мальцев", Side.OURS)


def test_reminders_are_noted_once_a_day_of_theirs_alone(office: Office) -> None:
    account = office.account()
    ours, theirs = (office.promise(account, "x", side=side) for side in Side)
    assert note_reminders(office.workspace, [ours.id, theirs.id]).value == 1
    assert note_reminders(office.workspace, [theirs.id]).value == 0
    with office.workspace.reading() as session:
        (made,) = session.query(CommitmentReminder).all()
    assert (made.commitment_id, made.on) == (theirs.id, TODAY)
    (row,) = (
        row for row in read_open(office.workspace, PromiseQuery(), as_of=NOW) if row.side is Side.THEIRS
    )
    assert row.reminded_on == TODAY


# Its story, and the file


def test_the_story_of_a_promise_tells_its_dates(office: Office) -> None:
    one = office.promise(office.account(), "Акт", due=day(10), made_on=day(20), side=Side.THEIRS)
    shift(office.workspace, [one.id], day(-3), Because.OWN)
    note_reminders(office.workspace, [one.id])
    closing.keep(office.workspace, [one.id], proof="письмо № 4")
    story = promise_story(office.workspace, one.id, as_of=NOW)
    assert [(line.on, line.event) for line in story.lines] == [
        (day(20), Event.MADE),
        (day(10), Event.PASSED),
        (TODAY, Event.MOVED),
        (TODAY, Event.REMINDED),
        (TODAY, Event.KEPT),
    ]
    assert story.lines[0].to == day(10)
    assert (story.lines[-1].agreed, story.proof) == (False, "письмо № 4")


def test_the_story_tells_who_was_to_answer_since_when(office: Office) -> None:
    account = office.account()
    one = office.promise(account, "Акт", due=day(-10), made_on=day(20))
    oleg, anna = office.colleague("Олег Грачёв"), office.colleague("Анна Белая")
    hand_over(office.workspace, [one.id], oleg.id)
    hand_over(office.workspace, [one.id], anna.id)
    undo(office.workspace, office.last_step())
    hand_over(office.workspace, [one.id], None)
    story = promise_story(office.workspace, one.id, as_of=NOW)
    assert [(line.event, line.owner) for line in story.lines] == [
        (Event.MADE, ""),
        (Event.HANDED, "Олег Грачёв"),
        (Event.HANDED, ""),
    ]


def test_what_is_gone_says_so(office: Office) -> None:
    for act in (closing.keep, closing.reopen, closing.delete):
        with pytest.raises(NotFoundError):
            act(office.workspace, [new_id()])


@pytest.mark.parametrize("kind", TableFormat)
def test_rows_go_into_a_file(office: Office, tmp_path: Path, kind: TableFormat) -> None:
    office.promise(office.account("Волгометиз"), "=Акт", due=day(4), made_on=day(9))
    rows = read_open(office.workspace, PromiseQuery(), as_of=NOW)
    path = export_promises(rows, tmp_path / f"out.{kind.value}", kind, words_for("ru"), NOW)
    assert path.stat().st_size > 50
    if kind is TableFormat.CSV:
        assert "Волгометиз" in path.read_text("utf-8-sig")


def test_every_refusal_has_a_sentence() -> None:
    from kam.core.formats import Formats, Target
    from kam.core.telling import Teller

    teller = Teller(words_for("ru"), Formats("ru", Target.WINDOW))
    for code in ("commitment.gone", "commitment.two_sides", "commitment.shift_into_past"):
        assert "(" not in teller.sentence(UserError(code))
