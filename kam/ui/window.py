"""The window of an open workspace: navigation around a stack of pages, which it connects and knows."""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from kam.core.changes import Area
from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.services.accounts.pins import PinnedAccount
from kam.services.files import Backup, back_up, list_backups
from kam.services.frame import FrameFacts, frame_facts
from kam.ui.briefs import Briefs
from kam.ui.change_hub import Notice
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.frame.dropping import FileDrops
from kam.ui.frame.failures import Failures
from kam.ui.frame.locking import WindowLock
from kam.ui.frame.sidebar import NavItem, Pin, Sidebar
from kam.ui.frame.statusbar import StatusBar
from kam.ui.frame.topbar import TopBar
from kam.ui.frame.trail import Trail
from kam.ui.frame.undoing import Undoing
from kam.ui.frame.unsaved import Unsaved
from kam.ui.page import Page
from kam.ui.palette.palette import Palette
from kam.ui.places import CALENDAR, IMPORTS, SETTINGS, TIMELINE, Place, account_place, brief_place, place_from
from kam.ui.theme.tokens import Size
from kam.ui.widgets.status_tones import STATUS_TONES

_SMALLEST = (1024, 640)
_USUAL = (1440, 900)


@dataclass(frozen=True, slots=True)
class PageKind:
    """A page that the window can show: how it is built (when first seen), its entry in the navigation."""

    name: str
    build: Callable[[Desk], Page]
    nav: NavItem | None = None


