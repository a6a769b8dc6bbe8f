"""The head of a page: its title, its faces, and at the right what it offers."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.labels import label

_AFTER_TITLE = 12


class PageHead(QFrame):
    """One row; knows no deed, the page connects what is put into it."""

    def __init__(
        self,
        title: str = "",
        *,
        height: int = Size.TABLE_HEAD,
        ruled: bool = False,
        spacing: int = Size.GRID,
    ) -> None:
        super().__init__()
        self.setProperty("role", "pagehead")
        if ruled:
            self.setProperty("ruled", "true")
        self.setFixedHeight(height)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 0)
        self.row.setSpacing(spacing)
        if title:
            self.row.addWidget(label(title, Type.TITLE))

    def put(self, *parts: QWidget) -> None:
        """What comes next in the row."""
        for part in parts:
            self.row.addWidget(part)

    def add_faces(self, faces: QWidget) -> None:
        """The faces of the page, a little away from its title; what is put then stands at the right."""
        self.row.addSpacing(_AFTER_TITLE)
        self.row.addWidget(faces)
        self.row.addStretch(1)
