"""Preparing a meeting in the window: typing, saving, undoing, the paper beside it, what was printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import AskOrOfferKind, BriefSection, BuyingRole, PhraseKind
from kam.jobs import Jobs, PoolThreads
from kam.models import Account, AgendaItem, AskOrOffer, Interaction, Question
from kam.services.preparing import Way, keep_phrase, paper_bytes, read_preparation, save_part
from kam.services.preparing.parts import AsksPart, PurposePart, QuestionLine, QuestionsPart
from kam.store.undo import undo
from kam.ui.catalogue import page_kinds
from kam.ui.desk import Desk
from kam.ui.pdfium import found, opened
from kam.ui.places import ACCOUNTS, Place, account_place, prepare_place
from kam.ui.prepare.editors.asks import AsksEditor
from kam.ui.prepare.editors.attendees import AttendeesEditor
from kam.ui.prepare.editors.checklist import CheckCard, ChecklistEditor
from kam.ui.prepare.editors.growing import GrowingEditor
from kam.ui.prepare.editors.texts import PurposeEditor, QuestionCard, QuestionsEditor
from kam.ui.prepare.page import PreparePage
from kam.ui.prepare.preview.sheets import Zoom
from kam.ui.printing import print_pages
from kam.ui.widgets.buttons import IconButton
from kam.ui.window import MainWindow
from tests.builders import Office

S = BriefSection


@pytest.fixture
def meeting(office: Office) -> Interaction:
    """A meeting with somebody at the table."""
    account = office.account()
    head = office.stakeholder(account, roles=(BuyingRole.DECIDER,), influence=5)
    return office.meeting(account, None, head, subject="Рамка 2027", minutes=60)


@pytest.fixture
def page(desk: Desk, meeting: Interaction, qtbot: QtBot) -> Iterator[PreparePage]:
    """The page of the meeting, drawn."""
    made = PreparePage(desk)
    qtbot.addWidget(made)
    made.resize(1180, 720)
    desk.hub.changed.connect(lambda _: made.refresh())
    made.show()
    made.go_to(prepare_place(meeting.account_id, meeting.id))
    yield made
    made.keeper.flush()


def type_into(editor: GrowingEditor, text: str) -> None:
    """Type letter by letter."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(editor.area, event)


def press(widget: object, key: Qt.Key, *, alt: bool = False) -> None:
    modifiers = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))  # type: ignore[arg-type]


def purpose(page: PreparePage) -> GrowingEditor:
    editor = page.editors[S.PURPOSE]
    assert isinstance(editor, PurposeEditor)
    field = editor.fields["purpose"].editor
    assert isinstance(field, GrowingEditor)
    return field


def questions(page: PreparePage) -> QuestionsEditor:
    editor = page.editors[S.QUESTIONS]
    assert isinstance(editor, QuestionsEditor)
    return editor


def text_of(pdf: bytes) -> str:
    with opened(pdf) as document:
        texts = []
        for number in range(len(document)):
            sheet = document[number]
            shown = sheet.get_textpage()
            texts.append(shown.get_text_range())
            shown.close()
            sheet.close()
        return "\n".join(texts)


def on_paper(page: PreparePage) -> str:
    drawn = page.preview.shown
    assert drawn is not None
    return text_of(drawn.pdf).replace("\r\n", " ").replace("\n", " ")


def stored(office: Office, meeting: Interaction) -> PurposePart:
    as_of = office.clock.now()
    return read_preparation(office.workspace, meeting.id, as_of=as_of, language="ru").parts.purpose


def redraw(page: PreparePage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.preview.drawer.is_busy)


# Typing and saving


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


# The library


def test_good_questions_are_taken_from_the_library(
    page: PreparePage, office: Office, meeting: Interaction
) -> None:
    keep_phrase(office.workspace, PhraseKind.QUESTION, "Что говорят смены?")
    questions(page).library_wished.emit()
    sheet = page.phrases.sheet
    assert sheet is not None
    assert not sheet.primary.isEnabled()
    sheet.choose("Что говорят смены?", "Кто кроме вас подписывает и что важно для них?")
    sheet.primary.click()
    as_of = office.clock.now()
    lines = read_preparation(office.workspace, meeting.id, as_of=as_of, language="ru").parts.questions.lines
    assert {line.text for line in lines} == {
        "Что говорят смены?",
        "Кто кроме вас подписывает и что важно для них?",
    }


