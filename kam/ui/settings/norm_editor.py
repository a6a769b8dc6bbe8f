"""The editor of a norm: how much of which unit, and when its time runs."""

from __future__ import annotations

from typing import Any, Final

from kam.core.vocabulary import NormRuns, NormUnit
from kam.services.settings import NormDraft
from kam.ui.look import Look
from kam.ui.settings.rows import GAP
from kam.ui.theme.tokens import Size
from kam.ui.widgets.fields import ChoiceEditor, Editor, SpinEditor
from kam.ui.widgets.fields.typed import Plain, type_into, typed_in
from kam.ui.widgets.labels import set_property

AMOUNT: Final = 60
UNIT: Final = 90
RUNS: Final = 122
_LARGEST: Final = 10_000


class NormEditor(Editor):
    """Three controls in the columns of a table. A norm in working days has no other hours than these."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.row.setSpacing(GAP)
        self.amount = SpinEditor(look, 0, _LARGEST, width=AMOUNT)
        self.amount.spin.setFixedHeight(Size.CONTROL_COMPACT)
        self.unit = ChoiceEditor(look, [(unit, self._unit_of(unit, 1)) for unit in NormUnit])
        self.runs = ChoiceEditor(look, [(runs, self._runs_of(runs)) for runs in NormRuns])
        for editor, width in ((self.amount, AMOUNT), (self.unit, UNIT), (self.runs, RUNS)):
            editor.set_compact(compact=True)
            editor.setFixedWidth(width)
            editor.changed.connect(self._tell)
            self.row.addWidget(editor)
        for choice in (self.unit, self.runs):
            set_property(choice.combo, "dense", True)
        self.setFocusProxy(self.amount)
        self.set_value(NormDraft(1, NormUnit.HOUR))

    def value(self) -> NormDraft:
        """The norm."""
        unit = NormUnit.of(self.unit.value())
        runs = NormRuns.WORKING if unit is NormUnit.WORKING_DAY else NormRuns.of(self.runs.value())
        return NormDraft(self.amount.value(), unit, runs)

    def set_value(self, value: Any) -> None:
        """Show a norm."""
        self.amount.set_value(value.amount)
        self.unit.set_value(value.unit)
        self.runs.set_value(value.runs)
        self._fit()

    def typed(self) -> Plain:
        """Number, unit and hours."""
        return [typed_in(each) for each in (self.amount, self.unit, self.runs)]

    def retype(self, typed: object) -> None:
        """Show them again."""
        kept = typed if isinstance(typed, list) else []
        for editor, each in zip((self.amount, self.unit, self.runs), kept, strict=False):
            type_into(editor, each)

    def said(self, value: Any) -> str:
        """What differs from what is shown: the number alone, with its unit, or when it runs."""
        now = self.value()
        amount = self.look.formats.number(value.amount)
        if value.unit is not now.unit:
            return f"{amount} {self._unit_of(value.unit, value.amount)}"
        return self._runs_of(value.runs) if value.amount == now.amount else amount

    def set_name(self, name: str, description: str = "") -> None:
        """Each of the three says what it is of."""
        say = self.look.words.say
        super().set_name(name, description)
        self.amount.set_name(name, description)
        self.unit.set_name(say("{name}: unit", name=name))
        self.runs.set_name(say("{name}: hours", name=name))

    def set_wrong(self, *, wrong: bool) -> None:
        """The number is what can be wrong."""
        self.amount.set_wrong(wrong=wrong)

    def _tell(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """The unit agrees with the number; working days leave no choice of hours."""
        value = self.value()
        for at, unit in enumerate(NormUnit):
            self.unit.combo.setItemText(at, self._unit_of(unit, value.amount))
        whole_days = value.unit is NormUnit.WORKING_DAY
        self.runs.combo.setEnabled(not whole_days)
        if whole_days:
            self.runs.set_value(NormRuns.WORKING)

    def _unit_of(self, unit: NormUnit, amount: int) -> str:
        words = self.look.words
        if unit is NormUnit.MINUTE:
            return words.say_many("minute", "minutes", amount)
        if unit is NormUnit.HOUR:
            return words.say_many("hour", "hours", amount)
        return words.say_many("work day", "work days", amount)

    def _runs_of(self, runs: NormRuns) -> str:
        words = self.look.words
        if runs is NormRuns.ALWAYS:
            return words.say_in("norm", "around the clock")
        return words.say_in("norm", "working hours")
