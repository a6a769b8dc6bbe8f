"""The faces of the page: the board over its peek, and the table over its foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kam.core.errors import NotFoundError
from kam.core.vocabulary import ClockState
from kam.services.complaints.learning import Learning
from kam.services.complaints.record import read_record
from kam.services.complaints.rows import Board, ComplaintCard, ComplaintRecord
from kam.ui.complaints.board import ComplaintBoard
from kam.ui.complaints.columns import complaint_columns
from kam.ui.complaints.deeds import ComplaintDeeds
from kam.ui.complaints.peek import Peek
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.figures import Figure, FigureStrip, change_line
from kam.ui.widgets.glyphs import ClockGlyph
from kam.ui.widgets.pieces import Line
from kam.ui.widgets.selection_foot import DeedsFoot
from kam.ui.widgets.table.table import Table

_LONGEST_NAME: Final = 320
_SHOWN: Final = ("open", "answer", "pause", "resume", "close", "reopen")
_FIGURES_FROM: Final = 640
"""Under this height of the face the figures give their room to the cards while the peek is open."""


class BoardFace(QWidget):
    """Figures, lanes, and what is known of the chosen complaint."""

    asked = Signal(str)
    """A figure was asked for the complaints behind it."""

    def __init__(self, desk: Desk, deeds: ComplaintDeeds) -> None:
        super().__init__()
        self._desk = desk
        self._look = desk.look
        self._board: Board | None = None
        self._learning: Learning | None = None
        self._dismissed: UUID | None = None
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.figures = FigureStrip(desk.look, compact=True)
        self.board = ComplaintBoard(desk.look)
        self.peek = Peek(desk, deeds)
        self.peek.hide()
        self._empty: QWidget | None = None
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(Size.PAGE_MARGIN, Size.GRID, Size.PAGE_MARGIN, Size.GRID)
        column.setSpacing(Size.GRID)
        column.addWidget(self.figures)
        column.addWidget(self.board, 1)
        column.addWidget(self.peek)
        self.figures.asked.connect(self.asked)
        self.board.current_changed.connect(self._follow)
        self.board.opened.connect(lambda card: deeds["open"].run([card]))
        self.board.move_wished.connect(deeds.move)
        self.board.step_wished.connect(deeds.step)
        self.board.delete_wished.connect(lambda card: deeds.delete([card]))
        self.board.menu_wished.connect(lambda card, at: deeds.open_menu([card], at))
        self.peek.closed.connect(self._dismiss)

    def show_board(self, board: Board) -> None:
        """Show the complaints as they stand now."""
        self._board = board
        self.board.show_board(board)
        self._show_figures()

    def show_learning(self, learning: Learning) -> None:
        """The figures of the last 90 days."""
        self._learning = learning
        self._show_figures()

    def show_empty(self, empty: QWidget | None) -> None:
        """What stands in place of the lanes while there is not one complaint."""
        if self._empty is not None:
            self._empty.deleteLater()
        self._empty = empty
        if empty is not None:
            self._column.insertWidget(1, empty, 1)
        self.board.setVisible(empty is None)

    @property
    def learning(self) -> Learning | None:
        """The figures of the last 90 days."""
        return self._learning

    def rows(self) -> list[ComplaintCard]:
        """The chosen complaint."""
        current = self.board.current
        return [] if current is None else [current]

    def take_focus(self) -> bool:
        """The keyboard goes to the cards; False where none are there yet."""
        return self.board.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height the peek takes the place of the figures."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape on a card closes what is known of it."""
        if event.key() == Qt.Key.Key_Escape and self.peek.isVisible():
            self._dismiss()
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        self.figures.setVisible(self.height() >= _FIGURES_FROM or self.peek.isHidden())

    def _follow(self, card: ComplaintCard | None) -> None:
        if card is None or card.id == self._dismissed:
            self.peek.hide()
            self._fit()
            return
        self._dismissed = None
        desk = self._desk
        work = partial(read_record, desk.workspace, card.id, as_of=desk.now())
        desk.read(self, work, self._show_record, key="peek", otherwise=self._gone)

    def _gone(self, error: Exception) -> bool:
        return isinstance(error, NotFoundError)

    def _show_record(self, record: ComplaintRecord) -> None:
        current = self.board.current
        if current is None or current.id != record.id:
            return
        self.peek.show_record(record)
        self.peek.show()
        self._fit()

    def _dismiss(self) -> None:
        """The peek goes until another complaint is chosen."""
        current = self.board.current
        self._dismissed = None if current is None else current.id
        self.peek.hide()
        self._fit()
        self.board.take_focus()

    def _show_figures(self) -> None:
        if self._board is not None:
            self.figures.show_figures(board_figures(self._look, self._board, self._learning))


