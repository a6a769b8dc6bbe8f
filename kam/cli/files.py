"""Writing a paper, a document or a calendar whole or not at all, and never over something else."""

from __future__ import annotations

import stat
from pathlib import Path
from secrets import token_hex

from kam.core.errors import UserError

_PDF = b"%PDF-"
_ARCHIVE = b"PK\x03\x04"
_OURS = ".kam"
_PAPER = ".pdf"
_CALENDAR = b"BEGIN:VCALENDAR"
_CALENDAR_ENDING = ".ics"


def write_calendar(path: Path, data: bytes) -> None:
    """``write_paper`` for a calendar file: only an earlier one (or an empty file) is replaced.

    Raises:
        UserError: ``cli.not_a_calendar``, ``cli.cannot_write``.

    """
    _write(path, data, _CALENDAR, _CALENDAR_ENDING, "cli.not_a_calendar")


def write_paper(path: Path, pdf: bytes) -> None:
    """Write beside the file, then take its place: nobody ever sees half of it.

    Only an earlier PDF (or an empty file) is replaced: a slip of the hand must not cost a workspace. Who may
    read it follows, as with any new file, from the user's mask; one that is replaced passes its mode on.

    Raises:
        UserError: ``cli.not_a_paper`` for a file or folder of another kind, ``cli.cannot_write``.

    """
    _write(path, pdf, _PDF, _PAPER, "cli.not_a_paper")


def write_document(path: Path, data: bytes, kind: str) -> None:
    """``write_paper`` for a PDF or an office document: only an earlier file of that kind is replaced.

    Office documents all begin like any archive, so that the name has to say, too, that it is one.

    Raises:
        UserError: ``cli.not_a_paper``, ``cli.not_a_document``, ``cli.cannot_write``.

    """
    if kind == _PAPER.removeprefix("."):
        write_paper(path, data)
        return
    if path.is_file() and path.suffix.lower() != f".{kind}" and path.stat().st_size:
        raise UserError("cli.not_a_document", path=path, kind=kind)
    _write(path, data, _ARCHIVE, f".{kind}", "cli.not_a_document", kind=kind)


def _write(path: Path, data: bytes, begins: bytes, ending: str, refusal: str, **details: str) -> None:
    try:
        if _is_something_else(path, begins, ending):
            raise UserError(refusal, path=path, **details)
        beside = path.with_name(f".paper-{token_hex(8)}.part")
        try:
            with beside.open("xb") as file:
                file.write(data)
            if path.exists():
                beside.chmod(stat.S_IMODE(path.stat().st_mode))
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        raise UserError("cli.cannot_write", path=path) from error


def _is_something_else(path: Path, begins: bytes, ending: str) -> bool:
    """Whether the path is, or is named like, anything but a file that begins and ends so.

    ``x.kam.lock`` and ``x.kam-wal`` are a workspace's own; ``x.kam.pdf`` may be a paper.
    """
    if path.is_dir():
        return True
    if path.suffix.lower() != ending and any(_is_ours(suffix.lower()) for suffix in path.suffixes):
        return True
    if not path.exists():
        return False
    if not path.is_file():
        return True
    with path.open("rb") as file:
        return file.read(len(begins)) not in {begins, b""}


def _is_ours(suffix: str) -> bool:
    return suffix == _OURS or suffix.startswith(f"{_OURS}-")
