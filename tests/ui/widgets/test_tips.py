"""Tooltips say what stands in them letter by letter, whatever somebody called a client."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment

from kam.ui.widgets.table import Column, RowsModel
from kam.ui.widgets.tips import plain_tip


@dataclass(frozen=True, slots=True)
class Client:
    name: str


HOSTILE = (
    "<b>Альфа</b> & Co",
    "<img src='file:///tmp/seen.png'>",
    "a &lt; b",
    "<i>first</i>\nsecond & third",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markup_is_shown_as_it_is(text: str) -> None:
    shown = plain_tip(text)
    assert "<img" not in shown
    assert QTextDocumentFragment.fromHtml(shown).toPlainText() == text


@pytest.mark.parametrize("text", ["", "Сеть «Рябинка»", "A & B", "цена < 5", "две\nстроки"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert plain_tip(text) == text


def test_a_table_says_a_name_as_it_is() -> None:
    column: Column[Client] = Column("name", "Клиент", lambda row: row.name, tip=lambda row: row.name)
    model = RowsModel([column], key=lambda row: row.name)
    model.show_rows([Client(text) for text in HOSTILE])
    for number, text in enumerate(HOSTILE):
        shown = model.data(model.index(number, 0), Qt.ItemDataRole.ToolTipRole)
        assert QTextDocumentFragment.fromHtml(shown).toPlainText() == text
