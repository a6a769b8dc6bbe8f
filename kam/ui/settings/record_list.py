"""A list of records on a page of settings: rows that open, a way to add one, a menu for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Button, icon_button, link
from kam.ui.widgets.fields import TextEditor
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.panels import Panel, PanelList, sized
from kam.ui.widgets.pieces import Line

_FILTER_FROM = 15
"""A list longer than this has a field that finds in it."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What can be done with a record."""

    text: str
    icon: str
    run: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Record:
    """A row: what it is called, what stands in its cells with their widths (0 grows), what opens it."""

    name: str
    cells: Sequence[tuple[str | Line, int]]
    open: Callable[[], object]
    deeds: Sequence[Deed] = ()
    faded: bool = False
    indent: int = 0


class RecordList(Panel):
    """Shows records; says what belongs here where there is none."""

    def __init__(self, look: Look, title: str, add: str, run: Callable[[], object], *, nothing: str) -> None:
        super().__init__(look, title)
        self._title = title
        self._records: Sequence[Record] = ()
        self.add = self._link(add, run)
        self.rows = PanelList(look)
        self.finder = TextEditor(look, placeholder=look.words.say("Find in the list"))
        self.finder.set_compact(compact=True)
        self.finder.set_name(look.words.say("Find in the list"))
        self.finder.changed.connect(self._show)
        self.finder.hide()
        self.finder.setContentsMargins(Size.PANEL_PADDING, 6, Size.PANEL_PADDING, 6)
        self.body.addWidget(self.finder)
        self.body.addWidget(self.rows)
        self.fault = label("", Type.SECONDARY, "red", wraps=True)
        self.nothing = label(nothing, tone="text2", wraps=True)
        for each in (self.fault, self.nothing):
            each.setContentsMargins(Size.PANEL_PADDING, 10, Size.PANEL_PADDING, 10)
            each.hide()
            self.body.addWidget(each)

    def show_records(self, records: Sequence[Record]) -> None:
        """Show all of them anew; the keyboard stays on its row."""
        self._records = records
        self.set_title(self._title, self.look.formats.number(len(records)) if records else "")
        self.finder.setVisible(len(records) > _FILTER_FROM)
        self._show()

    def say(self, sentence: str) -> None:
        """What was refused; empty takes it away."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def _show(self) -> None:
        had = next((at for at, row in enumerate(self.rows.rows) if row.hasFocus()), None)
        wanted = (self.finder.value() or "").casefold() if self.finder.isVisibleTo(self) else ""
        shown = [each for each in self._records if wanted in each.name.casefold()]
        self.rows.clear()
        for record in shown:
            self._add_row(record)
        self.rows.setVisible(bool(shown))
        self.nothing.setVisible(not self._records)
        if had is not None and self.rows.rows:
            self.rows.rows[min(had, len(self.rows.rows) - 1)].setFocus()

    def _add_row(self, record: Record) -> None:
        cells: list[QWidget] = []
        stretch = 0
        for at, (content, width) in enumerate(record.cells):
            cell = self._cell(content, record, first=at == 0)
            if width:
                sized(cell, width)
            else:
                stretch = at
            cells.append(cell)
        cells.append(self._menu(record) if record.deeds else sized(QWidget(), Size.TARGET))
        row = self.rows.add_opening_row(record.name, *cells, stretch=stretch)
        row.opened.connect(record.open)

    def _cell(self, content: str | Line, record: Record, *, first: bool) -> QWidget:
        if not isinstance(content, str):
            return LineLabel(self.look, content)
        tone = "text3" if record.faded else "text" if first else "text2"
        made = ElidedLabel(content, Type.BODY if first else Type.SECONDARY, tone)
        if first and record.indent:
            made.setContentsMargins(record.indent * Size.GAP, 0, 0, 0)
        return made

    def _menu(self, record: Record) -> QWidget:
        words = self.look.words
        made = icon_button(
            self.look, "ellipsis", words.say("What can be done with “{name}”", name=record.name), small=True
        )
        menu = QMenu(made)
        for deed in record.deeds:
            action = menu.addAction(self.look.theme.icon(deed.icon), deed.text)
            action.triggered.connect(lambda _=False, run=deed.run: run())
        made.setMenu(menu)
        return made

    def _link(self, text: str, run: Callable[[], object]) -> Button:
        made = link(self.look, text, icon="plus", run=run)
        self.add_action(made)
        return made
