"""The sheets of promises: writing down, moving, handing over, closing, letters."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import CommitmentStatus, ContactKind, ObjectiveKind, Side
from kam.models import Commitment, CommitmentReminder, ContactPoint, Objective, Plan
from kam.services.commitments.editing import read_form
from kam.services.commitments.query import PromiseQuery
from kam.services.commitments.reading import read_open
from kam.services.commitments.rows import PromiseRow
from kam.services.commitments.shifting import Because
from kam.ui.commitments.closing_sheet import ClosingSheet, HandingSheet
from kam.ui.commitments.deeds import PromiseDeeds
from kam.ui.commitments.form_sheet import EditPromiseSheet, NewPromiseSheet
from kam.ui.commitments.letter_sheet import LetterSheet
from kam.ui.commitments.objective_sheet import ObjectiveSheet
from kam.ui.commitments.shift_sheet import ShiftSheet
from kam.ui.desk import Desk
from tests.builders import NOW, Office

TODAY = date(2026, 11, 23)
"""A Monday."""


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    """What sheets open over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def rows(office: Office) -> list[PromiseRow]:
    return list(read_open(office.workspace, PromiseQuery(promised=False), as_of=NOW))


def stored(office: Office, one: Commitment) -> Commitment:
    with office.workspace.reading() as session:
        return session.get_one(Commitment, one.id)


def test_a_promise_is_written_down_as_people_say_its_date(office: Office, desk: Desk, over: QWidget) -> None:
    account = office.account("Волгометиз")
    sheet = NewPromiseSheet(desk, over, account.id)
    sheet.open()
    assert sheet.owner.said(sheet.owner.value()) == "Мария Кречетова"
    sheet.form["text"].line.setText("Акт испытаний")  # type: ignore[attr-defined]
    sheet.form["due_on"].line.setText("до пятницы")  # type: ignore[attr-defined]
    sheet.form["due_at"].line.setText("14")  # type: ignore[attr-defined]
    sheet.primary.click()
    (row,) = rows(office)
    assert (row.text, row.due_on, row.account) == ("Акт испытаний", date(2026, 11, 27), "Волгометиз")
    assert row.due_at is not None
    assert row.due_at.time() == time(14)


def test_theirs_is_answered_for_by_their_people(office: Office, desk: Desk, over: QWidget) -> None:
    account = office.account()
    place = office.stakeholder(account, "Пётр", "Круглов")
    sheet = NewPromiseSheet(desk, over, account.id, Side.THEIRS)
    sheet.open()
    assert sheet.owner.values == [None, place.id]
    sheet.owner.set_value(place.id)
    sheet.form["text"].line.setText("Протокол цен")  # type: ignore[attr-defined]
    sheet.primary.click()
    (row,) = rows(office)
    assert (row.side, row.owner) == (Side.THEIRS, "Круглов")


def test_a_promise_without_client_or_words_stays_in_the_sheet(
    office: Office, desk: Desk, over: QWidget
) -> None:
    sheet = NewPromiseSheet(desk, over)
    sheet.open()
    sheet.primary.click()
    assert sheet.isVisible()
    assert sheet.form.fields["account_id"].message.isVisible()
    assert rows(office) == []


def test_what_was_typed_comes_back(office: Office, desk: Desk, over: QWidget) -> None:
    account = office.account()
    sheet = NewPromiseSheet(desk, over, account.id)
    sheet.open()
    sheet.form["text"].line.setText("Начато")  # type: ignore[attr-defined]
    sheet.form["text"].changed.emit()
    desk.drafts.flush_wished.emit()
    sheet.hide()
    again = NewPromiseSheet(desk, over, account.id)
    again.open()
    assert again.form["text"].value() == "Начато"


def test_a_promise_is_mended_without_moving_its_date(office: Office, desk: Desk, over: QWidget) -> None:
    one = office.promise(office.account(), "Акт", due=TODAY)
    sheet = EditPromiseSheet(desk, over, read_form(office.workspace, one.id))
    sheet.open()
    assert "due_on" not in sheet.form.fields
    sheet.form["text"].line.setText("Акт испытаний")  # type: ignore[attr-defined]
    sheet.form["text"].changed.emit()
    sheet.primary.click()
    assert stored(office, one).text == "Акт испытаний"


def test_the_date_moves_with_the_consent_that_was_given(office: Office, desk: Desk, over: QWidget) -> None:
    office.promise(office.account(), "Акт", due=TODAY)
    sheet = ShiftSheet(desk, over, rows(office))
    sheet.open()
    sheet.form["to"].line.setText("+3")  # type: ignore[attr-defined]
    sheet.form["because"].set_value(Because.AGREED)
    sheet.primary.click()
    (row,) = rows(office)
    assert (row.due_on, row.agreed_shifts) == (TODAY + timedelta(days=3), 1)


def test_several_move_by_working_days_and_nothing_typed_is_asked_for(
    office: Office, desk: Desk, over: QWidget
) -> None:
    account = office.account()
    for text in ("а", "б"):
        office.promise(account, text, due=date(2026, 11, 27))
    sheet = ShiftSheet(desk, over, rows(office))
    sheet.open()
    sheet.primary.click()
    assert sheet.form.fields["to"].message.isVisible()
    sheet.form["days"].line.setText("2")  # type: ignore[attr-defined]
    sheet.primary.click()
    assert {row.due_on for row in rows(office)} == {date(2026, 12, 1)}


