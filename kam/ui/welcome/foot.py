"""The foot of the welcome page: which language, which theme, which kam."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from kam import __version__
from kam.core.words import LANGUAGES
from kam.ui.look import Look
from kam.ui.theme.tokens import Mood, Type
from kam.ui.widgets.buttons import button
from kam.ui.widgets.labels import label

_LANGUAGE_NAMES: Final = {"ru": "Русский", "en": "English"}


def foot(
    look: Look, over: QWidget, speak: Callable[[str], object], put_on: Callable[[Mood], object]
) -> QHBoxLayout:
    """Two buttons with menus, and the version at the right."""
    words = look.words
    languages = QMenu(over)
    for code in LANGUAGES:
        languages.addAction(_LANGUAGE_NAMES[code]).triggered.connect(partial(speak, code))
    language = button(look, _LANGUAGE_NAMES[words.language], icon="globe", compact=True)
    language.clicked.connect(lambda: languages.popup(language.mapToGlobal(language.rect().topLeft())))
    moods = QMenu(over)
    for mood, text in _mood_names(look).items():
        moods.addAction(text).triggered.connect(partial(put_on, mood))
    theme = button(look, words.say("Theme"), icon="sun", compact=True)
    theme.clicked.connect(lambda: moods.popup(theme.mapToGlobal(theme.rect().topLeft())))
    row = QHBoxLayout()
    row.addWidget(language)
    row.addWidget(theme)
    row.addStretch(1)
    row.addWidget(label(__version__, Type.SECONDARY, "text2"))
    return row


def _mood_names(look: Look) -> dict[Mood, str]:
    words = look.words
    return {
        Mood.SYSTEM: words.say("As the system"),
        Mood.LIGHT: words.say("Light"),
        Mood.DARK: words.say("Dark"),
    }
