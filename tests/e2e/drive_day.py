"""Lives a day of the loop in kam's own window, in a process of its own; prints what it saw as JSON.

``python drive_day.py live WORKSPACE``, as ``drive_window.py``: whatever goes wrong, any warning of Qt among
it, ends it with a trace.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from kam.core.vocabulary import BriefSection, InteractionStatus, PaperKind
from kam.services.calendar.period import read_period
from kam.services.calendar.rows import CalendarEntry
from kam.services.commitments.query import PromiseQuery
from kam.services.commitments.reading import read_ledger
from kam.services.preparing import paper_bytes, read_preparation
from kam.services.timeline import EntryKind, Scope, TimelineFilters, read_details, read_page
from kam.ui.capture.window import CaptureWindow
from kam.ui.followup.sheet import LetterSheet
from kam.ui.pdfium import opened, picture
from kam.ui.places import PROMISES, TODAY, account_place
from kam.ui.prepare.editors.asks import AskCard, AsksEditor
from kam.ui.prepare.editors.attendees import AttendeesEditor
from kam.ui.prepare.editors.growing import GrowingEditor
from kam.ui.prepare.editors.texts import QuestionCard, QuestionsEditor
from kam.ui.prepare.page import PreparePage
from kam.ui.today.columns import MEETINGS
from kam.ui.today.page import TodayPage
from tests.e2e.drive_window import Day, click, press, record, sheet_of, tell, type_text, wait_for

CLIENT = "Лугинский молочный комбинат"
SUBJECT = "Рамка договора и CIP в цехе сыворотки"
AFTER = datetime(2026, 11, 25, 8, 40, tzinfo=UTC)
"""The next day, when the meeting is over."""

QUESTION = "Кто согласует смену моющего на складе тары?"
FOR_US = "Почему Хисамова второй месяц не отвечает на письма?"
OFFER, BEGIN, LIMIT = "Обучение аппаратчиков", "двое в квартал", "не больше девяти выездов"
TASK = "отвечает за сроки пусконаладки"
STORY = (
    "Рамку поддержали, Хисамова сомневается в цене.\n"
    "! Лунёва: прислать протокол замера до пятницы\n"
    "! посчитать график пусконаладки к понедельнику\n"
    "? Осокина вернёт подписанный проект до 1 декабря\n"
    "→ созвон с Фомичёвым 2 дек в 11:00\n"
    "+ бюджет на сыворотку режут с января"
)
PROMISES_MADE = ("Прислать протокол замера", "Посчитать график пусконаладки", "Вернёт подписанный проект")
W = TypeVar("W")


class WholeDay(Day):
    """A sitting that sees what stands on paper and in the file."""

    @property
    def now(self) -> datetime:
        """The moment of the clock."""
        return self.clock.now()

    def found(self, kind: type[W]) -> W:
        """The page that is shown, which must be of this kind."""
        page = self.window.page
        assert isinstance(page, kind), page
        return page

    def meeting(self) -> CalendarEntry:
        """The meeting this day is about."""
        first, last = datetime(2026, 11, 1).date(), datetime(2026, 12, 31).date()  # noqa: DTZ001 - days
        found = read_period(self.window.desk.workspace, first, last, as_of=self.now)
        return next(each for each in found.entries if each.subject == SUBJECT)

    def paper(self) -> str:
        """What the preview shows, when it shows all that is typed."""
        page = self.found(PreparePage)
        wait_for("the paper", lambda: page.preview.shown is not None)
        wait_for("the newest paper", lambda: not (page.preview.drawer.is_busy or page.keeper.is_saving))
        self.calm()
        drawn = page.preview.shown
        assert drawn is not None
        return read(drawn.pdf)


def read(pdf: bytes) -> str:
    """A PDF as one line of text."""
    texts = []
    with opened(pdf) as document:
        for number in range(len(document)):
            sheet = document[number]
            shown = sheet.get_textpage()
            texts.append(shown.get_text_range())
            shown.close()
            sheet.close()
    return " ".join(" ".join(texts).replace("\ufffe", "").replace("\u00ad", "").split())


def live(path: Path) -> dict[str, object]:
    """From the morning before the meeting to the taking back of what was recorded after it."""
    day = WholeDay(path)
    reach_meeting(day)
    told: dict[str, object] = {"prepare": prepare(day)}
    told["papers"] = save_both(day, path.parent)
    told["printed"] = print_it(day, path.parent / "напечатано.pdf")
    day.clock.moment = AFTER
    told["letter"] = capture(day, path.parent / "итоги.eml")
    told["recorded"] = recorded(day)
    told["next brief"] = next_brief(day)
    told |= take_back(day)
    day.end()
    return told


def reach_meeting(day: WholeDay) -> None:
    """A click on tomorrow's meeting in Today leads to preparing it."""
    day.window.go(TODAY)
    day.calm()
    wanted = day.meeting().id
    meetings = day.found(TodayPage).columns[MEETINGS].list

    def line() -> QModelIndex | None:
        places = [meetings.lines.index(row) for row in range(meetings.lines.rowCount())]
        entries = {meetings.lines.entry_at(place): place for place in places}
        return next((at for each, at in entries.items() if each and each.place.item_id == wanted), None)

    place = wait_for("the meeting", line)
    meetings.scrollTo(place)
    QTest.mouseClick(
        meetings.viewport(),
        Qt.MouseButton.LeftButton,
        pos=meetings.visualRect(place).topLeft() + QPoint(60, 12),
    )
    wait_for("the page", lambda: isinstance(day.window.page, PreparePage))
    day.calm()