class MainWindow(QMainWindow):
    """One an open workspace."""

    closed = Signal()
    restart_wished = Signal()
    """Close and start again at the same place: another language or scale."""
    other_wished = Signal()
    """Close this workspace and show the welcome page."""
    workspace_wished = Signal(object)
    """Close this workspace and open the one at this ``Path``."""

    def __init__(self, desk: Desk, kinds: list[PageKind], home: Place) -> None:
        super().__init__()
        self.desk = desk
        self._kinds = {kind.name: kind for kind in kinds}
        self._home = home
        self._pages: dict[str, Page] = {}
        self._stale: dict[str, Area] = {}
        self._creating: Callable[[], list[Command]] = list
        self._everywhere: Callable[[], list[Command]] = list
        self._openers: dict[str, Callable[[Place], None]] = {}
        words = desk.look.words
        self._teller = Teller(words, desk.look.formats, desk.zone)
        self.trail = Trail()
        self.failures = Failures(desk.look, self, self._teller)
        self.undoing = Undoing(desk, self._teller)
        self.briefs = Briefs(desk, self)
        self.create_menu = QMenu(self)
        self._actions = self._make_actions()
        self.sidebar = Sidebar(desk.look, [kind.nav for kind in kinds if kind.nav is not None])
        self.topbar = TopBar(desk.look, self._actions, self.create_menu)
        self.statusbar = StatusBar(desk.look)
        self.unsaved = Unsaved(desk)
        self.statusbar.add_entry(self.unsaved)
        self._stack = QStackedWidget()
        self.palette_of_all = Palette(desk, self, self.commands)
        self.drops = FileDrops(desk, self, lambda: self.page)
        self.lock = WindowLock(self)
        self._lay_out()
        self._connect()
        self._restore()

    # Where we are

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        found = self._stack.currentWidget()
        return found if isinstance(found, Page) else None

    def go(self, place: Place) -> None:
        """Visit a place; of one with a window of its own that window."""
        if place.page in self._openers:
            self._openers[place.page](place)
            return
        if place.page not in self._kinds:
            place = self._home
        self.trail.visit(place)
        self._show(place)

    def back(self) -> None:
        """Return to the place before."""
        self._walk(self.trail.back())

    def forward(self) -> None:
        """Return to the place that back left."""
        self._walk(self.trail.forward())

    def come_forward(self) -> None:
        """Stand before the other windows, also when put away."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def search(self) -> None:
        """Open the palette."""
        self.palette_of_all.open()

    def open_brief(self) -> None:
        """The brief of the next meeting: of the account that is open, where it has one, else of anybody."""
        place = self.trail.place
        account = place.account_id if place is not None else None
        # Imported here and not where it is read: two threads that begin one package may cross each other.
        from kam.services.briefs.meetings import next_meeting

        def work() -> tuple[UUID, UUID]:
            workspace, as_of = self.desk.workspace, self.desk.now()
            if account is not None:
                with suppress(UserError):
                    of_account = next_meeting(workspace, account, as_of=as_of)
                    return of_account.account_id, of_account.id
            found = next_meeting(workspace, None, as_of=as_of)
            return found.account_id, found.id

        self.desk.read(self, work, lambda found: self.go(brief_place(*found)), key="brief")

    def back_up(self) -> None:
        """Make a sealed backup of what is saved now."""
        work = partial(back_up, self.desk.workspace.path, self.desk.clock)
        self.desk.read(self, work, self._backed_up)

    def _backed_up(self, backup: Backup) -> None:
        self.desk.hub.backed_up.emit()
        self.desk.hub.notice(self.desk.look.words.say("The backup is in {path}.", path=backup.path))

    def commands(self) -> list[Command]:
        """Everything that can be done now: what the page offers first, then what the window does."""
        words = self.desk.look.words
        navigation = [
            Command(
                f"go.{kind.name}",
                kind.nav.text,
                partial(self.go, kind.nav.place),
                kind.nav.icon,
                kind.nav.keys,
            )
            for kind in self._kinds.values()
            if kind.nav is not None
        ]
        page = self.page
        own = [] if page is None else page.commands()
        rest = [
            Command(
                "go.brief", words.say("Brief for the next meeting"), self.open_brief, "file-text", "Ctrl+B"
            ),
            Command("go.timeline", words.say("Timeline of everybody"), partial(self.go, TIMELINE), "history"),
            Command("file.backup", words.say("Back up now"), self.back_up, "database"),
            Command("go.calendar", words.say("Calendar"), partial(self.go, CALENDAR), "calendar"),
            Command("go.settings", words.say("Settings"), partial(self.go, SETTINGS), "settings", "Ctrl+,"),
            Command("file.other", words.say("Open another workspace"), self.other_wished.emit, "folder-open"),
            Command("file.quit", words.say("Close kam"), self._quit, "log-out", "Ctrl+Q"),
        ]
        found = [*own, *self._creating(), *navigation, *rest, *self._everywhere()]
        once: dict[str, Command] = {}
        for command in found:
            once.setdefault(command.id, command)
        return list(once.values())

    def offer_everywhere(self, offered: Callable[[], list[Command]]) -> None:
        """What the palette offers besides, on every page; what a page offers itself is offered once."""
        self._everywhere = offered

    def open_places(self, name: str, opener: Callable[[Place], None]) -> None:
        """Places of this name are opened in a window of their own."""
        self._openers[name] = opener

    def offer_to_create(self, offered: Callable[[], list[Command]]) -> None:
        """What the Create button offers, asked anew at each opening: a subsidiary wants an open account."""
        self._creating = offered
        self.create_menu.aboutToShow.connect(self._fill_create_menu)
        self.create_menu.setAccessibleName(self.desk.look.words.say_in("button", "Create"))
        for command in offered():
            if command.keys:
                shortcut = QShortcut(QKeySequence(command.keys), self)
                shortcut.activated.connect(partial(self._create_by, command.keys))

    def _create_by(self, keys: str) -> None:
        """Run what a key creates on the page that is open now."""
        found = next((command for command in self._creating() if command.keys == keys), None)
        if found is not None:
            found.run()

    def _fill_create_menu(self) -> None:
        self.create_menu.clear()
        offered: dict[str, Command] = {}
        for command in self._creating():  # what a page offers by its own key is offered once
            offered.setdefault(command.id, command)
        for command in offered.values():
            action = self.create_menu.addAction(command.text.replace("&", "&&"))
            action.setIcon(self.desk.look.theme.icon(command.icon))
            if command.keys:
                action.setShortcut(QKeySequence(command.keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(command.run)

    # Building

    def _make_actions(self) -> dict[str, QAction]:
        words = self.desk.look.words

        def action(text: str, keys: str, run: Callable[[], None]) -> QAction:
            made = QAction(text, self)
            made.setShortcut(QKeySequence(keys))
            native = made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            made.setToolTip(f"{text}  {native}")
            made.triggered.connect(run)
            self.addAction(made)
            return made

        found = {
            "back": action(words.say("Back"), "Alt+Left", self.back),
            "forward": action(words.say("Forward"), "Alt+Right", self.forward),
            "settings": action(words.say("Settings"), "Ctrl+,", partial(self.go, SETTINGS)),
            "search": action(words.say("Find"), "Ctrl+K", self.search),
            "brief": action(words.say("Brief for the next meeting"), "Ctrl+B", self.open_brief),
            "quit": action(words.say("Close kam"), "Ctrl+Q", self._quit),
            "undo": self.undoing.undo,
            "redo": self.undoing.redo,
        }
        self.addActions([found["undo"], found["redo"]])
        return found

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.topbar)
        column.addWidget(self._stack, 1)
        upper = QWidget()
        row = QHBoxLayout(upper)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(middle, 1)
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(upper, 1)
        outer.addWidget(self.statusbar)
        self.setCentralWidget(whole)
        self.setMinimumSize(QSize(*_SMALLEST).boundedTo(self._room()))

    def _connect(self) -> None:
        desk = self.desk
        self.trail.changed.connect(self._show_trail)
        self.sidebar.went.connect(self.go)
        self.topbar.searched.connect(self.search)
        self.palette_of_all.went.connect(self.go)
        self.drops.import_wished.connect(self._import)
        self.drops.invitation_wished.connect(self._take_invitation)
        self.drops.open_wished.connect(self.workspace_wished)
        self.unsaved.went.connect(self.go)
        self.statusbar.undo_wished.connect(self.undoing.take_back)
        self.statusbar.stop_wished.connect(desk.jobs.cancel_long)
        desk.jobs.failed.connect(self.failures.take)
        desk.jobs.progressed.connect(self.statusbar.show_job)
        desk.hub.changed.connect(self._data_changed)
        desk.hub.noticed.connect(self._show_notice)
        desk.hub.backed_up.connect(self._show_backup)
        for number, kind in enumerate((k for k in self._kinds.values() if k.nav is not None), start=1):
            if kind.nav is not None:
                shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
                shortcut.activated.connect(partial(self.go, kind.nav.place))

    # Showing

    def _show(self, place: Place) -> None:
        page = self._page_of(place.page)
        self._stack.setCurrentWidget(page)
        page.go_to(place)
        if self._stale.pop(place.page, Area.NONE):
            page.refresh()
        self.sidebar.show_place(place)
        self._show_trail()
        self._retitle()

    def _page_of(self, name: str) -> Page:
        page = self._pages.get(name)
        if page is None:
            page = self._kinds[name].build(self.desk)
            page.went.connect(self.go)
            page.restart_wished.connect(self.restart_wished)
            page.moved.connect(partial(self._page_moved, page))
            self._pages[name] = page
            self._stack.addWidget(page)
        return page

    def _page_moved(self, page: Page, place: Place) -> None:
        if page is self.page:
            self.trail.stay(place)
            self.sidebar.show_place(place)
            self._retitle()

    def _walk(self, place: Place | None) -> None:
        if place is not None:
            self._show(place)

    def _show_trail(self) -> None:
        self._actions["back"].setEnabled(self.trail.can_go_back)
        self._actions["forward"].setEnabled(self.trail.can_go_forward)

    def _retitle(self) -> None:
        title = self.page.title() if self.page is not None else ""
        name = self.desk.workspace.path.stem
        self.setWindowTitle(self.lock.title(f"{title} · {name} – kam" if title else f"{name} – kam"))

    def _data_changed(self, areas: Area) -> None:
        """The open page follows at once, the others when they are shown again."""
        shown = self.page
        for name, page in list(self._pages.items()):  # a page that is gone leads to one that is made now
            if not page.areas & areas:
                continue
            if page is shown:
                page.refresh()
            else:
                self._stale[name] = self._stale.get(name, Area.NONE) | areas
        self._read_facts()
        if areas:
            at = self.desk.now().astimezone(self.desk.zone)
            clock = self.desk.look.formats.clock(at.time())
            self.statusbar.show_saved(self.desk.look.words.say("Saved at {time}", time=clock))

    def _show_notice(self, notice: Notice) -> None:
        self.statusbar.show_notice(notice)

    def _read_facts(self) -> None:
        work = partial(frame_facts, self.desk.workspace)
        self.desk.read(self, work, self._show_facts, key="facts")
        self.desk.read(self, self._late_promises, partial(self.sidebar.set_count, "promises"), key="late")
        counted = partial(self.sidebar.set_count, "complaints")
        self.desk.read(self, self._open_complaints, counted, key="open complaints")

    def _late_promises(self) -> int | None:
        """How many are late; None of none, so that nothing stands there. Runs on the reader's thread."""
        from kam.services.commitments.reading import late_count

        return late_count(self.desk.workspace, as_of=self.desk.now()) or None

    def _open_complaints(self) -> int | None:
        """How many complaints are open; None of none. Runs on the reader's thread."""
        from kam.services.complaints.counting import open_count

        return open_count(self.desk.workspace) or None

    def _show_facts(self, facts: FrameFacts) -> None:
        self.statusbar.show_workspace(facts.company)
        self.sidebar.set_count("accounts", facts.accounts)
        self.sidebar.set_count("people", facts.people)
        self.sidebar.set_pins([self._pin(each) for each in facts.pinned])
        if self.trail.place is not None:
            self.sidebar.show_place(self.trail.place)
        self.desk.local.opened(self.desk.workspace.path, facts.company, self.desk.now().isoformat())

    def _pin(self, account: PinnedAccount) -> Pin:
        status = self.desk.look.words.of(account.status.label)
        return Pin(account.id, account.name, STATUS_TONES[account.status], status, account_place(account.id))

    def _show_backup(self) -> None:
        words, formats = self.desk.look.words, self.desk.look.formats
        backups = list_backups(self.desk.workspace.path)
        if not backups:
            self.statusbar.show_backup(words.say("No backup yet"))
            return
        at = backups[0].made_at.astimezone(self.desk.zone)
        if at.date() == self.desk.today():
            text = words.say("Backup today, {time}", time=formats.clock(at.time()))
        else:
            text = words.say("Backup of {date}", date=formats.full_date(at.date()))
        self.statusbar.show_backup(text)

    def _take_invitation(self, path: Path) -> None:
        from kam.ui.meeting_form.invitations import take_calendar_file  # with the first file alone

        take_calendar_file(self.desk, self, path)

    def _import(self, table: Path) -> None:
        self.go(replace(IMPORTS, view=str(table)))

    # Size and closing

    def _room(self) -> QSize:
        """What the screen has room for: at 200 % a usual one has little."""
        return self.screen().availableGeometry().size()

    def showEvent(self, event: QShowEvent) -> None:
        """From now on files may be dragged over it."""
        super().showEvent(event)
        self.drops.watch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window gives its width to the page."""
        super().resizeEvent(event)
        self.sidebar.set_narrow(narrow=self.width() < Size.RAIL_BELOW)

    def _restore(self) -> None:
        kept = self.desk.local.window(self.desk.workspace.path)
        geometry = str(kept.get("geometry", ""))
        if not (geometry and self.restoreGeometry(QByteArray(base64.b64decode(geometry)))):
            self.resize(QSize(*_USUAL).boundedTo(self._room()))
        place = place_from(kept.get("place"))
        self.statusbar.show_saved(self.desk.look.words.say("Everything is saved"))
        self.go(place or self._home)
        self._read_facts()  # after the page: it is what one waits for
        QTimer.singleShot(0, self, self._show_backup)
        QTimer.singleShot(0, self, self.unsaved.look_for)

    def keep(self) -> None:
        """Remember on this computer how the window stands and what it shows."""
        place = self.trail.place
        geometry = base64.b64encode(self.saveGeometry().data()).decode()
        state = {"geometry": geometry, "place": place.to_text() if place else ""}
        for page in self._pages.values():
            page.keep()
        self.desk.drafts.flush_wished.emit()
        self.briefs.put_away()
        self.desk.local.keep_window(self.desk.workspace.path, state)

    def _quit(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is asked: what was typed is kept as drafts, what was done is saved."""
        self.keep()
        event.accept()
        self.closed.emit()
