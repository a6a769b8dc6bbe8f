"""Editors that choose among what the vocabularies hold: one, several, yes or no, a step of a scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from kam.core.vocabulary import ScaleTerm, Term
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.chips import ToggleChip
from kam.ui.widgets.fields.editor import Editor
from kam.ui.widgets.flow import FlowLayout
from kam.ui.widgets.labels import label
from kam.ui.widgets.segmented import Choice, SegmentedControl

Option: TypeAlias = tuple[Any, str]
"""A value and its words."""


class QuietCombo(QComboBox):
    """A combo box that the wheel turns only while it has the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(14)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the frame, and as much of the entry as there is room for."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        place = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        shown = option.currentText
        option.currentText = option.fontMetrics.elidedText(shown, Qt.TextElideMode.ElideRight, place.width())
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def minimumSizeHint(self) -> QSize:
        """May be narrower than its longest entry."""
        return QSize(min(96, super().sizeHint().width()), super().minimumSizeHint().height())


def options_of(look: Look, terms: Sequence[Term | ScaleTerm]) -> list[Option]:
    """The values of a vocabulary with their words."""
    return [(term, look.words.of(term.label)) for term in terms]


class ChoiceEditor(Editor):
    """One of several; ``none`` are the words of the entry that chooses nothing, where that is allowed.

    The values are kept here: as data of a combo box Qt would make bare texts of a vocabulary's terms.
    """

    def __init__(self, look: Look, options: Sequence[Option], *, none: str | None = None) -> None:
        super().__init__(look)
        self.values: list[Any] = []
        """What is offered, in its order."""
        self.combo = QuietCombo()
        self._hold(self.combo)
        self._none = none
        self.set_options(options)
        self.combo.activated.connect(lambda _: self.changed.emit())

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other values; the one chosen stays where it is still offered."""
        now = self.value()
        offered = [*([] if self._none is None else [(None, self._none)]), *options]
        self.values = [value for value, _ in offered]
        self.combo.clear()
        self.combo.addItems([text for _, text in offered])
        self.set_value(now)

    def value(self) -> Any:
        """The value chosen."""
        at = self.combo.currentIndex()
        return self.values[at] if 0 <= at < len(self.values) else None

    def set_value(self, value: Any) -> None:
        """Choose a value; one that is not offered chooses nothing."""
        self.combo.setCurrentIndex(self._place_of(value))

    def said(self, value: Any) -> str:
        """The words of a value."""
        at = self._place_of(value)
        return self.combo.itemText(at) if at >= 0 else ""

    def _place_of(self, value: Any) -> int:
        return self.values.index(value) if value in self.values else -1


class MultiChoiceEditor(Editor):
    """Several of a few, as chips."""

    def __init__(self, look: Look, options: Sequence[Option]) -> None:
        super().__init__(look)
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = FlowLayout(holder, gap=4)
        self.options = list(options)
        self.chips = [ToggleChip(look, text) for _, text in options]
        for chip in self.chips:
            flow.addWidget(chip)
            chip.clicked.connect(lambda _: self.changed.emit())
        self.row.addWidget(holder, 1)
        if self.chips:
            self.setFocusProxy(self.chips[0])

    def value(self) -> tuple[Any, ...]:
        """The values that are on, in the order they are offered."""
        pairs = zip(self.options, self.chips, strict=True)
        return tuple(value for (value, _), chip in pairs if chip.isChecked())

    def set_value(self, value: Any) -> None:
        """Turn on these values."""
        chosen = tuple(value or ())
        for (each, _), chip in zip(self.options, self.chips, strict=True):
            chip.setChecked(each in chosen)

    def said(self, value: Any) -> str:
        """Their words, listed."""
        return ", ".join(text for each, text in self.options if each in tuple(value or ()))


class YesNoEditor(Editor):
    """A box to check, with the sentence it affirms."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(look)
        self.box = QCheckBox(text.replace("&", "&&"))
        self.box.clicked.connect(lambda _: self.changed.emit())
        self._hold(self.box)

    def value(self) -> bool:
        """Whether it is checked."""
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        """Check it or not."""
        self.box.setChecked(bool(value))

    def said(self, value: Any) -> str:
        """Yes or no."""
        return self.look.words.say("yes") if value else self.look.words.say("no")


class ScaleEditor(Editor):
    """A step of a scale, by its number; its word stands beside. ``none`` allows to choose no step."""

    def __init__(self, look: Look, steps: Sequence[ScaleTerm | int], *, none: str | None = None) -> None:
        super().__init__(look)
        self._steps: dict[str, ScaleTerm | int | None] = {str(int(step)): step for step in steps}
        has_sign = any(int(step) < 0 for step in steps)
        self._figure = look.formats.signed if has_sign else look.formats.number
        choices = [Choice(code, self._figure(int(code))) for code in self._steps]
        if none is not None:
            self._steps["none"] = None
            choices.insert(0, Choice("none", none))
        self.control = SegmentedControl(look, choices)
        self.word = label("", Type.SECONDARY, "text2")
        self.row.addWidget(self.control)
        self.row.addWidget(self.word)
        self.row.addStretch(1)
        self._first = choices[0].code
        self.control.chosen.connect(self._chosen)
        for code, step in self._steps.items():
            if isinstance(step, ScaleTerm):
                words = look.words.of(step.label)
                made = self.control.button_of(code)
                made.setToolTip(words)
                made.setAccessibleName(f"{self._figure(int(code))}, {words}")
        self._show_word()

    def value(self) -> ScaleTerm | int | None:
        """The step."""
        return self._steps.get(self.control.current)

    def set_value(self, value: Any) -> None:
        """Choose a step."""
        self.control.choose("none" if value is None else str(int(value)))
        self._show_word()

    def said(self, value: Any) -> str:
        """The number and word of a step."""
        if isinstance(value, ScaleTerm):
            return f"{self._figure(int(value))}, {self.look.words.of(value.label)}"
        return "" if value is None else self._figure(int(value))

    def _chosen(self) -> None:
        self._show_word()
        self.changed.emit()

    def _show_word(self) -> None:
        step = self.value()
        self.word.setText(self.look.words.of(step.label) if isinstance(step, ScaleTerm) else "")
        self.setFocusProxy(self.control.button_of(self.control.current or self._first))
