"""What stands in editors letter by letter, even what cannot be understood yet: what drafts are made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from enum import Enum
from typing import Any, Protocol, TypeAlias, runtime_checkable
from uuid import UUID

from kam.core.vocabulary import ScaleTerm, Term
from kam.ui.widgets.fields.choices import ChoiceEditor, MultiChoiceEditor
from kam.ui.widgets.fields.dates import DateEditor
from kam.ui.widgets.fields.editor import Editor
from kam.ui.widgets.fields.form import Form
from kam.ui.widgets.fields.numbers import NumberEditor
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.fields.texts import LongTextEditor, TextEditor

Plain: TypeAlias = str | int | bool | list[Any] | None
"""What JSON knows."""


@runtime_checkable
class KeepsTyped(Protocol):
    """An editor that says itself what stands in it: its value alone is not enough to show it again."""

    def typed(self) -> Plain:
        """What stands in it."""
        ...

    def retype(self, typed: object) -> None:
        """Put that back."""
        ...


def typed_in(editor: Editor) -> Plain:
    """What stands in an editor: its letters, or its choice as JSON knows it."""
    if isinstance(editor, KeepsTyped):
        return editor.typed()
    if isinstance(editor, TextEditor | NumberEditor | DateEditor):
        return editor.line.text()
    if isinstance(editor, LongTextEditor):
        return editor.area.toPlainText()
    return _plain(editor.value())


def type_into(editor: Editor, typed: object) -> None:
    """Put back what ``typed_in`` took, as the user would; what no longer fits chooses nothing."""
    if isinstance(editor, KeepsTyped):
        editor.retype(typed)
    elif isinstance(editor, TextEditor | NumberEditor | DateEditor):
        editor.line.setText(str(typed or ""))
    elif isinstance(editor, LongTextEditor):
        editor.area.setPlainText(str(typed or ""))
    elif isinstance(editor, ChoiceEditor | SearchChoiceEditor):
        editor.set_value(next((each for each in editor.values if _plain(each) == typed), None))
    elif isinstance(editor, MultiChoiceEditor):
        chosen = typed if isinstance(typed, list) else []
        editor.set_value([each for each, _ in editor.options if _plain(each) in chosen])
    else:
        editor.set_value(typed)
    editor.changed.emit()


def typed_into(form: Form) -> dict[str, Plain]:
    """What stands in the fields of a form that differ from what they were."""
    return {name: typed_in(field.editor) for name, field in form.fields.items() if field.is_changed()}


def retype(form: Form, typed: Mapping[str, object]) -> None:
    """Put back what was typed; a field that the form does not have is passed over."""
    for name, value in typed.items():
        if name in form.fields:
            type_into(form.fields[name].editor, value)


def reset(form: Form) -> None:
    """Show every field as it was before anybody typed, and tell who follows it."""
    for field in form.fields.values():
        if field.is_changed():
            field.set_initial(field.initial)
            field.editor.changed.emit()


def rebase(form: Form, values: Mapping[str, Any]) -> None:
    """How things are now has changed: untouched fields follow, the others keep what was typed."""
    typed = typed_into(form)
    form.set_values(values)
    retype(form, typed)


def _plain(value: object) -> Plain:
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, ScaleTerm):
        return int(value)
    if isinstance(value, Term | Enum):
        return str(value.value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date | time):
        return value.isoformat()
    return value if isinstance(value, str | int | bool) else None
