"""Python's own import, in a program that uses Qt.

PySide puts a function of its own in the place of the built-in import, for modules that wish for other
spellings of Qt's names (``from __feature__ import …``): it reads the source of every Python module that is
imported from then on, in search of its own name. kam has no module with such a wish; reading the sources of
all that a start imports takes a twentieth of it, and ``linecache`` keeps them, 23 MiB of lines.
"""

from __future__ import annotations

import builtins


def import_plainly() -> None:
    """Import Qt, then put Python's own import back; to be called before anything that Qt does not need."""
    import PySide6.QtCore  # noqa: F401 - it puts its import in place when it is first imported itself

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
