"""Preparing a meeting: what is typed is drawn, kept, saved as one step a thought, and never lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import BriefSection
from kam.models import Account, Interaction
from kam.services.preparing import read_preparation, save_part
from kam.services.preparing.parts import AsksPart, QuestionLine, QuestionsPart
from kam.store.undo import undo
from kam.ui.desk import Desk
from kam.ui.places import prepare_place
from kam.ui.prepare.editors.asks import AsksEditor
from kam.ui.prepare.editors.attendees import AttendeesEditor
from kam.ui.prepare.editors.checklist import CheckCard, ChecklistEditor
from kam.ui.prepare.editors.texts import PurposeEditor, QuestionCard
from kam.ui.prepare.page import PreparePage
from tests.builders import Office
from tests.preparing import on_paper, press, purpose, questions, redraw, stored, type_into

S = BriefSection


def test_what_is_typed_stands_on_the_paper_before_it_is_saved(
    page: PreparePage, office: Office, meeting: Interaction, qtbot: QtBot
) -> None:
    type_into(purpose(page), "Снять вопрос по партии")
    redraw(page, qtbot)
    assert "Снять вопрос по партии" in on_paper(page)
    assert stored(office, meeting).purpose is None
    page.keeper.flush()
    assert stored(office, meeting).purpose == "Снять вопрос по партии"
    redraw(page, qtbot)
    assert "Снять вопрос по партии" in on_paper(page)


def test_a_thought_is_one_step(page: PreparePage, office: Office, meeting: Interaction) -> None:
    type_into(purpose(page), "Согласовать рамку")
    before = office.last_step()
    page.keeper.flush()
    assert office.last_step() == before + 1
    undo(office.workspace)
    page.refresh()
    assert purpose(page).value() is None


def test_going_to_another_section_saves_the_one_that_is_left(
    page: PreparePage, office: Office, meeting: Interaction
) -> None:
    type_into(purpose(page), "Согласовать рамку")
    page.sections.open(S.QUESTIONS)
    assert stored(office, meeting).purpose == "Согласовать рамку"


def test_what_is_typed_survives_another_reading(
    page: PreparePage, office: Office, meeting: Interaction
) -> None:
    type_into(purpose(page), "Согласовать")
    save_part(office.workspace, meeting.id, QuestionsPart((QuestionLine(text="Кто решает?"),)))
    page.refresh()
    assert purpose(page).value() == "Согласовать"
    assert [card.value().text for card in questions(page).cards] == ["Кто решает?"]


def test_what_was_typed_comes_back_after_a_crash(
    page: PreparePage, desk: Desk, meeting: Interaction, qtbot: QtBot
) -> None:
    type_into(purpose(page), "Недописанная ц")
    desk.drafts.flush_wished.emit()
    again = PreparePage(desk)
    qtbot.addWidget(again)
    again.show()
    again.go_to(prepare_place(meeting.account_id, meeting.id))
    assert purpose(again).value() == "Недописанная ц"
    assert again.note.isVisible()
    again.note.discard.click()
    assert purpose(again).value() is None


def test_what_cannot_be_saved_stays_with_its_sentence(
    page: PreparePage, office: Office, meeting: Interaction
) -> None:
    purpose(page).set_value("о" * 600)
    purpose(page).changed.emit()
    page.keeper.flush()
    editor = page.editors[S.PURPOSE]
    assert isinstance(editor, PurposeEditor)
    assert editor.fields["purpose"].fault.text()
    assert purpose(page).value() == "о" * 600
    assert stored(office, meeting).purpose is None
    purpose(page).set_value("коротко")
    purpose(page).changed.emit()
    page.keeper.flush()
    assert stored(office, meeting).purpose == "коротко"
    assert not editor.fields["purpose"].fault.text()


def test_enter_begins_the_next_question_and_backspace_lets_an_empty_one_go(page: PreparePage) -> None:
    page.sections.open(S.QUESTIONS)
    editor = questions(page)
    editor.add()
    first = editor.cards[0].main()
    assert first is not None
    type_into(first, "Кто подписывает?")
    press(first.area, Qt.Key.Key_Return)
    assert len(editor.cards) == 2
    second = editor.cards[1].main()
    assert second is not None
    assert second.area.hasFocus()
    press(second.area, Qt.Key.Key_Backspace)
    assert [card.value().text for card in editor.cards] == ["Кто подписывает?"]


def test_a_question_moves_with_the_keyboard(page: PreparePage, office: Office, meeting: Interaction) -> None:
    two = QuestionsPart((QuestionLine(text="Первый?"), QuestionLine(text="Второй?")))
    save_part(office.workspace, meeting.id, two)
    page.refresh()
    editor = questions(page)
    press(editor.cards[1], Qt.Key.Key_Up, alt=True)
    as_of = office.clock.now()
    parts = read_preparation(office.workspace, meeting.id, as_of=as_of, language="ru").parts
    assert [line.text for line in parts.questions.lines] == ["Второй?", "Первый?"]


def test_a_question_for_ourselves_never_reaches_the_clients_copy(page: PreparePage, qtbot: QtBot) -> None:
    editor = questions(page)
    editor.add(None, QuestionLine(text="Какой объём нужен?"))
    card = editor.add(None, QuestionLine(text="Почему он молчит?"))
    assert isinstance(card, QuestionCard)
    card.said.chip.click()
    page._choose(customer_safe=True)
    redraw(page, qtbot)
    text = on_paper(page)
    assert "Какой объём нужен?" in text
    assert "молчит" not in text


def test_attendees_are_added_by_name_and_counted_anew(
    page: PreparePage, office: Office, meeting: Interaction, qtbot: QtBot
) -> None:
    with office.workspace.reading() as session:
        account = session.get_one(Account, meeting.account_id)
    office.stakeholder(account, "Виктор", "Мальцев")
    page.refresh()
    editor = page.editors[S.ATTENDEES]
    assert isinstance(editor, AttendeesEditor)
    editor.their_picker.line.setText("Маль")
    editor.their_picker.line.textEdited.emit("Маль")
    editor.their_picker.take(0)
    editor.our_picker.line.setText("Мар")
    editor.our_picker.line.textEdited.emit("Мар")
    editor.our_picker.take(0)
    redraw(page, qtbot)
    text = on_paper(page)
    assert "Мальцев" in text
    assert "Кречетова" in text
    state = page.sections.boxes[S.ATTENDEES].state
    assert state is not None
    assert state.count == 2


def test_the_checklist_is_ticked_and_tells_when_to_leave(
    page: PreparePage, office: Office, meeting: Interaction
) -> None:
    editor = page.editors[S.CHECKLIST]
    assert isinstance(editor, ChecklistEditor)
    first = editor.cards[0]
    assert isinstance(first, CheckCard)
    first.box.click()
    as_of = office.clock.now()
    parts = read_preparation(office.workspace, meeting.id, as_of=as_of, language="ru").parts
    assert parts.checklist.lines[0].done
    editor.travel.editor.set_value(40)
    editor.travel.editor.changed.emit()
    assert "9:20" in editor.leave.text()


def test_a_limit_is_asked_for_until_it_is_set(page: PreparePage, qtbot: QtBot) -> None:
    editor = page.editors[S.ASKS]
    assert isinstance(editor, AsksEditor)
    editor.add()
    card = editor.cards[0]
    type_into(card.fields["what"].editor, "Объём")  # type: ignore[arg-type]
    page._show_states()
    box = page.sections.boxes[S.ASKS]
    assert "нет предела" in box.head.accessibleDescription() or box.is_open
    assert box.state is not None
    assert box.state.lacks
    type_into(card.fields["limit"].editor, "84 млн")  # type: ignore[arg-type]
    page._show_states()
    assert not box.state.lacks
    assert isinstance(page.keeper.now(AsksPart), AsksPart)
