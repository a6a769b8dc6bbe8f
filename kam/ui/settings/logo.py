"""The logo that stands on papers: dropped, chosen, looked at, taken off."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt

from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.services.documents.logos import set_workspace_logo, workspace_logo
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button
from kam.ui.widgets.file_drop import FileDrop
from kam.ui.widgets.labels import label
from kam.ui.widgets.logo_preview import LogoPreview
from kam.ui.widgets.panels import Panel


class LogoPanel(Panel):
    """Ours, on every paper we print."""

    def __init__(self, desk: Desk) -> None:
        words = desk.look.words
        super().__init__(desk.look, words.say("Logo"), secondary=words.say("stands on papers"))
        self._desk = desk
        self.pad(top=12, bottom=12, spacing=Size.GRID)
        self.preview = LogoPreview(desk.look)
        self.drop = FileDrop(
            desk.look,
            words.say("Drop a picture here"),
            words.say("PNG or JPEG, up to 2 MB"),
            icon="image",
            name_filter=words.say("Pictures (*.png *.jpg *.jpeg)"),
        )
        self.remove = button(
            desk.look, words.say("Remove the logo"), icon="trash-2", compact=True, run=self.take_off
        )
        self.fault = label("", Type.SECONDARY, "red", wraps=True)
        self.fault.hide()
        self.preview.hide()
        self.body.addWidget(self.preview)
        self.body.addWidget(self.drop)
        self.body.addWidget(self.fault)
        self.body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.drop.dropped.connect(self.take)

    def load(self) -> None:
        """Read the logo."""
        self._desk.read(self, partial(workspace_logo, self._desk.workspace), self._show, key="logo")

    def take(self, paths: list[Path]) -> None:
        """Put a picture on papers."""
        self._set(paths[0], self._desk.look.words.say("Logo set"))

    def take_off(self) -> None:
        """Papers without a logo again."""
        self._set(None, self._desk.look.words.say("Logo removed"))

    def _set(self, path: Path | None, notice: str) -> None:
        self._say("")
        work = partial(set_workspace_logo, self._desk.workspace, path)
        self._desk.change(
            self, work, lambda _: self.load(), otherwise=self._refused, notice=notice, undoable=True
        )

    def _show(self, content: bytes | None) -> None:
        self.preview.show_picture(content)
        self.preview.setVisible(content is not None)
        self.remove.setVisible(content is not None)

    def _refused(self, error: Exception) -> bool:
        if not isinstance(error, UserError):
            return False
        self._say(Teller(self._desk.look.words, self._desk.look.formats).sentence(error))
        return True

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
