"""An encrypted workspace for tests of the window: its passphrase, and a copy that nobody has unlocked."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile
from typing import Final

from kam.services.sealing import forget, is_shut

PASSPHRASE: Final = "сорока белобока 7"  # noqa: S105 - of a file made for a test
WRONG: Final = "ворона белобока 7"


def shut_copy(sealed: Path, path: Path) -> Path:
    """A copy of an encrypted file whose passphrase this program was never given."""
    copyfile(sealed, path)
    forget(path)
    assert is_shut(path)
    return path