# Order and visibility


def test_a_section_that_is_left_out_is_shown_so_in_the_list_alone(page: PreparePage, qtbot: QtBot) -> None:
    assert "ДЕНЬГИ" in on_paper(page)
    page.sections.boxes[S.MONEY].eye.click()
    redraw(page, qtbot)
    assert "ДЕНЬГИ" not in on_paper(page)
    assert "не печатается" in page.sections.boxes[S.MONEY].head.accessibleDescription()
    page.foot.usual.click()
    redraw(page, qtbot)
    assert "ДЕНЬГИ" in on_paper(page)


def test_sections_move_with_the_keyboard_and_another_meeting_follows_once_it_is_usual(
    page: PreparePage, office: Office, meeting: Interaction
) -> None:
    box = page.sections.boxes[S.QUESTIONS]
    box.head.setFocus()
    press(box, Qt.Key.Key_Up, alt=True)
    assert page._shown is not None
    assert page._shown.arrangement.order[-3:] == (S.QUESTIONS, S.ASKS, S.CHECKLIST)
    page.foot.make_usual.click()
    assert not page._shown.has_own_arrangement
    assert page._shown.arrangement.order[-3:] == (S.QUESTIONS, S.ASKS, S.CHECKLIST)


# The preview


def test_a_text_is_found_on_the_paper(page: PreparePage, qtbot: QtBot) -> None:
    page.preview.search.setText("рамка")
    qtbot.waitUntil(lambda: page.preview.sheets.hit[1] > 0)
    first, of = page.preview.sheets.hit
    assert first == 1
    page.preview.search.setText("бегемот")
    qtbot.waitUntil(lambda: page.preview.sheets.hit == (0, 0))
    assert page.preview.hits.text() == "не найдено"
    assert of > 0


