"""An editor that chooses out of what is read later than its form is shown."""

from __future__ import annotations

from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.fields.typed import Plain


class LateChoice(SearchChoiceEditor):
    """What was chosen before a crash waits until it is offered."""

    waiting = ""
    """The value that waits, as a draft keeps it; empty for none."""

    def typed(self) -> Plain:
        """What is chosen, or waits."""
        value = self.value()
        return str(value) if value is not None else self.waiting or None

    def retype(self, typed: object) -> None:
        """Choose it again, as soon as it is offered."""
        self.waiting = str(typed or "")
        self.set_value(None)
        self.choose_waiting()

    def choose_waiting(self) -> None:
        """Choose what waits, where it is offered now."""
        found = next((each for each in self.values if each is not None and str(each) == self.waiting), None)
        if found is not None:
            self.set_value(found)
            self.waiting = ""
