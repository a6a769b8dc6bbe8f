"""The documents as a table, with what was refused above it and what is under way below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from kam.core.vocabulary import DossierSection
from kam.ui.account.documents.columns import columns_of, in_order, size_text, that_say
from kam.ui.account.documents.reading import DocumentsReading
from kam.ui.account.dossier.card import Card
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button, icon_button
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import LineLabel, label
from kam.ui.widgets.progress_strip import ProgressStrip
from kam.ui.widgets.search_field import SearchField
from kam.ui.widgets.table import Sorting, Table


class DocumentsCard(Card):
    """Sorts and filters by itself: an account has hundreds of documents at most."""

    add_wished = Signal()

    def __init__(self, desk: Desk) -> None:
        look, words = desk.look, desk.look.words
        super().__init__(look, DossierSection.DOCUMENTS, words.say("Documents"))
        self._reading: DocumentsReading | None = None
        self._sorting = Sorting("on", falling=True)
        self._tools = self._bar()
        self.body.addWidget(self._tools)
        self._refused = self._message()
        self.body.addWidget(self._refused)
        self.table = Table(
            look,
            columns_of(look, desk.zone),
            name=words.say("Documents"),
            boxes=True,
            margin=Size.PANEL_PADDING,
            local=desk.local,
            kept_as="documents",
        )
        self.table.sort_wished.connect(self._sort)
        self.body.addWidget(self.table, 1)
        self.progress = ProgressStrip(look)
        self.body.addWidget(self.progress)
        self.hint = label("", Type.SECONDARY, "text2")
        self.whole = label("", Type.SECONDARY, "text2")
        self.set_foot(self.hint, None, self.whole)

    def forget(self) -> None:
        """Another account comes."""
        self._reading = None
        self.search.clear()
        self.show_refusals([])
        self.table.show_rows([], self._sorting)

    def go_to_search(self) -> None:
        """Go to the field that searches."""
        self.search.setFocus()

    def show_reading(self, reading: DocumentsReading) -> None:
        """Show the documents of an account."""
        self._reading = reading
        self.show_verified(reading.verified, reading.on, known=bool(reading.rows))
        self.show_count(len(reading.rows))
        words, formats = self.look.words, self.look.formats
        self.hint.setText(
            words.say("Drop files anywhere here; up to {limit} MB each.", limit=reading.limit_mb)
        )
        whole = size_text(sum(row.size for row in reading.rows), words, formats)
        self._tools.setVisible(bool(reading.rows))
        self.whole.setText(words.say("{size} in all", size=whole) if reading.rows else "")
        self._show_rows()

    def show_refusals(self, sentences: Sequence[str]) -> None:
        """What was refused, a sentence a file; none takes the message away."""
        self.refusal.setText("\n".join(sentences))
        self._refused.setVisible(bool(sentences))

    def _show_rows(self) -> None:
        if self._reading is None:
            return
        text = self.search.text().strip()
        rows = that_say(self._reading.rows, text, self.look.words)
        self.table.show_rows(in_order(rows, self._sorting), self._sorting)
        if not rows:
            self.table.set_empty(self._nothing(text if self._reading.rows else ""))

    def _nothing(self, text: str) -> EmptyState:
        look, words = self.look, self.look.words
        if text:
            clear = button(look, words.say("Clear"), run=self._clear_search)
            title = words.say("No document says “{text}”", text=text)
            return EmptyState(look, "funnel-x", title, buttons=[clear])
        choose = button(
            look, words.say("Add files…"), kind=Kind.PRIMARY, icon="upload", run=self.add_wished.emit
        )
        return EmptyState(
            look,
            "paperclip",
            words.say("No file is kept yet"),
            words.say(
                "Contracts, specifications, minutes and photos are kept inside the workspace,"
                " the same content once. Drop them here from any folder."
            ),
            buttons=[choose],
        )

    def _clear_search(self) -> None:
        self.search.clear()
        self._show_rows()
        self.search.setFocus()

    def _sort(self, sorting: Sorting) -> None:
        self._sorting = sorting
        self._show_rows()

    def _bar(self) -> QWidget:
        words = self.look.words
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        row.setSpacing(Size.GRID)
        self.search = SearchField(self.look, words.say("Name, kind, tag, contract"), keys="Ctrl+F")
        self.search.searched.connect(lambda _: self._show_rows())
        self.search.went_down.connect(lambda: self.table.setFocus())  # noqa: PLW0108 - Qt has two of it
        self.add = button(self.look, words.say("Add files…"), compact=True, icon="upload")
        self.add.clicked.connect(self.add_wished)
        row.addWidget(self.search, 1)
        row.addWidget(self.add)
        return held

    def _message(self) -> QFrame:
        words = self.look.words
        held = QFrame()
        held.setProperty("role", "line")
        row = QHBoxLayout(held)
        row.setContentsMargins(Size.PANEL_PADDING, Size.GRID, 6, Size.GRID)
        row.setSpacing(Size.GRID)
        row.addWidget(LineLabel(self.look, (IconGlyph("triangle-alert", "red", Size.ICON),)))
        self.refusal = label("", tone="red", wraps=True, selectable=True)
        row.addWidget(self.refusal, 1)
        close = icon_button(self.look, "x", words.say("Close the message"), small=True, run=self._hush)
        row.addWidget(close)
        held.setVisible(False)
        return held

    def _hush(self) -> None:
        self.show_refusals([])