def prepare(day: WholeDay) -> dict[str, object]:
    """Fill in what is missing: two questions, an offer with its limit, somebody of us with a task."""
    page = day.found(PreparePage)
    day.paper()
    questions = section(page, BriefSection.QUESTIONS, QuestionsEditor)
    QTest.mouseClick(questions.add_link, Qt.MouseButton.LeftButton)
    type_text(keyboard(), QUESTION)
    QTest.keyClick(keyboard(), Qt.Key.Key_Return)
    type_text(keyboard(), FOR_US)
    own = questions.cards[-1]
    assert isinstance(own, QuestionCard)
    QTest.mouseClick(own.said.chip, Qt.MouseButton.LeftButton)
    asks = section(page, BriefSection.ASKS, AsksEditor)
    click(asks, "Даём")
    offer = asks.cards[-1]
    assert isinstance(offer, AskCard)
    for name, text in (("what", OFFER), ("opening", BEGIN), ("limit", LIMIT)):
        type_in(offer.fields[name].editor, text)
    attendees = section(page, BriefSection.ATTENDEES, AttendeesEditor)
    ours = [card for card in attendees.cards if card.line.is_ours]
    type_in(ours[-1].fields["task"].editor, f", {TASK}")
    text = day.paper()
    typed = (QUESTION, FOR_US, OFFER, BEGIN, LIMIT, TASK)
    return {"on paper": [each.casefold() in text.casefold() for each in typed]}


def save_both(day: WholeDay, folder: Path) -> dict[str, object]:
    """Save the brief for us and the copy for the client; both are kept with the meeting."""
    page = day.found(PreparePage)
    ours = save(day, page, folder / "бриф.pdf")
    click(page.head, "Для клиента")
    day.paper()
    theirs = save(day, page, folder / "клиенту.pdf")
    meeting = day.meeting().id
    stands = read_preparation(day.window.desk.workspace, meeting, as_of=day.now, language="ru")
    kept = {each.kind: read(paper_bytes(day.window.desk.workspace, each.id)) for each in stands.papers}
    return {
        "ours": ours,
        "theirs": theirs,
        "kept": kept == {PaperKind.BRIEF: ours, PaperKind.CUSTOMER_BRIEF: theirs},
        "limits": [each.limit for each in stands.parts.asks.lines if each.limit],
        "tasks": [each.task for each in stands.parts.attendees.lines if each.task],
    }


def save(day: WholeDay, page: PreparePage, path: Path) -> str:
    """Press PDF, write the name of a file, press Enter; the text of what was written."""
    click(page.head, "Сохранить в PDF")
    name_file(path)
    day.calm()
    return read(path.read_bytes())


