"""What is kept of an unexpected failure: where in the code it happened, never what the data was."""

from __future__ import annotations

import traceback
from pathlib import Path

from kam import __version__

_FILE = "kam-errors.log"
_LARGEST = 1_000_000


def keep_trace(error: BaseException | None) -> Path | None:
    """Append the kind of an error and the lines of code it passed to a log; None where there is no place.

    The error's own text is left out: it may quote what a person typed.
    """
    import platformdirs

    if error is None:
        return None
    lines = [f"kam {__version__}: {type(error).__name__}"]
    lines += [
        f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)
    ]
    try:
        path = Path(platformdirs.user_log_dir("kam", appauthor=False, ensure_exists=True), _FILE)
        if path.exists() and path.stat().st_size > _LARGEST:
            path.replace(path.with_suffix(".old"))
        with path.open("a", encoding="utf-8") as log:
            log.write("\n".join(lines) + "\n")
    except OSError:
        return None
    return path
