"""Editors understand how people type; fields say what is wrong; forms keep what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kam.core.errors import RuleError, UserError
from kam.core.field_errors import FieldError, FieldErrors
from kam.core.money import Money
from kam.core.vocabulary import Attitude, BuyingRole, PaymentForm
from kam.ui.look import Look
from kam.ui.widgets.fields import (
    ChoiceEditor,
    CountEditor,
    DateEditor,
    Editor,
    Field,
    Form,
    LongTextEditor,
    MoneyEditor,
    MultiChoiceEditor,
    NumberEditor,
    PercentEditor,
    ScaleEditor,
    SpinEditor,
    TextEditor,
    YesNoEditor,
    options_of,
)

TODAY = date(2026, 11, 24)


def kinds(look: Look) -> dict[str, tuple[Editor, object]]:
    """Each editor with a value it holds."""
    return {
        "text": (TextEditor(look), "Волгометиз"),
        "long": (LongTextEditor(look), "склад у клиента,\nдо 31 декабря"),
        "choice": (ChoiceEditor(look, options_of(look, list(PaymentForm))), PaymentForm.DEFERRED),
        "several": (
            MultiChoiceEditor(look, options_of(look, list(BuyingRole))),
            (BuyingRole.USER, BuyingRole.DECIDER),
        ),
        "yes or no": (YesNoEditor(look, "Проверено сегодня"), True),
        "scale": (ScaleEditor(look, [1, 2, 3, 4, 5]), 4),
        "attitude": (ScaleEditor(look, list(Attitude), none="нет"), Attitude.SCEPTIC),
        "money": (MoneyEditor(look, "RUB"), Money(1_400_000_050, "RUB")),
        "per cent": (PercentEditor(look), Decimal("8.25")),
        "count": (CountEditor(look, "дней"), 1140),
        "spin": (SpinEditor(look, 1, 99), 75),
        "date": (DateEditor(look, lambda: TODAY), date(2027, 3, 12)),
    }


@dataclass(frozen=True)
class Way:
    """A way of typing: into what, what it means, what is written out in the end."""

    build: Callable[[Look], NumberEditor | DateEditor]
    text: str
    value: object
    settled: str
    noted: bool = True


def rubles(look: Look) -> MoneyEditor:
    return MoneyEditor(look, "RUB")


def coming(look: Look) -> DateEditor:
    return DateEditor(look, lambda: TODAY)


def gone(look: Look) -> DateEditor:
    return DateEditor(look, lambda: TODAY, past=True)


def typed(editor: NumberEditor | DateEditor | TextEditor, text: str) -> None:
    editor.line.setText(text)
    editor.line.textEdited.emit(text)


@pytest.mark.parametrize("name", [
    "text", "long", "choice", "several", "yes or no", "scale", "attitude",
    "money", "per cent", "count", "spin", "date",
])  # fmt: skip
def test_an_editor_gives_back_the_value_it_shows_and_tells_nobody(
    qtbot: QtBot, look: Look, name: str
) -> None:
    editor, value = kinds(look)[name]
    qtbot.addWidget(editor)
    told: list[int] = []
    editor.changed.connect(lambda: told.append(1))
    editor.set_value(value)
    assert editor.value() == value
    assert type(editor.value()) is type(value)
    assert told == []
    assert editor.said(value)


@pytest.mark.parametrize("name", ["text", "long", "money", "per cent", "count", "date"])
def test_nothing_typed_is_none(qtbot: QtBot, look: Look, name: str) -> None:
    editor, value = kinds(look)[name]
    qtbot.addWidget(editor)
    editor.set_value(value)
    editor.set_value(None)
    assert editor.value() is None


@pytest.mark.parametrize(
    "way",
    [
        Way(rubles, "14 млн", Money(1_400_000_000, "RUB"), "14\u202f000\u202f000"),
        Way(rubles, "950", Money(95_000, "RUB"), "950", noted=False),
        Way(rubles, "0,5", Money(50, "RUB"), "0,50"),
        Way(PercentEditor, "8.5 %", Decimal("8.5"), "8,5"),
        Way(CountEditor, "1,2 тыс", 1200, "1200"),
        Way(coming, "пт", date(2026, 11, 27), "27.11.2026"),
        Way(gone, "12.3", date(2026, 3, 12), "12.03.2026"),
        Way(coming, "27.11.2026", date(2026, 11, 27), "27.11.2026", noted=False),
    ],
    ids=lambda way: way.text,
)
def test_what_people_type_is_understood_shown_and_written_out(qtbot: QtBot, look: Look, way: Way) -> None:
    editor = way.build(look)
    qtbot.addWidget(editor)
    typed(editor, way.text)
    assert editor.value() == way.value
    assert bool(editor.note()) is way.noted
    editor.settle()
    assert editor.line.text() == way.settled
    assert editor.note() == ""


def test_a_date_is_noted_with_its_weekday(qtbot: QtBot, look: Look) -> None:
    editor = DateEditor(look, lambda: TODAY)
    qtbot.addWidget(editor)
    typed(editor, "до пятницы")
    assert editor.note() == "пт 27 ноября"
    typed(editor, "12 марта")
    assert editor.note() == "12 марта 2027"


def test_what_cannot_be_understood_stays_as_it_was_typed(qtbot: QtBot, look: Look) -> None:
    editor = MoneyEditor(look, "RUB")
    qtbot.addWidget(editor)
    typed(editor, "много")
    editor.settle()
    assert editor.line.text() == "много"
    with pytest.raises(UserError, match=r"typed\.not_money"):
        editor.value()


def test_a_date_goes_by_days_with_the_arrows(qtbot: QtBot, look: Look) -> None:
    editor = DateEditor(look, lambda: TODAY)
    qtbot.addWidget(editor)
    editor.show()
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    assert editor.value() == TODAY
    QTest.keyClick(editor.line, Qt.Key.Key_Up)
    assert editor.value() == date(2026, 11, 25)


def test_a_date_is_picked_in_the_calendar(qtbot: QtBot, look: Look) -> None:
    editor = DateEditor(look, lambda: TODAY)
    qtbot.addWidget(editor)
    editor.show()
    QTest.keyClick(editor.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editor.calendar is not None
    assert editor.calendar.month.selectedDate() == QDate(2026, 11, 24)
    with qtbot.waitSignal(editor.changed):
        editor.calendar.month.clicked.emit(QDate(2026, 12, 1))
    assert editor.value() == date(2026, 12, 1)
    assert not editor.calendar.isVisible()


def test_a_choice_that_may_be_none_is_none_at_first(qtbot: QtBot, look: Look) -> None:
    editor = ChoiceEditor(look, options_of(look, list(PaymentForm)), none="не выбрано")
    qtbot.addWidget(editor)
    assert editor.value() is None
    editor.set_value(PaymentForm.DEFERRED)
    editor.set_options(options_of(look, [PaymentForm.DEFERRED]))
    assert editor.value() is PaymentForm.DEFERRED


def test_scrolling_a_page_changes_no_value_under_the_mouse(qtbot: QtBot, look: Look) -> None:
    choice = ChoiceEditor(look, options_of(look, list(PaymentForm)))
    spin = SpinEditor(look, 1, 99)
    for editor, inner in ((choice, choice.combo), (spin, spin.spin)):
        qtbot.addWidget(editor)
        editor.show()
        before = editor.value()
        turned = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(inner, turned)
        assert editor.value() == before


def test_a_step_of_a_scale_says_its_word(qtbot: QtBot, look: Look) -> None:
    editor = ScaleEditor(look, list(Attitude))
    qtbot.addWidget(editor)
    QTest.mouseClick(editor.control.button_of("2"), Qt.MouseButton.LeftButton)
    assert editor.value() is Attitude.CHAMPION
    assert editor.word.text() == "союзник"
    assert editor.control.button_of("2").accessibleName() == "+2, союзник"


def test_a_field_says_what_the_value_was(qtbot: QtBot, look: Look) -> None:
    editor = MoneyEditor(look, "RUB")
    field = Field(look, "Кредитный лимит", editor)
    qtbot.addWidget(field)
    field.set_initial(Money(1_200_000_000, "RUB"))
    assert not field.is_changed()
    typed(editor, "14 000 000")
    assert field.was.text() == "было 12\u202f000\u202f000"
    typed(editor, "12 млн")
    assert field.was.text() == ""


def test_a_screen_reader_hears_label_and_fault(qtbot: QtBot, look: Look) -> None:
    editor = TextEditor(look)
    field = Field(look, "Название", editor, hint="как в договоре")
    qtbot.addWidget(field)
    assert (editor.line.accessibleName(), editor.line.accessibleDescription()) == (
        "Название",
        "как в договоре",
    )
    field.set_fault("Это нужно заполнить.")
    assert editor.line.accessibleDescription() == "Это нужно заполнить."
    assert editor.line.property("state") == "wrong"
    typed(editor, "В")
    assert field.message.text() == "как в договоре"
    assert editor.line.property("state") == ""


@pytest.fixture
def form(qtbot: QtBot, look: Look) -> Form:
    made = Form(look)
    qtbot.addWidget(made)
    made.add("name", "Название", TextEditor(look), value="Волгометиз")
    made.add("limit", "Лимит", MoneyEditor(look, "RUB"))
    made.add("from_on", "С", DateEditor(look, lambda: TODAY))
    made.show()
    return made


def line(form: Form, name: str) -> QLineEdit:
    editor = form[name]
    assert isinstance(editor, NumberEditor | DateEditor | TextEditor)
    return editor.line


def test_a_form_gives_its_values_and_what_changed(form: Form) -> None:
    assert form.values() == {"name": "Волгометиз", "limit": None, "from_on": None}
    assert not form.is_changed()
    line(form, "limit").setText("12к")
    assert form.changed_values() == {"limit": Money(1_200_000, "RUB")}


def test_a_form_with_something_not_understood_gives_no_values(form: Form) -> None:
    line(form, "limit").setText("много")
    line(form, "from_on").setText("когда-нибудь")
    assert form.values() is None
    assert form.fields["limit"].message.text().startswith("«много» —")
    assert form.fields["from_on"].message.text()
    assert not form.fields["name"].message.text()
    assert line(form, "limit").text() == "много"


def test_a_form_says_beside_its_fields_what_a_use_case_refused(form: Form) -> None:
    refused = FieldErrors([FieldError("name", "field.required"), FieldError("owner", "field.required")])
    assert form.take(refused)
    assert form.fields["name"].message.text() == "Заполните это поле."
    assert form.message.text() == "Заполните это поле."
    assert form.take(RuleError("field.in_future"))
    assert form.fields["name"].message.text() == ""
    assert form.message.text()
    assert not form.take(ValueError("a bug"))
