"""Who of us speaks with whom of theirs: how often, when last, when next, about what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal

from kam.analysis.plans.content import PlanContact
from kam.core.short_names import family_of
from kam.services.plans.beside import Spoken
from kam.ui.account.plan.line_panel import LinePanel, cell
from kam.ui.account.plan.reading import Shown
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.buttons import link

_OURS: Final = 100
_THEIRS: Final = 110
_EVERY: Final = 72
_LAST: Final = 128
_NEXT: Final = 84


class ContactsPanel(LinePanel):
    """The communication plan; a line that is late and has no next contact says so in red."""

    calendar_wished = Signal()

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(
            look,
            words.say("Communication plan"),
            add=words.say("Add who meets whom"),
            empty=words.say(
                "Who of us speaks with whom at the client, how often, about what? A level above the KAM"
                " belongs here, too."
            ),
            columns=[
                (words.say("Who of us"), _OURS),
                (words.say("Whom of theirs"), _THEIRS),
                (words.say_in("column", "Every"), _EVERY),
                (words.say_in("column", "Last"), _LAST),
                (words.say_in("column", "Next"), _NEXT),
                (words.say("About what"), 0),
            ],
        )
        self.calendar = link(look, words.say("Put on the calendar…"), run=self.calendar_wished.emit)
        self._side.insertWidget(0, self.calendar)

    def show_plan(self, shown: Shown) -> None:
        """Show a plan's lines."""
        plan, spoken = shown.plan, shown.beside.spoken
        contacts = plan.content.contacts
        self.begin(len(contacts), writable=plan.can_be_written)
        self.calendar.setVisible(bool(contacts) and plan.takes_facts)
        for each in contacts:
            self._add(each, spoken.get(each.id, Spoken()), shown)
        self.end()
        late = sum(each.late_days > 0 for each in spoken.values())
        words = self.look.words
        self.set_secondary(words.say_many("{count} overdue", "{count} overdue", late) if late else "", "red")

    def _add(self, line: PlanContact, spoken: Spoken, shown: Shown) -> None:
        plan, words = shown.plan, self.look.words
        ours = family_of(_name(plan.colleagues, line.colleague_id))
        theirs = family_of(_name(plan.stakeholders, line.stakeholder_id))
        every = words.say_many("{count} day", "{count} days", line.every_days) if line.every_days else "—"
        last, tone = self._last(spoken, shown)
        following = "—"
        if spoken.next_on is not None:
            following = self.look.formats.near(spoken.next_on, plan.today)
        told = [
            words.say("{ours} and {theirs}", ours=ours, theirs=theirs),
            words.say("every {interval}", interval=every) if line.every_days else "",
            words.say("last: {day}", day=last),
            words.say("next: {day}", day=following) if spoken.next_on else "",
            line.about or "",
        ]
        self.lines.add_part(
            line.id,
            ", ".join(part for part in told if part),
            cell(ours, _OURS),
            cell(theirs, _THEIRS),
            cell(every, _EVERY, tone="text2"),
            cell(last, _LAST, tone=tone),
            cell(following, _NEXT),
            cell(line.about or "", tone="text2", role=Type.SECONDARY),
            stretch=5,
        )

    def _last(self, spoken: Spoken, shown: Shown) -> tuple[str, str]:
        """When they last spoke, and by how many days that is too long ago."""
        words = self.look.words
        day = words.say("never yet")
        if spoken.last_on is not None:
            day = self.look.formats.near(spoken.last_on, shown.plan.today)
        if not spoken.late_days:
            return day, "text" if spoken.last_on else "text3"
        over = words.say("{day}, {count} d over", day=day, count=self.look.formats.number(spoken.late_days))
        return over, "amber" if spoken.next_on else "red"


def _name(names: Mapping[UUID, str], one: UUID) -> str:
    return names.get(one, "")
