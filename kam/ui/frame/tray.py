"""The icon beside the system's clock: told there is what is due within the hour, each thing once.

Where the system has no such place nothing is shown and nothing told. Screens are shared in meetings: unless
one wishes otherwise, a message names no client and quotes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from kam.ui.desk import Desk
from kam.ui.frame.sidebar import mark_of
from kam.ui.places import TODAY, Place, capture_place, complaint_place, prepare_place

if TYPE_CHECKING:
    from kam.services.today.due import DueThing
    from kam.ui.window import MainWindow

_KEPT: Final = "tray"
_MINUTE: Final = 60_000
_SHOWN_MS: Final = 15_000
_AT_ONCE: Final = 3
"""More things than these are told together."""
_DAY: Final = timedelta(days=1)


def system_icon(parent: QObject) -> QSystemTrayIcon | None:
    """The system's icon; None where there is no tray."""
    return QSystemTrayIcon(parent) if QSystemTrayIcon.isSystemTrayAvailable() else None


class Tray(QObject):
    """The icon of a window, its menu, and what it tells."""

    def __init__(
        self, window: MainWindow, icon: Callable[[QObject], QSystemTrayIcon | None] = system_icon
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk: Desk = window.desk
        self._make = icon
        self.icon: QSystemTrayIcon | None = None
        self.menu: QMenu | None = None
        self._told = self._kept()
        self._leads_to: Place = TODAY
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._desk.hub.computer_changed.connect(self.follow)
        self._desk.hub.changed.connect(self._look_soon)
        window.closed.connect(self.put_away)
        self.follow()

    def follow(self) -> None:
        """Show the icon while it is wished for."""
        if not self._desk.local.reminds:
            self.put_away()
            return
        if self.icon is None:
            self.icon = self._make(self)
            if self.icon is None:
                return
            self._dress(self.icon)
        self.icon.show()
        self._timer.start(0)

    def look(self) -> None:
        """Ask what is due, now and at each full minute."""
        if self.icon is None:
            return
        desk = self._desk
        now = desk.now()
        self._timer.start(_MINUTE - now.second * 1000 - now.microsecond // 1000 + 50)
        # Imported here and not where it is read: two threads that begin one package may cross each other.
        from kam.services.today.due import read_due

        desk.read(self, partial(read_due, desk.workspace, as_of=now), self._tell, key="due")

    def put_away(self) -> None:
        """Nothing is shown and nothing asked."""
        self._timer.stop()
        if self.icon is not None:
            self.icon.hide()

    # Telling

    def _tell(self, things: Sequence[DueThing]) -> None:
        fresh = [each for each in things if _key(each) not in self._told]
        if not fresh or self.icon is None or not self._desk.local.reminds:
            return
        for each in fresh:
            self._told[_key(each)] = each.at
        self._keep()
        words = self._desk.look.words
        if len(fresh) > _AT_ONCE:
            title = words.say_many(
                "{count} thing is due within the hour", "{count} things are due within the hour", len(fresh)
            )
            self._show(title, "; ".join(self._title(each) for each in fresh[:_AT_ONCE]), TODAY)
            return
        for each in fresh:
            self._show(self._title(each), self._text(each), _place_of(each))

    def _show(self, title: str, text: str, place: Place) -> None:
        if self.icon is not None:
            self._leads_to = place
            self.icon.showMessage(title, text, self._picture(), _SHOWN_MS)

    def _title(self, each: DueThing) -> str:
        """«Выехать до 9:25», «Встреча в 10:00»: what, and at what time."""
        words = self._desk.look.words
        clock = self._desk.look.formats.clock(each.at.time())
        titles = {
            "leave": words.say("Leave by {time}", time=clock),
            "meeting": words.say("A meeting at {time}", time=clock),
            "promise": words.say("Promised by {time}", time=clock),
            "clock": words.say("The clock of a complaint runs out at {time}", time=clock),
        }
        return titles[each.kind.value]

    def _text(self, each: DueThing) -> str:
        """Whose and what, where details are wished for; else nothing that names anybody."""
        words = self._desk.look.words
        if self._desk.local.reminds_in_detail and not self._window.lock.is_on:
            return words.say("{account}: {text}", account=each.account, text=each.text)
        if each.begins is not None and each.begins != each.at:
            clock = self._desk.look.formats.clock(each.begins.time())
            return words.say("The meeting begins at {time}. Details are in kam.", time=clock)
        return words.say("Details are in kam.")

    # What was told

    def _kept(self) -> dict[str, datetime]:
        kept = self._desk.local.page(_KEPT)
        found: dict[str, datetime] = {}
        for key, at in kept.items():
            try:
                found[key] = datetime.fromisoformat(str(at))
            except ValueError:
                continue
        return found

    def _keep(self) -> None:
        """Remember for a day, so that another start does not tell it again."""
        oldest = self._desk.now().astimezone(self._desk.zone).replace(tzinfo=None) - _DAY
        self._told = {key: at for key, at in self._told.items() if at > oldest}
        self._desk.local.keep_page(_KEPT, {key: at.isoformat() for key, at in self._told.items()})

    # The icon

    def _dress(self, icon: QSystemTrayIcon) -> None:
        words = self._desk.look.words
        icon.setIcon(self._picture())
        icon.setToolTip("kam")
        menu = QMenu(self._window)
        for text, name, run in (
            (words.say("Open kam"), "sun", partial(self._go, None)),
            (words.say("Record what happened…"), "square-pen", self._record),
            (words.say("Brief for the next meeting"), "file-text", self._brief),
        ):
            menu.addAction(self._desk.look.theme.icon(name), text).triggered.connect(_without(run))
        menu.addSeparator()
        quit_text = words.say("Close kam")
        menu.addAction(self._desk.look.theme.icon("log-out"), quit_text).triggered.connect(
            _without(self._window.close)
        )
        icon.setContextMenu(menu)
        icon.activated.connect(self._pressed)
        icon.messageClicked.connect(lambda: self._go(self._leads_to))
        self.menu = menu

    def _picture(self) -> QIcon:
        return QIcon(mark_of(self._desk.look, 64))

    def _pressed(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self._go(None)

    def _brief(self) -> None:
        self._go(None)
        if not self._window.lock.is_on:
            self._window.open_brief()

    def _record(self) -> None:
        """Record with the client, or at the meeting, that is open or was just over."""
        if self._window.lock.is_on:
            self._window.come_forward()
            return
        place, page = self._window.trail.place, self._window.page
        self._window.go(capture_place() if place is None or page is None else page.to_record(place))

    def _go(self, place: Place | None) -> None:
        """Bring the window to the front, at a place; a locked one stays where it is."""
        self._window.come_forward()
        if place is not None and not self._window.lock.is_on:
            self._window.go(place)

    def _look_soon(self, _areas: object) -> None:
        """What was changed may be due at once."""
        if self.icon is not None and self._desk.local.reminds:
            self._timer.start(_SOON)


_SOON: Final = 1000


def _key(each: DueThing) -> str:
    """A thing moved to another hour is told again."""
    return f"{each.kind.value} {each.id} {each.at.isoformat()}"


def _place_of(each: DueThing) -> Place:
    if each.kind.value in {"leave", "meeting"}:
        return prepare_place(each.account_id, each.id)
    if each.kind.value == "promise":
        return Place("promises", item_id=each.id)
    return complaint_place(each.id)


def _without(run: Callable[[], object]) -> Callable[..., None]:
    """Drops what a signal hands over."""

    def called(*_: object) -> None:
        run()

    return called
