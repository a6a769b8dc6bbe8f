"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from kam.core.errors import UserError


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the file, then take its place: nobody ever sees half of it.

    Raises:
        UserError: ``cli.cannot_write`` with the system's own reason.

    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            beside.chmod(0o644)
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UserError("cli.cannot_write", path=path, reason=reason) from error
