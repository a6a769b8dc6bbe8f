"""The bytes of a file that somebody names: read whole, or refused with a sentence."""

from __future__ import annotations

import stat
from pathlib import Path

from kam.core.errors import UserError


def read_whole(path: Path, most: int) -> bytes:
    """The bytes of an ordinary file of at most so many.

    A pipe, a device and a socket are never opened: one would wait for whoever writes into it, another
    never ends.

    :raises UserError: ``exchange.file_missing``, ``exchange.not_a_file``, ``exchange.file_too_large``,
        ``exchange.file_unreadable`` with the system's reason.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UserError("exchange.not_a_file", path=path)
        if found.st_size > most:
            raise UserError("exchange.file_too_large")
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError("exchange.file_missing", path=path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UserError("exchange.file_unreadable", path=path, reason=reason) from None
