"""Encrypting in the real window: locked, opened again another day; nobody else reads a client's name."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from shutil import copyfile

import pytest

from kam.core.clock import FixedClock
from kam.services.files import back_up, check_workspace, list_backups
from kam.services.sealing import forget, is_sealed, is_shut, unlock
from tests.e2e.drive_lock import leaks
from tests.e2e.drive_window import MORNING, SUBSIDIARY
from tests.e2e.sittings import drive, needs_screen
from tests.ui.sealed import PASSPHRASE

pytestmark = needs_screen


@pytest.mark.slow
def test_a_workspace_is_encrypted_locked_and_opened_again(tmp_path: Path, demo: Path) -> None:
    path = tmp_path / "demo.kam"
    copyfile(demo, path)
    back_up(path, FixedClock(MORNING))

    told = drive("encrypt", path, "drive_lock.py")
    assert told["leaks of a plain one"] >= 2 * told["clients"], "the file and its backup named everybody"
    assert told["encrypted"]
    assert "protection" in told["place"], "it opened again where one was"
    assert told["locked title"] == "kam"
    assert not told["says of the client"]
    assert not told["palette"]
    assert told["refused"].startswith("Это не тот пароль")
    assert told["still locked"]
    assert told["title again"] == told["title"]
    assert told["says of the client again"]
    assert told["leaks while it is open"] == [], "its log is there then"

    assert leaks(tmp_path, told["names"]) == []
    assert list_backups(path)
    assert all(is_sealed(each.path) for each in list_backups(path)), "those from before are gone"
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT count(*) FROM account")

    again = drive("return", path, "drive_lock.py")
    assert again["refused"].startswith("Это не тот пароль")
    assert again["still shut"]
    assert again["title"] == told["title"]
    assert again["found"] == SUBSIDIARY
    assert again["clients"] == told["clients"] + 1

    assert is_shut(path)
    unlock(path, PASSPHRASE)
    assert check_workspace(path, FixedClock(MORNING)).is_sound
    forget(path)
