"""The coverage matrix as a drawing: names at the left, ours at the top, levels between, sums at the foot.

Its parts are drawn apart, so that names and head stay where they are while the rest is scrolled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kam.analysis.coverage import CoverageGroup
from kam.core.vocabulary import Circle
from kam.services.people.rows import ColleagueRow, LevelRow, PlaceRow, StakeholderMap
from kam.ui.account.people.coverage.cells import CellPainter
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.pieces import Run, colour_of, paint_line

NAMES: Final = 232.0
HEAD: Final = 52.0
SUMS: Final = 40.0
_MARGIN: Final = 24.0
_CONTACT: Final = 88.0
_LEAST: Final = 80.0
_MOST: Final = 132.0
_ROW: Final = 40.0
_GROUP: Final = 28.0


@dataclass(frozen=True, slots=True)
class CoverageState:
    """What the user chose to see."""

    targets: bool = True
    gaps_only: bool = False
    circle: Circle | None = None
    folded: frozenset[Circle | None] = frozenset()


@dataclass(frozen=True, slots=True)
class Cell:
    """A person of theirs and a colleague of ours; without the colleague the whole row."""

    person: UUID
    colleague: UUID | None = None


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """A line of the matrix: a group, or a person."""

    top: float
    height: float
    group: CoverageGroup | None = None
    row: PlaceRow | None = None

    @property
    def bottom(self) -> float:
        """Where the next begins."""
        return self.top + self.height


class CoverageDrawing:
    """The matrix of one map in one state. (0, 0) is its left upper corner."""

    def __init__(self, look: Look, found: StakeholderMap, state: CoverageState, width: float) -> None:
        self._look = look
        self._map = found
        self.state = state
        self.colleagues = found.colleagues
        room = (width - NAMES - _CONTACT) / max(1, len(self.colleagues))
        self.column = max(_LEAST, min(_MOST, room))
        self.lines = tuple(self._lines())
        self.foot = self.lines[-1].bottom if self.lines else HEAD
        self.height = self.foot + SUMS
        self.width = max(width, NAMES + self.column * len(self.colleagues) + _CONTACT)
        self._cells = CellPainter(look, targets=state.targets)
        self._known = {column.colleague_id: column for column in found.coverage.columns}

    # Where things are

    def x_of(self, column: int) -> float:
        """The left edge of a colleague's column; after the last that of the contacts."""
        return NAMES + column * self.column

    def line_at(self, y: float) -> MatrixLine | None:
        """The line at a height."""
        return next((line for line in self.lines if line.top <= y < line.bottom), None)

    def cell_at(self, point: QPointF) -> Cell | None:
        """The cell at a point; beside the columns of colleagues the row."""
        line = self.line_at(point.y())
        if line is None or line.row is None:
            return None
        column = int((point.x() - NAMES) // self.column)
        if point.x() < NAMES or column >= len(self.colleagues):
            return Cell(line.row.id)
        return Cell(line.row.id, self.colleagues[column].id)

    def box_of(self, cell: Cell) -> QRectF | None:
        """Where a cell is."""
        line = next(
            (line for line in self.lines if line.row is not None and line.row.id == cell.person), None
        )
        if line is None:
            return None
        for number, each in enumerate(self.colleagues):
            if each.id == cell.colleague:
                return QRectF(self.x_of(number), line.top, self.column, line.height)
        return QRectF(0, line.top, NAMES, line.height)

    def colleague_at(self, x: float) -> ColleagueRow | None:
        """Whose column is at a place."""
        column = int((x - NAMES) // self.column)
        return self.colleagues[column] if x >= NAMES and column < len(self.colleagues) else None

    def level(self, cell: Cell) -> LevelRow | None:
        """What a colleague is to somebody, as far as it was said."""
        row = self._map.place(cell.person)
        if row is None:
            return None
        return next((each for each in row.levels if each.colleague_id == cell.colleague), None)

    # Painting

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Everything, for a file."""
        whole = QRectF(0, 0, self.width, self.height)
        self.paint_cells(painter, theme, whole, None)
        self.paint_names(painter, theme, whole, None)
        self.paint_head(painter, theme, whole)
        self.paint_corner(painter, theme)
        self.paint_sums(painter, theme)

    def paint_cells(self, painter: QPainter, theme: Theme, area: QRectF, selected: Cell | None) -> None:
        """The levels and the contacts of the lines that meet an area."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, colour_of(theme, "page"))
        for line in self._in(area):
            if line.row is not None:
                self._paint_row(painter, theme, line, line.row, selected)
        self._paint_uprights(painter, theme, HEAD, self.foot)
        for line in self._in(area):
            if line.group is not None:
                self._paint_group_ground(painter, theme, line)

    def paint_names(self, painter: QPainter, theme: Theme, area: QRectF, selected: Cell | None) -> None:
        """The people of the lines that meet an area."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, area.top(), NAMES, area.height()), colour_of(theme, "page"))
        for line in self._in(area):
            place = QRectF(0, line.top, NAMES, line.height)
            if line.group is not None:
                painter.fillRect(place, colour_of(theme, "sunk"))
                self._paint_group(painter, theme, line, line.group)
            elif line.row is not None:
                chosen = selected == Cell(line.row.id)
                if chosen:
                    painter.fillRect(place, colour_of(theme, "sel"))
                    painter.fillRect(QRectF(0, line.top, 3, line.height), colour_of(theme, "accent"))
                self._cells.paint_name(painter, place, line.row, theme)
            self._hairline(painter, theme, line.bottom, 0, NAMES)
        self._upright(painter, theme, NAMES, area.top(), area.bottom(), tone="line2")

    def paint_head(self, painter: QPainter, theme: Theme, area: QRectF) -> None:
        """Ours: family name and part in the account."""
        painter.fillRect(QRectF(area.left(), 0, area.width(), HEAD), colour_of(theme, "page"))
        for number, each in enumerate(self.colleagues):
            place = QRectF(self.x_of(number), 0, self.column, HEAD)
            self._cells.paint_colleague(painter, place, each, theme)
        self._paint_uprights(painter, theme, 0, HEAD)
        contact = QRectF(self.x_of(len(self.colleagues)), HEAD - 26, _CONTACT - 12, 20)
        text = Run(self._look.words.say("Contact, d"), Type.COLUMN, "text2")
        paint_line(painter, contact, (text,), theme, Qt.AlignmentFlag.AlignRight)
        self._hairline(painter, theme, HEAD, area.left(), area.right(), tone="line2")

    def paint_corner(self, painter: QPainter, theme: Theme) -> None:
        """What the names are."""
        words = self._look.words
        painter.fillRect(QRectF(0, 0, NAMES, HEAD), colour_of(theme, "page"))
        line = QRectF(_MARGIN, HEAD - 26, NAMES - _MARGIN - 8, 20)
        paint_line(painter, line, (Run(words.say("Person of the client"), Type.COLUMN, "text2"),), theme)
        standing = (Run(words.say("Att., influence"), Type.COLUMN, "text2"),)
        paint_line(painter, line, standing, theme, Qt.AlignmentFlag.AlignRight)
        self._hairline(painter, theme, HEAD, 0, NAMES, tone="line2")
        self._upright(painter, theme, NAMES, 0, HEAD, tone="line2")

    def paint_sums(self, painter: QPainter, theme: Theme) -> None:
        """How many each of us knows, and with how many the target is still ahead."""
        place = QRectF(0, self.foot, self.width, SUMS)
        painter.fillRect(place, colour_of(theme, "page"))
        for number, each in enumerate(self.colleagues):
            column = self._known.get(each.id)
            box = QRectF(self.x_of(number), self.foot, self.column, SUMS)
            if column is not None:
                self._cells.paint_sum(painter, box, column.known, column.short, theme)
        self._paint_uprights(painter, theme, self.foot, self.height)
        self.paint_sums_name(painter, theme)
        self._hairline(painter, theme, self.foot, 0, self.width, tone="line2")

    def paint_sums_name(self, painter: QPainter, theme: Theme) -> None:
        """What the sums are."""
        painter.fillRect(QRectF(0, self.foot, NAMES, SUMS), colour_of(theme, "page"))
        said = self._look.words.say("Known · short of the target")
        box = QRectF(_MARGIN, self.foot, NAMES - _MARGIN - 8, SUMS)
        paint_line(painter, box, (Run(said, Type.SECONDARY, "text2"),), theme)
        self._hairline(painter, theme, self.foot, 0, NAMES, tone="line2")
        self._upright(painter, theme, NAMES, self.foot, self.height, tone="line2")

    # Inside

    def _lines(self) -> Iterator[MatrixLine]:
        y = HEAD
        gaps = {person for gap in self._map.coverage.gaps for person in gap.people}
        for group in self._map.coverage.groups:
            if self.state.circle is not None and group.circle is not self.state.circle:
                continue
            rows = [row for row in map(self._map.place, group.people) if row is not None]
            if self.state.gaps_only:
                rows = [row for row in rows if row.id in gaps or _is_short(row)]
            if not rows:
                continue
            yield MatrixLine(y, _GROUP, group=CoverageGroup(group.circle, tuple(row.id for row in rows)))
            y += _GROUP
            if group.circle in self.state.folded:
                continue
            for row in rows:
                yield MatrixLine(y, _ROW, row=row)
                y += _ROW

    def _in(self, area: QRectF) -> Iterator[MatrixLine]:
        return (line for line in self.lines if line.bottom >= area.top() and line.top <= area.bottom())

    def _paint_row(
        self, painter: QPainter, theme: Theme, line: MatrixLine, row: PlaceRow, selected: Cell | None
    ) -> None:
        if selected == Cell(row.id):
            place = QRectF(NAMES, line.top, self.width - NAMES, line.height)
            painter.fillRect(place, colour_of(theme, "sel"))
        levels = {each.colleague_id: each for each in row.levels}
        for number, each in enumerate(self.colleagues):
            box = QRectF(self.x_of(number), line.top, self.column, line.height)
            self._cells.paint_level(
                painter,
                box,
                levels.get(each.id),
                theme,
                answers=row.owner_id == each.id,
                selected=selected == Cell(row.id, each.id),
            )
        contact = QRectF(self.x_of(len(self.colleagues)), line.top, _CONTACT - 12, line.height)
        self._cells.paint_contact(painter, contact, row, theme)
        self._hairline(painter, theme, line.bottom, NAMES, self.width)

    def _paint_group_ground(self, painter: QPainter, theme: Theme, line: MatrixLine) -> None:
        painter.fillRect(QRectF(0, line.top, self.width, line.height), colour_of(theme, "sunk"))
        circle = None if line.group is None else line.group.circle
        if circle is not None:
            box = QRectF(NAMES + 8, line.top, self.width - NAMES, line.height)
            meaning = Run(self._look.words.of(circle.label), Type.SECONDARY, "text2")
            paint_line(painter, box, (meaning,), theme)
        self._hairline(painter, theme, line.bottom, NAMES, self.width)

    def _paint_group(self, painter: QPainter, theme: Theme, line: MatrixLine, group: CoverageGroup) -> None:
        """The number of a circle and how many are in it."""
        words = self._look.words
        folded = group.circle in self.state.folded
        arrow = IconGlyph("chevron-right" if folded else "chevron-down")
        count = Run(str(len(group.people)), Type.SECONDARY, "text3")
        if group.circle is None:
            title: tuple[Run, ...] = (Run(words.say("Circle not set"), Type.STRONG), count)
        else:
            name = words.say("Circle {number}", number=int(group.circle))
            title = (Run(name, Type.STRONG), count)
        box = QRectF(20, line.top, NAMES - 24, line.height)
        paint_line(painter, box, (arrow, *title), theme)

    def _paint_uprights(self, painter: QPainter, theme: Theme, top: float, bottom: float) -> None:
        for number in range(1, len(self.colleagues) + 1):
            self._upright(painter, theme, self.x_of(number), top, bottom)

    def _upright(  # where, and how strong
        self, painter: QPainter, theme: Theme, x: float, top: float, bottom: float, *, tone: str = "line"
    ) -> None:
        painter.setPen(QPen(colour_of(theme, tone), 1))
        painter.drawLine(QPointF(round(x) - 0.5, top), QPointF(round(x) - 0.5, bottom))

    def _hairline(  # where, and how strong
        self, painter: QPainter, theme: Theme, y: float, left: float, right: float, *, tone: str = "line"
    ) -> None:
        painter.setPen(QPen(colour_of(theme, tone), 1))
        painter.drawLine(QPointF(left, round(y) - 0.5), QPointF(right, round(y) - 0.5))


def shown_colleague(found: StakeholderMap, colleague_id: UUID | None) -> ColleagueRow | None:
    """One of ours by identity."""
    return next((each for each in found.colleagues if each.id == colleague_id), None)


def _is_short(row: PlaceRow) -> bool:
    return any(each.target is not None and each.target > each.level for each in row.levels)
