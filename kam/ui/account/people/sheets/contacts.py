"""The editor of all ways to reach somebody."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kam.core.vocabulary import ContactKind
from kam.services.people.card import ContactRow
from kam.services.people.forms import ContactDraft
from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.buttons import icon_button, link
from kam.ui.widgets.fields import Editor, QuietCombo
from kam.ui.widgets.fields.typed import Plain
from kam.ui.widgets.panels import clear

_KIND = 132


@dataclass(slots=True)
class _Line:
    """One way as it stands in the editor."""

    kind: QuietCombo
    value: QLineEdit
    id: UUID | None
    label: str | None
    preferred: bool


class ContactsEditor(Editor):
    """Kind and value, line under line; an empty line is nothing. The value is a tuple of ``ContactDraft``."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        column.addLayout(self._column)
        row = QHBoxLayout()
        row.setContentsMargins(-3, 0, 0, 0)
        self.add_button = link(look, look.words.say("One more contact"), icon="plus", run=self._add_empty)
        row.addWidget(self.add_button)
        row.addStretch(1)
        column.addLayout(row)
        self.row.addWidget(held, 1)
        self._lines: list[_Line] = []
        self.setFocusProxy(self.add_button)

    def value(self) -> tuple[ContactDraft, ...]:
        """What is filled in, in its order."""
        return tuple(
            ContactDraft(
                ContactKind.of(line.kind.currentData()),
                line.value.text().strip(),
                line.label,
                preferred=line.preferred,
                id=line.id,
            )
            for line in self._lines
            if line.value.text().strip()
        )

    def set_value(self, value: Any) -> None:
        """Show these contacts."""
        clear(self._column)
        self._lines = []
        for each in value or ():
            self._add(each)

    def said(self, value: Any) -> str:  # noqa: ARG002 - as an editor
        """Nothing: the lines say it."""
        return ""

    def typed(self) -> Plain:
        """The lines as they stand."""
        return [
            [
                line.kind.currentData(),
                line.value.text(),
                line.label,
                line.preferred,
                str(line.id) if line.id else None,
            ]
            for line in self._lines
        ]

    def retype(self, typed: object) -> None:
        """Show such lines again; what is no line is passed over."""
        drafts = []
        for each in typed if isinstance(typed, list) else ():
            with suppress(ValueError, TypeError, LookupError):
                kind, value, name, preferred, identity = each
                known = UUID(identity) if identity else None
                drafts.append(ContactDraft(ContactKind.of(kind), value, name, preferred=preferred, id=known))
        self.set_value(drafts)

    def _add_empty(self) -> None:
        line = self._add(ContactDraft(ContactKind.MOBILE, ""))
        line.value.setFocus()

    def _add(self, draft: ContactDraft) -> _Line:
        words = self.look.words
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Size.GRID)
        kind = QuietCombo()
        kind.setAccessibleName(words.say("Kind of contact"))
        kind.setFixedWidth(_KIND)
        for each in ContactKind:
            kind.addItem(words.of(each.label), each.value)
        kind.setCurrentIndex(list(ContactKind).index(draft.kind))
        value = QLineEdit(draft.value)
        value.setAccessibleName(words.say("Contact"))
        line = _Line(kind, value, draft.id, draft.label, draft.preferred)
        row.addWidget(kind)
        row.addWidget(value, 1)
        row.addWidget(
            icon_button(self.look, "x", words.say("Take this contact out"), run=partial(self._drop, line))
        )
        kind.activated.connect(lambda _: self.changed.emit())
        value.textEdited.connect(lambda _: self.changed.emit())
        self._lines.append(line)
        self._column.addWidget(held)
        return line

    def _drop(self, line: _Line) -> None:
        kept = [each for each in self._lines if each is not line]
        held = line.value.parentWidget()
        self._lines = kept
        if held is not None:
            self._column.removeWidget(held)
            held.hide()
            held.deleteLater()
        self.changed.emit()


def drafts_of(contacts: Iterable[ContactRow]) -> tuple[ContactDraft, ...]:
    """Contacts as they stand, ready to be changed."""
    return tuple(
        ContactDraft(each.kind, each.value, each.label, preferred=each.preferred, id=each.id)
        for each in contacts
    )
