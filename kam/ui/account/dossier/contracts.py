"""The contracts: until when, how they go on, and the months ahead as bars."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kam.analysis.contracts import ContractState
from kam.core.formats import Scale
from kam.core.periods import MONTHS, Month
from kam.core.telling import Teller
from kam.core.vocabulary import DossierSection
from kam.services.dossier.rows import ContractLine, Dossier
from kam.ui.account.dossier.list_card import ListCard
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import State, StateGlyph
from kam.ui.widgets.labels import LineLabel, label, rule
from kam.ui.widgets.panels import sized
from kam.ui.widgets.pieces import Line, Run, paint_line
from kam.ui.widgets.tips import plain_tip

_AMOUNT: Final = 52
_UNTIL: Final = 66
_RENEWAL: Final = 78
_MONTHS: Final = 14
_BAR: Final = 6
_STEP: Final = 9
_TOP: Final = 8
_AXIS: Final = 18


class ContractsCard(ListCard):
    """A row a contract, by the day on which it ends; bars of fourteen months under them."""

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(
            look,
            DossierSection.CONTRACTS,
            words.say("Contracts"),
            add=words.say("Add a contract"),
            empty=words.say("No contract is known."),
        )
        self._over_bars = rule()
        self.bars = ContractBars(look)
        self.body.addWidget(self._over_bars)
        self.body.addWidget(self.bars)

    def show_dossier(self, dossier: Dossier) -> None:
        """Show the contracts of an account."""
        lines = dossier.contracts
        self.show_verified(dossier.verified(self.section), dossier.on, known=bool(lines))
        self.bars.show_contracts(lines, dossier.on)
        self.bars.setVisible(bool(lines))
        self._over_bars.setVisible(bool(lines))
        if not self.begin(lines):
            return
        scale, unit = _scale_of(self.look, lines)
        words = self.look.words
        self.show_head(
            [
                (words.say("Number, subject"), 0),
                (unit, -_AMOUNT),
                (words.say_in("contract", "Until"), _UNTIL),
                (words.say("Renewal"), _RENEWAL),
            ]
        )
        for line in lines:
            self._add(line, scale)

    def _add(self, line: ContractLine, scale: Scale | None) -> None:
        look, formats = self.look, self.look.formats
        what = (Run(line.number or "", Type.STRONG), Run(line.subject or "", gap=5))
        named = tuple(run for run in what if run.text)
        if line.amount is None:
            amount = "—"
        elif scale is None:
            amount = formats.money(line.amount.minor, line.amount.currency)
        else:
            amount = formats.scaled(line.amount.minor, line.amount.currency, scale)
        until = formats.short_date(line.ends_on) if line.ends_on else look.words.say_in("contract", "no end")
        row = self.lines.add_part(
            line,
            told(look, line),
            LineLabel(look, named),
            sized(label(amount), _AMOUNT, right=True),
            sized(label(until, tone="text" if line.ends_on else "text3"), _UNTIL),
            sized(LineLabel(look, renewal(look, line)), _RENEWAL),
        )
        row.setToolTip(plain_tip(told(look, line).replace("; ", "\n")))


class ContractBars(QWidget):
    """When each contract runs, from this month on: a line is today, a triangle the last day for notice."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._lines: tuple[ContractLine, ...] = ()
        self._today = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(look.words.say("Contracts by month"))

    def show_contracts(self, lines: tuple[ContractLine, ...], today: date) -> None:
        """Show those that run, or will, within the months ahead."""
        first = Month.of(today).first_day
        last = (Month.of(today) + (_MONTHS - 1)).last_day
        self._today = today
        self._lines = tuple(
            line
            for line in lines
            if (line.ends_on is None or line.ends_on >= first or line.renews_itself)
            and (line.starts_on is None or line.starts_on <= last)
        )
        self.setAccessibleDescription("; ".join(told(self._look, line) for line in self._lines))
        self.setFixedHeight(_TOP + max(1, len(self._lines)) * _STEP + _AXIS + Size.GRID)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the card."""
        return QSize(240, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the months, the bars, the marks."""
        theme = self._look.theme
        place = self.rect().toRectF().adjusted(Size.GAP, _TOP, -Size.GAP, -Size.GRID)
        bottom = place.bottom() - _AXIS
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            step = place.width() / _MONTHS
            for number in range(_MONTHS + 1):
                x = round(place.left() + number * step) + 0.5
                painter.setPen(QPen(theme.colour("line"), 1))
                painter.drawLine(QPointF(x, place.top() - 2), QPointF(x, bottom))
                if number < _MONTHS:
                    initial = self._look.formats.month_initial(Month.of(self._today) + number).lower()
                    cell = QRectF(x, bottom + 2, step, _AXIS - 2)
                    name = (Run(initial, Type.CAPTION, "text2"),)
                    paint_line(painter, cell, name, theme, Qt.AlignmentFlag.AlignHCenter)
            for number, line in enumerate(self._lines):
                self._paint_bar(painter, place, place.top() + number * _STEP, line)
            today = self._x(self._today, place)
            painter.setPen(QPen(theme.colour("text"), 1.5))
            painter.drawLine(QPointF(today, place.top() - 4), QPointF(today, bottom))
            for number, line in enumerate(self._lines):
                self._paint_notice(painter, place, place.top() + number * _STEP, line)

    def _paint_bar(self, painter: QPainter, place: QRectF, top: float, line: ContractLine) -> None:
        theme = self._look.theme
        left = self._x(line.starts_on, place) if line.starts_on else place.left()
        right = self._x(line.ends_on, place) if line.ends_on else place.right()
        open_window = line.state is ContractState.WINDOW_OPEN
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(theme.colour("accent" if open_window else "bar")))
        if right > left:
            painter.drawRect(QRectF(left, top, right - left, _BAR))
        if line.renews_itself and line.ends_on is not None and right < place.right():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("bar"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(right, top + 0.5, place.right() - right, _BAR - 1))

    def _paint_notice(self, painter: QPainter, place: QRectF, top: float, line: ContractLine) -> None:
        if line.notice_by is None or line.notice_by < Month.of(self._today).first_day:
            return
        x = self._x(line.notice_by, place)
        if x >= place.right():
            return
        painter.setPen(QPen(self._look.theme.colour("page"), 1))
        painter.setBrush(QBrush(self._look.theme.colour("amber_fill")))
        points = (QPointF(x - 4.5, top - 3), QPointF(x + 4.5, top - 3), QPointF(x, top + 4))
        painter.drawPolygon(QPolygonF(points))

    def _x(self, day: date, place: QRectF) -> float:
        """Where a day stands: months are equally wide; what lies outside stands at the edge."""
        months = (day.year - self._today.year) * MONTHS + day.month - self._today.month
        part = (day.day - 1) / Month.of(day).last_day.day
        return place.left() + min(max(months + part, 0.0), float(_MONTHS)) / _MONTHS * place.width()


