"""Fields of a form that stands for many records at once: what they have in common, or that they differ."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from kam.ui.widgets.fields.choices import ChoiceEditor, Option
from kam.ui.widgets.fields.editor import Editor
from kam.ui.widgets.fields.form import Form


class _Mixed:
    """What records that differ have in common: nothing. Leaving it changes none of them."""

    def __str__(self) -> str:
        return ""


MIXED: Final = _Mixed()


def in_common(values: Collection[Any]) -> Any:
    """The one value of all; ``MIXED`` where they differ, None where there is none of them."""
    distinct = set(values)
    if len(distinct) > 1:
        return MIXED
    return distinct.pop() if distinct else None


def add_choice(
    form: Form, name: str, text: str, options: Sequence[Option], common: Any, *, hint: str = ""
) -> None:
    """A choice that begins with what all have; where they differ, with leaving them so."""
    words = form.look.words
    offered = list(options)
    if common is MIXED:
        offered.insert(0, (MIXED, words.say("different, stays so")))
    elif all(value != common for value, _ in options):
        offered.insert(0, (common, words.say("none")))
    editor: Editor = ChoiceEditor(form.look, offered)
    editor.set_value(common)
    form.add(name, text, editor, value=common, hint=hint)


def add_typed(form: Form, name: str, text: str, editor: Editor, common: Any, *, hint: str = "") -> None:
    """Something typed: empty where they differ, and then left alone unless something is typed."""
    form.add(name, text, editor, value=None if common is MIXED else common, hint=hint)
