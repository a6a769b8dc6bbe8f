"""What the palette offers on every page: the last step back and forth, themes, pages of the settings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from kam.core.words import Label, label
from kam.ui.commands import Command
from kam.ui.frame.locking import LOCK_KEYS
from kam.ui.places import ACCOUNTS, PEOPLE, Place
from kam.ui.theme.tokens import Mood

if TYPE_CHECKING:
    from kam.ui.desk import Desk
    from kam.ui.window import MainWindow

_MOODS: Final[tuple[tuple[Mood, Label, str], ...]] = (
    (Mood.LIGHT, label("command", "Light theme"), "sun"),
    (Mood.DARK, label("command", "Dark theme"), "moon"),
    (Mood.SYSTEM, label("command", "Theme as the system"), "monitor"),
)
_FACES: Final[tuple[tuple[Place, Label, str], ...]] = (
    (Place(ACCOUNTS.page, view="table"), label("command", "Clients: table"), "table-2"),
    (Place(ACCOUNTS.page, view="matrix"), label("command", "Clients: matrix"), "grid-2x2"),
    (Place(ACCOUNTS.page, view="concentration"), label("command", "Clients: concentration"), "chart-pie"),
    (Place(PEOPLE.page, view="dates"), label("command", "People: birthdays"), "cake"),
    (Place(PEOPLE.page, view="duplicates"), label("command", "People: who may be one"), "users"),
)


def commands_everywhere(window: MainWindow) -> list[Command]:
    """After what the page and the window offer themselves; what cannot be done now is left out."""
    return [
        *_steps(window),
        *_walks(window),
        *_faces(window),
        *_settings(window),
        *_themes(window.desk),
        *_locking(window),
    ]


def _steps(window: MainWindow) -> list[Command]:
    """The step that would be taken back or done again, by its name."""
    undoing = window.undoing
    turns = (
        ("step.undo", undoing.undo, undoing.take_back, "undo-2", "Ctrl+Z"),
        ("step.redo", undoing.redo, undoing.do_again, "redo-2", "Ctrl+Shift+Z"),
    )
    return [
        Command(code, action.text(), run, icon, keys)
        for code, action, run, icon, keys in turns
        if action.isEnabled()
    ]


def _walks(window: MainWindow) -> list[Command]:
    words, trail = window.desk.look.words, window.trail
    walks = (
        ("go.back", words.say("Back"), window.back, "arrow-left", "Alt+Left", trail.can_go_back),
        (
            "go.forward",
            words.say("Forward"),
            window.forward,
            "arrow-right",
            "Alt+Right",
            trail.can_go_forward,
        ),
    )
    return [Command(code, text, run, icon, keys) for code, text, run, icon, keys, there in walks if there]


def _faces(window: MainWindow) -> list[Command]:
    words = window.desk.look.words
    return [
        Command(f"face.{place.page}.{place.view}", words.of(text), partial(window.go, place), icon)
        for place, text, icon in _FACES
    ]


def _settings(window: MainWindow) -> list[Command]:
    from kam.ui.settings.catalogue import EVERY  # with the first palette

    words = window.desk.look.words
    return [
        Command(
            f"settings.{code}",
            words.of(kind.title),
            partial(window.go, Place("settings", view=code)),
            kind.icon,
            hint=words.say("Settings"),
            words=tuple(words.of(each) for each in kind.also),
        )
        for code, kind in EVERY.items()
    ]


def _themes(desk: Desk) -> list[Command]:
    """The themes that are not on."""

    def put_on(mood: Mood) -> None:
        desk.local.theme = mood
        desk.look.theme.choose(mood)

    return [
        Command(f"theme.{mood.value}", desk.look.words.of(text), partial(put_on, mood), icon)
        for mood, text, icon in _MOODS
        if mood is not desk.look.theme.mood
    ]


def _locking(window: MainWindow) -> list[Command]:
    """Only what is encrypted can be locked."""
    if not window.lock.is_possible:
        return []
    text = window.desk.look.words.say("Lock kam")
    return [Command("window.lock", text, window.lock.lock, "lock", LOCK_KEYS)]
