"""Files let go anywhere over the window: kept with the open client, imported, opened, or refused in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QPoint, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from kam.core.words import Words
from kam.ui.desk import Desk
from kam.ui.page import Page
from kam.ui.table_files import is_table, is_workspace
from kam.ui.widgets.file_drop import TAKES_FILES, FileDrop
from kam.ui.widgets.veil import DropVeil

if TYPE_CHECKING:
    from kam.ui.widgets.dialogs import Sheet

_TEXTS: Final = (QLineEdit, QTextEdit, QPlainTextEdit)
INVITATIONS: Final = ".ics"
"""How files of calendars end."""
_PROMISES: Final = ("FileGroupDescriptor", "promised-file", "XdndDirectSave")
"""Formats of files that are not on a disk yet: attachments of a letter, pictures of a page."""


class Deed(Enum):
    """What becomes of the files."""

    OPEN = auto()
    CALENDAR = auto()
    PAGE = auto()
    IMPORT = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Plan:
    """What letting go does, and how the window says so."""

    deed: Deed
    text: str
    files: tuple[Path, ...] = ()
    """Those of the dragged files that it is about."""


def plan_for(mime: QMimeData, page: Page | None, words: Words) -> Plan | None:
    """What can be done with what is dragged over a page; None where these are no files at all."""
    urls = mime.urls()
    files = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    if not files:
        promised = any(sign in each for each in mime.formats() for sign in _PROMISES)
        if not (urls or promised):
            return None
        text = words.say("This is not a file on this computer yet: save it, then drag it from there.")
        return Plan(Deed.NOTHING, text)
    if len(files) == 1 and is_workspace(files[0]):
        return Plan(Deed.OPEN, words.say("Let go to open the workspace “{name}”", name=files[0].stem), files)
    return _plan_for_files(files, page, words)


def _plan_for_files(files: tuple[Path, ...], page: Page | None, words: Words) -> Plan:
    invitations = tuple(each for each in files if each.suffix.casefold() == INVITATIONS)
    if invitations:
        return Plan(Deed.CALENDAR, words.say("Let go to take the invitation in"), invitations)
    if page is not None and (wish := page.file_wish(files)) is not None:
        return Plan(Deed.PAGE, wish, files)
    tables = tuple(each for each in files if is_table(each))
    if tables:
        return Plan(Deed.IMPORT, words.say("Let go to import “{name}”", name=tables[0].name), tables)
    text = words.say(
        "Files are kept with a client: open the client first. Here tables (CSV, XLSX, XLS) can be imported"
        " and workspaces (.kam) opened."
    )
    return Plan(Deed.NOTHING, text, files)


class FileDrops(QObject):
    """Looks at what is dragged over the window before the widgets do.

    A place that takes files by itself gets them; a field of text, which would take their address, does not.
    """

    import_wished = Signal(object)
    """The ``Path`` of a table."""
    open_wished = Signal(object)
    """The ``Path`` of a workspace."""
    invitation_wished = Signal(object)
    """The ``Path`` of a calendar file."""

    def __init__(self, desk: Desk, window: QWidget, page: Callable[[], Page | None]) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._page = page
        self._handle: QWindow | None = None
        self._plan: Plan | None = None
        self._by_itself = False
        self.veil = DropVeil(desk.look, window)
        self.sheet: Sheet | None = None

    def watch(self) -> None:
        """Begin, as soon as the window has come into being on the screen."""
        handle = self._window.windowHandle()
        if handle is not self._handle:
            handle.installEventFilter(self)
            self._handle = handle

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files go where they can be used; everything else goes its way."""
        if isinstance(event, QDropEvent):  # entering and moving are such, too
            return self._dragged(event)
        if isinstance(event, QDragLeaveEvent):
            self._gone()
        return super().eventFilter(watched, event)

    def _dragged(self, event: QDropEvent) -> bool:
        if isinstance(event, QDragEnterEvent) or self._plan is None:
            self._plan = plan_for(event.mimeData(), self._page(), self._desk.look.words)
        plan = self._plan
        if plan is None or QApplication.activeModalWidget() is not None:
            return False
        if self._has_a_place(event.position().toPoint(), plan):
            self._by_itself = True
            self.veil.hide()
            return False
        if self._by_itself:  # the place they were over does not learn it otherwise
            self._by_itself = False
            self._leave_place()
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            self._gone()
            self._carry_out(plan)
        else:
            self._show(plan)
        return True

    def _has_a_place(self, at: QPoint, plan: Plan) -> bool:
        """Whether what is under the pointer takes it by itself: files, or the address of a page as text."""
        if plan.deed is Deed.OPEN:
            return False
        for under in _upwards(self._window.childAt(at)):
            if not plan.files:
                if isinstance(under, _TEXTS):
                    return True
            elif under.property(TAKES_FILES) or (isinstance(under, FileDrop) and under.takes(plan.files)):
                return True
        return False

    def _leave_place(self) -> None:
        if self._handle is not None:
            self._handle.removeEventFilter(self)
            QCoreApplication.sendEvent(self._handle, QDragLeaveEvent())
            self._handle.installEventFilter(self)

    def _show(self, plan: Plan) -> None:
        signs = {Deed.OPEN: "folder-open", Deed.NOTHING: "info"}
        self.veil.tell(plan.text, signs.get(plan.deed, "upload"), welcome=plan.deed is not Deed.NOTHING)
        page = self._page()
        place = (
            self._window.rect()
            if page is None
            else page.rect().translated(page.mapTo(self._window, QPoint(0, 0)))
        )
        if not self.veil.isVisible() or self.veil.geometry() != place:
            self.veil.show_over(place)

    def _gone(self) -> None:
        self._plan = None
        self._by_itself = False
        self.veil.hide()

    # What becomes of them

    def _carry_out(self, plan: Plan) -> None:
        page = self._page()
        if plan.deed is Deed.OPEN:
            self._ask_to_open(plan.files[0])
        elif plan.deed is Deed.CALENDAR:
            for each in plan.files:
                self.invitation_wished.emit(each)
        elif plan.deed is Deed.PAGE and page is not None:
            page.take_files(plan.files)
        elif plan.deed is Deed.IMPORT:
            self._ask_to_import(plan.files)
        else:
            self._desk.read(self, partial(_are_folders, plan.files), partial(self._refuse, plan))

    def _refuse(self, plan: Plan, folders: bool) -> None:  # noqa: FBT001 - what was read
        from kam.ui.widgets.dialogs import tell  # with the first drop: a start does without dialogs

        words = self._desk.look.words
        sentence = words.say("A folder cannot be taken: drag the files in it.") if folders else plan.text
        self.sheet = tell(self._desk.look, self._window, words.say("Nothing was taken"), sentence)

    def _ask_to_import(self, tables: Sequence[Path]) -> None:
        from kam.ui.widgets.dialogs import confirm

        words, first = self._desk.look.words, tables[0]
        sentence = words.say("You will see what comes in before anything is written.")
        if len(tables) > 1:
            sentence = words.say(
                "You will see what comes in before anything is written. Tables come in one at a time; this is"
                " the first of {count}.",
                count=len(tables),
            )
        self.sheet = confirm(
            self._desk.look,
            self._window,
            words.say("Import “{name}”?", name=first.name),
            sentence,
            primary=words.say_in("button", "Import"),
            run=partial(self.import_wished.emit, first),
        )

    def _ask_to_open(self, path: Path) -> None:
        from kam.ui.widgets.dialogs import confirm, tell

        words = self._desk.look.words
        if path.resolve() == self._desk.workspace.path.resolve():
            heading = words.say("“{name}” is open already", name=path.stem)
            self.sheet = tell(self._desk.look, self._window, heading, words.say("It is this window."))
            return
        self.sheet = confirm(
            self._desk.look,
            self._window,
            words.say("Open “{name}”?", name=path.stem),
            words.say("This workspace closes first; everything in it is saved."),
            primary=words.say_in("button", "Open"),
            run=partial(self.open_wished.emit, path),
        )


def _upwards(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def _are_folders(paths: Sequence[Path]) -> bool:
    return bool(paths) and all(each.is_dir() for each in paths)
