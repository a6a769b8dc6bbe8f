"""Handing files to other programs: what opens them is the system's matter."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def hand_over(path: Path) -> None:
    """Open a file or a folder as the system opens such."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class Copies:
    """A folder that is the user's alone; what is confidential goes when it is put away."""

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None

    def folder(self) -> Path:
        """The folder, made when it is first wished for."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="kam-", ignore_cleanup_errors=True)
        return Path(self._folder.name)

    def paper(self, name: str) -> Path:
        """A place for one more PDF of a name."""
        return self.folder() / f"{name}-{uuid4().hex[:8]}.pdf"

    def put_away(self) -> None:
        """Delete what was handed out."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
