"""Matrix and curve as files: for slides, letters and paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QColor, QImage

from kam.ui.accounts.drawing import Form
from kam.ui.accounts.page import AccountsPage
from kam.ui.change_hub import Notice
from kam.ui.desk import Desk
from kam.ui.places import Place
from kam.ui.theme.tokens import LIGHT, Mood
from tests.builders import Office

Build = Callable[[], AccountsPage]
Sell = Callable[..., None]


@pytest.fixture
def shown(office: Office, sell: Sell, page: Build) -> AccountsPage:
    for name, potential, rubles in (("Волга", 4, 1_200_000), ("Ока", 2, 600_000)):
        sell(office.account(name, potential=potential), rubles, cost=rubles // 2)
    return page()


def save(page: AccountsPage, form: Form, folder: Path) -> Path:
    page.drawing.ask(form)
    chooser = page.drawing.chooser
    assert chooser is not None
    path = folder / f"drawing.{form.value}"
    chooser.fileSelected.emit(str(path))
    chooser.close()
    return path


@pytest.mark.parametrize("face", ["matrix", "concentration"])
def test_a_pdf_and_an_svg_keep_their_words(shown: AccountsPage, tmp_path: Path, face: str) -> None:
    shown.go_to(Place("accounts", view=face))
    document = pypdfium2.PdfDocument(save(shown, Form.PDF, tmp_path))
    text = document[0].get_textpage().get_text_range()
    assert len(document) == 1
    assert ("Волга" if face == "matrix" else "первый") in text
    document.close()
    svg = save(shown, Form.SVG, tmp_path).read_text("utf-8")
    assert "<svg" in svg
    assert "Клиенты" in svg


def test_a_picture_is_light_whatever_the_theme(
    shown: AccountsPage, desk: Desk, tmp_path: Path, notices: list[Notice]
) -> None:
    desk.look.theme.choose(Mood.DARK)
    shown.go_to(Place("accounts", view="matrix"))
    path = save(shown, Form.PNG, tmp_path)
    picture = QImage(str(path))
    assert picture.width() > 2000, "twice the pixels of the screen"
    assert picture.pixelColor(5, 5) == QColor(LIGHT.page)
    assert notices[-1].text == f"Сохранено: {path}"


def test_the_table_has_no_drawing_to_save(shown: AccountsPage) -> None:
    shown.go_to(Place("accounts", view="table"))
    assert not shown.head.of_drawing.isVisible()
    shown.go_to(Place("accounts", view="matrix"))
    assert shown.head.of_drawing.isVisible()


def test_the_palette_offers_to_save_what_is_drawn(shown: AccountsPage) -> None:
    def offered() -> list[str]:
        return [command.text for command in shown.commands() if command.id.startswith("drawing.")]

    shown.go_to(Place("accounts", view="matrix"))
    assert offered() == ["Сохранить рисунок в PDF…", "Сохранить рисунок в SVG…", "Сохранить рисунок в PNG…"]
    shown.go_to(Place("accounts", view="table"))
    assert offered() == []
