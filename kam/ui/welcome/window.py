"""The welcome window: what can be done when no workspace is open, and the ones open before."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import platformdirs
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kam.core.clock import Clock
from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.jobs import Jobs, PoolThreads
from kam.services.demo import ensure_demo
from kam.services.documents.logos import read_logo
from kam.services.files import restore
from kam.services.sealing import is_shut
from kam.services.workspaces import NewWorkspace, create_workspace
from kam.ui.drafts import Draft, LocalDrafts
from kam.ui.frame.dropping import Deed, Plan, plan_for
from kam.ui.local_settings import LocalSettings
from kam.ui.look import Look
from kam.ui.passphrases.asking import ask_first
from kam.ui.table_files import ENDINGS
from kam.ui.theme.tokens import Mood, Type
from kam.ui.welcome.foot import foot
from kam.ui.welcome.new_workspace import NewWorkspaceDialog
from kam.ui.welcome.tiles import RecentLine, Tile
from kam.ui.widgets.file_drop import FileDrop
from kam.ui.widgets.labels import label
from kam.ui.widgets.veil import DropVeil

_SIZE: Final = (850, 520)
_LEFT: Final = 340


class WelcomeWindow(QMainWindow):
    """New, open, restore, example; recent workspaces at the right."""

    open_wished = Signal(object)
    import_wished = Signal(object, object)
    """The path of a workspace that was made, and of the table that comes in first."""
    restart_wished = Signal()
    closed = Signal()

    def __init__(self, look: Look, local: LocalSettings, clock: Clock) -> None:
        super().__init__()
        self._look = look
        self._local = local
        self._clock = clock
        self._jobs = Jobs(PoolThreads())
        self._jobs.failed.connect(self.show_failure)
        self._dialog: NewWorkspaceDialog | None = None
        self._drafts = LocalDrafts(local, clock.now, lambda moment: look.formats.moment(moment.astimezone()))
        self.setWindowTitle("kam")
        self.setAcceptDrops(True)
        self.resize(*_SIZE)
        self.setMinimumSize(*_SIZE)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        self._right = QVBoxLayout()
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(0)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(self._right, 1)
        right.addWidget(self._make_drop())
        row.addLayout(right, 1)
        self.setCentralWidget(whole)
        self._trouble = label("", Type.BODY, "red")
        self._trouble.setWordWrap(True)
        self._trouble.setContentsMargins(24, 16, 24, 16)
        self._trouble.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.veil = DropVeil(look, self)
        self._show_recent()

    # What is shown

    def show_trouble(self, error: UserError) -> None:
        """Why a workspace could not be opened or made."""
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.show_trouble(error)
            return
        self._say(Teller(self._look.words, self._look.formats).sentence(error))

    def _say(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._show_recent()

    def show_failure(self, error: BaseException) -> None:
        """A failure of what was asked here."""
        if isinstance(error, UserError):
            self.show_trouble(error)
        else:
            raise error

    def _left(self) -> QWidget:
        words = self._look.words
        left = QFrame()
        left.setProperty("ground", "sunk")
        left.setFixedWidth(_LEFT)
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(label("kam", Type.TITLE))
        column.addWidget(label(words.say("Everything is kept on this computer"), Type.SECONDARY, "text2"))
        column.addSpacing(16)
        tiles = (
            (
                Tile(
                    self._look,
                    "plus",
                    words.say("New workspace"),
                    words.say("name, currency, file: a minute"),
                    primary=True,
                ),
                self._new,
            ),
            (
                Tile(self._look, "folder-open", words.say("Open…"), words.say("a .kam file on a disk")),
                self._open,
            ),
            (
                Tile(
                    self._look,
                    "archive-restore",
                    words.say("Restore from a backup…"),
                    words.say("beside your workspace, by date"),
                ),
                self._restore,
            ),
            (
                Tile(
                    self._look,
                    "play",
                    words.say("Look at an example"),
                    words.say("an invented supplier with its clients"),
                ),
                self._example,
            ),
        )
        for tile, run in tiles:
            tile.clicked.connect(run)
            column.addWidget(tile)
        column.addStretch(1)
        column.addLayout(foot(self._look, self, self.speak, self.put_on))
        return left

    def _make_drop(self) -> QWidget:
        """Where a table begins a workspace."""
        words = self._look.words
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(24, 16, 24, 24)
        self.drop = FileDrop(
            self._look,
            words.say("Are your clients in a table already?"),
            words.say("Drop XLSX or CSV: kam makes a workspace and begins the import"),
            icon="file-spreadsheet",
            endings=ENDINGS,
            name_filter=words.say("Tables (*.csv *.xlsx *.xls *.txt *.tsv)"),
        )
        self.drop.setAcceptDrops(False)  # the whole window takes them
        self.drop.dropped.connect(lambda paths: self.begin_with(paths[0]))
        column.addWidget(self.drop)
        return held

    def _show_recent(self) -> None:
        words = self._look.words
        while (item := self._right.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._trouble:
                widget.deleteLater()
        recent = self._local.recent
        head = QFrame()
        head.setProperty("role", "panelhead")
        head.setFixedHeight(40)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(label(words.say("Recent"), Type.STRONG))
        row.addWidget(label(self._look.formats.number(len(recent)) if recent else "", Type.BODY, "text3"))
        row.addStretch(1)
        self._right.addWidget(head)
        self._right.addWidget(self._trouble)
        self._trouble.setVisible(bool(self._trouble.text()))
        if not recent:
            empty = label(
                words.say("Workspaces that you open will stand here. Drop a .kam file anywhere to open it."),
                Type.BODY,
                "text2",
            )
            empty.setWordWrap(True)
            empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
            empty.setContentsMargins(64, 0, 64, 0)
            self._right.addWidget(empty, 1)
            return
        self._right.addWidget(self._lines(), 1)

    def _lines(self) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, each in enumerate(self._local.recent):
            line = RecentLine(self._look, each, self._clock.now())
            if line.is_there:
                line.clicked.connect(partial(self.open_wished.emit, Path(each.path)))
            line.forget_wished.connect(self._forget)
            column.addWidget(line)
            if number == 0:
                line.setFocus()
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(held)
        return area

    # What can be done

    def _new(self) -> None:
        self._ask_for_workspace(None)

    def begin_with(self, table: Path) -> None:
        """Ask for a new workspace whose first import is a table."""
        self._ask_for_workspace(table)

    def _ask_for_workspace(self, table: Path | None) -> None:
        self._say("")
        dialog = NewWorkspaceDialog(self._look, self, Draft(self._drafts, "workspace.new"), table)
        dialog.wished.connect(partial(self.make, table=table))
        dialog.logo_wished.connect(self._read_logo)
        self._dialog = dialog
        dialog.open()

    def _read_logo(self, path: Path) -> None:
        self._jobs.run(self, partial(read_logo, path), partial(self._show_logo, path))

    def _show_logo(self, path: Path, content: bytes) -> None:
        if self._dialog is not None:
            self._dialog.logo.show_logo(path, content)

    def make(self, path: Path, begin: NewWorkspace, *, table: Path | None = None) -> None:
        """Make a workspace and open it; a table begins to come in at once."""

        def work() -> None:
            create_workspace(path, begin, self._clock).close()

        def made(_: None) -> None:
            if self._dialog is not None:
                self._dialog.accept()
            if table is None:
                self.open_wished.emit(path)
            else:
                self.import_wished.emit(path, table)

        self._jobs.run(self, work, made)

    def _open(self) -> None:
        words = self._look.words
        self._ask(words.say("Open a workspace"), words.say("kam workspaces (*.kam)"), self._chosen_to_open)

    def _chosen_to_open(self, path: str) -> None:
        self.open_wished.emit(Path(path))

    def _restore(self) -> None:
        words = self._look.words
        self._ask(words.say("Choose a backup"), words.say("Backups (*.kam)"), self.restore_from)

    def restore_from(self, path: str) -> None:
        """Bring a backup back as the workspace it was made of, and open that."""
        backup = Path(path)
        target = self._target_of(backup)

        def work() -> Path:
            return restore(backup, target, self._clock).path

        sentence = self._look.words.say("This backup is encrypted: the passphrase it was made with opens it.")
        go_on = partial(self._jobs.run, self, work, self.open_wished.emit)
        ask_first(self._look, self, backup, sentence, go_on)

    def _target_of(self, backup: Path) -> Path:
        """The workspace a backup was made of, where it lies in its folder of backups."""
        suffix = ".backups"
        if backup.parent.name.endswith(suffix):
            return backup.parent.parent / backup.parent.name.removesuffix(suffix)
        return backup.with_name(f"{backup.stem}-restored.kam")

    def _ask(self, title: str, kinds: str, then: object) -> None:
        self._chooser = QFileDialog(self, title, "", kinds)
        self._chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._chooser.fileSelected.connect(then)
        self._chooser.open()

    def _example(self) -> None:
        folder = platformdirs.user_data_path("kam", appauthor=False)
        path = folder / f"example-{self._look.words.language}.kam"

        def work() -> Path:
            folder.mkdir(parents=True, exist_ok=True)
            if is_shut(path):  # somebody has made it their own
                return path
            ensure_demo(path, self._look.words.language, self._clock)
            return path

        self._jobs.run(self, work, self.open_wished.emit)

    def _forget(self, path: str) -> None:
        self._local.forget(path)
        self._show_recent()

    def speak(self, language: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        """Speak another language from the next start on, which comes at once."""
        if language != self._look.words.language:
            self._local.language = language
            self.restart_wished.emit()

    def put_on(self, mood: Mood, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        """Put on a theme, and remember it."""
        self._local.theme = mood
        self._look.theme.choose(mood)

    # The window

    def showEvent(self, event: object) -> None:  # noqa: ARG002 - Qt asks for it
        """The list is of now."""
        self._show_recent()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say what letting go does."""
        plan = self._plan(event)
        if plan is not None:
            event.acceptProposedAction()
            welcome = plan.deed is not Deed.NOTHING
            self.veil.tell(plan.text, "folder-open" if plan.deed is Deed.OPEN else "upload", welcome=welcome)
            self.veil.show_over(self.rect())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        super().dragLeaveEvent(event)
        self.veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped, or begin with it."""
        self.veil.hide()
        plan = self._plan(event)
        if plan is None:
            return
        event.acceptProposedAction()
        if plan.deed is Deed.OPEN:
            self.open_wished.emit(plan.files[0])
        elif plan.deed is Deed.IMPORT:
            self.begin_with(plan.files[0])
        else:
            self._say(plan.text)

    def _plan(self, event: QDropEvent) -> Plan | None:
        words = self._look.words
        plan = plan_for(event.mimeData(), None, words)
        if plan is None or plan.deed is Deed.OPEN or not plan.files:
            return plan
        if plan.deed is Deed.IMPORT:
            text = words.say("Let go to begin a workspace with “{name}”", name=plan.files[0].name)
        else:
            text = words.say("Here workspaces (.kam) are opened; tables (CSV, XLSX, XLS) begin a new one.")
        return replace(plan, text=text)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for what is being made."""
        self._drafts.flush_wished.emit()
        self._jobs.finish()
        event.accept()
        self.closed.emit()
