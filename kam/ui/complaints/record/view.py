"""The record page: head over three columns of panels; everything is mended in sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kam.core.changes import Outcome
from kam.core.errors import NotFoundError
from kam.core.text import with_capital
from kam.services.capturing.rows import CaptureFile
from kam.services.complaints.compensating import remove_compensation
from kam.services.complaints.correspondence import attach, unlink_interaction
from kam.services.complaints.record import read_record
from kam.services.complaints.rows import (
    ActionRow,
    CompensationRow,
    ComplaintRecord,
    LetterRow,
    SimilarRow,
)
from kam.services.documents import DocumentRow, delete_documents
from kam.ui.commands import Command
from kam.ui.complaints.clocks_part import ClocksPart
from kam.ui.complaints.course_part import CoursePart
from kam.ui.complaints.deeds import ComplaintDeeds, is_paused
from kam.ui.complaints.papers import RECORD, RecordPapers
from kam.ui.complaints.record.head import RecordHead
from kam.ui.complaints.record.opening import RecordSheets
from kam.ui.complaints.record.panels import (
    FactsPanel,
    ListPanel,
    WhysPanel,
    action_rows,
    compensation_rows,
    file_rows,
    letter_rows,
    similar_rows,
    stacked,
)
from kam.ui.complaints.saying import sum_text
from kam.ui.desk import Desk
from kam.ui.documents import DocumentOpener
from kam.ui.places import Place, account_place, complaint_place
from kam.ui.theme.tokens import Size
from kam.ui.widgets.buttons import link, menu_button
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.panels import Panel
from kam.ui.widgets.scrolled import scrolled


class RecordView(QWidget):
    """Shows one complaint and opens its sheets."""

    went = Signal(object)
    """A ``Place`` the user wants to see."""
    named = Signal()
    """It is known now which complaint this is."""
    left = Signal()
    """The user wants to all complaints; so does a complaint that is gone."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look, words = desk.look, desk.look.words
        self.desk = desk
        self.look = look
        self._id: UUID | None = None
        self.record: ComplaintRecord | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.deeds = ComplaintDeeds(desk, self)
        self.sheets = RecordSheets(desk, self, lambda: self.record, self.take_files)
        self.papers = RecordPapers(desk, self, lambda: self.record)
        self._opener = DocumentOpener(desk, self)
        self.head = RecordHead(look)
        self.clocks, self.course = ClocksPart(look), CoursePart(look)
        self.facts = FactsPanel(look, words.say("What it is about"), self.sheets.change_facts)
        self.cure = FactsPanel(look, words.say("The cure"), self.sheets.change_cure)
        self.whys = WhysPanel(look)
        self.measures = ListPanel(look, words.say("Measures"), words.say_in("add", "Measure"))
        self.letters = ListPanel(look, words.say("Correspondence"), words.say_in("add", "Contact"))
        self.given = ListPanel(look, words.say("Compensation"), words.say_in("add", "Compensation"))
        self.files = ListPanel(look, words.say("Files"), words.say_in("add", "File"))
        self.similar = ListPanel(look, words.say("Similar complaints"), "")
        self.ending = FactsPanel(look, words.say("With the client"))
        self._lay_out()
        self._connect()

    def show_complaint(self, complaint_id: UUID) -> None:
        """Show a complaint."""
        if complaint_id != self._id:
            self._id = complaint_id
            self.record = None
            self._body.hide()
        self.refresh()

    def refresh(self) -> None:
        """Read it anew."""
        if self._id is not None:
            work = partial(read_record, self.desk.workspace, self._id, as_of=self.desk.now())
            self.desk.read(self, work, self._show, key="record", otherwise=self._gone)

    def commands(self) -> list[Command]:
        """What can be done with the complaint."""
        record = self.record
        if record is None:
            return []
        own = [
            Command(
                f"complaint.{deed.code}",
                deed.menu_text,
                partial(deed.run, [record]),
                deed.icon,
                hint=record.number,
            )
            for deed in self.deeds.fitting([record])
            if deed.code != "open"
        ]
        return [*own, *self.sheets.commands(record.number), *self.papers.commands(record.number)]

    def file_wish(self, paths: Sequence[Path]) -> str | None:
        """Files let go over the record are kept with it."""
        words = self.look.words
        if self.record is None:
            return None
        number = self.record.number
        if len(paths) == 1:
            return words.say("Let go to keep “{file}” with {number}", file=paths[0].name, number=number)
        return words.say("Let go to keep the files with {number}", number=number)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Keep files with the complaint, as one step."""
        if self.record is None or not paths:
            return
        files = [CaptureFile(path.name, path=path) for path in paths]
        words = self.look.words
        told = words.say_many("{count} file kept", "{count} files kept", len(files))
        self._change(partial(attach, self.desk.workspace, self.record.id, files), told)

    # Building

    def _lay_out(self) -> None:
        words = self.look.words
        clocks, course = (
            Panel(self.look, words.say_in("complaint", "Clocks")),
            Panel(self.look, words.say("The course")),
        )
        clocks.pad()
        clocks.body.addWidget(self.clocks)
        course.pad()
        course.body.addWidget(self.course)
        reclassify = link(self.look, words.say("Channel and severity"))
        reclassify.clicked.connect(lambda: self._do("reclassify"))
        clocks.add_action(reclassify)
        self._reclassify = reclassify
        self._columns = (
            stacked((clocks, course, self.letters)),
            stacked((self.facts, self.whys, self.cure)),
            stacked((self.measures, self.given, self.ending, self.files, self.similar)),
        )
        held = QWidget()
        held.setProperty("ground", "sunk")
        row = QHBoxLayout(held)
        row.setContentsMargins(Size.PAGE_MARGIN, 12, Size.PAGE_MARGIN, Size.GAP)
        row.setSpacing(12)
        for column in self._columns:
            row.addWidget(column, 1)
        self._body = scrolled(held)
        self._body.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(self._body, 1)
        self.setProperty("ground", "sunk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _connect(self) -> None:
        head = self.head
        menu = QMenu(self)
        menu.aboutToShow.connect(partial(self.papers.fill, menu))
        self.print = menu_button(self.look, self.look.words.say_in("button", "Print"), menu, icon="printer")
        self.print.setProperty("compact", True)
        head.tools.addWidget(self.print)
        tab_in_reading_order(head)
        printing = QShortcut(
            QKeySequence("Ctrl+P"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        printing.activated.connect(self.papers.outs[RECORD].print)
        head.left.connect(self.left)
        head.account_wished.connect(lambda: self._do("account"))
        head.answer.clicked.connect(lambda: self._do("answer"))
        head.pause.clicked.connect(self._pause_or_resume)
        head.next.clicked.connect(self._go_on)
        head.more.clicked.connect(self._open_menu)
        self.deeds.went.connect(self.went)
        self.whys.change_wished.connect(self.sheets.change_whys)
        self.whys.sides_wished.connect(self.sheets.change_sides)
        self.measures.add_wished.connect(self.sheets.add_action)
        self.measures.opened.connect(self._open_promise)
        self.measures.list.can_remove = False
        self.letters.add_wished.connect(self.sheets.link_contact)
        self.letters.opened.connect(self._open_letter)
        self.letters.removed.connect(self._unlink)
        self.given.add_wished.connect(self.sheets.add_compensation)
        self.given.opened.connect(self.sheets.change_compensation)
        self.given.removed.connect(self._remove_compensation)
        self.files.add_wished.connect(self.sheets.choose_files)
        self.files.opened.connect(self._open_file)
        self.files.removed.connect(self._remove_file)
        self.similar.opened.connect(self._open_similar)
        self.similar.list.can_remove = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns are of one width."""
        super().resizeEvent(event)
        inner = (self.width() - 2 * Size.PAGE_MARGIN - 2 * 12 - 12) // 3
        for column in self._columns:
            column.setMaximumWidth(max(inner, 240))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to all complaints."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    # Showing

    def _show(self, record: ComplaintRecord) -> None:
        if record.id != self._id:
            return
        first = self.record is None
        self.record = record
        look, words = self.look, self.look.words
        self.head.show_record(record)
        self.clocks.show_record(record)
        self.course.show_record(record)
        self._reclassify.setVisible(record.is_open)
        self.facts.show_facts(self._facts(record), words.say("Nothing is written down yet."))
        self.cure.show_facts(self._cure(record), words.say("What was done at once, and why it happened?"))
        self.whys.show_record(record)
        self.measures.show_lines(action_rows(look, record.actions), words.say("No measure is agreed yet."))
        self.letters.show_lines(
            letter_rows(look, record.letters), words.say("No letter or call is linked yet.")
        )
        self.given.show_lines(compensation_rows(look, record.compensations), words.say("Nothing was given."))
        self.given.set_secondary(sum_text(look, record.compensation_total))
        self.files.show_lines(
            file_rows(look, record.documents), words.say("Drop photographs and reports here.")
        )
        self.similar.show_lines(similar_rows(look, record.similar), words.say("Nothing resembles it."))
        ended = self._ending(record)
        self.ending.setVisible(bool(ended))
        self.ending.show_facts(ended, "")
        self._body.show()
        if first:
            self.named.emit()

    def _facts(self, record: ComplaintRecord) -> list[tuple[str, str]]:
        words, formats = self.look.words, self.look.formats
        raised = ", ".join(part for part in (record.raised_by, record.raised_by_post) if part)
        return [
            (words.say_in("complaint", "Kind"), with_capital(words.of(record.kind.label))),
            (words.say_in("complaint", "Who complains"), raised),
            (words.say_in("complaint", "They ask for"), record.remedy_sought),
            (words.say_in("complaint", "At stake"), sum_text(self.look, record.amount)),
            (words.say_in("complaint", "Order or document"), record.order_number),
            (words.say_in("complaint", "Product line"), record.product_line),
            (words.say_in("complaint", "Department"), record.department),
            (words.say_in("complaint", "Who answers"), record.owner),
            (words.say_in("complaint", "Received"), formats.moment(record.received_at)),
            (words.say_in("complaint", "In their words"), record.description),
        ]

    def _cure(self, record: ComplaintRecord) -> list[tuple[str, str]]:
        words = self.look.words
        return [
            (words.say_in("complaint", "Done at once"), record.containment),
            (words.say_in("complaint", "Root cause"), record.root_cause),
            (words.say_in("complaint", "Why it escaped"), record.escape_cause),
            (words.say_in("complaint", "Our line"), record.agreed_line),
            (words.say_in("complaint", "The client may know"), record.client_status),
        ]

    def _ending(self, record: ComplaintRecord) -> list[tuple[str, str]]:
        words, formats = self.look.words, self.look.formats
        before, after = record.attitude_before, record.attitude_after
        attitude = " → ".join(words.of(each.label) for each in (before, after) if each is not None)
        answered = formats.moment(record.answer_sent_at) if record.answer_sent_at is not None else ""
        sent = formats.full_date(record.summary_sent_on) if record.summary_sent_on is not None else ""
        return [
            pair
            for pair in (
                (words.say_in("complaint", "Answered"), answered),
                (words.say_in("complaint", "Summary sent"), sent),
                (
                    words.say_in("complaint", "Satisfied"),
                    f"{record.satisfaction}/5" if record.satisfaction else "",
                ),
                (words.say_in("complaint", "Attitude"), attitude),
                (words.say_in("complaint", "Without their word"), record.closing_reason),
                (words.say_in("complaint", "Rejected"), record.rejection_reason),
            )
            if pair[1]
        ]

    def _gone(self, error: Exception) -> bool:
        if isinstance(error, NotFoundError):
            self.left.emit()
            return True
        return False

    # Deeds

    def _do(self, code: str) -> None:
        if self.record is not None:
            self.deeds[code].run_where_fit([self.record])

    def _pause_or_resume(self) -> None:
        if self.record is not None:
            self._do("resume" if is_paused(self.record) else "pause")

    def _go_on(self) -> None:
        if self.record is not None:
            self.deeds.step(self.record, 1)

    def _open_menu(self) -> None:
        if self.record is not None:
            more = self.head.more
            self.deeds.open_menu([self.record], more.mapToGlobal(QPoint(0, more.height())))

    def _open_promise(self, row: ActionRow) -> None:
        self.went.emit(Place("promises", item_id=row.id))

    def _open_letter(self, row: LetterRow) -> None:
        if self.record is not None:
            self.went.emit(account_place(self.record.account_id, "timeline", row.id))

    def _unlink(self, row: LetterRow) -> None:
        told = self.look.words.say("contact taken off the complaint")
        self._change(partial(unlink_interaction, self.desk.workspace, row.id), told)

    def _remove_compensation(self, row: CompensationRow) -> None:
        told = self.look.words.say("compensation taken out")
        self._change(partial(remove_compensation, self.desk.workspace, row.id), told)

    def _open_file(self, row: DocumentRow) -> None:
        self._opener.open(row.id, row.name, risky=row.risky)

    def _remove_file(self, row: DocumentRow) -> None:
        told = self.look.words.say("file deleted")
        self._change(partial(delete_documents, self.desk.workspace, [row.id]), told)

    def _open_similar(self, row: SimilarRow) -> None:
        self.went.emit(complaint_place(row.id))

    def _change(self, work: Callable[[], Outcome[Any]], told: str) -> None:
        if self.record is None:
            return
        notice = self.look.words.say("{number}: {what}", number=self.record.number, what=told)
        self.desk.change(self, work, otherwise=self.desk.tell, notice=notice, undoable=True)
