"""The welcome page: make, open, restore; recent workspaces, those that are gone too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kam.core.clock import FixedClock
from kam.core.errors import UserError
from kam.core.money import is_currency
from kam.services.documents.logos import workspace_logo
from kam.services.files import back_up, open_workspace
from kam.services.frame import frame_facts, open_facts
from kam.services.sealing import forget, is_sealed, is_shut, unlock
from kam.services.workspaces import NewWorkspace, create_workspace
from kam.ui.drafts import Draft, LocalDrafts
from kam.ui.local_settings import LocalSettings
from kam.ui.look import Look
from kam.ui.passphrases.asking import AskPassphrase
from kam.ui.theme.tokens import Mood
from kam.ui.welcome.new_workspace import NewWorkspaceDialog, file_name_for
from kam.ui.welcome.tiles import RecentLine
from kam.ui.welcome.window import WelcomeWindow
from kam.ui.widgets.labels import LineLabel
from tests.ui.sealed import PASSPHRASE, WRONG, shut_copy

CLOCK = FixedClock(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))


def a_draft(look: Look, folder: Path) -> Draft:
    drafts = LocalDrafts(LocalSettings(folder / "settings"), CLOCK.now, look.formats.moment)
    return Draft(drafts, "workspace.new")


@pytest.fixture
def welcome(look: Look, tmp_path: Path, qtbot: QtBot) -> Iterator[WelcomeWindow]:
    local = LocalSettings(tmp_path / "settings")
    window = WelcomeWindow(look, local, CLOCK)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def test_a_workspace_is_made_and_opened(welcome: WelcomeWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "Вереск.kam"
    with qtbot.waitSignal(welcome.open_wished) as opened:
        welcome.make(path, NewWorkspace(company="Вереск", me="Мария Кречетова", currency="RUB"))
    assert opened.args == [path]
    with open_workspace(path, CLOCK) as workspace:
        assert frame_facts(workspace).company == "Вереск"
        assert open_facts(workspace).currency == "RUB"


def test_the_dialog_suggests_a_file_and_wants_a_name(
    welcome: WelcomeWindow, look: Look, qtbot: QtBot, tmp_path: Path
) -> None:
    own = tmp_path / "свой.kam"
    dialog = NewWorkspaceDialog(look, welcome, a_draft(look, tmp_path))
    qtbot.addWidget(dialog)
    wished: list[tuple[object, object]] = []
    dialog.wished.connect(lambda path, begin: wished.append((path, begin)))
    dialog.make.click()
    assert wished == []
    assert "Это поле нельзя оставить пустым." in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.company.setText('ООО "Вереск/Упаковка"')
    dialog.me.setText("Мария Кречетова")
    assert Path(dialog.file.text()).name == "ООО Вереск Упаковка.kam"
    dialog.file.setText(str(own))
    dialog.file.textEdited.emit(str(own))
    dialog.company.setText("Вереск")
    assert dialog.file.text() == str(own), "a file that was typed is not suggested away"
    dialog.make.click()
    path, begin = wished[0]
    assert path == own
    assert isinstance(begin, NewWorkspace)
    assert begin.company == "Вереск"
    assert is_currency(begin.currency or "")


def test_a_name_of_a_company_makes_a_name_of_a_file() -> None:
    assert file_name_for('  АО «Волжский» : <метиз> * | ? \\ / "') == "АО «Волжский» метиз.kam"
    assert file_name_for("...") == "kam.kam"
    assert len(file_name_for("Ж" * 500)) < 100


def test_a_place_that_is_taken_is_said_and_nothing_lost(
    welcome: WelcomeWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "есть.kam"
    path.write_text("важное")
    welcome.make(path, NewWorkspace(company="Вереск", me="Мария"))
    qtbot.waitUntil(lambda: any("есть.kam" in text for text in _texts(welcome)))
    assert path.read_text() == "важное"


def test_recent_workspaces_stand_there_and_those_that_are_gone_can_be_taken_off(
    look: Look, tmp_path: Path, qtbot: QtBot
) -> None:
    local = LocalSettings(tmp_path / "settings")
    there, gone = tmp_path / "есть.kam", tmp_path / "нет.kam"
    there.write_bytes(b"x")
    local.opened(gone, "Архив", "2026-10-01T09:00:00+00:00")
    local.opened(there, "Вереск", "2026-11-24T08:00:00+00:00")
    window = WelcomeWindow(look, local, CLOCK)
    qtbot.addWidget(window)
    window.show()
    lines = {line.recent.title: line for line in window.findChildren(RecentLine)}
    assert lines["Вереск"].is_there
    assert not lines["Архив"].is_there
    with qtbot.waitSignal(window.open_wished) as opened:
        qtbot.mouseClick(lines["Вереск"], Qt.MouseButton.LeftButton)
    assert opened.args == [there]
    forget = lines["Архив"].findChild(QPushButton)
    assert forget is not None
    qtbot.mouseClick(forget, Qt.MouseButton.LeftButton)
    assert [each.title for each in LocalSettings(tmp_path / "settings").recent] == ["Вереск"]
    window.close()


def test_trouble_is_said_in_words(welcome: WelcomeWindow) -> None:
    welcome.show_trouble(UserError("store.newer", path="/x/новый.kam", found=9, known=1))
    assert any("новый.kam" in text for text in _texts(welcome))


def test_a_backup_chosen_comes_back_as_its_workspace(
    welcome: WelcomeWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Вереск.kam"
    with qtbot.waitSignal(welcome.open_wished):
        welcome.make(path, NewWorkspace(company="Вереск", me="Мария"))
    backup = back_up(path, CLOCK)
    path.unlink()
    with qtbot.waitSignal(welcome.open_wished) as opened:
        welcome.restore_from(str(backup.path))
    assert opened.args == [path]
    with open_workspace(path, CLOCK) as workspace:
        assert frame_facts(workspace).company == "Вереск"


def test_the_theme_is_put_on_and_remembered(welcome: WelcomeWindow, look: Look, tmp_path: Path) -> None:
    welcome.put_on(Mood.DARK)
    assert look.theme.is_dark
    assert LocalSettings(tmp_path / "settings").theme is Mood.DARK


def test_another_language_is_a_restart(welcome: WelcomeWindow, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(welcome.restart_wished):
        welcome.speak("en")
    assert LocalSettings(tmp_path / "settings").language == "en"


def _texts(window: WelcomeWindow) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel)]


def test_what_was_filled_in_waits_for_the_next_start(look: Look, qtbot: QtBot, tmp_path: Path) -> None:
    def dialog() -> NewWorkspaceDialog:
        local = LocalSettings(tmp_path / "settings")
        window = WelcomeWindow(look, local, CLOCK)
        qtbot.addWidget(window)
        window.show()
        window._new()
        assert window._dialog is not None
        return window._dialog

    first = dialog()
    assert not first.restored.isVisible()
    for line, text in ((first.company, "Вереск"), (first.me, "Мария")):
        line.setText(text)
        line.textEdited.emit(text)
    first.currency.setCurrentText("KZT")
    first.keeper.flush()
    again = dialog()
    assert (again.company.text(), again.me.text(), again.currency.currentText()) == ("Вереск", "Мария", "KZT")
    assert Path(again.file.text()).name == "Вереск.kam"
    assert again.restored.isVisible()
    again.restored.discard.click()
    assert not again.company.text()
    assert again.currency.currentText() == "RUB"
    assert not dialog().restored.isVisible()


# --- beginning with a table, and the logo


def a_logo(path: Path) -> Path:
    picture = QImage(40, 20, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkBlue)
    assert picture.save(str(path))
    return path


def drop(window: WelcomeWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at, copy = QPoint(600, 300), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(at, copy, data, left, none))
    assert window.veil.isVisible()
    QApplication.sendEvent(window, QDropEvent(QPointF(at), copy, data, left, none))
    assert not window.veil.isVisible()


def asked(window: WelcomeWindow) -> NewWorkspaceDialog:
    return next(each for each in window.findChildren(NewWorkspaceDialog) if each.isVisible())


def test_a_dropped_table_begins_a_workspace_and_its_import(
    welcome: WelcomeWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    table = tmp_path / "Клиенты.xlsx"
    table.write_bytes(b"PK")
    drop(welcome, table)
    dialog = asked(welcome)
    assert any("Клиенты.xlsx" in line.accessibleName() for line in dialog.findChildren(LineLabel))
    dialog.company.setText("Вереск")
    dialog.me.setText("Мария")
    dialog.file.setText(str(tmp_path / "Вереск.kam"))
    with qtbot.waitSignal(welcome.import_wished) as wished, qtbot.assertNotEmitted(welcome.open_wished):
        dialog.make.click()
    assert wished.args == [tmp_path / "Вереск.kam", table]


def test_a_table_can_be_chosen_without_a_mouse(welcome: WelcomeWindow, tmp_path: Path) -> None:
    assert welcome.drop.chooser_button.isVisible()
    welcome.drop.take([tmp_path / "Клиенты.csv"])
    asked(welcome).reject()


def test_a_dropped_workspace_is_opened_and_anything_else_refused_in_words(
    welcome: WelcomeWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(welcome.open_wished) as opened:
        drop(welcome, tmp_path / "Вереск.kam")
    assert opened.args == [tmp_path / "Вереск.kam"]
    with qtbot.assertNotEmitted(welcome.open_wished):
        drop(welcome, tmp_path / "письмо.pdf")
    assert any("начинается новое" in text for text in _texts(welcome))


def test_the_logo_is_chosen_in_the_first_minute(
    welcome: WelcomeWindow, look: Look, tmp_path: Path, qtbot: QtBot
) -> None:
    welcome.begin_with(tmp_path / "Клиенты.csv")
    dialog = asked(welcome)
    letter = tmp_path / "письмо.png"
    letter.write_text("не картинка", "utf-8")
    dialog.logo_wished.emit(letter)
    qtbot.waitUntil(lambda: any("не подойдёт для логотипа" in text for text in _texts(welcome)))
    assert dialog.logo.path is None
    logo = a_logo(tmp_path / "лого.png")
    dialog.logo_wished.emit(logo)
    qtbot.waitUntil(lambda: dialog.logo.path == logo)
    assert dialog.logo.preview.isVisible()
    dialog.company.setText("Вереск")
    dialog.me.setText("Мария")
    path = tmp_path / "Вереск.kam"
    dialog.file.setText(str(path))
    with qtbot.waitSignal(welcome.import_wished):
        dialog.make.click()
    with open_workspace(path, CLOCK) as workspace:
        assert workspace_logo(workspace) == logo.read_bytes()


def test_a_logo_that_is_gone_by_then_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "Вереск.kam"
    begin = NewWorkspace(company="Вереск", me="Мария", logo=tmp_path / "нет.png")
    with pytest.raises(UserError, match=r"documents\.missing"):
        create_workspace(path, begin, CLOCK)
    assert not path.exists()


def test_an_encrypted_backup_comes_back_after_its_passphrase(
    welcome: WelcomeWindow, sealed: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = shut_copy(sealed, tmp_path / "Вереск.kam")
    unlock(path, PASSPHRASE)
    backup = back_up(path, CLOCK)
    forget(path)
    path.unlink()
    welcome.restore_from(str(backup.path))
    asking = welcome.findChild(AskPassphrase)
    assert asking is not None
    asking.form.field.line.setText(WRONG)
    asking.form.primary.click()
    qtbot.waitUntil(lambda: "Это не тот пароль" in asking.form.field.said.text())
    assert not path.exists()
    asking.form.field.line.setText(PASSPHRASE)
    with qtbot.waitSignal(welcome.open_wished) as opened:
        asking.form.primary.click()
    assert opened.args == [path]
    assert is_sealed(path)
    assert not is_shut(path), "it was asked for once"
    forget(path)
