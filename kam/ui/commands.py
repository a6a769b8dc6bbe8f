"""What can be done, by name: menus, buttons, keys and the palette say the same and do the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Command:
    """Something the user can do now."""

    id: str
    text: str
    """What it does, as a button says it: «Новый клиент»."""
    run: Callable[[], None]
    icon: str = "corner-down-left"
    keys: str = ""
    """The shortcut in Qt's portable form, ``Ctrl+Shift+C``."""
    hint: str = ""
    """What it is about, in the second colour: the account's name."""
    words: tuple[str, ...] = field(default=())
    """Other words that find it."""
