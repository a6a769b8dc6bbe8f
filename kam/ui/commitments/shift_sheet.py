"""The sheet that moves the dates of promises."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from kam.core.vocabulary import Side
from kam.services.commitments.rows import PromiseRow
from kam.services.commitments.shifting import Because, WorkingDays, shift
from kam.services.drafts import together
from kam.ui.desk import Desk
from kam.ui.places import PROMISES
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, CountEditor, DateEditor, TextEditor


class ShiftSheet(FormSheet):
    """Asks for the date, or by how many working days, and whether the other side said yes."""

    def __init__(self, desk: Desk, page: QWidget, rows: Sequence[PromiseRow]) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            page.window(),
            words.say_many("New date of {count} promise", "New date of {count} promises", len(rows))
            if len(rows) > 1
            else words.say("New date"),
            rows[0].text if len(rows) == 1 else "",
            primary=words.say_in("button", "Move"),
            draft=desk.draft("promise.shift", together(row.id for row in rows), at=PROMISES),
            label_width=150,
            width=520,
        )
        self._desk = desk
        self._rows = rows
        look = desk.look
        hint = words.say("“Friday”, “in 3 days”, “12 Dec” are understood.")
        self.form.add("to", words.say("New date"), DateEditor(look, desk.today), hint=hint)
        days = CountEditor(look)
        days.set_value(None)
        self.form.add("days", words.say("or working days later"), days)
        self.form.add("because", words.say("Why it moves"), ChoiceEditor(look, self._reasons(rows)))
        self.form["because"].set_value(Because.OWN)
        self.form.fields["because"].set_initial(Because.OWN)
        self.form.add("reason", words.say_in("field", "Reason"), TextEditor(look))
        self.wished.connect(self._shift)

    def _reasons(self, rows: Sequence[PromiseRow]) -> list[tuple[Because, str]]:
        words = self.look.words
        theirs = all(row.side is Side.THEIRS for row in rows)
        agreed = (
            words.say("we agreed to the new date")
            if theirs
            else words.say("the client agreed to the new date")
        )
        own = (
            words.say("they moved it, we did not agree")
            if theirs
            else words.say("we move it ourselves, without their consent")
        )
        return [
            (Because.AGREED, agreed),
            (Because.OWN, own),
            (Because.MISTAKE, words.say("it was written down wrongly")),
        ]

    def _shift(self) -> None:
        values = self.form.values() or {}
        words = self.look.words
        to = values["to"] or (WorkingDays(values["days"]) if values["days"] else None)
        if to is None:
            self.form.set_faults({"to": words.say("Say a date, or by how many working days it moves.")})
            return
        use_case = partial(
            shift,
            self._desk.workspace,
            [row.id for row in self._rows],
            to,
            values["because"],
            reason=values["reason"],
        )
        notice = words.say_many(
            "Date of {count} promise moved", "Dates of {count} promises moved", len(self._rows)
        )
        self._desk.save(self, use_case, notice=notice, undoable=True)