def name_file(path: Path) -> None:
    """Write the name of a file into the dialog and press Enter."""
    chooser = wait_for("the file dialog", lambda: shown(QWidget, "QFileDialog"))
    line = chooser.findChild(QLineEdit)
    line.setText(str(path))
    QTest.keyClick(line, Qt.Key.Key_Return)
    wait_for("the file", path.exists)


def print_it(day: WholeDay, path: Path) -> dict[str, object]:
    """Print the copy for the client; the printer chosen in the dialog writes a file.

    A printed page is a picture, so it is laid over the page that was shown: how far the two differ, 0 to 255.
    """
    page = day.found(PreparePage)
    drawn = page.preview.shown
    assert drawn is not None
    click(page.head, "Печать")
    dialog = wait_for("the dialog of printers", lambda: shown(QWidget, "QPrintDialog"))
    assert isinstance(dialog, QPrintDialog)
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    dialog.accepted.emit(printer)  # its own button would look for printers of this computer
    dialog.reject()
    wait_for("the paper", path.exists)
    day.calm()
    stands = read_preparation(day.window.desk.workspace, day.meeting().id, as_of=day.now, language="ru")
    printed, wanted = pictures(path.read_bytes()), pictures(drawn.pdf)
    return {
        "pages": (len(printed), len(wanted)),
        "apart": max(difference(one, other) for one, other in zip(printed, wanted, strict=True)),
        "kept": [(each.kind.value, each.pages) for each in stands.papers],
        "same": read(paper_bytes(day.window.desk.workspace, stands.papers[0].id)) == read(drawn.pdf),
    }


def pictures(pdf: bytes) -> list[QImage]:
    """Its pages, a pixel a point."""
    with opened(pdf) as document:
        return [picture(document, number, 1.0) for number in range(len(document))]


def difference(one: QImage, other: QImage) -> float:
    """How far two pictures seen from afar differ in the middle, in shades of grey."""
    seen = [
        each.scaled(96, 136, mode=Qt.TransformationMode.SmoothTransformation).convertToFormat(
            QImage.Format.Format_Grayscale8
        )
        for each in (one, other)
    ]
    left, right = (bytes(each.constBits()) for each in seen)
    return sum(abs(here - there) for here, there in zip(left, right, strict=True)) / len(left)


