"""What Ctrl+K offers whatever page is open: steps by name, themes, pages of the settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from kam.services.accounts.pins import pin
from kam.ui.catalogue import HOME, page_kinds
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.everywhere import commands_everywhere
from kam.ui.places import SETTINGS, Place, account_place
from kam.ui.theme.tokens import Mood
from kam.ui.window import MainWindow
from tests.builders import Office


@pytest.fixture
def account(office: Office) -> UUID:
    return office.account("Волгометиз").id


@pytest.fixture
def window(desk: Desk, qtbot: QtBot, account: UUID) -> MainWindow:
    made = MainWindow(desk, page_kinds(desk), HOME)
    made.offer_everywhere(partial(commands_everywhere, made))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def run(window: MainWindow) -> Callable[[str], None]:
    """Do what a command says."""

    def by_words(text: str) -> None:
        next(command for command in window.commands() if command.text == text).run()

    return by_words


def _texts(window: MainWindow) -> set[str]:
    return {command.text for command in window.commands()}


def test_a_step_is_taken_back_and_done_again_by_its_name(
    window: MainWindow, desk: Desk, account: UUID, run: Callable[[str], None]
) -> None:
    assert not [text for text in _texts(window) if text.startswith(("Отменить", "Вернуть"))]
    desk.change(window, partial(pin, desk.workspace, account, on=True))
    name = window.undoing.undo.text()
    assert name.startswith("Отменить: ")
    run(name)
    again = window.undoing.redo.text()
    assert name not in _texts(window)
    run(again)
    assert name in _texts(window)


def test_every_page_of_the_settings_is_a_word_away(
    window: MainWindow, account: UUID, run: Callable[[str], None]
) -> None:
    window.go(account_place(account))
    run("Нормы и сроки")
    assert window.trail.place == Place("settings", view="norms")
    assert window.windowTitle().startswith("Нормы и сроки")


def test_what_a_page_offers_itself_is_offered_once(window: MainWindow) -> None:
    window.go(SETTINGS)
    codes = [command.id for command in window.commands()]
    assert "settings.norms" in codes
    assert len(codes) == len(set(codes))


@pytest.mark.slow
def test_the_theme_is_put_on_and_the_one_that_is_on_is_not_offered(
    window: MainWindow, desk: Desk, run: Callable[[str], None]
) -> None:
    window.go(Place("settings", view="appearance"))
    run("Тёмная тема")
    assert desk.look.theme.is_dark
    assert desk.local.theme is Mood.DARK
    assert "Тёмная тема" not in _texts(window)
    run("Светлая тема")
    assert not desk.look.theme.is_dark


def test_back_and_forward_are_offered_where_they_lead_somewhere(
    window: MainWindow, account: UUID, run: Callable[[str], None]
) -> None:
    assert "Назад" not in _texts(window)
    window.go(account_place(account))
    run("Назад")
    assert window.trail.place == HOME
    run("Вперёд")
    assert window.trail.place is not None
    assert window.trail.place.account_id == account


def test_a_face_of_the_clients_is_opened_from_anywhere(
    window: MainWindow, account: UUID, run: Callable[[str], None]
) -> None:
    window.go(account_place(account))
    run("Клиенты: матрица")
    assert window.trail.place == Place("accounts", view="matrix")


def test_every_command_has_words_of_its_own(window: MainWindow) -> None:
    def said(command: Command) -> tuple[str, str]:
        return command.text, command.hint

    offered = [said(command) for command in window.commands()]
    assert len(offered) == len(set(offered))
