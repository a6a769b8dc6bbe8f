"""What every command shares that writes a paper: its moments, the writing, and what is said of it."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from kam.cli.context import Context
from kam.cli.files import write_document
from kam.core.words import Words

if TYPE_CHECKING:
    from kam.services.files import Workspace


class PaperMoments(TypedDict):
    """As of when a paper speaks, and what it says of its printing; use cases take them by these names."""

    as_of: datetime
    printed_at: datetime | None


def paper_moments(context: Context, workspace: Workspace, given: Namespace) -> PaperMoments:
    """``--as-of`` and ``--printed-at`` as typed.

    Raises:
        UserError: ``cli.moment_out_of_range``.

    """
    return {
        "as_of": context.moment(workspace, given.as_of),
        "printed_at": None if given.printed_at is None else context.moment(workspace, given.printed_at),
    }


def put_out(context: Context, path: Path, data: bytes, kind: str = "pdf") -> None:
    """Write a paper or a document; however the command ends, it knows whether the file was written.

    Raises:
        UserError: as ``write_document``.

    """
    context.deeds.watch_file(path)
    write_document(path, data, kind)


def written(words: Words, path: Path, pages: int | None) -> str:
    """That a file was written; how many ``pages`` it has, None for a workbook or a document."""
    if pages is None:
        return words.say("Written: {path}", path=path)
    return words.say_many("{count} page in {path}", "{count} pages in {path}", pages, path=path)
