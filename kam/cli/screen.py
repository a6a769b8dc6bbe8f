"""Whether there is a screen for the window, and what the window is asked to show."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping


def has_screen(environment: Mapping[str, str] | None = None) -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere where a display is named.

    ``KAM_NO_WINDOW`` keeps kam on the command line.
    """
    variables = os.environ if environment is None else environment
    if variables.get("KAM_NO_WINDOW"):
        return False
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(variables.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def window_arguments(arguments: list[str]) -> list[str] | None:
    """``[--demo] [FILE]`` as the window takes it; None for a line that is the command line's to refuse."""
    flags = [each for each in arguments if each.startswith("-")]
    files = [each for each in arguments if not each.startswith("-")]
    if any(flag != "--demo" for flag in flags) or len(files) > 1 or "" in files or (flags and not files):
        return None
    return [*flags, *files]