def test_the_wheel_with_control_zooms_and_pages_are_drawn_for_the_screen(
    page: PreparePage, qtbot: QtBot
) -> None:
    sheets = page.preview.sheets
    before = sheets.percent
    middle = QPointF(sheets.rect().center())
    event = QWheelEvent(
        middle,
        middle,
        sheets.rect().center(),
        sheets.rect().center(),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(sheets.viewport(), event)
    assert sheets.zoom is Zoom.FREE
    assert sheets.percent != before
    sheets.set_zoom(Zoom.FREE, 150)
    scale, pages = sheets.seen()
    qtbot.waitUntil(lambda: sheets._images[pages[0]][0] == scale)
    sheets.set_zoom(Zoom.PAGE)
    assert sheets.percent < 150


def test_a_click_on_the_paper_goes_to_where_it_is_edited(page: PreparePage) -> None:
    sheets = page.preview.sheets
    places = {section: sheets._on_desk(number, box) for section, number, box in sheets._places()}
    where = places[S.ATTENDEES].center() - QPointF(sheets._view().topLeft())
    assert sheets._section_at(where.toPoint()) is S.ATTENDEES
    sheets.pointed.emit(S.ATTENDEES)
    assert page.sections.current is S.ATTENDEES
    assert sheets._marked is S.ATTENDEES


def test_the_mark_in_the_margin_is_not_on_the_paper(page: PreparePage) -> None:
    drawn = page.preview.shown
    page.sections.open(S.MONEY)
    assert drawn is not None
    assert page.preview.shown is not None
    assert page.preview.shown.pdf == drawn.pdf


def test_more_pages_have_small_pictures_to_go_by(page: PreparePage, qtbot: QtBot) -> None:
    page._choose(pages="all")
    redraw(page, qtbot)
    assert page.preview.thumbnails.isVisible()
    assert page.preview.thumbnails.missing == []
    page.preview.thumbnails.chosen.emit(1)
    assert page.preview.sheets.current_page == 1
    assert "2" in page.preview.page.text()


def test_typing_goes_on_while_the_paper_is_drawn(desk: Desk, meeting: Interaction, qtbot: QtBot) -> None:
    """With real threads: each key lands at once, and the paper ends up with all of them."""
    from dataclasses import replace

    threads = PoolThreads()
    busy = replace(desk, jobs=Jobs(threads))
    made = PreparePage(busy)
    qtbot.addWidget(made)
    busy.hub.changed.connect(lambda _: made.refresh())
    made.show()
    made.go_to(prepare_place(meeting.account_id, meeting.id))
    qtbot.waitUntil(lambda: made.preview.shown is not None, timeout=20000)
    text = "Согласовать цену и объём на следующий год"
    for number, letter in enumerate(text):
        type_into(purpose(made), letter)
        if number % 5 == 0:
            made.preview.drawer._draw()  # a drawing is under way while the next keys come
        assert purpose(made).area.toPlainText() == text[: number + 1]
    qtbot.waitUntil(lambda: not made.preview.drawer.is_busy and text in on_paper(made), timeout=20000)
    made.keeper.flush()
    qtbot.waitUntil(lambda: not made.keeper.is_saving, timeout=20000)
    busy.jobs.finish()


def test_a_drawing_of_another_wish_is_dropped(page: PreparePage, qtbot: QtBot) -> None:
    drawer = page.preview.drawer
    shown: list[object] = []
    drawer.drawn.connect(shown.append)
    stale = page.preview.shown
    drawer._busy = True
    drawer._turn += 1
    drawer._arrived(drawer._turn - 1, stale)  # type: ignore[arg-type]
    assert shown == []


# Printing and saving


@pytest.fixture
def prepared(office: Office, meeting: Interaction) -> Interaction:
    """With something internal and something for the client in every part."""
    office.change(meeting, purpose="Дожать до восьми процентов", client_purpose="Согласовать объём")
    office.add_all(
        AskOrOffer(
            interaction_id=meeting.id,
            kind=AskOrOfferKind.OFFER,
            what="Отсрочка тайная",
            limit="60 дней",
            client_title="Отсрочка 45 дней",
        ),
        Question(interaction_id=meeting.id, text="Кто подписывает?", sayable=True),
        Question(interaction_id=meeting.id, text="Сколько он получает?", sayable=False),
        AgendaItem(interaction_id=meeting.id, title="Итоги", client_wording="Итоги года", minutes=10),
    )
    return meeting


def test_a_saved_paper_holds_what_is_typed_and_is_kept_with_the_meeting(
    prepared: Interaction, page: PreparePage, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    purpose(page).set_value("Новая цель")
    purpose(page).changed.emit()
    target = tmp_path / "brief.pdf"
    page._with_paper(lambda drawn: page.printing.write(prepared.id, drawn, target))
    qtbot.waitUntil(target.exists)
    text = text_of(target.read_bytes())
    assert "Новая цель" in text
    assert "60 дней" in text
    as_of = office.clock.now()
    [kept] = read_preparation(office.workspace, prepared.id, as_of=as_of, language="ru").papers
    assert paper_bytes(office.workspace, kept.id) == target.read_bytes()
    assert page.papers.isVisibleTo(page)
    assert len(page.papers.rows.rows) == 1


def test_nothing_internal_is_in_the_clients_copy(
    prepared: Interaction, page: PreparePage, tmp_path: Path, qtbot: QtBot
) -> None:
    page._choose(customer_safe=True)
    redraw(page, qtbot)
    target = tmp_path / "client.pdf"
    page._with_paper(lambda drawn: page.printing.write(prepared.id, drawn, target))
    qtbot.waitUntil(target.exists)
    text = text_of(target.read_bytes())
    assert "Отсрочка 45 дней" in text
    assert "Итоги года" in text
    for secret in ("Дожать", "тайная", "60 дней", "получает", "ВНУТРЕННИЙ", "kam"):
        assert secret not in text


def test_a_kept_paper_is_opened_as_it_was(
    prepared: Interaction, page: PreparePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtGui import QDesktopServices

    opened_files: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened_files.append(Path(url.toLocalFile())))
    drawn = page.preview.shown
    assert drawn is not None
    page.printing._keep(prepared.id, drawn, Way.PRINTED, "")
    page.papers.rows.rows[0].opened.emit()  # type: ignore[union-attr]
    [path] = opened_files
    assert path.read_bytes() == drawn.pdf
    assert path.parent.stat().st_mode & 0o077 == 0, "what is confidential is the user's alone"
    page.keep()
    assert not path.exists(), "it does not outlive the window"


def test_printing_sends_every_page_at_the_printers_resolution(
    page: PreparePage, tmp_path: Path, qtbot: QtBot
) -> None:
    page._choose(pages="all")
    redraw(page, qtbot)
    drawn = page.preview.shown
    assert drawn is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(150)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert print_pages(drawn.pdf, printer) == len(drawn.sizes)
    with opened((tmp_path / "printed.pdf").read_bytes()) as document:
        assert len(document) == len(drawn.sizes)
        assert document.get_page_size(0) == pytest.approx(drawn.sizes[0], abs=1)


def test_a_range_of_pages_is_printed_alone(page: PreparePage, tmp_path: Path, qtbot: QtBot) -> None:
    page._choose(pages="all")
    redraw(page, qtbot)
    drawn = page.preview.shown
    assert drawn is not None
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(72)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    assert print_pages(drawn.pdf, printer) == 1


def test_printing_through_the_dialog_keeps_the_paper(
    page: PreparePage, office: Office, meeting: Interaction, tmp_path: Path, qtbot: QtBot
) -> None:
    page.print()
    dialog = page.printing.dialog
    assert dialog is not None
    assert dialog.isVisible()
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.accepted.emit(printer)
    dialog.done(0)
    as_of = office.clock.now()
    [kept] = read_preparation(office.workspace, meeting.id, as_of=as_of, language="ru").papers
    assert kept.pages == 1
    assert (tmp_path / "printed.pdf").exists()


def test_a_kept_paper_is_deleted_and_one_undo_brings_it_back(
    page: PreparePage, office: Office, meeting: Interaction, tmp_path: Path, qtbot: QtBot
) -> None:
    drawn = page.preview.shown
    assert drawn is not None
    page.printing.write(meeting.id, drawn, tmp_path / "brief.pdf")
    qtbot.waitUntil(lambda: bool(page.papers.rows.rows))
    [bin_] = page.papers.rows.rows[0].findChildren(IconButton)
    assert bin_.accessibleName().startswith("Удалить: ")
    qtbot.mouseClick(bin_, Qt.MouseButton.LeftButton)
    assert not page.papers.isVisibleTo(page)
    undo(office.workspace, office.last_step())
    as_of = office.clock.now()
    [back] = read_preparation(office.workspace, meeting.id, as_of=as_of, language="ru").papers
    assert paper_bytes(office.workspace, back.id) == drawn.pdf


def test_what_had_no_room_is_said_before_printing(page: PreparePage, qtbot: QtBot) -> None:
    editor = questions(page)
    for number in range(60):
        editor.cards_box.setEnabled(True)
        editor.cards.append(editor._made(QuestionLine(text=f"Вопрос номер {number} о том и об этом?")))
    editor.choose()
    page._choose(pages="1")
    redraw(page, qtbot)
    assert page.preview.cut.isVisible()
    assert "Вопросы" in page.preview.cut_text.text()
    page.preview.more.click()
    redraw(page, qtbot)
    assert not page.preview.cut.isVisible()


# Ways to and from the page


def test_what_is_missing_leads_to_where_it_is_filled_in(page: PreparePage, meeting: Interaction) -> None:
    went: list[Place] = []
    page.went.connect(went.append)
    from kam.services.preparing import Where

    page.sections.wished.emit(Where.DOSSIER)
    assert went == [account_place(meeting.account_id, "dossier")]


def test_a_meeting_that_is_gone_leads_to_its_account(
    page: PreparePage, office: Office, meeting: Interaction
) -> None:
    went: list[Place] = []
    page.went.connect(went.append)
    office.remove(meeting)
    page.refresh()
    assert went == [account_place(meeting.account_id)]


def test_words_are_found_wherever_they_stand(page: PreparePage) -> None:
    drawn = page.preview.shown
    assert drawn is not None
    with opened(drawn.pdf) as document:
        hits = found(document, "рамка 2027")
    assert hits
    assert all(0 <= box.top() <= 842 and box.width() > 0 for _, box in hits)


def test_the_brief_of_the_next_meeting_is_opened_from_anywhere(
    desk: Desk, office: Office, meeting: Interaction, qtbot: QtBot
) -> None:
    """Of the account that is open where it has a meeting, else of whoever is met next."""
    window = MainWindow(desk, page_kinds(desk), ACCOUNTS)
    qtbot.addWidget(window)
    window.show()
    other = office.account("Без встречи")
    for place in (ACCOUNTS, account_place(other.id), account_place(meeting.account_id)):
        window.go(place)
        window.open_brief()
        assert window.trail.place is not None
        assert window.trail.place.item_id == meeting.id
        assert isinstance(window.page, PreparePage)
    assert "Ctrl+B" in {command.keys for command in window.commands()}
