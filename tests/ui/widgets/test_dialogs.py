"""Sheets keep what was typed; questions have a safe answer; nothing runs a loop of its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kam.core.errors import RuleError
from kam.jobs import Standing
from kam.ui.look import Look
from kam.ui.widgets.dialogs import FormSheet, ReasonSheet, Sheet, confirm, foot_button
from kam.ui.widgets.fields import LongTextEditor, TextEditor
from kam.ui.widgets.labels import label
from kam.ui.widgets.progress_strip import ProgressStrip
from kam.ui.widgets.scrolled import Yielding


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def sheet(look: Look, owner: QWidget) -> FormSheet:
    made = FormSheet(look, owner, "Новый человек", "Остальное потом.", primary="Создать", draft=None)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.form.add("name", "Имя", TextEditor(look))
    made.form.add("note", "Заметка", LongTextEditor(look))
    made.open()
    return made


def write(sheet: FormSheet, text: str) -> None:
    editor = sheet.form["name"]
    assert isinstance(editor, TextEditor)
    editor.line.setText(text)
    editor.line.textEdited.emit(text)


def test_enter_wishes_and_the_sheet_waits_for_the_change(qtbot: QtBot, sheet: FormSheet) -> None:
    write(sheet, "Соболева")
    editor = sheet.form["name"]
    assert isinstance(editor, TextEditor)
    with qtbot.waitSignal(sheet.wished):
        QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert sheet.isVisible()
    sheet.done_well()
    assert not sheet.isVisible()


def test_ctrl_enter_wishes_from_a_text_of_several_lines(qtbot: QtBot, sheet: FormSheet) -> None:
    editor = sheet.form["note"]
    assert isinstance(editor, LongTextEditor)
    with qtbot.waitSignal(sheet.wished):
        QTest.keyClick(editor.area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_what_was_typed_stays_when_the_change_is_refused(sheet: FormSheet) -> None:
    write(sheet, "Соболева")
    sheet.set_busy(busy=True)
    assert not sheet.primary.isEnabled()
    assert sheet.take(RuleError("field.required"))
    assert sheet.isVisible()
    assert sheet.primary.isEnabled()
    assert sheet.form.message.text() == "Заполните это поле."
    assert sheet.form.values() == {"name": "Соболева", "note": None}


def test_escape_gives_up_at_once_where_nothing_was_typed(sheet: FormSheet) -> None:
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_escape_asks_once_where_something_would_be_lost(sheet: FormSheet) -> None:
    write(sheet, "Соболева")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert sheet.message.text()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_nothing_is_given_up_while_the_change_is_under_way(sheet: FormSheet) -> None:
    sheet.set_busy(busy=True)
    sheet.close()
    assert sheet.isVisible()
    sheet.set_busy(busy=False)
    sheet.close()
    assert not sheet.isVisible()


def test_a_dangerous_question_gives_enter_the_safe_answer(look: Look, owner: QWidget) -> None:
    ran: list[str] = []

    def ask() -> Sheet:
        return confirm(
            look, owner, "Удалить?", "Вернуть можно 30 дней.", primary="Удалить",
            run=lambda: ran.append("yes"), danger=True,
        )  # fmt: skip

    first = ask()
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert ran == []
    QTest.mouseClick(ask().primary, Qt.MouseButton.LeftButton)
    assert ran == ["yes"]


def test_without_a_reason_nothing_happens(qtbot: QtBot, look: Look, owner: QWidget) -> None:
    sheet = ReasonSheet(
        look, owner, "Сегмент вопреки расчёту", primary="Изменить", draft=None, question="Почему"
    )
    given: list[str] = []
    sheet.reasoned.connect(given.append)
    sheet.open()
    sheet.primary.click()
    assert given == []
    assert sheet.form.fields["reason"].message.text()
    sheet.form["reason"].set_value("Новый завод в марте")
    sheet.primary.click()
    assert given == ["Новый завод в марте"]
    sheet.done_well()


def test_a_sheet_may_have_one_more_button(look: Look, owner: QWidget) -> None:
    sheet = Sheet(look, owner, "Похожий клиент уже есть", primary="Создать всё равно")
    pressed: list[int] = []
    foot_button(look, sheet, "Открыть его", lambda: pressed.append(1)).click()
    assert pressed == [1]
    assert sheet.isVisible() is False
    sheet.close()


def test_a_long_job_shows_how_far_it_is_and_can_be_stopped(qtbot: QtBot, look: Look) -> None:
    strip = ProgressStrip(look)
    qtbot.addWidget(strip)
    assert strip.isHidden()
    strip.show_standing(Standing("Импорт продаж", 4210, 98_000))
    assert strip.count.text() == "4210 из 98\u202f000"
    with qtbot.waitSignal(strip.stop_wished):
        QTest.mouseClick(strip.stop, Qt.MouseButton.LeftButton)
    strip.show_standing(None)
    assert strip.isHidden()


def test_a_sheet_is_as_high_as_its_texts_need_at_its_width(look: Look, owner: QWidget, qtbot: QtBot) -> None:
    told = "Всё, что есть у второго, перейдёт к первому: люди, встречи, обещания и строки заказов."
    sheet = Sheet(look, owner, "Объединить двух клиентов", told, primary="Объединить", width=720)
    sheet.add(label(told, wraps=True))
    sheet.open()
    qtbot.waitUntil(lambda: sheet.height() == _needed(sheet))
    more = label(f"{told} {told} {told}", wraps=True)
    sheet.add(more)
    qtbot.waitUntil(lambda: sheet.height() == _needed(sheet))
    assert more.height() >= more.heightForWidth(more.width())
    more.hide()
    qtbot.waitUntil(lambda: sheet.minimumHeight() == _needed(sheet))
    sheet.adjustSize()
    assert sheet.height() == _needed(sheet)
    sheet.done_well()


def test_fields_give_way_where_there_is_no_room_for_them(look: Look, qtbot: QtBot) -> None:
    told = label("Попадёт в версию для клиента; без этого цель остаётся внутренней. " * 12, wraps=True)
    area = Yielding(told)
    qtbot.addWidget(area)
    area.resize(400, 600)
    area.show()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
    assert area.sizeHint().height() == told.heightForWidth(area.width())
    area.resize(400, 60)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert area.minimumSizeHint().height() <= 160


def _needed(sheet: Sheet) -> int:
    layout = sheet.layout()
    assert layout is not None
    return layout.totalHeightForWidth(sheet.width())


def test_fields_that_come_late_get_the_keyboard_when_the_sheet_is_active(
    look: Look, owner: QWidget, qtbot: QtBot
) -> None:
    sheet = FormSheet(look, owner, "Изменить 3 клиентов", primary="Изменить", draft=None)
    sheet.form.setEnabled(False)
    sheet.open()
    sheet.cancel.setFocus()
    sheet.form.add("name", "Имя", TextEditor(look))
    sheet.form.setEnabled(True)
    sheet.activateWindow()
    editor = sheet.form["name"]
    assert isinstance(editor, TextEditor)
    qtbot.waitUntil(editor.line.hasFocus)
    sheet.done_well()
