"""The cure and the correspondence: whys, is and is-not, measures, compensation, letters, files, likeness."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kam.core.errors import ConflictError, NotFoundError, RuleError
from kam.core.field_errors import FieldErrors
from kam.core.money import Money
from kam.core.vocabulary import (
    Channel,
    CommitmentKind,
    CommitmentStatus,
    CompensationKind,
    ContactKind,
    Direction,
    DocumentKind,
    InteractionKind,
    InteractionStatus,
    WhyBranch,
)
from kam.models import ContactPoint, ProductLine
from kam.services.capturing.rows import CaptureFile
from kam.services.commitments.closing import keep
from kam.services.complaints.compensating import (
    add_compensation,
    approve_compensation,
    change_compensation,
    remove_compensation,
)
from kam.services.complaints.correspondence import (
    acknowledgement_text,
    answer_text,
    attach,
    link_interaction,
    linkable,
    summary_text,
    unlink_interaction,
)
from kam.services.complaints.cure import add_action, set_is_is_not, set_whys
from kam.services.complaints.drafts import ActionDraft, CompensationDraft, IsIsNotDraft, WhyDraft
from kam.services.complaints.editing import delete_complaint, edit
from kam.services.complaints.registering import from_interaction, from_letter, read_choices, register
from kam.services.complaints.similar import similar_complaints, similar_to
from kam.services.history import undo_step
from kam.services.searching import search
from tests.builders import Office
from tests.complaints import THURSDAY, november, record, registered

LETTER = """\
From: =?utf-8?b?0JTQuNCw0L3QsCDQodCw0YTQuNC90LA=?= <safina@zavod.example>
To: kam@veresk.example
Subject: Rust on three coils, batch 1107
Date: Thu, 19 Nov 2026 12:00:00 +0300
Message-ID: <rust-1107@zavod.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="x"

--x
Content-Type: text/plain; charset=utf-8

Three coils of 64 are rusty under the film.

--x
Content-Type: text/csv; name="coils.csv"
Content-Disposition: attachment; filename="coils.csv"

