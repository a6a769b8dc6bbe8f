"""The sheet that applies a touch scenario to a client: what, from when, and what it would become."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kam.core.errors import UserError
from kam.services.commitments.handing import AccountChoice, account_choices
from kam.services.scenarios.applying import PlannedStep, Preview, Wish, apply, preview
from kam.services.scenarios.templates import Template, list_templates
from kam.ui.commitments.steps_saying import ICONS, channel_words, who_words
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.fields import ChoiceEditor, DateEditor, Form
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import LineLabel, label, rule
from kam.ui.widgets.panels import clear, sized
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.tips import plain_tip

_WIDTH: Final = 760
_ROWS: Final = 300
_DAY: Final = 138
_WHO: Final = 190


class ApplySheet(Sheet):
    """Shows the dates on working days and who is meant before anything is planned; all is one step."""

    applied = Signal(object)
    """The identity of the run."""

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        account_id: UUID | None = None,
        template: UUID | str | None = None,
    ) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            page.window(),
            words.say("Apply a touch scenario"),
            words.say("Tasks go into the ledger, contacts are planned. Nothing is written before that."),
            primary=words.say_in("button", "Plan"),
            width=_WIDTH,
        )
        self._desk = desk
        self._account_id = account_id
        self._wanted = template
        self._preview: Preview | None = None
        self.rows: list[StepRow] = []
        self.form = Form(desk.look, new=True, label_width=110)
        self.account = SearchChoiceEditor(desk.look, [])
        self.template = ChoiceEditor(desk.look, [])
        self.start = DateEditor(desk.look, desk.today)
        self._lay_out()
        self.account.changed.connect(self._ask_anew)
        self.template.changed.connect(self._ask_anew)
        self.start.changed.connect(self._ask)
        self.start.line.editingFinished.connect(self._ask)
        self.wished.connect(self._apply)
        self.primary.setEnabled(False)
        desk.read(self, partial(account_choices, desk.workspace), self._offer_accounts)
        work = partial(list_templates, desk.workspace, words.language)
        desk.read(self, work, self._offer_templates)

    def _lay_out(self) -> None:
        words = self.look.words
        self.form.add("account_id", words.say_in("promise", "Client"), self.account)
        self.form.add("template", words.say("Scenario"), self.template)
        hint = words.say("Steps that fall on a day off move to the next working day.")
        self.form.add("start", words.say("Day 0"), self.start, hint=hint)
        self.add(self.form)
        self.purpose = label("", Type.SECONDARY, "text2", wraps=True)
        self.add(self.purpose)
        self.missing = label("", Type.SECONDARY, "amber", wraps=True)
        self.missing.hide()
        self.add(self.missing)
        inside = QWidget()
        inside.setProperty("ground", "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, Size.GRID, 0)
        self._column.setSpacing(0)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(_ROWS)
        self.add(area, 1)

    def _offer_accounts(self, found: tuple[AccountChoice, ...]) -> None:
        self.account.set_options([(each.id, each.name) for each in found])
        self.form.fields["account_id"].set_initial(self._account_id)
        self._ask_anew()

    def _offer_templates(self, found: tuple[Template, ...]) -> None:
        offered = [each for each in found if not each.retired]
        self.template.set_options([(each.id or each.code, each.name) for each in offered])
        keys = [each.id or each.code for each in offered]
        wanted = self._wanted if self._wanted in keys else (keys[0] if keys else None)
        self.form.fields["template"].set_initial(wanted)
        self._ask_anew()

    def _ask_anew(self) -> None:
        """Another client or scenario begins on its usual day."""
        self._ask_from(None)

    def _ask(self) -> None:
        self._ask_from(self._typed_start())

    def _ask_from(self, begins: date | None) -> None:
        account, key = self.account.value(), self.template.value()
        if account is None or key is None:
            return
        work = partial(
            preview,
            self._desk.workspace,
            account,
            key,
            as_of=self._desk.now(),
            language=self.look.words.language,
            start=begins,
        )
        self._desk.read(self, work, self._show, key="preview", otherwise=self.take)

    def _typed_start(self) -> date | None:
        try:
            return self.start.value() or (self._preview.start if self._preview is not None else None)
        except UserError:
            return self._preview.start if self._preview is not None else None

    def _show(self, found: Preview) -> None:
        self._preview = found
        words = self.look.words
        if not self.start.line.hasFocus():
            self.form.fields["start"].set_initial(found.start)
        self.purpose.setText(found.template.purpose or "")
        self.purpose.setVisible(bool(found.template.purpose))
        missing = ", ".join(words.of(role.label) for role in found.missing_roles)
        self.missing.setText(words.say("Nobody at the client plays: {roles}", roles=missing))
        self.missing.setVisible(bool(missing))
        clear(self._column)
        self.rows = [StepRow(self.look, each) for each in found.steps]
        for row in self.rows:
            row.changed.connect(self._count)
            self._column.addWidget(row)
            self._column.addWidget(rule())
        self._column.addStretch(1)
        self._count()

    def _count(self) -> None:
        chosen = sum(row.box.isChecked() for row in self.rows)
        words = self.look.words
        self.primary.setText(words.say_many("Plan {count} step", "Plan {count} steps", chosen))
        self.primary.setEnabled(chosen > 0)

    def _apply(self) -> None:
        found = self._preview
        if found is None:
            return
        wishes = {row.step.number: row.wish() for row in self.rows}
        key = found.template.id or found.template.code or ""
        use_case = partial(
            apply,
            self._desk.workspace,
            found.account_id,
            key,
            found.start,
            language=self.look.words.language,
            wishes=wishes,
        )
        words = self.look.words
        notice = words.say(
            "“{scenario}” planned for {client}", scenario=found.template.name, client=found.account
        )
        self.set_busy(busy=True)
        self._desk.change(self, use_case, self._applied, otherwise=self.take, notice=notice, undoable=True)

    def _applied(self, run: UUID) -> None:
        self.done_well()
        self.applied.emit(run)


class StepRow(QWidget):
    """A step of the preview: whether it is planned, when, what, with whom."""

    changed = Signal()

    def __init__(self, look: Look, step: PlannedStep) -> None:
        super().__init__()
        self.step = step
        words, formats = look.words, look.formats
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 6, 2, 6)
        row.setSpacing(Size.GRID)
        self.box = QCheckBox()
        self.box.setChecked(not step.past)
        self.box.setAccessibleName(words.say("Plan: {text}", text=step.step.text))
        self.box.setMinimumSize(Size.TARGET, Size.TARGET)
        self.box.toggled.connect(lambda _: self.changed.emit())
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        when = formats.weekday_date(step.day)
        clock = formats.clock(step.starts.time()) if step.starts else ""
        told = words.say("{day}, {time}", day=when, time=clock) if clock else when
        days = QVBoxLayout()
        days.setSpacing(0)
        days.addWidget(sized(label(told, Type.SECONDARY), _DAY))
        note = words.say("passed, would be today") if step.past else words.say("moved from a day off")
        if step.past or step.moved:
            days.addWidget(label(note, Type.CAPTION, "amber" if step.past else "text2"))
        days.addStretch(1)
        row.addLayout(days)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        sign = IconGlyph(ICONS[step.step.channel], "text2", Size.ICON_IN_TEXT)
        texts.addWidget(LineLabel(look, (sign, Run(channel_words(step.step.channel, look), Type.NAME))))
        texts.addWidget(label(step.step.text, Type.SECONDARY, "text2", wraps=True))
        row.addLayout(texts, 1)
        self.who: ChoiceEditor | None = None
        if not step.is_task:
            self.who = self._make_who(look)
            row.addWidget(self.who, 0, Qt.AlignmentFlag.AlignTop)

    def wish(self) -> Wish:
        """What was decided."""
        return Wish(self.box.isChecked(), None if self.who is None else self.who.value())

    def _make_who(self, look: Look) -> ChoiceEditor:
        role = who_words(self.step.step, look)
        none = look.words.say("nobody named")
        made = ChoiceEditor(look, [(each.id, each.name) for each in self.step.people], none=none)
        made.set_value(self.step.people[0].id if self.step.people else None)
        made.set_name(look.words.say("With whom: {role}", role=role) if role else look.words.say("With whom"))
        made.setToolTip(plain_tip(role))
        made.setFixedWidth(_WHO)
        made.set_compact(compact=True)
        return made
