"""Which column fills which field: recognised, chosen, or left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kam.services.imports import MONTH_COLUMN, ColumnPreview, FieldChoice, FileKind, SourcePreview
from kam.ui.imports.choosing import chooser
from kam.ui.imports.saying import Saying
from kam.ui.imports.work import ImportWork
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.fields.choices import ChoiceEditor, Option
from kam.ui.widgets.glyphs import IconGlyph, State, StateGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label, set_property
from kam.ui.widgets.panels import Panel
from kam.ui.widgets.pieces import Line, Mark, Piece, Run

_ROW: Final = 34
_HEAD: Final = 30
_SCROLL: Final = 12
_GAP: Final = 10
_LEAST: Final = 320
_SHARES: Final = (0.17, 0.22, 0.04, 0.28, 0.29)
"""Of the width: heading, example, arrow, field, how it is known."""


class _Strip(QFrame):
    """Widgets side by side in the columns of this panel, whatever they say."""

    def __init__(self, cells: Sequence[QWidget], *, height: int, role: str) -> None:
        super().__init__()
        self._reserve = 0
        self.setProperty("role", role)
        self.setFixedHeight(height)
        self._cells = cells
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.PANEL_PADDING, 0, 0, 1)
        row.setSpacing(_GAP)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        for cell in cells:
            row.addWidget(cell)
        row.addStretch(1)

    def reserve(self, width: int) -> None:
        """Leave so much free at the right, where below a bar scrolls."""
        self._reserve = width
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """It follows the width of the panel, not the other way round."""
        return QSize(_LEAST, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Every strip divides its width alike."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        whole = self.width() - 2 * Size.PANEL_PADDING - self._reserve
        for cell, share in zip(self._cells, _SHARES, strict=True):
            cell.setFixedWidth(max(8, round(whole * share) - _GAP))


class ColumnStrip(_Strip):
    """A column of the file: its heading, what stands in it, the field it fills, how that is known."""

    def __init__(self, look: Look, work: ImportWork, saying: Saying, column: ColumnPreview) -> None:
        self._work = work
        self._saying = saying
        self._index = column.index
        words = look.words
        heading = column.heading or words.say("Column {number}", number=column.index + 1)
        self._example = ElidedLabel("", Type.SECONDARY, "text2")
        name = words.say("Field of the column “{column}”", column=heading)
        self.field: ChoiceEditor = chooser(look, name, (), self._choose)
        self._how = LineLabel(look)
        cells = (
            ElidedLabel(heading, Type.NAME),
            self._example,
            LineLabel(look, (IconGlyph("arrow-right", "text3"),)),
            self.field,
            self._how,
        )
        super().__init__(cells, height=_ROW, role="line")

    def show_column(self, column: ColumnPreview, fields: Sequence[FieldChoice], *, is_plain: bool) -> None:
        """Show how the column stands now; ``is_plain``: its numbers are a workbook's own."""
        words = self._saying.look.words
        self._example.setText(self._saying.example(column, is_plain=is_plain))
        options: list[Option] = [("", words.say("do not take"))]
        options += [(each.name, self._saying.field(each)) for each in fields]
        if column.may_be_month:
            options.append((MONTH_COLUMN, self._saying.month_column(column)))
        self.field.set_options(options)
        self.field.set_value(column.field)
        set_property(self.field.combo, "state", "left" if column.is_left else "")
        self._how.show_line(self._known(column))

    def _known(self, column: ColumnPreview) -> Line:
        said = self._saying.how(column)
        if column.is_left:
            return (StateGlyph(State.UNKNOWN, silent=True, small=True), Run(said, Type.SECONDARY, "text2"))
        if column.needs_look:
            return (StateGlyph(State.ATTENTION, silent=True, small=True), Run(said, Type.SECONDARY, "amber"))
        return (IconGlyph("check", "green"), Run(said, Type.SECONDARY, "text2"))

    def _choose(self, name: object) -> None:
        self._work.choose(self._work.choice.with_column(self._index, str(name or "")))


class ColumnsPanel(Panel):
    """The columns of the file: those to look at first, those left out last."""

    def __init__(self, look: Look, work: ImportWork, saying: Saying) -> None:
        super().__init__(look, look.words.say_in("import", "Columns"))
        words = look.words
        self._work = work
        self._saying = saying
        self._table: tuple[object, ...] = ()
        self.strips: dict[int, ColumnStrip] = {}
        self._counts = LineLabel(look)
        self.add_action(self._counts)
        heads = (
            words.say_in("column", "In the file"),
            words.say_in("column", "Example"),
            "",
            words.say_in("column", "In kam"),
            words.say_in("column", "How it is known"),
        )
        cells = [label(text, Type.COLUMN, "text2") for text in heads]
        heads_of_columns = _Strip(cells, height=_HEAD, role="panelhead")
        self.body.addWidget(heads_of_columns)
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(self._list)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.verticalScrollBar().rangeChanged.connect(
            lambda _least, most: heads_of_columns.reserve(_SCROLL if most else 0)
        )
        self.body.addWidget(scroll, 1)

    def show_work(self) -> None:
        """Show the columns as they are read now."""
        preview = self._work.preview
        if preview is None:
            return
        self.set_title(self.look.words.say_in("import", "Columns"), str(len(preview.columns)))
        table = (preview.form, *((column.index, column.heading) for column in preview.columns))
        if table != self._table:
            self._table = table
            self._make(preview)
        is_plain = preview.kind is FileKind.WORKBOOK
        for column in preview.columns:
            self.strips[column.index].show_column(column, preview.fields, is_plain=is_plain)
        self._counts.show_line(self._counted(preview))

    def _make(self, preview: SourcePreview) -> None:
        for strip in self.strips.values():
            self._rows.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        self.strips = {}
        for number, column in enumerate(sorted(preview.columns, key=_rank)):
            strip = ColumnStrip(self.look, self._work, self._saying, column)
            self.strips[column.index] = strip
            self._rows.insertWidget(number, strip)

    def _counted(self, preview: SourcePreview) -> Line:
        """How many are recognised, to be checked, left out."""
        words = self.look.words
        left = sum(column.is_left for column in preview.columns)
        look = sum(column.needs_look for column in preview.columns)
        known = len(preview.columns) - left - look
        line: list[Piece] = [
            IconGlyph("check", "green"),
            Run(words.say("recognised {count}", count=known), Type.SECONDARY, "text2"),
        ]
        if look:
            line += [
                Mark(StateGlyph(State.ATTENTION, silent=True, small=True), gap=16),
                Run(words.say("check {count}", count=look), Type.SECONDARY, "text2"),
            ]
        if left:
            line += [
                Mark(StateGlyph(State.UNKNOWN, silent=True, small=True), gap=16),
                Run(words.say("not taken {count}", count=left), Type.SECONDARY, "text2"),
            ]
        return tuple(line)


def _rank(column: ColumnPreview) -> tuple[int, int]:
    """What must be looked at first, what is left out last, the rest as the file has it."""
    return (0 if column.needs_look else 2 if column.is_left else 1), column.index
