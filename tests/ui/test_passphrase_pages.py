"""What is done to a closed workspace, and what is said of it afterwards."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtGui import QCloseEvent
from pytestqt.qtbot import QtBot

from kam.core.clock import FixedClock
from kam.core.errors import UserError
from kam.core.words import words_for
from kam.jobs import InlineThreads
from kam.services.files import back_up
from kam.services.sealing import earlier_copies, forget, is_sealed
from kam.ui.local_settings import LocalSettings
from kam.ui.look import Look
from kam.ui.passphrases.wishes import Deed, ProtectionWish
from kam.ui.passphrases.working import Protected, WorkingWindow, carry_out, told
from tests.builders import NOW, Office
from tests.ui.sealed import PASSPHRASE

CLOCK = FixedClock(NOW)


@pytest.fixture
def plain(tmp_path: Path, empty_office: Office) -> Path:
    path = tmp_path / "Вереск.kam"
    copyfile(empty_office.workspace.path, path)
    back_up(path, CLOCK)
    return path


@pytest.mark.slow
def test_a_second_place_that_is_away_does_not_undo_the_encryption(plain: Path, tmp_path: Path) -> None:
    wish = ProtectionWish(Deed.SEAL, PASSPHRASE, deletes_earlier=True)
    done = carry_out(plain, wish, tmp_path / "away", CLOCK)
    assert is_sealed(plain)
    assert earlier_copies(plain) == []
    assert not done.is_whole
    assert "добраться не удалось" in told(words_for("ru"), done)
    forget(plain)


@pytest.mark.slow
def test_copies_stay_where_that_was_wished(plain: Path) -> None:
    done = carry_out(plain, ProtectionWish(Deed.SEAL, PASSPHRASE), None, CLOCK)
    assert done == Protected(Deed.SEAL)
    assert len(earlier_copies(plain)) >= 1
    forget(plain)


@pytest.mark.parametrize(
    ("done", "sentence"),
    [
        (Protected(Deed.SEAL), "Файл зашифрован."),
        (Protected(Deed.SEAL, 12), "Файл зашифрован, удалено 12 прежних копий."),
        (Protected(Deed.RESEAL, 2), "Пароль изменён, удалены 2 прежние копии."),
        (Protected(Deed.RESEAL), "Пароль изменён."),
        (Protected(Deed.UNSEAL), "Файл больше не зашифрован."),
    ],
)
def test_it_is_said_in_a_line(done: Protected, sentence: str) -> None:
    assert told(words_for("ru"), done) == sentence


def test_the_window_hands_on_what_was_refused_and_cannot_be_closed_before(
    plain: Path, look: Look, settings_folder: Path, qtbot: QtBot
) -> None:
    wish = ProtectionWish(Deed.UNSEAL)
    window = WorkingWindow(look, plain, wish, LocalSettings(settings_folder), InlineThreads())
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.ended) as ended:
        window.begin(CLOCK)
    assert isinstance(ended.args[0], UserError)
    assert ended.args[0].code == "store.not_sealed"
    assert not window.isVisible()
    window._is_busy = True
    closing = QCloseEvent()
    window.closeEvent(closing)
    assert not closing.isAccepted()
    window._is_busy = False