1;2;3
--x--
"""


@pytest.fixture
def office(office: Office) -> Office:
    office.clock.moment = THURSDAY
    return office


@contextmanager
def refused(**wrong: str) -> Iterator[None]:
    """The block is refused, each of these fields by its code."""
    with pytest.raises(FieldErrors) as caught:
        yield
    assert {each.field.replace(".", "__"): each.code for each in caught.value.errors} == wrong


def test_whys_keep_their_identity_when_they_change_places(office: Office) -> None:
    one = registered(office, office.account())
    drafts = [WhyDraft("мало ингибитора", "Почему коррозия?"), WhyDraft("дозатор подавал 40 %")]
    set_whys(office.workspace, one, WhyBranch.CAUSE, drafts)
    set_whys(office.workspace, one, WhyBranch.ESCAPE, [WhyDraft("проверяли раз в месяц")])
    first, second = record(office, one).causes
    again = [
        WhyDraft(second.answer, id=second.id),
        WhyDraft("сменили датчик"),
        WhyDraft(first.answer, id=first.id),
    ]
    set_whys(office.workspace, one, WhyBranch.CAUSE, again)
    read = record(office, one)
    assert [(each.depth, each.answer) for each in read.causes] == [
        (1, "дозатор подавал 40 %"), (2, "сменили датчик"), (3, "мало ингибитора"),
    ]  # fmt: skip
    assert (read.causes[0].id, read.causes[2].id) == (second.id, first.id)
    assert [each.answer for each in read.escapes] == ["проверяли раз в месяц"]
    undo_step(office.workspace)
    assert [each.id for each in record(office, one).causes] == [first.id, second.id]
    with refused(whys__1__answer="field.required"):
        set_whys(office.workspace, one, WhyBranch.CAUSE, [WhyDraft("раз"), WhyDraft(" ")])
    with refused(whys="complaint.too_many_whys"):
        set_whys(office.workspace, one, WhyBranch.CAUSE, [WhyDraft("ещё")] * 11)


def test_lines_of_is_and_is_not_stand_in_their_order(office: Office) -> None:
    one = registered(office, office.account())
    lines = [IsIsNotDraft(name, f"{name} есть", f"{name} нет") for name in ("Что", "Где", "Сколько")]
    set_is_is_not(office.workspace, one, lines)
    kept = record(office, one).is_is_not
    assert [each.question for each in kept] == ["Что", "Где", "Сколько"]

    def draft(number: int) -> IsIsNotDraft:
        row = kept[number]
        return IsIsNotDraft(row.question, row.holds, row.does_not_hold, row.id)

    for order in ([2, 0, 1], [0, 2]):
        kept = record(office, one).is_is_not
        wanted = [kept[number].question for number in order]
        set_is_is_not(office.workspace, one, [draft(number) for number in order])
        assert [each.question for each in record(office, one).is_is_not] == wanted
    with refused(lines__0__question="field.required"):
        set_is_is_not(office.workspace, one, [IsIsNotDraft("")])


def test_a_measure_is_a_promise_of_the_ledger_with_kind_and_proof(office: Office) -> None:
    one = registered(office, office.account())
    draft = ActionDraft("Остановить партию 1107", CommitmentKind.CONTAINMENT, due_on=date(2026, 11, 19))
    made = add_action(office.workspace, one, draft).value
    (action,) = record(office, one).actions_of(CommitmentKind.CONTAINMENT)
    assert (action.id, action.owner, action.promised_to_client) == (made, "Мария Кречетова", False)
    keep(office.workspace, [made], on=date(2026, 11, 19))
    assert record(office, one).actions[0].status is CommitmentStatus.KEPT
    with refused(text="domain.commitment_without_text"):
        add_action(office.workspace, one, replace(draft, text=" "))
    with refused(kind="complaint.measure_without_kind"):
        add_action(office.workspace, one, replace(draft, kind=CommitmentKind.PROMISE))


def test_a_compensation_is_approved_and_a_new_sum_waits_for_approval_anew(office: Office) -> None:
    one = registered(office, office.account())
    boss = office.colleague()
    draft = CompensationDraft(CompensationKind.DISCOUNT, Money(1_280_000, "RUB"), note="3 % на партию")
    made = add_compensation(office.workspace, one, draft).value
    (row,) = record(office, one).compensations
    assert (row.approved_by, record(office, one).compensation_total) == ("", None)
    approve_compensation(office.workspace, made, by_id=boss.id)
    read = record(office, one)
    assert (read.compensations[0].approved_by, read.compensations[0].on) == ("Олег Грачёв", THURSDAY.date())
    assert read.compensation_total == Money(1_280_000, "RUB")
    row = read.compensations[0]
    same = CompensationDraft(row.kind, row.amount, row.on, "за партию 1107", row.approved_by_id)
    change_compensation(office.workspace, made, same, version=row.version)
    row = record(office, one).compensations[0]
    assert (row.note, row.approved_by) == ("за партию 1107", "Олег Грачёв")
    dearer = replace(same, amount=Money(2_000_000, "RUB"))
    with pytest.raises(ConflictError):
        change_compensation(office.workspace, made, dearer, version=row.version - 1)
    change_compensation(office.workspace, made, dearer, version=row.version)
    assert record(office, one).compensation_total is None
    with refused(amount="field.negative"):
        add_compensation(office.workspace, one, replace(draft, amount=Money(-5, "RUB")))
    remove_compensation(office.workspace, made)
    assert record(office, one).compensations == ()
    with pytest.raises(NotFoundError):
        approve_compensation(office.workspace, made)


def test_a_letter_fills_a_complaint_and_is_kept_once(office: Office, tmp_path: Path) -> None:
    account = office.account()
    person = office.stakeholder(account, "Диана", "Сафина")
    assert person.person_id is not None
    office.add(ContactPoint(person_id=person.person_id, kind=ContactKind.EMAIL, value="Safina@zavod.example"))
    path = tmp_path / "rust.eml"
    path.write_text(LETTER)
    draft = from_letter(office.workspace, path)
    assert (draft.account_id, draft.raised_by_id, draft.channel) == (account.id, person.id, Channel.EMAIL)
    assert draft.summary == "Rust on three coils, batch 1107"
    assert draft.received_at == november(19, 12)
    one = register(office.workspace, draft).value
    read = record(office, one)
    assert read.description == "Three coils of 64 are rusty under the film."
    assert [(each.direction, each.at, each.people, each.files) for each in read.letters] == [
        (Direction.INCOMING, november(19, 12), ("Диана Сафина",), 2)
    ]
    assert {each.name for each in read.documents} == {"rust.eml", "coils.csv"}
    with pytest.raises(RuleError, match="letter_registered"):
        from_letter(office.workspace, path)
    undo_step(office.workspace)
    again = register(office.workspace, from_letter(office.workspace, path)).value
    assert len(record(office, again).letters) == 1


def test_a_letter_without_a_subject_is_called_by_what_it_begins_with(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "no subject.eml"
    head = "From: a@zavod.example\nDate: Thu, 19 Nov 2026 09:00:00 +0000\n\n"

    path.write_text(head + "Добрый день!\n\nВ партии 1107 ржавые бухты. " + "Просим заменить. " * 20, "utf-8")
    said = from_letter(office.workspace, path).summary
    assert said.startswith("В партии 1107 ржавые бухты.")
    assert len(said) <= 120

    path.write_text(head + "Срочно!\n", "utf-8")
    assert from_letter(office.workspace, path).summary == "Срочно!"
    path.write_text(head, "utf-8")
    assert from_letter(office.workspace, path).summary == ""


def test_a_captured_contact_fills_a_complaint_and_belongs_to_it(office: Office) -> None:
    account = office.account()
    person = office.stakeholder(account)
    call = office.meeting(
        account, november(19, 11).replace(tzinfo=None), person, kind=InteractionKind.CALL,
        status=InteractionStatus.DONE, subject="Звонок о браке", notes="Три бухты",
    )  # fmt: skip
    draft = from_interaction(office.workspace, call.id)
    assert (draft.channel, draft.raised_by_id, draft.description) == (Channel.PHONE, person.id, "Три бухты")
    one = register(office.workspace, draft).value
    assert [each.id for each in record(office, one).letters] == [call.id]
    with pytest.raises(RuleError, match="letter_registered"):
        from_interaction(office.workspace, call.id)
    unlink_interaction(office.workspace, call.id)
    assert [each.id for each in linkable(office.workspace, one)] == [call.id]
    link_interaction(office.workspace, one, call.id)
    assert linkable(office.workspace, one) == []
    elsewhere = office.meeting(office.account("Другой"), status=InteractionStatus.DONE)
    with pytest.raises(RuleError, match="contact_elsewhere"):
        link_interaction(office.workspace, one, elsewhere.id)
    delete_complaint(office.workspace, one)
    assert from_interaction(office.workspace, call.id).summary == "Звонок о браке", "the contact stays"


def test_files_are_kept_once(office: Office, tmp_path: Path) -> None:
    one = registered(office, office.account())
    photo = tmp_path / "coil.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    for _ in range(2):
        attach(office.workspace, one, [CaptureFile("coil.png", DocumentKind.PHOTO, photo)])
    assert [each.name for each in record(office, one).documents] == ["coil.png"]


def test_texts_speak_the_clients_language_and_say_nothing_internal(office: Office) -> None:
    account = office.account()
    person = office.stakeholder(account, "Диана", "Сафина")
    one = registered(office, account, raised_by_id=person.id, description="ТАЙНА описания")
    changes = {
        "root_cause": "ТАЙНА причины",
        "agreed_line": "ТАЙНА линии",
        "client_status": "Партия отозвана",
    }
    edit(office.workspace, one, changes, version=record(office, one).version)  # type: ignore[arg-type]
    told = ActionDraft(
        "Заменить 420 кг", CommitmentKind.CORRECTIVE, due_on=date(2026, 11, 23), promised_to_client=True
    )
    add_action(office.workspace, one, told)
    add_action(office.workspace, one, ActionDraft("ТАЙНА меры", CommitmentKind.PREVENTIVE))
    subject, text = acknowledgement_text(office.workspace, one)
    assert subject == "Рекламация K-2026-0001: Коррозия трёх бухт проволоки, партия 1107"
    assert "19 ноября 2026" in text
    assert "Диана" in text
    assert "20 ноября 2026" in text, "the first answer is due the next day"
    assert "24 ноября 2026" in text
    answer, closing = answer_text(office.workspace, one)[1], summary_text(office.workspace, one)[1]
    assert "Партия отозвана" in answer
    assert "– Заменить 420 кг" in answer
    assert "от 1 (совсем нет) до 5" in closing
    english = acknowledgement_text(office.workspace, one, language="en")[1]
    assert english.startswith("Dear Диана,")
    assert not any("ТАЙНА" in each for each in (text, answer, closing, english))
    foreign = registered(office, office.account("Halden Works"), summary="Rust")
    assert acknowledgement_text(office.workspace, foreign)[0] == "Complaint K-2026-0002: Rust"


def test_likeness_is_of_words_line_and_client(office: Office) -> None:
    ours, other = office.account(), office.account("Каустик")
    film = office.add(ProductLine(name="Плёнка", name_key="плёнка"))
    one = registered(office, ours, product_line_id=film.id)
    same_words = registered(office, other, summary="Коррозия бухт проволоки в партии 1104")
    same_line = registered(office, ours, summary="Недовложение коробов", product_line_id=film.id)
    registered(office, other, summary="Ошибки в счёте")
    rows = similar_complaints(office.workspace, one)
    assert [row.id for row in rows] == [same_line, same_words] or [row.id for row in rows] == [
        same_words,
        same_line,
    ]
    by_id = {row.id: row for row in rows}
    assert (by_id[same_words].by_text, by_id[same_words].same_client) == (True, False)
    assert (by_id[same_line].same_client, by_id[same_line].same_line) == (True, True)
    typed = similar_to(office.workspace, "опять коррозия проволоки")
    assert {row.id for row in typed} == {one, same_words}
    assert similar_to(office.workspace, "") == []


def test_choices_are_of_the_client_and_of_us(office: Office) -> None:
    account = office.account()
    person = office.stakeholder(account, job_title="Начальник службы качества")
    office.stakeholder(account, "Пётр", "Ушедший", left_on=THURSDAY.date() - timedelta(days=2))
    registered(office, account, department="ОТК")
    choices = read_choices(office.workspace, account.id, as_of=office.clock.now())
    assert [(each.id, each.detail) for each in choices.people] == [(person.id, "Начальник службы качества")]
    assert [each.name for each in choices.colleagues] == ["Мария Кречетова"]
    assert (choices.me, choices.departments) == (office.me, ("ОТК",))
    assert choices.now == THURSDAY.replace(tzinfo=None)


def test_search_finds_a_complaint_by_its_number_and_by_what_was_written_of_it(office: Office) -> None:
    one = registered(office, office.account())
    set_whys(office.workspace, one, WhyBranch.CAUSE, [WhyDraft("дозатор ингибитора не калибровали")])
    for text in ("K-2026-0001", "2026-0001", "0001", "дозатору", "коррозия"):
        assert [row.id for row in search(office.workspace, text)] == [one], text
