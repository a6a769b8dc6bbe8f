"""Encrypts a workspace in kam's own window, locks it, comes back to it; prints what it saw as JSON.

``python drive_lock.py encrypt|return WORKSPACE``, as ``drive_window.py``: whatever goes wrong, any warning of
Qt among it, ends it with a trace.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from kam.services.drafts import kept_drafts
from kam.services.portfolio.reading import PortfolioQuery, read_portfolio
from kam.ui.passphrases.field import PassphraseField
from kam.ui.passphrases.form import UnlockForm
from kam.ui.places import Place, account_place
from kam.ui.settings.page import SettingsPage
from kam.ui.settings.protection_sheet import ProtectionSheet
from tests.e2e.drive_window import (
    MORNING,
    SUBSIDIARY,
    Day,
    add_subsidiary,
    click,
    find,
    press,
    rest,
    sheet_of,
    tell,
    type_text,
    wait_for,
)
from tests.ui.sealed import PASSPHRASE, WRONG

CLIENT = "Янтарьевский пивоваренный завод"


def names_of(day: Day) -> list[str]:
    """The clients, as the table shows them."""
    workspace = day.window.desk.workspace
    return [row.name for row in read_portfolio(workspace, PortfolioQuery(), as_of=MORNING).rows]


def leaks(folder: Path, names: list[str]) -> list[str]:
    """The files anywhere in a folder that hold one of the names, and which."""
    found = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        content = path.read_bytes()
        found += [
            f"{path.name}: {name}"
            for name in names
            if name.encode() in content or name.encode("utf-16-le") in content
        ]
    return found


class LockDay(Day):
    """A sitting at an encrypted workspace."""

    def __init__(self, path: Path) -> None:
        self.told: dict[str, object] = {}
        super().__init__(path)

    def let_in(self) -> None:
        """Answer wrong, then right."""
        asking = self.program.asking
        if asking is None:
            return
        wait_for("the question", asking.isActiveWindow)
        self.told["asked by"] = asking.windowTitle()
        self.told["refused"] = self.answer_wrong(asking.form)
        self.told["still shut"] = self.program.window is None
        type_text(asking.form.field.line, PASSPHRASE)
        press(Qt.Key.Key_Return)
        wait_for("the window", lambda: self.program.window)

    def answer_wrong(self, form: UnlockForm) -> str:
        """What is said then; the next letter replaces what was typed."""
        type_text(form.field.line, WRONG)
        press(Qt.Key.Key_Return)
        wait_for("the refusal", form.field.said.text)
        return form.field.said.text()

    def lock(self) -> None:
        """By key."""
        press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier)
        wait_for("the lock", lambda: self.window.lock.is_on)

    def unlock(self) -> None:
        """By the passphrase."""
        cover = self.window.lock.cover
        assert cover is not None
        type_text(cover.form.field.line, PASSPHRASE)
        press(Qt.Key.Key_Return)
        wait_for("the window", lambda: not self.window.lock.is_on)


def words_on(window: QWidget) -> str:
    """All that a window says."""
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def fill_in(field: PassphraseField, text: str) -> None:
    """Type into a field of a sheet."""
    field.line.setFocus()
    type_text(field.line, text)


def encrypt(path: Path) -> dict[str, object]:
    """Encrypt from the settings, lock, fail, unlock, work on, close."""
    day = LockDay(path)
    names = names_of(day)
    told: dict[str, object] = {"leaks of a plain one": len(leaks(path.parent, names)), "clients": len(names)}
    day.window.go(Place("settings", view="protection"))
    day.calm()
    page = day.window.page
    assert isinstance(page, SettingsPage)
    before = day.window
    click(page, "Зашифровать…")
    sheet = sheet_of(day.window, ProtectionSheet)
    fill_in(sheet.new, PASSPHRASE)
    fill_in(sheet.again, PASSPHRASE)
    click(sheet, "Зашифровать")
    wait_for("the window", lambda: day.program.window not in {None, before})
    day.take()
    place = day.window.trail.place
    told |= {"encrypted": day.window.desk.is_sealed, "place": place.to_text() if place else ""}
    told |= lock_and_fail(day)
    told |= add_subsidiary(day)
    told["leaks while it is open"] = leaks(path.parent, [*names, SUBSIDIARY])
    told["names"] = [*names, SUBSIDIARY]
    day.end()
    return told


def lock_and_fail(day: LockDay) -> dict[str, object]:
    """On a client's page: nothing is said while it is locked, and all is there afterwards."""
    window = day.window
    rows = read_portfolio(window.desk.workspace, PortfolioQuery(), as_of=MORNING).rows
    window.go(account_place(next(row.id for row in rows if row.name == CLIENT)))
    day.calm()
    title = window.windowTitle()
    day.lock()
    told: dict[str, object] = {"title": title, "locked title": window.windowTitle()}
    told["says of the client"] = CLIENT in words_on(window)
    cover = window.lock.cover
    assert cover is not None
    press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    told["palette"] = window.palette_of_all.isVisible()
    told["refused"] = day.answer_wrong(cover.form)
    told["still locked"] = window.lock.is_on
    day.unlock()
    rest(50)
    told["title again"] = window.windowTitle()
    told["says of the client again"] = CLIENT in words_on(window)
    return told


def come_back(path: Path) -> dict[str, object]:
    """Start again with the passphrase: everything is there."""
    day = LockDay(path)
    told = dict(day.told)
    told["title"] = day.window.windowTitle()
    told["drafts"] = len(kept_drafts(day.window.desk.workspace))
    find(day, "сырный дом")
    wait_for("the subsidiary", lambda: day.window.windowTitle().startswith(SUBSIDIARY))
    told["found"] = day.window.windowTitle().split(" · ")[0]
    told["clients"] = len(names_of(day))
    day.end()
    return told


if __name__ == "__main__":
    what, where = sys.argv[1], Path(sys.argv[2])
    tell({"encrypt": encrypt, "return": come_back}[what](where))
