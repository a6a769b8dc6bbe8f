"""Small choices of the import: encodings, delimiters, and the compact boxes they are chosen in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from kam.core.words import Words
from kam.ui.look import Look
from kam.ui.widgets.fields.choices import ChoiceEditor, Option
from kam.ui.widgets.tips import plain_tip

ENCODINGS: Final[tuple[Option, ...]] = (
    ("utf-8", "UTF-8"),
    ("cp1251", "Windows-1251"),
    ("utf-16", "UTF-16"),
    ("cp866", "DOS (866)"),
    ("koi8-r", "KOI8-R"),
    ("cp1252", "Windows-1252"),
)
_SAME: Final = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16", "utf-32": "utf-16"}


def known_encoding(encoding: str | None) -> str | None:
    """The encoding as it is offered."""
    return None if encoding is None else _SAME.get(encoding, encoding)


def delimiters(words: Words) -> list[Option]:
    """What may stand between the cells of a row."""
    return [
        (";", words.say("; semicolon")),
        (",", words.say(", comma")),
        ("\t", words.say("tab")),
        ("|", words.say("| bar")),
    ]


def chooser(
    look: Look, name: str, options: Sequence[Option], chosen: Callable[[Any], object]
) -> ChoiceEditor:
    """A compact box that tells what was chosen."""
    made = ChoiceEditor(look, options)
    made.set_name(name)
    made.set_compact(compact=True)
    made.setToolTip(plain_tip(name))
    made.changed.connect(lambda: chosen(made.value()))
    return made
