"""Preparing a meeting: the checklist a new meeting begins with, and the client's copy of the brief."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QWidget

from kam.core.errors import UserError
from kam.core.field_errors import FieldErrors
from kam.core.telling import Teller
from kam.core.text import with_capital
from kam.core.vocabulary import ChecklistCode
from kam.core.words import label
from kam.services.settings import (
    ChecklistEntry,
    PreparationPage,
    read_preparation,
    save_preparation,
)
from kam.ui.desk import Desk
from kam.ui.places import SCENARIOS
from kam.ui.settings.binding import Source
from kam.ui.settings.item import Item
from kam.ui.settings.rows import fill, form_row
from kam.ui.settings.section import Section
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button, link, menu_button
from kam.ui.widgets.fields import YesNoEditor
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, set_property
from kam.ui.widgets.labels import label as text_label
from kam.ui.widgets.panels import Panel, PanelList

_MARK: Final = label("setting", "Mark late promises on the client’s copy")
_ROW: Final = 36


class PreparationSection(Section):
    """The checklist at the left, its items moved, removed, added; the client's copy at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.look.words
        self.preparation = self.bind(Source(read_preparation, save_preparation, lambda _: PreparationPage()))
        self._panel = Panel(desk.look, words.say("Checklist of a new meeting"))
        self.rows = PanelList(desk.look, row_height=_ROW)
        self.fault = text_label("", Type.SECONDARY, "red", wraps=True)
        self.own = QLineEdit()
        self.add_left(self._checklist())
        self.add_right(self._copy())
        self.add_right(self._scenarios())
        self.preparation.shown.connect(self._show_checklist)

    def _checklist(self) -> Panel:
        words, panel = self.look.words, self._panel
        panel.body.addWidget(self.rows)
        self.fault.setContentsMargins(Size.PANEL_PADDING, 4, Size.PANEL_PADDING, 4)
        self.fault.hide()
        panel.body.addWidget(self.fault)
        self.menu = QMenu(self)
        self.own.setPlaceholderText(words.say("An item of our own, for example: samples packed"))
        self.own.setAccessibleName(words.say("An item of our own"))
        set_property(self.own, "compact", True)
        self.own.returnPressed.connect(self._add_own)
        self.keep_line("own", self.own)
        add = icon_button(self.look, "plus", words.say("Add our own item"), run=self._add_own)
        self.usual = menu_button(self.look, words.say("Usual items"), self.menu)
        set_property(self.usual, "compact", True)
        foot = QFrame()
        foot.setProperty("role", "panelfoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        row.setSpacing(Size.GRID)
        row.addWidget(self.own, 1)
        row.addWidget(add)
        row.addWidget(self.usual)
        panel.body.addWidget(foot)
        return panel

    def _copy(self) -> Panel:
        words = self.look.words
        panel = Panel(self.look, words.say("The client’s copy of the brief"))
        editor = YesNoEditor(self.look, words.say("Mark promises whose date has passed"))
        item = Item(self.look, "mark_late_promises", _MARK, editor, at_once=True, said="")
        hint = words.say("Theirs and ours alike. Without the mark only the dates stand there.")
        row = form_row(self.preparation.add(item), hint=hint, width=0)
        return fill(panel, [row])

    def _scenarios(self) -> Panel:
        words = self.look.words
        panel = Panel(self.look, words.say("Touch scenarios"))
        panel.pad(top=12, bottom=12)
        told = words.say("Templates of touches: after a first contact, before a renewal, after a complaint.")
        panel.body.addWidget(text_label(told, tone="text2", wraps=True))
        opened = link(self.look, words.say("Open the scenarios"), icon="list-tree")
        opened.clicked.connect(partial(self.went.emit, SCENARIOS))
        panel.body.addWidget(opened, 0, Qt.AlignmentFlag.AlignLeft)
        return panel

    # The checklist

    def _show_checklist(self) -> None:
        page: PreparationPage = self.preparation.page
        self.rows.clear()
        for at, entry in enumerate(page.checklist):
            self._show_entry(at, entry, len(page.checklist))
        self._panel.set_title(
            self.look.words.say("Checklist of a new meeting"), self.look.formats.number(len(page.checklist))
        )
        self._offer_usual(page)
        tab_in_reading_order(self)

    def _show_entry(self, at: int, entry: ChecklistEntry, count: int) -> None:
        words, text = self.look.words, self.text_of(entry)
        own = entry.code is ChecklistCode.CUSTOM
        up = icon_button(self.look, "chevron-up", words.say("Move “{item}” up", item=text), small=True)
        down = icon_button(self.look, "chevron-down", words.say("Move “{item}” down", item=text), small=True)
        away = icon_button(self.look, "x", words.say("Remove “{item}”", item=text), small=True)
        up.setEnabled(at > 0)
        down.setEnabled(at < count - 1)
        up.clicked.connect(partial(self._move, at, -1))
        down.clicked.connect(partial(self._move, at, 1))
        away.clicked.connect(partial(self._remove, at))
        kind: QWidget = text_label(words.say("our own") if own else "", Type.SECONDARY, "text2")
        box = LineLabel(self.look, (IconGlyph("check", "text3"),))
        self.rows.add_row(box, ElidedLabel(text), kind, up, down, away, stretch=1)

    def text_of(self, entry: ChecklistEntry) -> str:
        """An item in words, as a checklist shows it."""
        text = entry.text or self.look.words.of(entry.code.label)
        return with_capital(text)

    def _offer_usual(self, page: PreparationPage) -> None:
        self.menu.clear()
        missing = [
            code
            for code in ChecklistCode
            if code is not ChecklistCode.CUSTOM and all(each.code is not code for each in page.checklist)
        ]
        for code in missing:
            entry = ChecklistEntry(code)
            self.menu.addAction(self.text_of(entry)).triggered.connect(partial(self._append, entry))
        self.usual.setEnabled(bool(missing))

    def _add_own(self) -> None:
        text = " ".join(self.own.text().split())
        if text:
            self._append(ChecklistEntry(ChecklistCode.CUSTOM, text))

    def _append(self, entry: ChecklistEntry, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        def change(items: tuple[ChecklistEntry, ...]) -> tuple[ChecklistEntry, ...]:
            return (*items, entry)

        self._change(change, then=self.own.clear if entry.code is ChecklistCode.CUSTOM else None)

    def _remove(self, at: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        entry = self.preparation.page.checklist[at]

        def change(items: tuple[ChecklistEntry, ...]) -> tuple[ChecklistEntry, ...]:
            return (*items[:at], *items[at + 1 :]) if items[at : at + 1] == (entry,) else items

        words = self.look.words
        self._change(change, notice=words.say("Removed: {item}", item=self.text_of(entry)))

    def _move(self, at: int, by: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        def change(items: tuple[ChecklistEntry, ...]) -> tuple[ChecklistEntry, ...]:
            found = list(items)
            found.insert(at + by, found.pop(at))
            return tuple(found)

        self._change(change, then=partial(self._stay_at, at + by, by))

    def _stay_at(self, at: int, by: int) -> None:
        """The keyboard goes with the item that moved."""
        place = 3 if by < 0 else 4
        if at < len(self.rows.rows):
            item = self.rows.rows[at].cells.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(
        self,
        change: Callable[[tuple[ChecklistEntry, ...]], tuple[ChecklistEntry, ...]],
        *,
        then: Callable[[], object] | None = None,
        notice: str | None = None,
    ) -> None:
        self.fault.hide()

        def whole(page: PreparationPage) -> PreparationPage:
            return replace(page, checklist=change(page.checklist))

        self.preparation.change(whole, then=then, otherwise=self._refused, notice=notice)

    def _refused(self, error: Exception) -> bool:
        if not isinstance(error, FieldErrors):
            return False
        teller = Teller(self.look.words, self.look.formats)
        first = error.errors[0]
        self.fault.setText(teller.sentence(UserError(first.code, **dict(first.details))))
        self.fault.show()
        return True
