"""What is wished for a workspace's encryption: it is done while the workspace is closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto


class Deed(Enum):
    """What is to be done with the file."""

    SEAL = auto()
    """Encrypt a plain file."""
    RESEAL = auto()
    """Give an encrypted file another passphrase."""
    UNSEAL = auto()
    """Make a plain file of it."""


@dataclass(frozen=True, slots=True)
class ProtectionWish:
    """A deed, the new passphrase where there is one, and what becomes of backups made before."""

    deed: Deed
    passphrase: str = field(default="", repr=False)
    deletes_earlier: bool = False