def board_figures(look: Look, board: Board, learning: Learning | None) -> list[Figure]:
    """What stands over the lanes: of now from the board, of the last 90 days from what is learnt."""
    words, formats = look.words, look.formats
    breached = (ClockGlyph(ClockState.BREACHED),) if board.breached else ()
    risk = (ClockGlyph(ClockState.AT_RISK),) if board.at_risk else ()
    found = [
        Figure("open", words.say("Open"), formats.number(board.open)),
        Figure("breached", words.say("Norm breached"), formats.number(board.breached), before=breached),
        Figure("at_risk", words.say("At risk, over 75% used"), formats.number(board.at_risk), before=risk),
        Figure("kept", words.say("First response in time, 90 d"), "—"),
        Figure("median", words.say("To the decision, median"), "—"),
        Figure("money", words.say("Revenue at risk, 12 months"), "—"),
    ]
    if learning is not None:
        found[3:] = _learnt(look, learning)
    return [replace(each, explained=True) for each in found]


def _learnt(look: Look, learning: Learning) -> list[Figure]:
    words, formats = look.words, look.formats
    first = learning.norms.first_response
    share = first.share
    after: Line = ()
    before = learning.norms_before.first_response.share if learning.norms_before is not None else None
    if share is not None and before is not None and share != before:
        points = round((share - before) * 100)
        if points:
            text = words.say("{points} pp", points=formats.number(abs(points)))
            after = tuple(change_line(text, 1 if points > 0 else -1, good=points > 0))
    middle = learning.norms.resolution.middle
    days = "—"
    if middle is not None:
        days = formats.tidy(Decimal(middle.total_seconds()) / Decimal(learning.working_day.total_seconds()))
    risk = learning.at_risk
    scale = formats.scale_for(risk.minor, learning.currency)
    money = formats.scaled(risk.minor, learning.currency, scale)
    kept = words.say("First response in time, 90 d")
    return [
        Figure("kept", kept, formats.percent(share) if share is not None else "—", after=after),
        Figure("median", words.say("To the decision, median"), days,
               unit=words.say("working days") if middle is not None else ""),
        Figure("money", words.say("Revenue at risk, 12 months"), money,
               unit=formats.unit(learning.currency, scale)),
    ]  # fmt: skip


class Foot(DeedsFoot):
    """Of several complaints nothing more can be done than its buttons do."""

    def __init__(self, look: Look, deeds: ComplaintDeeds) -> None:
        super().__init__(look, deeds, _SHOWN, longest_name=_LONGEST_NAME)

    def show_selection(self, rows: Sequence[ComplaintCard]) -> None:
        """What is chosen."""
        self.show_rows(rows, f"{rows[0].number}, {rows[0].summary}" if rows else "")
        self.more.setVisible(len(rows) == 1)


class _ComplaintTable(Table):
    """Delete deletes, Ctrl+Left and Ctrl+Right move from stage to stage."""

    def __init__(self, desk: Desk, deeds: ComplaintDeeds, *, with_client: bool, kept_as: str) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            complaint_columns(desk.look, with_client=with_client),
            name=words.say("Complaints"),
            boxes=True,
            local=desk.local,
            kept_as=kept_as,
        )
        self._deeds = deeds

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of deeds first."""
        row = self.current_row()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if row is not None and control and step:
            self._deeds.step(row, step)
        elif row is not None and event.key() == Qt.Key.Key_Delete:
            self._deeds.delete([row])
        else:
            super().keyPressEvent(event)


class TableFace(QWidget):
    """Complaints as a table over its foot."""

    more_wished = Signal()
    """One has come to the end of the rows that are read, and there are more."""

    def __init__(
        self, desk: Desk, deeds: ComplaintDeeds, *, with_client: bool = True, kept_as: str = "complaints"
    ) -> None:
        super().__init__()
        self._deeds = deeds
        self._look = desk.look
        self._has_more = False
        self.table: Table = _ComplaintTable(desk, deeds, with_client=with_client, kept_as=kept_as)
        self.foot = Foot(desk.look, deeds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.foot)
        self.table.selected.connect(self.foot.show_selection)
        self.table.opened.connect(lambda row: deeds["open"].run([row]))
        self.table.menu_wished.connect(self._open_menu)
        self.table.verticalScrollBar().valueChanged.connect(self._look_at_end)

    def rows(self) -> list[ComplaintCard]:
        """What is selected; where nothing is, the row of the keyboard."""
        current = self.table.current_row()
        return self.table.selected_rows() or ([] if current is None else [current])

    def show_total(self, shown: int, total: int) -> None:
        """How many are shown, and how many there are."""
        words, formats = self._look.words, self._look.formats
        self._has_more = shown < total
        if shown < total:
            text = words.say("{count} of {total} complaints", count=formats.number(shown),
                             total=formats.number(total))  # fmt: skip
        else:
            text = words.say_many("{count} complaint", "{count} complaints", total)
        self.foot.show_sums(text)

    def take_focus(self) -> None:
        """The keyboard goes to the rows."""
        self.table.setFocus()

    def _look_at_end(self, place: int) -> None:
        """Less than a page before the end the next rows are asked for, once."""
        bar = self.table.verticalScrollBar()
        if self._has_more and place > bar.maximum() - bar.pageStep():
            self._has_more = False
            self.more_wished.emit()

    def _open_menu(self, row: ComplaintCard, at: QPoint) -> None:
        self._deeds.open_menu([row], at)
