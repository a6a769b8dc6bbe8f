"""The summary letter: what it says, what it never says, and that sending it is noted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from kam.core.errors import NotFoundError
from kam.core.ids import new_id
from kam.core.vocabulary import ContactKind, InteractionKind, InteractionStatus, Side
from kam.models import AgendaItem, Colleague, ContactPoint, Interaction, Participant, Stakeholder
from kam.services.followup import Letter, SentLetter, note_sent, read_letter, write_letter
from kam.services.history import undo_step
from tests.builders import Office

INTERNAL = "ТАЙНА"


@pytest.fixture
def meeting(office: Office) -> Interaction:
    """A meeting held yesterday with two of theirs, promises of both sides and much that is ours alone."""
    office.change(office_me(office), job_title="ключевые клиенты", email="maria@veresk.example")
    account = office.account("Волгометиз")
    first, second = office.stakeholder(account), office.stakeholder(account, "Виктор", "Мальцев")
    office.add(ContactPoint(person_id=first.person_id, kind=ContactKind.EMAIL, value="irina@v.example"))
    held = office.meeting(
        account,
        datetime.fromisoformat("2026-11-22T10:00"),
        first,
        second,
        status=InteractionStatus.DONE,
        subject="Годовой контракт",
        purpose=INTERNAL,
        best_outcome=INTERNAL,
        notes=INTERNAL,
        learned=INTERNAL,
        competitor_mentions=INTERNAL,
    )
    office.add(AgendaItem(interaction_id=held.id, title=INTERNAL))
    office.add(AgendaItem(interaction_id=held.id, title=INTERNAL, client_wording="Цены 2027 года"))
    made: dict[str, Any] = {"interaction_id": held.id, "notes": INTERNAL, "proof": None}
    office.promise(
        account, "Прислать акт испытаний.", due=date(2026, 11, 27), owner_colleague_id=office.me, **made
    )
    office.promise(account, f"{INTERNAL}: спросить юриста", promised_to_client=False, **made)
    office.promise(
        account,
        "Вернуть протокол цен",
        side=Side.THEIRS,
        owner_stakeholder_id=first.id,
        due=date(2026, 12, 1),
        due_at=datetime.fromisoformat("2026-12-01T14:00"),
        zone="Europe/Moscow",
        **made,
    )
    office.promise(account, f"{INTERNAL}: из другой встречи")
    office.meeting(
        account, datetime.fromisoformat("2026-12-11T11:00"), subject="Подписание", place="Нижегородская, 14"
    )
    return held  # fmt: skip


def office_me(office: Office) -> Colleague:
    with office.workspace.reading() as session:
        me = session.get_one(Colleague, office.me)
        session.expunge(me)
    return me


def letter(office: Office, meeting: Interaction, language: str = "ru") -> Letter:
    return write_letter(read_letter(office.workspace, meeting.id), language)


def test_it_says_what_both_sides_promised_and_when_one_meets_next(
    office: Office, meeting: Interaction
) -> None:
    text = letter(office, meeting).text
    assert text.startswith("Ирина, Виктор, добрый день!\n")
    assert "Спасибо за встречу 22 ноября 2026." in text
    assert "Обсудили:\n– Цены 2027 года\n" in text
    assert "С нашей стороны:\n– Прислать акт испытаний – до 27 ноября 2026 (Мария Кречетова)\n" in text
    assert "С вашей стороны:\n– Вернуть протокол цен – до 1 декабря 2026, 14:00 (Ирина Левашова)\n" in text
    assert "Следующая встреча: 11 декабря 2026, 11:00, Нижегородская, 14, «Подписание»." in text
    assert text.endswith("С уважением,\nМария Кречетова\nключевые клиенты\nВереск Упаковка\n")


def test_in_english_it_reads_as_an_english_letter(office: Office, meeting: Interaction) -> None:
    text = letter(office, meeting, "en").text
    assert text.startswith("Dear Ирина and Виктор,\n\nThank you for the meeting on 22 November 2026.")
    assert "On our side:\n– Прислать акт испытаний – by 27 November 2026 (Мария Кречетова)\n" in text


@pytest.mark.parametrize("language", ["ru", "en"])
def test_nothing_internal_is_in_it(office: Office, meeting: Interaction, language: str) -> None:
    written = letter(office, meeting, language)
    assert INTERNAL not in written.text + written.subject


def test_it_goes_to_those_whose_address_is_known(office: Office, meeting: Interaction) -> None:
    written = letter(office, meeting)
    assert written.to == ("irina@v.example",)
    assert written.sender == "maria@veresk.example"


def test_of_several_addresses_the_preferred_one_counts(office: Office, meeting: Interaction) -> None:
    first = read_letter(office.workspace, meeting.id).recipients[0]
    with office.workspace.reading() as session:
        place = session.get_one(Stakeholder, first.stakeholder_id)
        person = place.person_id
    office.add(ContactPoint(person_id=person, kind=ContactKind.EMAIL, value="best@v.example", preferred=True))
    office.add(ContactPoint(person_id=person, kind=ContactKind.EMAIL, value="later@v.example"))
    assert read_letter(office.workspace, meeting.id).recipients[0].email == "best@v.example"


def test_many_people_are_addressed_together(office: Office) -> None:
    account = office.account()
    people = [office.stakeholder(account, "Анна", f"Четвёртая{number}") for number in range(4)]
    held = office.meeting(
        account, datetime.fromisoformat("2026-11-22T10:00"), *people, status=InteractionStatus.DONE
    )
    assert letter(office, held).text.startswith("Коллеги, добрый день!")


def test_a_call_without_anything_agreed_is_still_a_letter(office: Office) -> None:
    account = office.account()
    held = office.meeting(account, datetime.fromisoformat("2026-11-22T10:00"), kind=InteractionKind.CALL)
    text = letter(office, held).text
    assert "Спасибо за разговор 22 ноября 2026." in text
    assert "С нашей стороны" not in text
    assert "С вашей стороны" not in text


def test_sending_it_is_noted_and_the_letter_is_kept_as_a_contact(
    office: Office, meeting: Interaction
) -> None:
    sent = note_sent(
        office.workspace, meeting.id, SentLetter("Договорённости", "Текст"), now=office.clock.now()
    )
    assert read_letter(office.workspace, meeting.id).sent_on == date(2026, 11, 23)
    with office.workspace.reading() as session:
        kept = session.get_one(Interaction, sent.value)
        assert (kept.kind, kept.status) == (InteractionKind.EMAIL, InteractionStatus.DONE)
        assert (kept.subject, kept.notes) == ("Договорённости", "Текст")
        assert kept.starts_at == office.clock.now()
        people = session.query(Participant).filter_by(interaction_id=kept.id).all()
        assert len(people) == 2
    undo_step(office.workspace, office.last_step())
    assert read_letter(office.workspace, meeting.id).sent_on is None


def test_a_meeting_that_is_gone_is_said(office: Office) -> None:
    with pytest.raises(NotFoundError):
        note_sent(office.workspace, new_id(), SentLetter("a", "b"), now=office.clock.now())
    with pytest.raises(NotFoundError):
        read_letter(office.workspace, new_id())
