"""The sheet that puts the communication plan on the calendar: its dates are seen before they are planned."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kam.core.errors import UserError
from kam.core.short_names import family_of
from kam.core.words import Label, label
from kam.services.plans.contacts import (
    ContactsPreview,
    NotPlanned,
    PlannedContact,
    plan_contacts,
    preview_contacts,
)
from kam.services.plans.reading import PlanReading
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.fields import DateEditor, Form
from kam.ui.widgets.labels import ElidedLabel, rule
from kam.ui.widgets.labels import label as text_label
from kam.ui.widgets.panels import clear, sized
from kam.ui.widgets.scrolled import scrolled

_WIDTH: Final = 760
_ROWS: Final = 300
_DAY: Final = 150
_WHO: Final = 210
_AHEAD: Final = timedelta(days=91)
_WHY: Final[dict[NotPlanned, Label]] = {
    NotPlanned.WITHOUT_INTERVAL: label("contact", "{pair}: it is not said how often"),
    NotPlanned.HAS_LEFT: label("contact", "{pair}: is not there any more"),
    NotPlanned.PLANNED_ALREADY: label("contact", "{pair}: planned already"),
    NotPlanned.AFTER_THE_END: label("contact", "{pair}: not due before that day"),
}


class ContactsSheet(Sheet):
    """Meetings and calls over working days and free hours; those that are ticked are planned as one step."""

    def __init__(self, desk: Desk, parent: QWidget, plan: PlanReading) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            parent,
            words.say("Put the communication plan on the calendar"),
            words.say(
                "Days off and full days give way to the next free time. Nothing is written before that."
            ),
            primary=words.say_in("button", "Plan"),
            width=_WIDTH,
        )
        self._desk, self._plan = desk, plan
        self._preview: ContactsPreview | None = None
        self.rows: list[ContactRow] = []
        self.form = Form(desk.look, new=True, label_width=110)
        self.until = DateEditor(desk.look, desk.today)
        usual = min(plan.content.ends_on, max(desk.today(), plan.content.starts_on) + _AHEAD)
        self.form.add("until", words.say_in("contacts", "Until"), self.until, value=usual)
        self.add(self.form)
        self.add(self._scrolled(), 1)
        self.left_out = text_label("", Type.SECONDARY, "text2", wraps=True)
        self.left_out.hide()
        self.add(self.left_out)
        self.until.changed.connect(self._ask)
        self.wished.connect(self._plan_them)
        self.primary.setEnabled(False)
        self._ask()

    def _scrolled(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("ground", "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, Size.GRID, 0)
        self._column.setSpacing(0)
        return scrolled(inside, least=_ROWS)

    def _ask(self) -> None:
        until = self._typed_until()
        if until is None:
            return
        work = partial(
            preview_contacts,
            self._desk.workspace,
            self._plan.content.id,
            as_of=self._desk.now(),
            subject=self.look.words.say("Contact by the plan"),
            until=until,
        )
        self._desk.read(self, work, self._show, key="contacts", otherwise=self.take)

    def _typed_until(self) -> date | None:
        try:
            found: date | None = self.until.value()
        except UserError:
            return None
        return found

    def _show(self, found: ContactsPreview) -> None:
        self._preview = found
        self.show_fault("")
        clear(self._column)
        self.rows = [ContactRow(self.look, each) for each in found.contacts]
        for row in self.rows:
            row.changed.connect(self._count)
            self._column.addWidget(row)
            self._column.addWidget(rule())
        if not self.rows:
            nothing = self.look.words.say("Nothing is to be planned until that day.")
            self._column.addWidget(text_label(nothing, tone="text2"))
        self._column.addStretch(1)
        told = [self._why(found, each.id) for each in self._plan.content.contacts]
        self.left_out.setText("\n".join(each for each in told if each))
        self.left_out.setVisible(any(told))
        self._count()

    def _why(self, found: ContactsPreview, line_id: object) -> str:
        """Why a line adds nothing; empty where it does."""
        line = next(each for each in self._plan.content.contacts if each.id == line_id)
        if line.id not in found.left_out:
            return ""
        pair = self.look.words.say(
            "{ours} and {theirs}",
            ours=family_of(self._plan.colleagues.get(line.colleague_id, "")),
            theirs=family_of(self._plan.stakeholders.get(line.stakeholder_id, "")),
        )
        return self.look.words.of(_WHY[found.left_out[line.id]], pair=pair)

    def _count(self) -> None:
        chosen = sum(row.box.isChecked() for row in self.rows)
        words = self.look.words
        self.primary.setText(words.say_many("Plan {count} contact", "Plan {count} contacts", chosen))
        self.primary.setEnabled(chosen > 0)

    def _plan_them(self) -> None:
        if self._preview is None:
            return
        chosen = [row.contact for row in self.rows if row.box.isChecked()]
        words = self.look.words
        use_case = partial(plan_contacts, self._desk.workspace, self._preview.plan_id, chosen)
        notice = words.say_many("{count} contact planned.", "{count} contacts planned.", len(chosen))
        self._desk.save(self, use_case, notice=notice, undoable=True)


class ContactRow(QWidget):
    """A contact of the preview: whether it is planned, when, how, who with whom, about what."""

    changed = Signal()

    def __init__(self, look: Look, contact: PlannedContact) -> None:
        super().__init__()
        self.contact = contact
        words, formats = look.words, look.formats
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 4, 2, 4)
        row.setSpacing(Size.GRID)
        day = formats.weekday_date(contact.starts.date())
        told = words.say("{day}, {time}", day=day, time=formats.clock(contact.starts.time()))
        pair = words.say(
            "{ours} and {theirs}", ours=family_of(contact.colleague), theirs=family_of(contact.stakeholder)
        )
        self.box = QCheckBox()
        self.box.setChecked(not contact.clashes)
        self.box.setAccessibleName(words.say("Plan: {text}", text=f"{told}, {pair}, {contact.subject}"))
        self.box.setMinimumSize(Size.TARGET, Size.TARGET)
        self.box.toggled.connect(lambda _: self.changed.emit())
        row.addWidget(self.box)
        days = QVBoxLayout()
        days.setSpacing(0)
        days.addWidget(sized(text_label(told, Type.SECONDARY), _DAY))
        if contact.clashes:
            days.addWidget(text_label(words.say("no free time around it"), Type.CAPTION, "amber"))
        elif contact.moved:
            days.addWidget(text_label(words.say("moved to a free day"), Type.CAPTION, "text2"))
        row.addLayout(days)
        row.addWidget(sized(ElidedLabel(pair), _WHO))
        kind = words.of(contact.kind.label)
        about = words.say("{kind}: {subject}", kind=kind, subject=contact.subject)
        row.addWidget(ElidedLabel(about, Type.SECONDARY, "text2"), 1)
