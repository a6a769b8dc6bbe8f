"""Somebody leaves, or goes on at another client."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kam.core.changes import Outcome
from kam.core.errors import UserError
from kam.core.vocabulary import FoundKind
from kam.services.palette import PaletteHit, palette_hits
from kam.services.people.leaving import Reports, Vacancy, leave, move_to_account
from kam.services.people.rows import PlaceRow, StakeholderMap
from kam.ui.account.people.sheets.base import WIDE, DeedSheet, draft_of, people_options
from kam.ui.desk import Desk
from kam.ui.widgets.fields import ChoiceEditor, DateEditor, Option, TextEditor
from kam.ui.widgets.people_picker import Answer, Candidate, PeoplePicker


class _GoingSheet(DeedSheet):
    """Asks for the last day, who comes after, and to whom the reports go."""

    day_field = "on"

    def ask_going(self, found: StakeholderMap, row: PlaceRow) -> None:
        """Add the fields of going."""
        say = self.words.say
        editor = DateEditor(self.look, self.desk.today, past=True)
        self.form.add(self.day_field, say("Last day there"), editor, value=self.desk.today())
        others = people_options(self.look, (each for each in found.places if each.id != row.id))
        options: list[Option] = [(Vacancy.OPEN, say("not known yet: keep the place open")), *others]
        successor = ChoiceEditor(self.look, options, none=say("nobody"))
        self.form.add("successor", say("Who comes after"), successor, value=Vacancy.OPEN)
        count = sum(each.reports_to == row.id for each in found.places)
        if count:
            choices: list[Option] = [
                (Reports.FOLLOW, say("to the successor, else to the superior")),
                (Reports.SUPERIOR, say("to the superior")),
                (Reports.STAY, say("to nobody for now")),
            ]
            text = self.words.say_many("{count} report goes", "{count} reports go", count)
            self.form.add("reports", text, ChoiceEditor(self.look, choices), value=Reports.FOLLOW)

    def going(self, values: dict[str, Any]) -> dict[str, Any]:
        """The successor and the reports as the use cases take them."""
        return {"successor": values["successor"], "reports": values.get("reports", Reports.FOLLOW)}


class LeaveSheet(_GoingSheet):
    """Somebody left their place."""

    def __init__(self, desk: Desk, over: QWidget, found: StakeholderMap, row: PlaceRow) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            words.say("{name} left", name=row.name.short),
            words.say("Ratings, contacts and promises stay in the history of the client."),
            primary=words.say_in("button", "Save"),
            draft=draft_of(desk, "leave", row),
            width=WIDE,
        )
        self._row = row
        self.ask_going(found, row)

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[UUID | None]]:
        """Note that they left."""
        on = values["on"] or self.desk.today()
        return partial(leave, self.desk.workspace, self._row.id, on, **self.going(values))

    def notice(self, values: dict[str, Any]) -> str:  # noqa: ARG002 - it is about who left
        """Say that they left."""
        return self.words.say("{name} left", name=self._row.name.short)


class MoveSheet(_GoingSheet):
    """Somebody went on to another client of ours; they stay one person."""

    day_field = "left_on"

    def __init__(self, desk: Desk, over: QWidget, found: StakeholderMap, row: PlaceRow) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            words.say("{name} goes to another client", name=row.name.short),
            words.say("What was thought of them here stays here; there they begin anew."),
            primary=words.say_in("button", "Save"),
            draft=draft_of(desk, "move", row),
            width=WIDE,
        )
        self._row = row
        picker = PeoplePicker(self.look, self._find, placeholder=words.say("Type the client's name"))
        self.form.add("account", words.say("To which client"), picker)
        self.form.add("job_title", words.say("Job title there"), TextEditor(self.look))
        since = DateEditor(self.look, desk.today)
        self.form.add("since", words.say("There since"), since, hint=words.say("Empty: the next day."))
        self.ask_going(found, row)

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[UUID]] | None:
        """Note that they went."""
        account = values["account"]
        return partial(
            move_to_account,
            self.desk.workspace,
            self._row.id,
            account.id,
            left_on=values["left_on"] or self.desk.today(),
            place={"job_title": values["job_title"], "since": values["since"]},
            **self.going(values),
        )

    def notice(self, values: dict[str, Any]) -> str:
        """Say where they went."""
        return self.words.say(
            "{name} is at {client} now", name=self._row.name.short, client=values["account"].name
        )

    def _save(self) -> None:
        values = self.form.values()
        if values is not None and values["account"] is None:
            self.form.set_faults({"account": self.words.say("Choose the client from the list.")})
            return
        super()._save()

    def _find(self, text: str, answer: Answer) -> None:
        work = partial(palette_hits, self.desk.workspace, text, kinds=[FoundKind.ACCOUNT], limit=8)

        def show(hits: list[PaletteHit]) -> None:
            answer([Candidate(hit.id, hit.title) for hit in hits if hit.id != self._row.account_id])

        self.desk.read(self, work, show, key="clients", otherwise=_quiet)


def _quiet(error: Exception) -> bool:
    return isinstance(error, UserError)