def renewal(look: Look, line: ContractLine) -> Line:
    """What is next with a contract, as short as it can be said."""
    words, formats = look.words, look.formats
    if line.days_left is not None:
        text = words.say("{days} d", days=formats.number(line.days_left))
        return (StateGlyph(State.ATTENTION, small=True), Run(text, Type.STRONG, "amber", gap=5))
    if line.state in {ContractState.ENDED, ContractState.NOT_STARTED}:
        return (Run(words.of(line.state.label), tone="text3"),)
    if line.renewal_talks_since is not None:
        text = words.say("in talks")
    elif line.renews_itself:
        text = words.say_in("renewal", "by itself")
    elif line.notice_by is not None:
        text = words.say_in("renewal", "by {date}", date=formats.short_date(line.notice_by))
    elif line.sla:
        text = words.say("SLA {sla}", sla=line.sla)
    else:
        text = "—"
    return (Run(text, tone="text2"),)


def told(look: Look, line: ContractLine) -> str:
    """Everything about a contract in one sentence, for the tooltip and the screen reader."""
    words, formats = look.words, look.formats
    teller = Teller(words, formats)
    parts = [" ".join(filter(None, (line.number, line.subject))), words.of(line.state.label)]
    if line.amount is not None:
        parts.append(teller.shown(line.amount))
    if line.starts_on is not None:
        parts.append(words.say_in("contract", "from {date}", date=formats.full_date(line.starts_on)))
    if line.ends_on is not None:
        parts.append(words.say_in("contract", "until {date}", date=formats.full_date(line.ends_on)))
    if line.notice_by is not None:
        parts.append(words.say("notice by {date}", date=formats.full_date(line.notice_by)))
    if line.renews_itself:
        parts.append(words.say("renews itself"))
    if line.renewal_talks_since is not None:
        since = formats.full_date(line.renewal_talks_since)
        parts.append(words.say("talks on renewal since {date}", date=since))
    if line.sla:
        parts.append(words.say("SLA {sla}", sla=line.sla))
    if line.documents:
        parts.append(words.say_many("{count} document", "{count} documents", line.documents))
    return "; ".join(part for part in parts if part)


def _scale_of(look: Look, lines: tuple[ContractLine, ...]) -> tuple[Scale | None, str]:
    """The unit over the sums; none where they are of several currencies."""
    amounts = [line.amount for line in lines if line.amount is not None]
    currencies = {amount.currency for amount in amounts}
    if len(currencies) != 1:
        return None, ""
    currency = currencies.pop()
    scale = look.formats.scale_for(max(amount.minor for amount in amounts), currency)
    return scale, look.formats.unit(currency, scale)
