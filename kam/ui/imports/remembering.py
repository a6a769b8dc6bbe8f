"""Whether the columns of the file are remembered, and under which name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from kam.core.text import fold, with_capital
from kam.services.imports import SourceFile, SourcePreview
from kam.ui.imports.saying import Saying
from kam.ui.theme.tokens import Size

_FIGURES: Final = re.compile(r"[\W_]*\d[\d\W_]*")
_LONGEST: Final = 120


class Remembering(QWidget):
    """A box to check and a name that is suggested; one that was typed for this file stays."""

    def __init__(self, saying: Saying) -> None:
        super().__init__()
        words = saying.look.words
        self._saying = saying
        self._suggested_for: object = None
        self.box = QCheckBox(words.say("Remember the columns as"))
        self.box.setChecked(True)
        self.name = QLineEdit()
        self.name.setAccessibleName(words.say("Name of the remembered columns"))
        self.name.setProperty("compact", True)
        self.name.setFixedWidth(220)
        self.name.setMaxLength(_LONGEST)
        self.box.toggled.connect(self.name.setVisible)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Size.GRID)
        row.addWidget(self.box)
        row.addWidget(self.name)

    def wished(self) -> str:
        """The name to remember the columns under; empty for not at all."""
        return self.name.text().strip() if self.box.isChecked() else ""

    def suggest(self, source: SourceFile, preview: SourcePreview) -> None:
        """The name of the mapping that is read by, else one made of the file's without its figures."""
        applied = preview.applied
        what = (source, preview.form, "" if applied is None else applied.id)
        if what == self._suggested_for:
            return
        self._suggested_for = what
        form = self._saying.form(preview.form)
        stem = Path(preview.name).stem
        bare = _FIGURES.sub(" ", stem).replace("_", " ").strip() or stem
        name = _upper(bare) if fold(bare) == fold(form) else f"{_upper(form)}, {bare}"
        name = name if applied is None else applied.name
        self.name.setText(name[:_LONGEST])
        self.name.setCursorPosition(0)


def _upper(text: str) -> str:
    return with_capital(text)
