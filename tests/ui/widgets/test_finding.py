"""Finding people by typing, searching, dropping files, and the course of a rating."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import Attitude
from kam.ui.look import Look
from kam.ui.widgets.charts import RatingStep, ScaleMark, StepHistory
from kam.ui.widgets.file_drop import FileDrop
from kam.ui.widgets.glyphs import AttitudeGlyph
from kam.ui.widgets.people_picker import Answer, Candidate, PeoplePicker
from kam.ui.widgets.search_field import SearchField

SOBOLEVA = Candidate(1, "Соболева Ирина", "директор по закупкам", "ИС")
SHUBINA = Candidate(2, "Шубина Ольга", "главный технолог", "ОШ")


class Reader:
    """Answers when the test says so, as a thread would."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Answer]] = []

    def ask(self, text: str, answer: Answer) -> None:
        self.asked.append((text, answer))

    def answer(self, number: int = -1) -> None:
        text, answer = self.asked[number]
        answer([each for each in (SOBOLEVA, SHUBINA) if text.casefold() in each.name.casefold()])


@pytest.fixture
def reader() -> Reader:
    return Reader()


def picker(qtbot: QtBot, look: Look, reader: Reader, *, many: bool, may_create: bool = False) -> PeoplePicker:
    made = PeoplePicker(look, reader.ask, many=many, may_create=may_create)
    qtbot.addWidget(made)
    made.show()
    return made


def search(made: PeoplePicker, text: str) -> None:
    made.line.setText(text)
    made.line.textEdited.emit(text)


def test_enter_takes_the_first_found(qtbot: QtBot, look: Look, reader: Reader) -> None:
    made = picker(qtbot, look, reader, many=False)
    search(made, "шуб")
    reader.answer()
    with qtbot.waitSignal(made.changed):
        QTest.keyClick(made.line, Qt.Key.Key_Return)
    assert made.value() == SHUBINA


def test_an_answer_to_an_earlier_question_is_not_shown(qtbot: QtBot, look: Look, reader: Reader) -> None:
    made = picker(qtbot, look, reader, many=True)
    search(made, "соб")
    search(made, "шуб")
    reader.answer(0)
    assert made.found() == []
    reader.answer(1)
    assert made.found() == [SHUBINA]


def test_several_are_picked_once_each_and_backspace_lets_the_last_go(
    qtbot: QtBot, look: Look, reader: Reader
) -> None:
    made = picker(qtbot, look, reader, many=True)
    for text in ("соб", "шуб"):
        search(made, text)
        reader.answer()
        made.take(0)
    assert made.value() == (SOBOLEVA, SHUBINA)
    search(made, "а")
    reader.answer()
    assert made.found() == []
    search(made, "")
    QTest.keyClick(made.line, Qt.Key.Key_Backspace)
    assert made.value() == (SOBOLEVA,)


def test_somebody_new_is_wished_for_by_name(qtbot: QtBot, look: Look, reader: Reader) -> None:
    made = picker(qtbot, look, reader, many=True, may_create=True)
    search(made, "Зимин")
    reader.answer()
    with qtbot.waitSignal(made.creation_wished) as wished:
        QTest.keyClick(made.line, Qt.Key.Key_Return)
    assert wished.args == ["Зимин"]
    made.add(Candidate(3, "Зимин Андрей"))
    assert made.said(made.value()) == "Зимин Андрей"


def test_a_search_tells_what_is_typed_and_escape_empties_it(qtbot: QtBot, look: Look) -> None:
    field = SearchField(look, "Фильтр по названию", keys="Ctrl+F")
    qtbot.addWidget(field)
    field.show()
    told: list[str] = []
    field.searched.connect(told.append)
    QTest.keyClicks(field, " a")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert told == ["", "a", ""]
    assert field.accessibleName() == "Фильтр по названию"


def drop(widget: QWidget, *paths: Path, at: QPoint | None = None) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = at or QPoint(5, 5)
    QApplication.sendEvent(widget, QDragEnterEvent(place, copy, data, left, none))
    QApplication.sendEvent(widget, QDropEvent(QPointF(place), copy, data, left, none))


def test_dropped_files_of_the_right_kind_are_taken(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    one = FileDrop(look, "Перетащите таблицу", endings=(".csv", ".XLSX"))
    many = FileDrop(look, "Перетащите файлы", many=True)
    taken: dict[str, list[Path]] = {}
    for name, made in (("one", one), ("many", many)):
        qtbot.addWidget(made)
        made.show()
        made.dropped.connect(lambda paths, name=name: taken.update({name: paths}))
    files = [tmp_path / "a.pdf", tmp_path / "b.xlsx", tmp_path / "c.csv"]
    drop(one, *files)
    drop(many, *files)
    assert taken == {"one": [tmp_path / "b.xlsx"], "many": files}
    assert one.property("state") == ""


def test_the_course_of_a_rating_tells_which_held_when(qtbot: QtBot, look: Look) -> None:
    marks = [ScaleMark(int(each), AttitudeGlyph(each)) for each in Attitude]
    chart = StepHistory(look, marks, name="Отношение")
    qtbot.addWidget(chart)
    chart.resize(300, chart.sizeHint().height())
    chart.grab()
    steps = [
        RatingStep(date(2026, 5, 1), 1, "сторонник, 01.05.2026"),
        RatingStep(date(2025, 5, 1), -1, "скептик, 01.05.2025"),
    ]
    chart.show_steps(steps, date(2026, 11, 24))
    chart.show()
    chart.grab()
    assert chart.step_at(40) == steps[1]
    assert chart.step_at(290) == steps[0]
    assert chart.accessibleDescription() == "скептик, 01.05.2025; сторонник, 01.05.2026"
