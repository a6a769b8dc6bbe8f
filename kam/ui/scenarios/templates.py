"""The templates: a list at the left, the chosen one with its steps at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kam.services.scenarios.templates import Template, delete_template, retire_template
from kam.ui.commitments.steps_saying import ICONS, channel_words, day_words, who_words
from kam.ui.desk import Desk
from kam.ui.scenarios.template_sheet import TemplateSheet
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label, rule
from kam.ui.widgets.panels import Panel, PanelList, clear
from kam.ui.widgets.pieces import Run

_LIST: Final = 300


class TemplatesFace(QWidget):
    """Reads nothing: the page hands in the templates."""

    apply_wished = Signal(object)
    """The id or the code of a template."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._templates: Sequence[Template] = ()
        self._chosen: UUID | str | None = None
        self.sheet: TemplateSheet | None = None
        look, words = desk.look, desk.look.words
        self.setProperty("ground", "sunk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.own, self.own_rows = self._list_panel(words.say("My scenarios"))
        self.made, self.made_rows = self._list_panel(words.say("Ready-made"))
        left = QWidget()
        left.setFixedWidth(_LIST)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Size.GRID)
        column.addWidget(self.own)
        column.addWidget(self.made)
        column.addStretch(1)
        self.panel = Panel(look, " ")
        self._inside = QWidget()
        self._inside.setProperty("ground", "page")
        self._body = QVBoxLayout(self._inside)
        self._body.setContentsMargins(Size.GAP, 12, Size.GAP, 12)
        self._body.setSpacing(Size.GRID)
        area = QScrollArea()
        area.setWidget(self._inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.panel.body.addWidget(area)
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.PAGE_MARGIN, Size.GAP, Size.PAGE_MARGIN, Size.GAP)
        row.setSpacing(Size.GAP)
        row.addWidget(left)
        row.addWidget(self.panel, 1)

    @property
    def chosen(self) -> Template | None:
        """The template that is shown."""
        found = (each for each in self._templates if self._chosen in {each.id, each.code})
        return next(found, self._templates[0] if self._templates else None)

    def show_templates(self, templates: Sequence[Template]) -> None:
        """Show them; the chosen one stays."""
        self._templates = templates
        self._show_lists()
        self._show_chosen()

    def choose(self, key: UUID | str) -> None:
        """Show a template."""
        self._chosen = key
        self._show_chosen()

    def add(self) -> None:
        """Open the sheet of a new scenario."""
        self._edit(Template("", None, ()))

    # Inside

    def _list_panel(self, title: str) -> tuple[Panel, PanelList]:
        panel, rows = Panel(self._desk.look, title), PanelList(self._desk.look)
        panel.body.addWidget(rows)
        return panel, rows

    def _show_lists(self) -> None:
        words = self._desk.look.words
        own = [each for each in self._templates if each.is_own]
        made = [each for each in self._templates if not each.is_own]
        for rows, templates in ((self.own_rows, own), (self.made_rows, made)):
            rows.clear()
            for each in templates:
                steps = words.say_many("{count} step", "{count} steps", len(each.steps))
                told = words.say_in("scenario", "retired") if each.retired else steps
                tone = "text3" if each.retired else "text"
                row = rows.add_opening_row(
                    f"{each.name}, {told}",
                    ElidedLabel(each.name, Type.NAME, tone),
                    label(told, Type.SECONDARY, "text2"),
                )
                row.opened.connect(partial(self.choose, each.id or each.code or ""))
        if not own:
            self.own_rows.add_row(label(words.say("None yet."), Type.BODY, "text3"))

    def _show_chosen(self) -> None:
        clear(self._body)
        template = self.chosen
        if template is None:
            return
        look, words = self._desk.look, self._desk.look.words
        self.panel.set_title(template.name)
        runs = words.say_many("applied {count} time", "applied {count} times", template.runs)
        self.panel.set_secondary(runs if template.runs else "")
        if template.purpose:
            self._body.addWidget(label(template.purpose, tone="text2", wraps=True))
        self._body.addLayout(self._deeds(template))
        grid = QGridLayout()
        grid.setHorizontalSpacing(Size.GAP)
        grid.setVerticalSpacing(6)
        for number, step in enumerate(template.steps):
            at = number * 2
            grid.addWidget(rule(), at, 0, 1, 4)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(label(day_words(step.day, look), Type.SECONDARY, "text2"), at + 1, 0, top)
            sign = IconGlyph(ICONS[step.channel], "text2", Size.ICON_IN_TEXT)
            channel = Run(channel_words(step.channel, look), Type.NAME)
            grid.addWidget(LineLabel(look, (sign, channel)), at + 1, 1, top)
            grid.addWidget(label(who_words(step, look), Type.SECONDARY, "text2"), at + 1, 2, top)
            grid.addWidget(label(step.text, wraps=True), at + 1, 3)
        grid.setColumnStretch(3, 1)
        self._body.addLayout(grid)
        self._body.addStretch(1)

    def _deeds(self, template: Template) -> QHBoxLayout:
        look, words = self._desk.look, self._desk.look.words
        row = QHBoxLayout()
        row.setSpacing(Size.GRID)
        key = template.id or template.code
        if not template.retired:
            wish = partial(self.apply_wished.emit, key)
            text = words.say("Apply to a client…")
            row.addWidget(button(look, text, kind=Kind.PRIMARY, icon="play", compact=True, run=wish))
        if template.id is None:
            copy = replace(template, code=None)
            text = words.say("Make it mine…")
            row.addWidget(button(look, text, icon="copy", compact=True, run=partial(self._edit, copy)))
        else:
            change = words.say_in("button", "Change…")
            row.addWidget(
                button(look, change, icon="pencil", compact=True, run=partial(self._edit, template))
            )
            text = words.say("Offer again") if template.retired else words.say("Retire")
            row.addWidget(button(look, text, compact=True, run=partial(self._retire, template)))
            delete = words.say_in("button", "Delete")
            row.addWidget(button(look, delete, compact=True, run=partial(self._delete, template)))
        row.addStretch(1)
        return row

    def _edit(self, template: Template) -> None:
        self.sheet = TemplateSheet(self._desk, self, template)
        self.sheet.saved.connect(self._choose_saved)
        self.sheet.open()

    def _choose_saved(self, template: UUID) -> None:
        self._chosen = template

    def _retire(self, template: Template) -> None:
        if template.id is not None:
            use_case = partial(
                retire_template, self._desk.workspace, template.id, retired=not template.retired
            )
            self._desk.change(self, use_case)

    def _delete(self, template: Template) -> None:
        if template.id is not None:
            notice = self._desk.look.words.say("Scenario deleted: {name}", name=template.name)
            use_case = partial(delete_template, self._desk.workspace, template.id)
            self._desk.change(self, use_case, notice=notice, undoable=True)
