"""A drawing of the page as a file: matrix and curve for slides and letters."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from kam.core.file_names import clean_name
from kam.services.tables import save_bytes
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.theme.theme import Theme
from kam.ui.widgets.picture import Picture, as_pdf, as_png, as_svg


class Form(StrEnum):
    """The kinds of files."""

    PDF = "pdf"
    SVG = "svg"
    PNG = "png"


_DRAWN: Final[dict[Form, Callable[[Picture, Theme], bytes]]] = {
    Form.PDF: as_pdf,
    Form.SVG: as_svg,
    Form.PNG: as_png,
}


class DrawingExport(QObject):
    """Asks where and writes what is shown at that moment."""

    def __init__(self, desk: Desk, page: QWidget, picture: Callable[[], Picture | None]) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._picture = picture
        self.chooser: QFileDialog | None = None

    def menu(self) -> QMenu:
        """The kinds of files."""
        words, menu = self._desk.look.words, QMenu()
        for form, text in (
            (Form.PDF, words.say("PDF for printing…")),
            (Form.SVG, words.say("SVG, a drawing…")),
            (Form.PNG, words.say("PNG, a picture…")),
        ):
            menu.addAction(text).triggered.connect(partial(self._chosen, form))
        return menu

    def commands(self) -> list[Command]:
        """What the palette offers where something is drawn."""
        words = self._desk.look.words
        forms = (
            (Form.PDF, words.say("Save the drawing as PDF…")),
            (Form.SVG, words.say("Save the drawing as SVG…")),
            (Form.PNG, words.say("Save the drawing as PNG…")),
        )
        return [
            Command(f"drawing.{form.value}", text, partial(self.ask, form), "download")
            for form, text in forms
        ]

    def ask(self, form: Form) -> None:
        """Ask where the file goes."""
        picture = self._picture()
        if picture is None:
            return
        name = f"{picture.title}, {picture.subtitle.lower()}, {self._desk.today().isoformat()}"
        proposed = clean_name(f"{name}.{form.value}", f"kam.{form.value}")
        title = self._desk.look.words.say("Save the drawing")
        chooser = QFileDialog(self._page, title, proposed, f"{form.value.upper()} (*.{form.value})")
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(form.value)
        chooser.fileSelected.connect(lambda path: self.write(form, Path(path)))
        self.chooser = chooser
        chooser.open()

    def write(self, form: Form, path: Path) -> None:
        """Draw here, write elsewhere, say so."""
        picture = self._picture()
        if picture is None:
            return
        data = _DRAWN[form](picture, self._desk.look.theme)
        self._desk.read(self, partial(save_bytes, data, path), self._told)

    def _chosen(self, form: Form, _checked: object = None) -> None:
        self.ask(form)

    def _told(self, path: Path) -> None:
        self._desk.hub.notice(self._desk.look.words.say("Saved: {path}", path=path))
