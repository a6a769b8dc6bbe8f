"""Saving what happened: one step with everything it brought, taken back whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kam.core.errors import RuleError
from kam.core.field_errors import FieldErrors
from kam.core.vocabulary import (
    Attitude,
    DocumentKind,
    InteractionKind,
    InteractionOutcome,
    InteractionStatus,
    Mood,
    RatingKind,
    Side,
)
from kam.models import (
    Account,
    Commitment,
    CommitmentShift,
    Competitor,
    CompetitorPresence,
    Document,
    Interaction,
    InteractionAccount,
    Participant,
    Rating,
)
from kam.services.capturing.rows import Capture, CaptureFile, NewPromise, NewRating, NewStep
from kam.services.capturing.saving import save_capture
from kam.services.history import undo_step
from tests.builders import Office


def local(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - wall-clock time


WHEN = local(2026, 11, 23, 10)
FRIDAY = date(2026, 11, 27)


def capture_of(account: Account, **values: object) -> Capture:
    plain = Capture(account.id, InteractionKind.MEETING, WHEN, "Годовой контракт")
    return replace(plain, **values)  # type: ignore[arg-type]


def count(office: Office, entity: type) -> int:
    with office.workspace.reading() as session:
        return session.scalar(select(func.count()).select_from(entity)) or 0


def faults(office: Office, capture: Capture) -> dict[str, str]:
    with pytest.raises(FieldErrors) as refused:
        save_capture(office.workspace, capture)
    return {each.field: each.code for each in refused.value.errors}


def test_a_whole_meeting_is_one_step_and_one_undo_takes_it_back(office: Office, tmp_path: Path) -> None:
    account = office.account()
    other = office.account("Заречный")
    irina = office.stakeholder(account)
    oleg = office.colleague()
    late = office.promise(account, "Акт испытаний круга", due=date(2026, 11, 20))
    wolf = office.add(Competitor(name="Вольф Абразив", name_key="вольф абразив"))
    presence = office.add(CompetitorPresence(account_id=account.id, competitor_id=wolf.id))
    meeting = office.meeting(account, local(2026, 11, 23, 11), irina)
    strip = tmp_path / "полоска.jpg"
    strip.write_bytes(b"\xff\xd8\xff" + b"photo")
    before = {entity: count(office, entity) for entity in (Interaction, Commitment, Participant, Document)}
    step = office.last_step()
    saved = save_capture(
        office.workspace,
        capture_of(
            account,
            meeting_id=meeting.id,
            minutes=65,
            place="Нижегородская, 14",
            stakeholder_ids=[irina.id],
            colleague_ids=[office.me, oleg.id],
            guests=["Юрист завода"],
            outcome=InteractionOutcome.ADVANCE,
            mood=Mood.GOOD,
            notes="Подтвердили объём.",
            learned="Бюджет утверждают в декабре.",
            competitor_mentions="«Вольф Абразив», −7 %",
            competitors_seen=[wolf.id],
            promises=[
                NewPromise(Side.OURS, "Акт испытаний круга", due_on=FRIDAY, open_id=late.id),
                NewPromise(Side.OURS, "Расчёт экономии", oleg.id, date(2026, 11, 25), time(14)),
                NewPromise(Side.THEIRS, "Протокол цен", irina.id, date(2026, 12, 1)),
            ],
            steps=[
                NewStep("Собрать данные", due_on=FRIDAY),
                NewStep(
                    "Познакомить Грачёва",
                    InteractionKind.MEETING,
                    oleg.id,
                    (irina.id,),
                    date(2026, 12, 11),
                ),
            ],
            ratings=[NewRating(irina.id, Attitude.SUPPORTER, "Поддержала объём")],
            further_accounts=[other.id],
            files=[CaptureFile("полоска.jpg", DocumentKind.PHOTO, strip), CaptureFile("a.txt", content=b"x")],
        ),
    ).value
    assert office.last_step() == step + 1
    with office.workspace.reading() as session:
        done = session.get_one(Interaction, meeting.id)
        assert saved.interaction_id == meeting.id
        assert (done.status, done.outcome, done.mood) == (
            InteractionStatus.DONE,
            InteractionOutcome.ADVANCE,
            Mood.GOOD,
        )
        assert (done.starts_local, done.minutes, done.notes) == (WHEN, 65, "Подтвердили объём.")
        shift = session.scalars(select(CommitmentShift)).one()
        assert (shift.commitment_id, shift.to_due_on, shift.agreed) == (late.id, FRIDAY, True)
        made = {each.text: each for each in session.scalars(select(Commitment))}
        assert made["Расчёт экономии"].due_at == local(2026, 11, 25, 14)
        assert made["Протокол цен"].owner_stakeholder_id == irina.id
        assert not made["Собрать данные"].promised_to_client
        assert made["Расчёт экономии"].interaction_id == meeting.id
        planned = session.scalars(
            select(Interaction).where(Interaction.subject == "Познакомить Грачёва")
        ).one()
        assert (planned.status, planned.starts_local) == (
            InteractionStatus.PLANNED,
            local(2026, 12, 11, 10),
        )
        rating = session.scalars(
            select(Rating).where(Rating.kind == RatingKind.ATTITUDE, Rating.interaction_id == meeting.id)
        ).one()
        assert rating.value == int(Attitude.SUPPORTER)
        assert session.scalars(select(InteractionAccount.account_id)).one() == other.id
        assert session.get_one(CompetitorPresence, presence.id).seen_on == WHEN.date()
        kinds = {each.name: each.kind for each in session.scalars(select(Document))}
        assert kinds == {"полоска.jpg": DocumentKind.PHOTO, "a.txt": DocumentKind.OTHER}
    undo_step(office.workspace)
    assert {entity: count(office, entity) for entity in before} == before
    with office.workspace.reading() as session:
        again = session.get_one(Interaction, meeting.id)
        assert (again.status, again.notes) == (InteractionStatus.PLANNED, None)
        assert session.get_one(Commitment, late.id).due_on == date(2026, 11, 20)


def test_a_contact_that_nobody_planned_is_added_done(office: Office) -> None:
    account = office.account()
    saved = save_capture(office.workspace, capture_of(account, kind=InteractionKind.CALL)).value
    with office.workspace.reading() as session:
        done = session.get_one(Interaction, saved.interaction_id)
        assert (done.kind, done.status, done.account_id) == (
            InteractionKind.CALL,
            InteractionStatus.DONE,
            account.id,
        )


def test_whoever_did_not_come_is_no_participant(office: Office) -> None:
    account = office.account()
    came, missing = office.stakeholder(account), office.stakeholder(account, "Виктор", "Мальцев")
    meeting = office.meeting(account, WHEN, came, missing)
    save_capture(office.workspace, capture_of(account, meeting_id=meeting.id, stakeholder_ids=[came.id]))
    with office.workspace.reading() as session:
        query = select(Participant.stakeholder_id).where(Participant.interaction_id == meeting.id)
        assert session.scalars(query).all() == [came.id]


def test_nothing_is_saved_where_a_field_is_wrong(office: Office) -> None:
    account = office.account()
    stranger = office.stakeholder(office.account("Чужой"))
    before = office.last_step()
    wrong = capture_of(
        account,
        subject=" ",
        starts_local=local(2026, 11, 30, 10),
        place="м" * 3000,
        stakeholder_ids=[stranger.id],
    )
    assert faults(office, wrong) == {
        "subject": "field.required",
        "when": "field.in_future",
        "place": "field.too_long",
        "people": "meeting.not_their_person",
    }
    assert office.last_step() == before


def test_what_is_wrong_with_one_of_several_promises_is_said_beside_it(office: Office) -> None:
    account = office.account()
    promises = [
        NewPromise(Side.OURS, "Акт"),
        NewPromise(Side.OURS, "Счёт", due_on=date(2026, 11, 1)),
    ]
    steps = [NewStep("м" * 3000)]
    assert faults(office, capture_of(account, promises=promises, steps=steps)) == {
        "promises.1.due_on": "commitment.due_before_made",
        "steps.0.text": "field.too_long",
    }
    assert count(office, Interaction) == 0


def test_a_rating_without_words_is_refused(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account)
    ratings = [NewRating(place.id, Attitude.CHAMPION, " ")]
    assert faults(office, capture_of(account, ratings=ratings)) == {
        "ratings.0.evidence": "people.without_evidence"
    }


def test_a_promise_that_stands_as_it_is_is_left_alone(office: Office) -> None:
    account = office.account()
    known = office.promise(account, "Акт", due=FRIDAY)
    promise = NewPromise(Side.OURS, "Акт", due_on=FRIDAY, open_id=known.id)
    save_capture(office.workspace, capture_of(account, promises=[promise]))
    assert (count(office, Commitment), count(office, CommitmentShift)) == (1, 0)


def test_a_meeting_is_recorded_once(office: Office) -> None:
    account = office.account()
    meeting = office.meeting(account, WHEN)
    save_capture(office.workspace, capture_of(account, meeting_id=meeting.id))
    with pytest.raises(RuleError) as refused:
        save_capture(office.workspace, capture_of(account, meeting_id=meeting.id))
    assert refused.value.code == "capture.recorded_already"


def test_the_same_letter_is_kept_once(office: Office) -> None:
    account = office.account()
    letter = capture_of(account, kind=InteractionKind.EMAIL, external_id="<1@mail>")
    save_capture(office.workspace, letter)
    with pytest.raises(RuleError) as refused:
        save_capture(office.workspace, letter)
    assert refused.value.code == "capture.letter_is_here"


def test_a_file_that_cannot_be_kept_is_told_and_nothing_is_saved(office: Office, tmp_path: Path) -> None:
    account = office.account()
    files = [CaptureFile("нет.jpg", path=tmp_path / "нет.jpg"), CaptureFile("пусто.txt", content=b"")]
    assert faults(office, capture_of(account, files=files)) == {
        "files.0": "documents.missing",
        "files.1": "documents.empty",
    }
    assert count(office, Interaction) == 0
