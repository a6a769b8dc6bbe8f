"""Files that will be kept with the contact."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kam.core.vocabulary import DocumentKind
from kam.services.capturing.rows import CaptureFile
from kam.ui.look import Look
from kam.ui.widgets.chips import FilterChip
from kam.ui.widgets.flow import FlowLayout

_PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".heic", ".webp", ".gif", ".bmp", ".tif", ".tiff"})


def is_letter(path: Path) -> bool:
    """Whether a file's name says that it is a letter."""
    return path.suffix.casefold() == ".eml"


def as_capture_file(path: Path) -> CaptureFile:
    """A file from the disk; a picture is a photograph of the paper strip."""
    if is_letter(path):
        kind = DocumentKind.LETTER
    else:
        kind = DocumentKind.PHOTO if path.suffix.casefold() in _PICTURES else DocumentKind.OTHER
    return CaptureFile(path.name, kind, path)


class FileRow(QWidget):
    """The files as chips; × or Delete lets one go. Hidden while there are none."""

    removed = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._flow = FlowLayout(self)
        self._chips: list[FilterChip] = []
        self.hide()

    def show_files(self, files: Sequence[CaptureFile]) -> None:
        """Show these."""
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for number, each in enumerate(files):
            words = self._look.words
            text = words.say("{name} ({kind})", name=each.name, kind=words.of(each.kind.label))
            chip = FilterChip(self._look, text, on=True)
            chip.removed.connect(partial(self.removed.emit, number))
            self._flow.addWidget(chip)
            self._chips.append(chip)
        self.setVisible(bool(files))
