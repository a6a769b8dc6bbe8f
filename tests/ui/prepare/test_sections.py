"""Preparing a meeting: the library of questions, the order of sections, ways to and from the page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import BriefSection, PhraseKind
from kam.models import Interaction
from kam.services.preparing import keep_phrase, read_preparation
from kam.ui.catalogue import page_kinds
from kam.ui.desk import Desk
from kam.ui.pdfium import found, opened
from kam.ui.places import ACCOUNTS, Place, account_place
from kam.ui.prepare.page import PreparePage
from kam.ui.window import MainWindow
from tests.builders import Office
from tests.preparing import on_paper, press, questions, redraw

S = BriefSection


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