def test_the_successor_is_offered_and_takes_over(office: Office, desk: Desk, over: QWidget) -> None:
    account = office.account()
    heir = office.stakeholder(account, "Юлия", "Юдина")
    left = office.stakeholder(account, "Инна", "Носова", left_on=date(2026, 11, 1), successor_id=heir.id)
    one = office.promise(account, "Протокол", side=Side.THEIRS, owner_stakeholder_id=left.id)
    sheet = HandingSheet(desk, over, rows(office))
    sheet.open()
    assert sheet.owner.value() == heir.id
    sheet.primary.click()
    assert stored(office, one).owner_stakeholder_id == heir.id


def test_a_broken_promise_keeps_its_reason(office: Office, desk: Desk, over: QWidget) -> None:
    one = office.promise(office.account(), "Акт", made_on=date(2026, 11, 1))
    sheet = ClosingSheet(desk, over, rows(office), CommitmentStatus.BROKEN)
    sheet.open()
    sheet.form["on"].set_value(date(2026, 11, 20))
    sheet.form["words"].set_value("завод не успел")
    sheet.primary.click()
    found = stored(office, one)
    assert (found.status, found.closed_on, found.notes) == (
        CommitmentStatus.BROKEN,
        date(2026, 11, 20),
        "завод не успел",
    )


def test_a_letter_is_copied_and_the_reminder_noted(office: Office, desk: Desk, over: QWidget) -> None:
    one = office.promise(office.account(), "Протокол цен", side=Side.THEIRS, due=date(2026, 11, 27))
    sheet = LetterSheet(desk, over, [one.id])
    sheet.open()
    sheet.languages.button_of("en").click()
    assert "Good day," in (sheet.text.value() or "")
    sheet.primary.click()
    assert "Протокол цен" in QGuiApplication.clipboard().text()
    with office.workspace.reading() as session:
        assert [each.commitment_id for each in session.query(CommitmentReminder)] == [one.id]


def test_a_letter_too_long_for_a_link_leaves_its_text_on_the_clipboard(
    office: Office, desk: Desk, over: QWidget
) -> None:
    account = office.account()
    place = office.stakeholder(account, "Пётр", "Круглов")
    assert place.person_id is not None
    office.add(ContactPoint(person_id=place.person_id, kind=ContactKind.EMAIL, value="k@plant.ru"))
    values = {"side": Side.THEIRS, "owner_stakeholder_id": place.id}
    ids = [office.promise(account, f"Документ номер {number}", **values).id for number in range(9)]  # type: ignore[arg-type]
    opened: list[str] = []
    sheet = LetterSheet(desk, over, ids, open_url=lambda url: not opened.append(url))  # type: ignore[func-returns-value]
    sheet.open()
    sheet.mail.click()
    assert opened[0].startswith("mailto:k@plant.ru?subject=")
    assert "body" not in opened[0]
    assert "Документ номер 8" in QGuiApplication.clipboard().text()


def test_where_no_mail_program_takes_it_nothing_is_noted(office: Office, desk: Desk, over: QWidget) -> None:
    one = office.promise(office.account(), "Протокол", side=Side.THEIRS)
    sheet = LetterSheet(desk, over, [one.id], open_url=lambda _: False)
    sheet.open()
    sheet.mail.click()
    assert sheet.message.isVisible()
    with office.workspace.reading() as session:
        assert session.query(CommitmentReminder).count() == 0


def test_a_promise_is_put_under_an_objective_and_taken_from_it(
    office: Office, desk: Desk, over: QWidget
) -> None:
    account = office.account()
    one = office.promise(account, "Акт")
    plan = office.add(
        Plan(account_id=account.id, title="План", starts_on=TODAY, ends_on=TODAY + timedelta(days=300))
    )
    goal = office.add(Objective(plan_id=plan.id, kind=ObjectiveKind.REVENUE, title="96 млн"))
    deeds = PromiseDeeds(desk, over)
    deeds["objective"].run(rows(office))
    sheet = deeds.sheet
    assert isinstance(sheet, ObjectiveSheet)
    assert sheet.objective.values == [None, goal.id]
    sheet.objective.set_value(goal.id)
    sheet.primary.click()
    assert stored(office, one).objective_id == goal.id

    again = ObjectiveSheet(desk, over, rows(office))
    again.open()
    assert again.objective.value() == goal.id
    again.objective.set_value(None)
    again.primary.click()
    assert stored(office, one).objective_id is None


def test_a_promise_of_a_client_without_a_plan_says_so(office: Office, desk: Desk, over: QWidget) -> None:
    office.promise(office.account("Волгометиз"), "Акт")
    sheet = ObjectiveSheet(desk, over, rows(office))
    sheet.open()
    assert "Волгометиз" in sheet.message.text()
    assert not sheet.primary.isEnabled()


def test_promises_of_several_clients_serve_no_plan_together(
    office: Office, desk: Desk, over: QWidget
) -> None:
    office.promise(office.account("Волгометиз"), "Акт")
    office.promise(office.account("Камский литейный"), "Акт")
    deeds = PromiseDeeds(desk, over)
    assert not deeds["objective"].fits(rows(office))
    assert deeds["objective"].fits(rows(office)[:1])
