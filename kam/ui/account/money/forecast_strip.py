"""What the next four quarters should bring: bought, weighted opportunities, and the target over them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kam.core.formats import Scale
from kam.services.money.outlook import Outlook, QuarterRow
from kam.ui.account.money.saying import fiscal_year_text
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import label
from kam.ui.widgets.panels import Panel, clear
from kam.ui.widgets.patterns import hatch
from kam.ui.widgets.pieces import Line, Run, Spring, line_width, paint_line
from kam.ui.widgets.tips import plain_tip

_BAR: Final = 12
_HEIGHT: Final = 74
_LINE: Final = 19
_NAMED: Final = 3


class ForecastPanel(Panel):
    """Four cells side by side in one scale."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Forecast by quarter"))
        self.pad(top=8, bottom=8)
        self._row = QHBoxLayout()
        self._row.setSpacing(Size.GAP)
        self.body.addLayout(self._row)
        self._note = label("", Type.SECONDARY, "text2", wraps=True)
        self.body.addWidget(self._note)
        self.body.addStretch(1)
        self.cells: list[QuarterCell] = []
        self.slipped: SlippedCell | None = None

    def show_outlook(self, outlook: Outlook) -> None:
        """Show the quarters."""
        formats = self.look.formats
        sums = [
            max((each.target or each.booked).minor, (each.booked + each.weighted).minor)
            for each in outlook.quarters
        ]
        whole = max([*sums, outlook.slipped_weighted.minor])
        scale = formats.scale_for(whole, outlook.currency)
        unit = formats.unit(outlook.currency, scale)
        self.set_title(self.look.words.say("Forecast by quarter, {unit}", unit=unit))
        clear(self._row)
        self.cells, self.slipped = [], None
        if outlook.slipped:
            self.slipped = SlippedCell(self.look, outlook, scale, whole)
            self._row.addWidget(self.slipped, 1)
        for each in outlook.quarters:
            cell = QuarterCell(self.look, each, outlook, scale, whole)
            self.cells.append(cell)
            self._row.addWidget(cell, 1)
        told = self._left_out(outlook)
        self._note.setText(told)
        self._note.setVisible(bool(told))

    def _left_out(self, outlook: Outlook) -> str:
        words = self.look.words
        if not outlook.undated:
            return ""
        names = ", ".join(row.title for row in outlook.undated[:_NAMED])
        return words.say("Without a date: {names}.", names=names)


