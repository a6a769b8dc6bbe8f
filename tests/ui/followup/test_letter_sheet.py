"""The sheet of the summary letter: read over, changed, copied, saved, noted as sent."""

from __future__ import annotations

from datetime import date, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import ContactKind, InteractionStatus
from kam.models import ContactPoint, Interaction
from kam.services.followup import read_letter
from kam.ui.desk import Desk
from kam.ui.followup.sheet import LetterSheet, open_letter
from tests.builders import Office


@pytest.fixture
def meeting(office: Office) -> Interaction:
    account = office.account("Волгометиз")
    place = office.stakeholder(account)
    office.add(ContactPoint(person_id=place.person_id, kind=ContactKind.EMAIL, value="irina@v.example"))
    held = office.meeting(
        account, datetime.fromisoformat("2026-11-22T10:00"), place, status=InteractionStatus.DONE
    )
    office.promise(account, "Прислать акт", due=date(2026, 11, 27), interaction_id=held.id)
    return held


@pytest.fixture
def behind(qtbot: QtBot) -> QWidget:
    """The window behind the sheet, which goes with its sheet."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def sheet(desk: Desk, meeting: Interaction, behind: QWidget) -> LetterSheet:
    return open_letter(desk, behind, meeting.account_id, meeting.id)


class Mailer(QObject):
    """Stands where the mail program would."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[QUrl] = []

    @Slot(QUrl)
    def take(self, link: QUrl) -> None:
        """A link was opened."""
        self.links.append(link)


def test_the_draft_is_there_to_be_read_over(sheet: LetterSheet) -> None:
    letter = sheet.letter()
    assert letter.to == ("irina@v.example",)
    assert "Прислать акт" in letter.text
    assert sheet.form["subject"].value() == "Годовой контракт – договорённости от 22.11.2026"


def test_what_was_typed_is_what_is_copied(sheet: LetterSheet) -> None:
    sheet.form["text"].set_value("Мой текст")
    sheet.copy.click()
    assert QGuiApplication.clipboard().text() == "Мой текст"


def test_another_language_writes_the_draft_anew(sheet: LetterSheet) -> None:
    sheet.languages.button_of("en").click()
    assert sheet.letter().text.startswith("Dear Ирина,")


def test_another_language_never_overwrites_what_was_typed(sheet: LetterSheet) -> None:
    sheet.form["text"].set_value("Мой текст")
    sheet.languages.button_of("en").click()
    assert sheet.letter().text == "Мой текст"
    assert sheet.note.text()


def test_the_file_opens_in_a_mail_program_as_a_draft(sheet: LetterSheet, tmp_path: Path) -> None:
    sheet.save_to(tmp_path / "letter.eml")
    message = message_from_bytes((tmp_path / "letter.eml").read_bytes(), policy=default)
    assert message["To"] == "irina@v.example"
    assert "Прислать акт" in message.get_content()


def test_a_folder_that_is_not_there_is_said_and_nothing_is_lost(sheet: LetterSheet, tmp_path: Path) -> None:
    sheet.save_to(tmp_path / "нет" / "letter.eml")
    assert sheet.message.text()
    assert "Прислать акт" in sheet.letter().text


def test_the_mail_program_gets_the_letter(sheet: LetterSheet) -> None:
    taker = Mailer()
    # The stub asks for bytes, the call refuses them.
    QDesktopServices.setUrlHandler("mailto", taker, "take")  # type: ignore[arg-type]
    try:
        sheet.form["text"].set_value("Коротко")
        sheet.mail.click()
        sheet.form["text"].set_value("Длинно. " * 400)
        sheet.mail.click()
    finally:
        QDesktopServices.unsetUrlHandler("mailto")
    short, long = (link.toString(QUrl.ComponentFormattingOption.FullyEncoded) for link in taker.links)
    assert "body=%D0%9A" in short
    assert long.endswith("&body=")
    assert QGuiApplication.clipboard().text().startswith("Длинно.")


def test_it_is_noted_as_sent_and_the_sheet_closes(
    sheet: LetterSheet, office: Office, meeting: Interaction
) -> None:
    sheet.primary.click()
    assert sheet.isHidden()
    assert read_letter(office.workspace, meeting.id).sent_on == date(2026, 11, 23)
