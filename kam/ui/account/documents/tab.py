"""The documents tab: files of an account, kept inside the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu

from kam.core.changes import Area
from kam.core.telling import Teller
from kam.core.vocabulary import DossierSection
from kam.jobs import Lane, Standing
from kam.services.documents import DocumentRow, delete_documents, save_document_as
from kam.services.dossier import Check, verify_section
from kam.ui.account.documents.adding import Adding, Taken
from kam.ui.account.documents.change import ChangeSheet
from kam.ui.account.documents.list_card import DocumentsCard
from kam.ui.account.documents.preview import Preview
from kam.ui.account.documents.reading import DocumentsReading, read_documents
from kam.ui.account.tab import AccountTab
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.documents import DocumentOpener
from kam.ui.theme.tokens import Size
from kam.ui.widgets.file_drop import TAKES_FILES, local_files
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.veil import DropVeil


class DocumentsTab(AccountTab):
    """The table at the left, the chosen document at the right; files may be dropped anywhere."""

    areas: ClassVar[Area] = Area.ACCOUNTS | Area.SETTINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setProperty("ground", "sunk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self.setProperty(TAKES_FILES, True)
        self._account_id: UUID | None = None
        self._reading: DocumentsReading | None = None
        self._wished: UUID | None = None
        self._chooser: QFileDialog | None = None
        self.sheet: ChangeSheet | None = None
        self._opener = DocumentOpener(desk, self)
        self.adding = Adding(desk, self)
        self.card = DocumentsCard(desk)
        self.preview = Preview(desk)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.card, 3)
        self._row.addWidget(self.preview, 2)
        self.veil = DropVeil(
            desk.look, self, desk.look.words.say("Let go to keep the files with this client")
        )
        self._connect()
        self._measure()
        tab_in_reading_order(self)

    # What is shown

    def show_account(self, account_id: UUID, item_id: UUID | None = None, view: str | None = None) -> None:
        """Show an account's documents, perhaps one of them chosen."""
        del view
        if account_id != self._account_id:
            self._account_id = account_id
            self._reading = None
            self.card.forget()
            self.preview.show_document(None)
        self._wished = item_id
        self.refresh()

    def refresh(self) -> None:
        """Read the documents anew; what is chosen stays."""
        if self._account_id is not None:
            work = partial(read_documents, self.desk, self._account_id)
            self.desk.read(self, work, self._show, key="documents")

    def keep(self) -> None:
        """The copies that other programs were given go; the columns stay as they stand."""
        self.card.table.layout_of_columns.keep()
        self._opener.put_away()

    def commands(self) -> list[Command]:
        """What can be done here."""
        words = self.look.words
        return [
            Command("documents.add", words.say("Add files…"), self.choose, "upload"),
            Command(
                "documents.find",
                words.say("Find among the documents"),
                self.card.go_to_search,
                "search",
                "Ctrl+F",
            ),
            Command(
                "documents.verify", words.say("The documents are verified today"), self._verify, "badge-check"
            ),
        ]

    def _show(self, reading: DocumentsReading) -> None:
        if reading.account_id != self._account_id:
            return
        self._reading = reading
        self.card.show_reading(reading)
        self._follow(reading)
        self.preview.setVisible(bool(reading.rows))
        self.counted.emit(self.look.formats.number(len(reading.rows)) if reading.rows else "")
        if self._wished is not None:
            self.card.table.select([self._wished])
            self._wished = None
        elif reading.rows and self.card.table.current_row() is None:
            self.card.table.go_to_first()
        self._choose_shown()

    def _follow(self, reading: DocumentsReading) -> None:
        """An open sheet goes on from how its document is now."""
        sheet = self.sheet
        if sheet is not None and shiboken6.isValid(sheet):
            now = next((row for row in reading.rows if row.id == sheet.document_id), None)
            if now is not None:
                sheet.follow(now)

    def _choose_shown(self) -> None:
        """The preview shows the document that the keyboard is on, as it is now."""
        current = self.card.table.current_row()
        self.preview.show_document(current if isinstance(current, DocumentRow) else None)

    # Files come in

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that files may be dropped."""
        if local_files(event):
            event.acceptProposedAction()
            self.veil.show_over(self.rect())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        super().dragLeaveEvent(event)
        self.veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep what was dropped."""
        self.veil.hide()
        event.acceptProposedAction()
        self.take(local_files(event))

    def choose(self) -> None:
        """Open the chooser of files."""
        chooser = QFileDialog(self, self.look.words.say("Add files…"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        self._chooser = chooser
        chooser.open()

    def take(self, paths: Sequence[Path]) -> None:
        """Keep files with this account."""
        if self._account_id is not None:
            self.card.show_refusals([])
            self.adding.take(self._account_id, paths)

    def take_for(self, account_id: UUID, paths: Sequence[Path]) -> None:
        """Keep files with an account though another tab of it is shown."""
        if account_id != self._account_id:
            self.show_account(account_id)
        self.take(paths)

    def _taken(self, taken: Taken) -> None:
        words = self.look.words
        teller = Teller(words, self.look.formats)
        said = [teller.sentence(error) for error in taken.refused]
        if taken.cancelled:
            said.append(words.say("Stopped: the rest of the files was not kept."))
        self.card.show_refusals(said)
        if said:
            self.came_forward.emit()
        self.card.progress.show_standing(None)
        if taken.added:
            count = len(taken.added)
            text = words.say_many("{count} document kept.", "{count} documents kept.", count)
            self.desk.hub.notice(text, undoable=count == 1)
            self._wished = taken.added[-1]
            self.refresh()

    # What is done with documents

    def open_current(self) -> None:
        """Open a copy as the system opens such files; what may run a program is asked about first."""
        row = self.preview.row
        if row is not None:
            self._opener.open(row.id, row.name, risky=row.risky)

    def save_current(self) -> None:
        """Ask where to, then save a copy."""
        row = self.preview.row
        if row is None:
            return
        chooser = QFileDialog(self, self.look.words.say_in("button", "Save as…"), row.name)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(lambda name: self.save_to(row, Path(name)))
        self._chooser = chooser
        chooser.open()

    def save_to(self, row: DocumentRow, target: Path) -> None:
        """Save a copy; that something is there already, the chooser has asked."""
        work = partial(save_document_as, self.desk.workspace, row.id, target, replace=True)
        self.desk.jobs.run(self, work, self._saved, lane=Lane.READ)

    def _saved(self, target: Path) -> None:
        self.desk.hub.notice(self.look.words.say("Saved as {path}.", path=target))

    def change_current(self) -> None:
        """Open the sheet with what is said of a document."""
        row = self.preview.row
        if row is None or self._reading is None:
            return
        self.sheet = ChangeSheet(self.desk, self, row, self._reading.contracts)
        self.sheet.stale.connect(self.refresh)
        self.sheet.open()

    def delete_chosen(self) -> None:
        """Delete what is checked, else the one that is shown; undo brings it back."""
        rows = [row for row in self.card.table.selected_rows() if isinstance(row, DocumentRow)]
        if not rows and self.preview.row is not None:
            rows = [self.preview.row]
        if not rows:
            return
        words = self.look.words
        notice = (
            words.say("“{name}” is deleted.", name=rows[0].name)
            if len(rows) == 1
            else words.say_many("{count} document deleted.", "{count} documents deleted.", len(rows))
        )
        work = partial(delete_documents, self.desk.workspace, [row.id for row in rows])
        self.desk.change(self, work, notice=notice, undoable=True)

    def _verify(self) -> None:
        if self._account_id is not None:
            check = Check(self.desk.today())
            section = DossierSection.DOCUMENTS
            work = partial(verify_section, self.desk.workspace, self._account_id, section, check)
            notice = self.look.words.say("Verified today.")
            self.desk.change(self, work, notice=notice, undoable=True)

    def _open_menu(self, row: DocumentRow, at: QPoint) -> None:
        self.preview.show_document(row)
        words, theme = self.look.words, self.look.theme
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for icon, text, run in (
            ("external-link", words.say_in("button", "Open"), self.open_current),
            ("download", words.say_in("button", "Save as…"), self.save_current),
            ("pencil", words.say_in("button", "Change…"), self.change_current),
            ("trash-2", words.say_in("button", "Delete"), self.delete_chosen),
        ):
            menu.addAction(theme.icon(icon), text).triggered.connect(run)
        menu.popup(at)

    # Inside

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window has narrower gaps."""
        super().resizeEvent(event)
        self._measure()
        self.veil.setGeometry(self.rect())

    def _measure(self) -> None:
        gap = Size.GAP if self.window().height() >= Size.SMALL_BELOW else Size.GAP_SMALL
        self._row.setContentsMargins(Size.PAGE_MARGIN, gap, Size.PAGE_MARGIN, gap)
        self._row.setSpacing(gap)

    def _connect(self) -> None:
        self.adding.ended.connect(self._taken)
        self.desk.jobs.progressed.connect(self._progressed)
        card, preview = self.card, self.preview
        card.add_wished.connect(self.choose)
        card.verify_wished.connect(self._verify)
        card.progress.stop_wished.connect(self.desk.jobs.cancel_long)
        card.table.current_changed.connect(lambda _: self._choose_shown())
        card.table.opened.connect(lambda _: self.open_current())
        card.table.menu_wished.connect(self._open_menu)
        preview.open_wished.connect(self.open_current)
        preview.save_wished.connect(self.save_current)
        preview.change_wished.connect(self.change_current)
        preview.delete_wished.connect(self.delete_chosen)
        for keys, run in (("Delete", self.delete_chosen), ("F2", self.change_current)):
            shortcut = QShortcut(QKeySequence(keys), card.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(run)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(card.go_to_search)

    def _progressed(self, standing: object) -> None:
        """Of all long jobs only our own shows here."""
        if self.adding.is_under_way and isinstance(standing, Standing):
            self.card.progress.show_standing(standing)