def capture(day: WholeDay, path: Path) -> dict[str, object]:
    """Record the meeting with the keyboard; save the draft of the letter that follows and note it as sent."""
    activate(day)
    small = record(day)
    assert small.known.meeting is not None
    assert small.known.meeting.subject == SUBJECT
    write(small, STORY)
    QTest.mouseClick(small.letter, Qt.MouseButton.LeftButton)
    press_in(small.editor, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    press_in(small.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    letter = sheet_of(day.window, LetterSheet)
    day.calm()
    text = letter.letter().text
    QTest.mouseClick(letter.save, Qt.MouseButton.LeftButton)
    name_file(path)
    day.calm()
    written = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = written.get_body()
    assert body is not None
    QTest.mouseClick(letter.primary, Qt.MouseButton.LeftButton)
    day.calm()
    return {
        "text": text,
        "in file": body.get_content().split() == text.split(),
        "draft": written["X-Unsent"],
        "to": written["To"],
        "subject": written["Subject"],
        "noted": noted(day),
    }


def noted(day: WholeDay) -> dict[str, object]:
    """Whether the summary stands as sent: at its meeting, and as a letter of its own in the timeline."""
    scope = Scope(account_id=day.meeting().account_id)
    soon = day.now + timedelta(minutes=1)
    entries = read_page(day.window.desk.workspace, scope, TimelineFilters(), as_of=soon)
    sent = [each.follow_up_sent_on for each in entries if each.title == SUBJECT]
    letters = [each.at.date() for each in entries if each.kind is EntryKind.EMAIL]
    today = day.now.date()
    return {"meeting": today in sent, "letter": today in letters}


def recorded(day: WholeDay) -> dict[str, object]:
    """What stands in the ledger and in the timeline; both pages are opened."""
    workspace, account = day.window.desk.workspace, day.meeting().account_id
    assert account is not None
    for place in (PROMISES, account_place(account, "timeline")):
        day.window.go(place)
        day.calm()
    query = PromiseQuery(accounts=frozenset({account}))
    ledger = read_ledger(workspace, query, as_of=day.now)
    texts = {each.text for each in (*ledger.ours.rows, *ledger.theirs.rows)}
    entries = read_page(workspace, Scope(account_id=account), TimelineFilters(), as_of=day.now)
    about = next((each for each in entries if each.title == SUBJECT), None)
    details = read_details(workspace, about, as_of=day.now) if about is not None else None
    return {
        "ledger": [each in texts for each in PROMISES_MADE],
        "timeline": bool(details and details.text.startswith("Рамку поддержали")),
        "learned": details.learned if details else "",
        "linked": [any(one.text == each for one in details.links) for each in PROMISES_MADE]
        if details
        else [],
        "status": day.meeting().status is InteractionStatus.DONE,
    }


def next_brief(day: WholeDay) -> dict[str, object]:
    """Ctrl+B on the client's page shows the brief of the call that was planned by the capture."""
    account = day.meeting().account_id
    assert account is not None
    day.window.go(account_place(account))
    day.calm()
    activate(day)
    press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    wait_for("the brief", lambda: isinstance(day.window.page, PreparePage))
    day.calm()
    click(day.found(PreparePage).head, "Внутренний")
    text = day.paper()
    return {
        "title": day.window.page.title() if day.window.page else "",
        "promises": [each in text for each in PROMISES_MADE],
    }


def take_back(day: WholeDay) -> dict[str, object]:
    """Ctrl+Z on the client's page takes the letter back, and once more the whole capture."""
    account = day.meeting().account_id
    assert account is not None
    day.window.go(account_place(account))
    day.calm()
    activate(day)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    day.calm()
    letter = noted(day)
    said = day.window.undoing.undo.text()
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    day.calm()
    return {"letter taken back": letter, "undo says": said, "taken back": recorded(day)}


# As a person does


def section(page: PreparePage, which: BriefSection, kind: type[W]) -> W:
    """Open a section by its row."""
    box = page.sections.boxes[which]
    if not box.is_open:
        page.sections.ensureWidgetVisible(box.head)
        QTest.mouseClick(box.head, Qt.MouseButton.LeftButton)
    assert isinstance(box.editor, kind)
    return box.editor


def keyboard() -> QWidget:
    """Where the keyboard is."""
    found = wait_for("the keyboard", QApplication.focusWidget)
    assert isinstance(found, QWidget)
    return found


def type_in(editor: Any, text: str) -> None:
    """Type at the end of a field."""
    assert isinstance(editor, GrowingEditor)
    editor.setFocus()
    QTest.keyClick(editor.area, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    type_text(editor.area, text)


def write(small: CaptureWindow, text: str) -> None:
    """Type lines into the small window."""
    for line in text.splitlines(keepends=True):
        type_text(small.editor, line.rstrip("\n"))
        if line.endswith("\n"):
            QTest.keyClick(small.editor, Qt.Key.Key_Return)


def press_in(widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    """Press keys in a window of its own."""
    widget.window().activateWindow()
    wait_for("the keyboard", widget.window().isActiveWindow)
    QTest.keyClick(widget, key, held)


def activate(day: WholeDay) -> None:
    """Nobody but a window manager hands the keyboard on when a window closes."""
    day.window.activateWindow()
    wait_for("the keyboard", day.window.isActiveWindow)


def shown(kind: type[QWidget], name: str = "") -> Any:
    """A window of its own of this kind that is shown."""
    return next(
        (
            each
            for each in QApplication.topLevelWidgets()
            if isinstance(each, kind) and each.isVisible() and name in {"", type(each).__name__}
        ),
        None,
    )


if __name__ == "__main__":
    tell({"live": live}[sys.argv[1]](Path(sys.argv[2])))
