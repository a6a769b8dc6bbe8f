"""The editor of a scenario's steps: a row a step, with its day, channel, role and text."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kam.core.vocabulary import BuyingRole, InteractionKind
from kam.services.scenarios.templates import Step
from kam.ui.commitments.steps_saying import channel_words
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button, link
from kam.ui.widgets.fields import ChoiceEditor, Editor, LongTextEditor, SpinEditor
from kam.ui.widgets.fields.typed import Plain
from kam.ui.widgets.labels import label

_EARLIEST, _LATEST = -365, 1000
_CHANNEL: Final = 150
_ROLE: Final = 150
_HEIGHT: Final = 300
_WEEK: Final = 7


class StepsEditor(Editor):
    """The value is a tuple of ``Step``s in the order of their days."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.rows: list[StepEditor] = []
        inside = QWidget()
        inside.setProperty("ground", "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, Size.GRID, 0)
        self._column.setSpacing(Size.GRID)
        self._column.addStretch(1)
        self.add_link = link(look, look.words.say("Add a step"), icon="plus", run=self._add_next)
        area = self._area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(_HEIGHT)
        held = QVBoxLayout()
        held.setSpacing(Size.GRID)
        held.addWidget(area, 1)
        held.addWidget(self.add_link, 0, Qt.AlignmentFlag.AlignLeft)
        self.row.addLayout(held, 1)

    def value(self) -> tuple[Step, ...]:
        """The steps by their days."""
        return tuple(sorted((row.value() for row in self.rows), key=lambda step: step.day))

    def set_value(self, value: Any) -> None:
        """Show steps."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for step in value or ():
            self._add(step)

    def said(self, value: Any) -> str:  # noqa: ARG002 - an editor says its value
        """Nothing: what it was would be long."""
        return ""

    def typed(self) -> Plain:
        """Every row, as it stands."""
        return [
            [step.day, step.channel and step.channel.value, step.role and step.role.value, step.text]
            for step in (row.value() for row in self.rows)
        ]

    def retype(self, typed: object) -> None:
        """Put the rows back."""
        steps = []
        for each in typed if isinstance(typed, list) else ():
            with suppress(ValueError, TypeError):
                day, channel, role, text = each
                steps.append(
                    Step(
                        int(day),
                        str(text),
                        InteractionKind.of(channel) if channel else None,
                        BuyingRole.of(role) if role else None,
                    )
                )
        self.set_value(steps)

    def set_name(self, name: str, description: str = "") -> None:
        """What the list is called."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say under a step what is wrong with it: by ``steps.2.text``; the steps were in this order."""
        by_day = sorted(self.rows, key=lambda row: row.day.value())
        for number, row in enumerate(by_day):
            told = [faults[path] for path in faults if path.startswith(f"steps.{number}.")]
            row.show_fault(" ".join(told))

    def _add_next(self) -> None:
        """A step a week after the last one has the keyboard."""
        days = [row.day.value() for row in self.rows]
        self._add(Step(min(max(days) + _WEEK, _LATEST) if days else 0, ""))
        self.rows[-1].text.setFocus()
        self.changed.emit()

    def _add(self, step: Step) -> None:
        row = StepEditor(self.look, step)
        row.changed.connect(self.changed)
        row.removed.connect(partial(self._remove, row))
        self.rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)

    def _remove(self, row: StepEditor) -> None:
        at = self.rows.index(row)
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        rest = self.rows[min(at, len(self.rows) - 1)] if self.rows else None
        (self.add_link if rest is None else rest.text).setFocus()
        self.changed.emit()


class StepEditor(QWidget):
    """One step."""

    changed = Signal()
    removed = Signal()

    def __init__(self, look: Look, step: Step) -> None:
        super().__init__()
        words = look.words
        self.day = SpinEditor(look, _EARLIEST, _LATEST, width=72)
        self.day.set_value(step.day)
        self.day.set_name(words.say("Day"))
        channels = [(kind, channel_words(kind, look)) for kind in InteractionKind]
        self.channel = ChoiceEditor(look, channels, none=channel_words(None, look))
        self.channel.set_value(step.channel)
        self.channel.set_name(words.say_in("step", "By what"))
        self.channel.setFixedWidth(_CHANNEL)
        roles = [(role, words.of(role.label)) for role in BuyingRole]
        self.role = ChoiceEditor(look, roles, none=words.say("to nobody special"))
        self.role.set_value(step.role)
        self.role.set_name(words.say_in("step", "To whom"))
        self.role.setFixedWidth(_ROLE)
        self.text = LongTextEditor(look, placeholder=words.say("What is to be done"), lines=2)
        self.text.set_value(step.text)
        self.text.set_name(words.say_in("step", "What"))
        self.fault = label("", Type.SECONDARY, "red", wraps=True)
        self.fault.hide()
        remove = icon_button(look, "trash-2", words.say("Delete the step"), small=True)
        remove.clicked.connect(self.removed)
        row = QHBoxLayout()
        row.setSpacing(Size.GRID)
        for each in (self.day, self.channel, self.role):
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.fault)
        for choice in (self.channel, self.role):
            choice.combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for editor in (self.day, self.channel, self.role, self.text):
            editor.changed.connect(self.changed)

    def value(self) -> Step:
        """The step."""
        text = " ".join((self.text.value() or "").split())
        return Step(self.day.value(), text, self.channel.value(), self.role.value())

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong with it."""
        self.text.set_wrong(wrong=bool(sentence))
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
