"""Our logo in the first minute: chosen, looked at, taken off again."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button, icon_button
from kam.ui.widgets.labels import label
from kam.ui.widgets.logo_preview import LogoPreview

_HEIGHT: Final = 48
_WIDTH: Final = 160


class LogoField(QWidget):
    """A picture, or that there is none; whoever holds the field reads what was chosen."""

    wished = Signal(object)
    """The ``Path`` of a picture that was chosen."""
    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.path: Path | None = None
        self.setFixedHeight(_HEIGHT)
        words = look.words
        self.preview = LogoPreview(look, height=_HEIGHT, margin=4)
        self.preview.setFixedSize(_WIDTH, _HEIGHT)
        self.none = label(words.say("PNG or JPEG, stands on papers; may come later"), Type.SECONDARY, "text2")
        self.choose = button(look, words.say_in("button", "Choose…"), run=self._ask)
        self.choose.setAccessibleName(words.say("Choose a logo"))
        self.remove = icon_button(look, "trash-2", words.say("Remove the logo"), run=self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Size.GRID)
        row.addWidget(self.preview)
        row.addWidget(self.none)
        row.addStretch(1)
        row.addWidget(self.remove)
        row.addWidget(self.choose)
        self.clear()

    def clear(self) -> None:
        """No logo."""
        self.path = None
        self._show(there=False)

    def show_logo(self, path: Path, content: bytes) -> None:
        """Show the picture of a file."""
        self.path = path
        self.preview.show_picture(content)
        self._show(there=True)

    def _show(self, *, there: bool) -> None:
        self.preview.setVisible(there)
        self.remove.setVisible(there)
        self.none.setVisible(not there)
        self.changed.emit()

    def _ask(self) -> None:
        words = self._look.words
        self._chooser = QFileDialog(
            self, words.say("Choose a logo"), "", words.say("Pictures (*.png *.jpg *.jpeg)")
        )
        self._chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._chooser.fileSelected.connect(lambda path: self.wished.emit(Path(path)))
        self._chooser.open()