class SlippedCell(QWidget):
    """Before the quarters: what should have come in an earlier one and did not. It asks for new dates."""

    def __init__(self, look: Look, outlook: Outlook, scale: Scale, whole: int) -> None:
        super().__init__()
        self._look, self._outlook, self._scale, self._whole = look, outlook, scale, max(whole, 1)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        told = self._told()
        self.setAccessibleName("; ".join(told))
        self.setToolTip(plain_tip("\n".join(told)))
        look.theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A cell."""
        return QSize(180, _HEIGHT)

    def _told(self) -> list[str]:
        words, formats, outlook = self._look.words, self._look.formats, self._outlook
        worth = words.say(
            "weighted {sum} of {amount}",
            sum=formats.money(outlook.slipped_weighted.minor, outlook.currency),
            amount=formats.money(outlook.slipped_amount.minor, outlook.currency),
        )
        told = [words.say("should have come before this quarter"), worth, words.say("set new dates")]
        for row in outlook.slipped:
            day = formats.full_date(row.expected_on) if row.expected_on is not None else ""
            told.append(words.say("{title}: was expected {date}", title=row.title, date=day))
        return told

    def _short(self, minor: int) -> str:
        return self._look.formats.scaled(minor, self._outlook.currency, self._scale)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """As a quarter, hatched: it belongs to none."""
        theme, words, outlook = self._look.theme, self._look.words, self._outlook
        weighted, width = outlook.slipped_weighted.minor, float(self.width())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            name = Run(words.say_in("forecast", "Overdue"), Type.NAME, "red")
            head: Line = (name, Spring(), Run(self._short(weighted), Type.STRONG))
            paint_line(painter, QRectF(0, 0, width, _LINE), head, theme)
            box = QRectF(0, _LINE + 4, width, _BAR)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("line"))
            painter.drawRoundedRect(box, 2, 2)
            if weighted > 0:
                paint_overdue(painter, QRectF(0, box.top(), width * weighted / self._whole, _BAR), theme)
            count = words.say_many("{count} opportunity", "{count} opportunities", len(outlook.slipped))
            lines: tuple[Line, ...] = (
                (Run(count, Type.SECONDARY, "text2"),),
                (Run(words.say("set new dates"), Type.SECONDARY, "red"),),
            )
            top = _LINE + 4 + _BAR + 3
            for number, line in enumerate(lines):
                paint_line(painter, QRectF(0, top + number * (_LINE - 3), width, _LINE - 3), line, theme)


def paint_overdue(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """What should have come by now: outlined and hatched in red, on the colour of what is weighted."""
    inside = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(theme.colour("red"), 1))
    painter.setBrush(theme.colour("accent_soft"))
    painter.drawRoundedRect(inside, 2, 2)
    hatch(painter, inside, QPen(theme.colour("red"), 1), 5)


class QuarterCell(QWidget):
    """A quarter: bought solid, weighted opportunities outlined, the target a mark."""

    def __init__(self, look: Look, row: QuarterRow, outlook: Outlook, scale: Scale, whole: int) -> None:
        super().__init__()
        self._look = look
        self.row = row
        self._outlook = outlook
        self._scale = scale
        self._whole = max(whole, 1)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        told = self._told()
        self.setAccessibleName("; ".join(told))
        self.setToolTip(plain_tip("\n".join(told)))
        look.theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A cell."""
        return QSize(180, _HEIGHT)

    def name(self) -> str:
        """«4 кв. 2026», "Q4 2026"."""
        quarter = self.row.quarter
        year = fiscal_year_text(self._look, quarter.year, self._outlook.fiscal_year_starts)
        return self._look.words.say("Q{number} {year}", number=quarter.number, year=year)

    def _told(self) -> list[str]:
        words, row = self._look.words, self.row

        def text(minor: int) -> str:
            return self._look.formats.money(minor, self._outlook.currency)

        told = [self.name(), words.say("bought {sum}", sum=text(row.booked.minor))]
        told.append(words.say("weighted opportunities {sum}", sum=text(row.weighted.minor)))
        if row.overdue.minor:
            told.append(
                words.say("of these {sum} should have come before today", sum=text(row.overdue.minor))
            )
        if row.target is not None:
            told.append(words.say("target {sum}", sum=text(row.target.minor)))
        if row.gap is not None and row.gap.minor > 0:
            told.append(words.say("{sum} is missing", sum=text(row.gap.minor)))
        told += [deal.title for deal in row.deals]
        return told

    def _short(self, minor: int) -> str:
        return self._look.formats.scaled(minor, self._outlook.currency, self._scale)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Name and sum, the bar, what it consists of."""
        theme, row = self._look.theme, self.row
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            expected = row.booked + row.weighted
            head: Line = (
                Run(self.name(), Type.NAME),
                Spring(),
                Run(self._short(expected.minor), Type.STRONG),
            )
            width = float(self.width())
            paint_line(painter, QRectF(0, 0, width, _LINE), head, theme)
            self._paint_bar(painter, QRectF(0, _LINE + 4, width, _BAR))
            top = _LINE + 4 + _BAR + 3
            paint_line(painter, QRectF(0, top, width, _LINE - 3), self._parts(width), theme)
            paint_line(painter, QRectF(0, top + _LINE - 3, width, _LINE - 3), self._ending(), theme)

    def _parts(self, width: float) -> Line:
        """What the sum consists of: in words, or in figures alone where there is no room for them."""
        words, row = self._look.words, self.row
        bought, weighted = self._short(row.booked.minor), self._short(row.weighted.minor)
        parts = [words.say("bought {sum}", sum=bought)] if row.booked.minor else []
        parts += [words.say("weighted {sum}", sum=weighted)] if row.deals else []
        meaning = words.say("was expected before today")
        sign = (IconGlyph("alarm-clock", "red", meaning=meaning),)
        late = sign if any(deal.overdue for deal in row.deals) else ()
        said = Run(", ".join(parts) or words.say("nothing expected yet"), Type.SECONDARY, "text2")
        short = Run(f"{bought} + {weighted}", Type.SECONDARY, "text2")
        is_long = len(parts) > 1 and line_width((said, *late), self._look.theme) > width
        return (short if is_long else said, *late)

    def _ending(self) -> Line:
        words, row = self._look.words, self.row
        if row.target is None:
            return (Run(words.say("no target"), Type.SECONDARY, "text3"),)
        target = Run(
            words.say("target {sum}", sum=self._short(row.target.minor)), Type.SECONDARY, "accent_text"
        )
        gap = row.gap.minor if row.gap is not None else 0
        if gap > 0:
            return (target, Spring(), Run(self._short(-gap), Type.SECONDARY, "red"))
        return (target, Spring(), Run(words.say("covered"), Type.SECONDARY, "green"))

    def _paint_bar(self, painter: QPainter, box: QRectF) -> None:
        theme, row = self._look.theme, self.row
        per = box.width() / self._whole
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(box, 2, 2)
        booked = max(row.booked.minor, 0) * per
        if booked:
            painter.setBrush(theme.colour("bar"))
            painter.drawRoundedRect(QRectF(box.left(), box.top(), booked, box.height()), 2, 2)
        if row.weighted.minor > 0:
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.setBrush(theme.colour("accent_soft"))
            deals = QRectF(box.left() + booked, box.top(), row.weighted.minor * per, box.height())
            painter.drawRoundedRect(deals.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
            if row.overdue.minor > 0:
                deals.setWidth(deals.width() * row.overdue.minor / row.weighted.minor)
                paint_overdue(painter, deals, theme)
        if row.target is not None:
            x = min(box.left() + row.target.minor * per, box.right() - 1)
            pen = QPen(theme.colour("accent"), 2)
            pen.setDashPattern([2, 1.5])
            painter.setPen(pen)
            painter.drawLine(round(x), round(box.top() - 3), round(x), round(box.bottom() + 3))
