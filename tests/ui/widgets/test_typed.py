"""What stands in editors goes into a draft and comes back letter by letter."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import Attitude, BuyingRole, PaymentForm
from kam.ui.look import Look
from kam.ui.widgets.fields import (
    ChoiceEditor,
    CountEditor,
    DateEditor,
    Editor,
    Form,
    LongTextEditor,
    MoneyEditor,
    MultiChoiceEditor,
    ScaleEditor,
    SpinEditor,
    TextEditor,
    YesNoEditor,
    options_of,
)
from kam.ui.widgets.fields.typed import rebase, retype, typed_in, typed_into

TODAY = date(2026, 11, 24)

BUILDERS: dict[str, Callable[[Look], Editor]] = {
    "choice": lambda look: ChoiceEditor(look, options_of(look, list(PaymentForm)), none="неизвестно"),
    "several": lambda look: MultiChoiceEditor(look, options_of(look, list(BuyingRole))),
    "scale": lambda look: ScaleEditor(look, [1, 2, 3], none="–"),
    "attitude": lambda look: ScaleEditor(look, list(Attitude)),
    "yes or no": lambda look: YesNoEditor(look, "Да"),
    "spin": lambda look: SpinEditor(look, 1, 9),
    "long": LongTextEditor,
    "text": TextEditor,
}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("choice", PaymentForm.DEFERRED),
        ("several", (BuyingRole.USER, BuyingRole.DECIDER)),
        ("scale", 3),
        ("scale", None),
        ("attitude", Attitude.SCEPTIC),
        ("yes or no", True),
        ("spin", 7),
        ("long", "одна строка\nи другая"),
        ("text", "АО «Волгометиз»"),
    ],
)
def test_a_choice_survives_being_kept_as_json(qtbot: QtBot, look: Look, kind: str, value: object) -> None:
    editor, again = BUILDERS[kind](look), BUILDERS[kind](look)
    for each in (editor, again):
        qtbot.addWidget(each)
    editor.set_value(value)
    form = Form(look)
    qtbot.addWidget(form)
    form.add("it", "Это", again)
    retype(form, {"it": json.loads(json.dumps(typed_in(editor)))})
    assert again.value() == editor.value()


def test_what_cannot_be_understood_yet_is_kept_as_it_was_typed(qtbot: QtBot, look: Look) -> None:
    def made() -> Form:
        form = Form(look)
        qtbot.addWidget(form)
        form.add("sum", "Сумма", MoneyEditor(look, "RUB"))
        form.add("day", "День", DateEditor(look, lambda: TODAY))
        form.add("people", "Люди", CountEditor(look), value=12)
        return form

    form = made()
    for name, text in (("sum", "примерно 5"), ("day", "после празд")):
        editor = form[name]
        assert isinstance(editor, MoneyEditor | DateEditor)
        editor.line.setText(text)
    typed = typed_into(form)
    assert typed == {"sum": "примерно 5", "day": "после празд"}
    again = made()
    retype(again, typed | {"gone": "поле прежней версии"})
    assert typed_into(again) == typed
    assert again["people"].value() == 12


def test_fields_nobody_touched_follow_what_is_now(qtbot: QtBot, look: Look) -> None:
    form = Form(look)
    qtbot.addWidget(form)
    form.add("name", "Название", TextEditor(look), value="Заря")
    form.add("notes", "Заметки", LongTextEditor(look), value="старые")
    notes = form["notes"]
    assert isinstance(notes, LongTextEditor)
    notes.area.setPlainText("мои")
    rebase(form, {"name": "Заря-2", "notes": "чужие"})
    assert form["name"].value() == "Заря-2"
    assert form["notes"].value() == "мои"
    assert form.fields["notes"].was.text() == "было чужие"
