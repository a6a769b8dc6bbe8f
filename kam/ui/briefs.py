"""The brief of a meeting, drawn off the interface thread and opened as the system opens PDFs."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject

from kam.jobs import Lane
from kam.services.profile import paper_language
from kam.ui.desk import Desk
from kam.ui.handing_out import Copies, hand_over


class Briefs(QObject):
    """Draws into a folder that is the user's alone; what is confidential goes when it is put away."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._copies = Copies()

    def open(self, *, account_id: UUID | None = None, meeting_id: UUID | None = None) -> None:
        """Show the brief of a meeting, or of the next one of an account."""
        path = self._copies.paper("brief")
        work = partial(_write, self._desk, path, account_id, meeting_id)
        self._desk.jobs.run(self, work, self._show, lane=Lane.PAPER)

    def open_paper(self, paper_id: UUID) -> None:
        """Show a paper as it was printed or saved."""
        path = self._copies.paper("brief")
        work = partial(_write_kept, self._desk, path, paper_id)
        self._desk.jobs.run(self, work, self._show, lane=Lane.PAPER)

    def put_away(self) -> None:
        """Delete what was drawn."""
        self._copies.put_away()

    def _show(self, path: Path) -> None:
        hand_over(path)
        self._desk.hub.notice(self._desk.look.words.say("The brief is in {path}.", path=path))


def _write(desk: Desk, path: Path, account_id: UUID | None, meeting_id: UUID | None) -> Path:
    from kam.services.briefs import brief_pdf

    paper = brief_pdf(
        desk.workspace,
        meeting_id=meeting_id,
        account=account_id,
        as_of=desk.now(),
        language=paper_language(desk.workspace),
    )
    path.write_bytes(paper.pdf)
    return path


def _write_kept(desk: Desk, path: Path, paper_id: UUID) -> Path:
    from kam.services.preparing import paper_bytes

    path.write_bytes(paper_bytes(desk.workspace, paper_id))
    return path
