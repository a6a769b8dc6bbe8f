"""The open opportunities of a client beside its figures, and the way to the target under them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kam.services.money.deals import DealRow, Deals
from kam.services.money.outlook import Outlook
from kam.ui.account.money.deal_columns import DealColumns
from kam.ui.account.money.gap_bar import GapBar, gap_sentence
from kam.ui.account.money.saying import fiscal_year_text
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.labels import ElidedLabel, label, rule
from kam.ui.widgets.panels import Panel
from kam.ui.widgets.segmented import Choice, SegmentedControl
from kam.ui.widgets.table import Table

_ROW: Final = 32
_SHOWN: Final = 6
_WIDE: Final = 660


class DealsPanel(Panel):
    """A row an opportunity; the bar under them says how far they lead."""

    opened = Signal(object)
    add_wished = Signal()
    menu_wished = Signal(object, object)
    all_wished = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Opportunities"))
        words = look.words
        self.table: Table | None = None
        self._heading = ""
        self._empty = label(words.say("No opportunity is open."), tone="text3", wraps=True)
        self._empty.setContentsMargins(Size.PANEL_PADDING, 8, Size.PANEL_PADDING, 8)
        self.body.addWidget(self._empty)
        self.body.addStretch(1)
        self.gap = GapSection(look)
        self.body.addWidget(rule())
        self.body.addWidget(self.gap)
        more = link(look, words.say_in("button", "All of them"))
        more.clicked.connect(self.all_wished)
        self.add_action(more)
        add = link(look, words.say_in("add", "+ Opportunity"))
        add.clicked.connect(self.add_wished)
        self.add_action(add)

    def show_deals(self, deals: Deals) -> None:
        """Show the open ones."""
        columns = DealColumns(self.look, deals)
        unit = self.look.formats.unit(deals.currency, columns.scale)
        if self.table is None or unit != self._heading:
            self._heading = unit
            self._make_table(columns)
        assert self.table is not None  # noqa: S101 - made above
        rows = deals.open
        self._columns = columns
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        heads = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(heads + _ROW * min(len(rows), _SHOWN) + 2)
        self.set_title(self.look.words.say("Opportunities"), self._summed(deals))

    def _summed(self, deals: Deals) -> str:
        if not deals.open:
            return ""
        money, currency = self.look.formats.money, deals.currency
        return self.look.words.say(
            "{count} worth {sum}, weighted {weighted}",
            count=self.look.formats.number(len(deals.open)),
            sum=money(deals.amount.minor, currency),
            weighted=money(deals.weighted.minor, currency),
        )

    def _make_table(self, columns: DealColumns) -> None:
        if self.table is not None:
            self.body.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = Table(
            self.look,
            columns.few(),
            name=self.look.words.say("Open opportunities"),
            row_height=_ROW,
            margin=Size.PANEL_PADDING,
        )
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.opened.connect(self.opened)
        self.table.menu_wished.connect(self._wish_menu)
        self.body.insertWidget(0, self.table)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the competitors go: the row says them when it is pointed at."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        if self.table is not None:
            self.table.layout_of_columns.show_column("rival", self.width() >= _WIDE)

    def _wish_menu(self, row: DealRow, at: QPoint) -> None:
        self.menu_wished.emit(row, at)


class GapSection(QWidget):
    """The gap of a year: its bar, its sentence, and which year."""

    year_chosen = Signal(int)
    targets_wished = Signal(int)
    """The targets of a year are to be set."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._outlook: Outlook | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(Size.PANEL_PADDING, 8, Size.PANEL_PADDING, 8)
        column.setSpacing(4)
        self._years = QVBoxLayout()
        self.bar = GapBar(look)
        self.sentence = ElidedLabel("", Type.SECONDARY, "text2")
        self.set_targets = link(look, look.words.say_in("button", "Set targets"))
        self.set_targets.clicked.connect(self._wish_targets)
        column.addLayout(self._years)
        column.addWidget(self.bar)
        column.addWidget(self.sentence)
        column.addWidget(self.set_targets, 0, Qt.AlignmentFlag.AlignLeft)
        self.control: SegmentedControl | None = None

    def show_outlook(self, outlook: Outlook) -> None:
        """Show the way to the target of a year."""
        if self._outlook is None or self._outlook.years != outlook.years:
            self._make_years(outlook)
        self._outlook = outlook
        if self.control is not None:
            self.control.choose(str(outlook.year))
        there = outlook.line is not None
        self.bar.setVisible(there)
        self.set_targets.setVisible(not there)
        if there:
            self.bar.show_outlook(outlook)
        self.sentence.setText(gap_sentence(self._look, outlook))
        self.sentence.setVisible(not there or bool(self._left_out(outlook)))
        if there:
            self.sentence.setText(self._left_out(outlook))

    def _left_out(self, outlook: Outlook) -> str:
        """What is not in the line, and why; before that what of it should have come by now."""
        words, parts = self._look.words, []
        if outlook.overdue.minor:
            sum_ = self._look.formats.money(outlook.overdue.minor, outlook.currency)
            parts.append(words.say("{sum} of it should have come before today", sum=sum_))
        if outlook.later:
            text = words.say_many(
                "{count} opportunity comes later", "{count} opportunities come later", outlook.later
            )
            parts.append(text)
        if outlook.unknown:
            text = words.say_many(
                "{count} has no date, sum or probability",
                "{count} have no date, sum or probability",
                outlook.unknown,
            )
            parts.append(text)
        return ", ".join(parts)

    def _make_years(self, outlook: Outlook) -> None:
        if self.control is not None:
            self._years.removeWidget(self.control)
            self.control.hide()
            self.control.deleteLater()
        starts = outlook.fiscal_year_starts
        say = self._look.words.say
        choices = [
            Choice(str(year), say("To the target of {year}", year=fiscal_year_text(self._look, year, starts)))
            for year in outlook.years
        ]
        self.control = SegmentedControl(self._look, choices, say("The year of the target"))
        self.control.chosen.connect(lambda code: self.year_chosen.emit(int(code)))
        self._years.addWidget(self.control, 0, Qt.AlignmentFlag.AlignLeft)

    def _wish_targets(self) -> None:
        if self._outlook is not None:
            self.targets_wished.emit(self._outlook.year)
