"""A place to drop files on, or to choose them from the disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import LineLabel, label, set_property
from kam.ui.widgets.pieces import Run

TAKES_FILES: Final = "takes_files"
"""The property of a widget that takes dropped files by itself; over others the window does."""


class FileDrop(QFrame):
    """A dashed frame that takes local files; with the keyboard they are chosen by its button."""

    dropped = Signal(list)
    """The files as ``Path``."""

    def __init__(  # what it says and what it takes
        self,
        look: Look,
        title: str,
        sentence: str = "",
        *,
        icon: str = "upload",
        many: bool = False,
        endings: Sequence[str] = (),
        name_filter: str = "",
    ) -> None:
        """``endings`` are like ``.csv`` and empty for any; ``name_filter`` is the chooser's."""
        super().__init__()
        self._look = look
        self._title = title
        self._many = many
        self._endings = tuple(ending.casefold() for ending in endings)
        self._filter = name_filter
        self._chooser: QFileDialog | None = None
        self.folder: Path | None = None
        """Where the chooser begins: where the last file was."""
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(title)
        self.setMinimumHeight(88)
        column = QVBoxLayout(self)
        column.setContentsMargins(Size.GAP, Size.GAP, Size.GAP, Size.GAP)
        column.setSpacing(Size.HALF)
        column.addStretch(1)
        line = (IconGlyph(icon, pixels=Size.ICON), Run(title, Type.NAME, gap=8))
        column.addWidget(LineLabel(look, line, align=Qt.AlignmentFlag.AlignHCenter))
        if sentence:
            said = label(sentence, Type.SECONDARY, "text2", wraps=True)
            said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(said)
        self.chooser_button = button(look, look.words.say("Choose a file…"), compact=True, run=self.choose)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.chooser_button)
        row.addStretch(1)
        column.addSpacing(Size.HALF)
        column.addLayout(row)
        column.addStretch(1)

    def choose(self) -> None:
        """Open the chooser of files."""
        begin = self.folder if self.folder is not None and self.folder.is_dir() else None
        chooser = QFileDialog(self, self._title, "" if begin is None else str(begin), self._filter)
        mode = QFileDialog.FileMode
        chooser.setFileMode(mode.ExistingFiles if self._many else mode.ExistingFile)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        self._chooser = chooser
        chooser.open()

    def take(self, paths: Sequence[Path]) -> None:
        """Take files as if they were dropped; those of other kinds are left out."""
        taken = [path for path in paths if self._fits(path)]
        if taken:
            self.folder = taken[0].parent
            self.dropped.emit(taken if self._many else taken[:1])

    def takes(self, paths: Sequence[Path]) -> bool:
        """Whether any of the files is of its kinds."""
        return any(self._fits(path) for path in paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that the files fit."""
        if self.takes(local_files(event)):
            event.acceptProposedAction()
            set_property(self, "state", "over")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        super().dragLeaveEvent(event)
        set_property(self, "state", "")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        set_property(self, "state", "")
        event.acceptProposedAction()
        self.take(local_files(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Long dashes: the style sheet's own are dots."""
        super().paintEvent(event)
        over = self.property("state") == "over"
        pen = QPen(self._look.theme.colour("accent" if over else "edge"), 2 if over else 1)
        pen.setDashPattern([4, 3])
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(pen)
            frame = self.rect().toRectF().adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(frame, Size.RADIUS_PANEL, Size.RADIUS_PANEL)

    def _fits(self, path: Path) -> bool:
        return not self._endings or path.suffix.casefold() in self._endings


def local_files(event: QDropEvent) -> list[Path]:
    """The files of this computer that a drag carries."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
