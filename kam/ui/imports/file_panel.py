"""The chosen file: its name and size, how it is read, its first rows and those with problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.core.text import with_capital
from kam.services.imports import DateOrder, DryRun, FileKind, SourceFile, SourcePreview, SourceRow
from kam.ui.imports.choosing import ENCODINGS, chooser, delimiters, known_encoding
from kam.ui.imports.marks import marks_of
from kam.ui.imports.saying import Saying
from kam.ui.imports.source_table import SourceTable
from kam.ui.imports.work import ImportWork
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.fields.choices import ChoiceEditor, Option
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.panels import Panel, clear

_FIRST: Final = 4
_MOST_FIRST: Final = 11
_HEADER_ROWS: Final = 20
_HEAD: Final = 40


class FilePanel(Panel):
    """Shows rows and says how the file shall be read."""

    def __init__(self, look: Look, work: ImportWork, saying: Saying) -> None:
        super().__init__(look)
        words = look.words
        self._work = work
        self._saying = saying
        self._teller = Teller(words, look.formats)
        self._source: SourceFile | None = None
        self._shown: SourcePreview | None = None
        self._picked: tuple[str, Sequence[int]] | None = None
        self._pickers: dict[str, ChoiceEditor] = {}
        self._room = _FIRST
        self.table: SourceTable | None = None
        self.setAccessibleName(words.say("The file"))
        bar = QFrame()
        bar.setProperty("role", "panelhead")
        bar.setFixedHeight(_HEAD)
        self._bar = QHBoxLayout(bar)
        self._bar.setContentsMargins(Size.PANEL_PADDING, 0, Size.GRID, 0)
        self._bar.setSpacing(Size.GRID)
        self._size = label("", Type.SECONDARY, "text2")
        self._trouble = label("", tone="red", wraps=True)
        self._trouble.setContentsMargins(Size.PANEL_PADDING, Size.GAP, Size.PANEL_PADDING, Size.GAP)
        self._place = QHBoxLayout()
        self.body.addWidget(bar)
        self.body.addWidget(self._trouble)
        self.body.addLayout(self._place)
        self.caption = ElidedLabel("", Type.SECONDARY, "text2")
        self.writing = link(look, "", run=self._open_writing)
        self.all = link(look, words.say("All rows with problems"), run=self._toggle_all)
        self.set_foot(self.caption, None, self.writing, self.all)

    def show_work(self) -> None:
        """Show the file as it is read now."""
        work = self._work
        if work.source is None:
            return
        if work.source is not self._source:
            self._source = work.source
            self._fill_bar(work.source)
        self._show_pickers()
        trouble = work.trouble
        self._trouble.setVisible(trouble is not None)
        self._trouble.setText("" if trouble is None else self._said(trouble))
        preview = work.preview
        if preview is not None and preview is not self._shown:
            self._shown = preview
            self._picked = None
            self._make_table(preview)
        if self.table is not None:
            self.table.setVisible(trouble is None)
        self.writing.setVisible(preview is not None)
        if preview is not None:
            self._size.setText(self._saying.size(preview))
            self._show_rows(preview, work.checked)
            self._show_writing(preview)

    def pick_rows(self, caption: str, numbers: Sequence[int]) -> None:
        """Show these rows instead of the first ones; none show the first again."""
        self._picked = (caption, numbers) if numbers else None
        if self._work.preview is not None:
            self._show_rows(self._work.preview, self._work.checked)

    def set_room(self, rows: int) -> None:
        """For how many first rows there is room, besides one with a problem."""
        rows = max(_FIRST, min(rows, _MOST_FIRST))
        if rows != self._room:
            self._room = rows
            if self._work.preview is not None:
                self._show_rows(self._work.preview, self._work.checked)

    def picker(self, what: str) -> ChoiceEditor:
        """The box in which something of the file is chosen: ``sheet``, ``encoding``, ``header_row``."""
        return self._pickers[what]

    # The head

    def _fill_bar(self, source: SourceFile) -> None:
        words = self.look.words
        self._size = label(self._saying.bytes(source.size), Type.SECONDARY, "text2")
        clear(self._bar)
        icon = "file-spreadsheet" if source.kind is FileKind.WORKBOOK else "file-text"
        self._bar.addWidget(LineLabel(self.look, (IconGlyph(icon, "green", Size.ICON),)))
        self._bar.addWidget(ElidedLabel(source.name, Type.STRONG, mode=Qt.TextElideMode.ElideMiddle))
        self._bar.addWidget(self._size)
        self._bar.addStretch(1)
        self._pickers = {}
        if source.kind is FileKind.WORKBOOK:
            self._add("sheet", words.say("Sheet"), [(name, name) for name in source.sheets], says=True)
        else:
            self._add("encoding", words.say("Encoding"), ENCODINGS)
            self._add("delimiter", words.say("Delimiter"), delimiters(words))
        rows = [(number, str(number)) for number in range(1, _HEADER_ROWS + 1)]
        self._add("header_row", words.say("Headings in row"), rows, says=True)

    def _add(self, what: str, name: str, options: Sequence[Option], *, says: bool = False) -> None:
        if says:
            self._bar.addWidget(label(name, Type.SECONDARY, "text2"))
        made = self._pickers[what] = chooser(self.look, name, options, partial(self._state, what))
        made.setMaximumWidth(200)
        self._bar.addWidget(made)

    def _show_pickers(self) -> None:
        """Show what holds: what was stated, else what was found."""
        stated, preview = self._work.choice.formats, self._work.preview
        found: dict[str, Any] = {}
        if preview is not None:
            found = {
                "sheet": preview.sheet,
                "encoding": preview.encoding,
                "delimiter": preview.delimiter,
                "header_row": preview.settled.header_row,
            }
        for what, made in self._pickers.items():
            value = getattr(stated, what) or found.get(what)
            made.set_value(known_encoding(value) if what == "encoding" else value)

    def _state(self, what: str, value: object) -> None:
        """The file is to be read so; another sheet has its headings elsewhere."""
        formats = replace(self._work.choice.formats, **{what: value})  # type: ignore[arg-type]
        if what == "sheet":
            formats = replace(formats, header_row=None)
        self._work.choose(self._work.choice.with_formats(formats))

    def _said(self, error: UserError) -> str:
        if error.code == "exchange.encoding_wrong":
            return self.look.words.say("The file is not written in this encoding. Choose another one.")
        return self._teller.sentence(error)

    # The rows

    def _make_table(self, preview: SourcePreview) -> None:
        clear(self._place)
        self.table = SourceTable(self.look, preview, self._saying)
        self._place.addWidget(self.table)

    def _show_rows(self, preview: SourcePreview, checked: DryRun | None) -> None:
        if self.table is None:
            return
        words = self.look.words
        rows, caption = self._rows(preview, checked)
        self.table.show_source(rows, marks_of(preview, checked))
        self.table.setFixedHeight(self.table.height_of(self._room + 1))
        self.caption.setText(caption)
        self.all.setVisible(self._picked is not None or (checked is not None and bool(checked.rows)))
        picked = self._picked is not None
        self.all.setText(words.say("First rows") if picked else words.say("All rows with problems"))

    def _rows(self, preview: SourcePreview, checked: DryRun | None) -> tuple[list[SourceRow], str]:
        if self._picked is not None and checked is not None:
            caption, wanted = self._picked
            return [checked.rows[number] for number in wanted if number in checked.rows], caption
        first = list(preview.first[: self._room])
        numbers = [row.number for row in first]
        bad = [] if checked is None else sorted(set(checked.rows) - set(numbers))
        if checked is not None and bad:
            said = self._saying.rows(numbers, len(numbers))
            caption = self.look.words.say("{rows} and the first with a problem", rows=said)
            first.append(checked.rows[bad[0]])
        else:
            first += preview.first[self._room : self._room + 1]
            caption = self._saying.rows([row.number for row in first], len(first))
        return first, with_capital(caption)

    def _toggle_all(self) -> None:
        """All rows that stand in some group, or the first ones again."""
        checked = self._work.checked
        if self._picked is not None or checked is None:
            self.pick_rows("", ())
            return
        numbers = sorted(checked.rows)
        self.pick_rows(self._saying.rows(numbers, len(numbers)), numbers)

    # Numbers and dates

    def _show_writing(self, preview: SourcePreview) -> None:
        words, formats = self.look.words, preview.choice.formats
        found = words.say("as found")
        numbers = {None: found, ",": "1 234,5", ".": "1,234.5"}[formats.decimal]
        dates = found if formats.date_order is None else self._saying.order(formats.date_order)
        self.writing.setText(words.say("Numbers: {numbers}; dates: {dates}", numbers=numbers, dates=dates))

    def writing_menu(self) -> QMenu:
        """How numbers and dates are written, for choosing."""
        words, formats = self.look.words, self._work.choice.formats
        menu = QMenu(self)
        numbers: dict[object, str] = {
            None: words.say("Numbers as the columns tell"),
            ",": words.say("Numbers with a decimal comma: 1 234,5"),
            ".": words.say("Numbers with a decimal point: 1,234.5"),
        }
        dates: dict[object, str] = {None: words.say("Dates as the columns tell")}
        dates |= {
            order: words.say("Dates as {order}", order=self._saying.order(order)) for order in DateOrder
        }
        _section(menu, numbers, formats.decimal, partial(self._state, "decimal"))
        menu.addSeparator()
        _section(menu, dates, formats.date_order, partial(self._state, "date_order"))
        return menu

    def _open_writing(self) -> None:
        menu = self.writing_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.writing.mapToGlobal(self.writing.rect().topLeft()))


def _section(
    menu: QMenu, options: Mapping[object, str], value: object, chosen: Callable[[object], None]
) -> None:
    """Entries of which one is on."""
    group = QActionGroup(menu)
    for code, text in options.items():
        action = QAction(text, menu)
        action.setCheckable(True)
        action.setChecked(code == value)
        group.addAction(action)
        menu.addAction(action)
        action.triggered.connect(partial(_tell, chosen, code))


def _tell(chosen: Callable[[object], None], code: object, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own
    chosen(code)
