"""The way to the target as one bar: what is booked, the deals by their weight, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kam.core.money import Money
from kam.services.money.outlook import Base, Outlook
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Type
from kam.ui.widgets.patterns import hatch
from kam.ui.widgets.pieces import Line, Run, line_width, paint_line, text_width
from kam.ui.widgets.tips import plain_tip

_ABOVE: Final = 18
_BAR: Final = 22
_BELOW: Final = 18
_BESIDE: Final = 6
"""The words of the target end so far before its line."""
_AXIS_SHARE: Final = 0.22
"""The part of the width that is booked takes where the axis is cut."""
_CUT_FROM: Final = 0.6
"""Where what is booked is a larger part of the whole the axis does not begin at nothing, and says so."""


@dataclass(frozen=True, slots=True)
class GapPiece:
    """A piece of the bar: what it is called, what it is worth and where it stands."""

    kind: str
    name: str
    amount: Money
    box: QRectF

    @property
    def is_deal(self) -> bool:
        """Whether it is an opportunity, one that should have come by now among them."""
        return self.kind in {"deal", "overdue"}


class GapBar(QWidget):
    """Booked solid, deals outlined, what is missing hatched; the target is a dashed line."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._outlook: Outlook | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_ABOVE + _BAR + _BELOW)
        look.theme.changed.connect(self.update)

    def show_outlook(self, outlook: Outlook) -> None:
        """Show the way to the target of a year."""
        self._outlook = outlook
        self.setAccessibleName(gap_sentence(self._look, outlook))
        self.setToolTip(plain_tip("\n".join(_told(self._look, outlook))))
        self.update()

    def sizeHint(self) -> QSize:
        """A bar with a line of words above and below."""
        return QSize(360, _ABOVE + _BAR + _BELOW)

    def pieces(self) -> list[GapPiece]:
        """Where everything stands; the axis is cut where nearly all of it is booked."""
        outlook = self._outlook
        if outlook is None or outlook.line is None or outlook.target is None:
            return []
        line = outlook.line
        whole = max(line.expected.minor, outlook.target.minor, 1)
        cut = line.booked.minor > whole * _CUT_FROM
        start = line.booked.minor if cut else 0
        begin = self.width() * _AXIS_SHARE if cut else 0.0
        room = max(self.width() - begin - 2, 1)

        def at(minor: int) -> float:
            if cut and minor <= start:
                return begin * minor / max(start, 1)
            return begin + room * (minor - start) / max(whole - start, 1)

        found = [("booked", "", line.booked, 0, line.booked.minor)]
        reached = line.booked.minor
        for row, worth in outlook.parts:
            kind = "overdue" if row.overdue else "deal"
            found.append((kind, row.title, worth, reached, reached + worth.minor))
            reached += worth.minor
        if line.missing.minor:
            found.append(("missing", "", line.missing, reached, outlook.target.minor))
        return [
            GapPiece(kind, name, amount, QRectF(at(low), _ABOVE, max(at(high) - at(low), 1), _BAR))
            for kind, name, amount, low, high in found
        ]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the pieces, then the words."""
        pieces = self.pieces()
        if not pieces or self._outlook is None:
            return
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for piece in pieces:
                self._paint_piece(painter, piece, theme)
            self._paint_target(painter, pieces, theme)
            self._paint_words(painter, pieces, theme)

    def _paint_piece(self, painter: QPainter, piece: GapPiece, theme: Theme) -> None:
        box = piece.box.adjusted(0.5, 0.5, -0.5, -0.5)
        if piece.kind == "booked":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("bar"))
        elif piece.is_deal:
            painter.setPen(QPen(theme.colour("red" if piece.kind == "overdue" else "accent"), 1))
            painter.setBrush(theme.colour("accent_soft"))
        else:
            painter.setPen(QPen(theme.colour("red"), 1))
            painter.setBrush(theme.colour("page"))
        painter.drawRoundedRect(box, 2, 2)
        if piece.kind == "missing":
            hatch(painter, box, QPen(theme.colour("red"), 1), 5)
        if piece.is_deal:
            text = "+" + self._short(piece.amount)
            if text_width(theme.family, Type.COLUMN, text) + 6 <= box.width():
                line: Line = (Run(text, Type.COLUMN, "accent_text"),)
                paint_line(painter, box, line, theme, Qt.AlignmentFlag.AlignHCenter)
        if piece.kind == "booked" and self._is_cut(piece):
            painter.setPen(QPen(theme.colour("page"), 2))
            for shift in (0, 5):
                x = box.left() + 22 + shift
                painter.drawLine(QPointF(x, box.bottom() + 1), QPointF(x + 6, box.top() - 1))

    def _is_cut(self, piece: GapPiece) -> bool:
        return round(piece.box.width()) == round(self.width() * _AXIS_SHARE)

    def _paint_target(self, painter: QPainter, pieces: list[GapPiece], theme: Theme) -> None:
        outlook = self._outlook
        if outlook is None or outlook.line is None:
            return
        over = outlook.line.surplus.minor
        x = self._x_of_target(pieces) if over else pieces[-1].box.right()
        pen = QPen(theme.colour("accent"), 2)
        pen.setDashPattern([2, 1.5])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, _ABOVE - 6), QPointF(x, _ABOVE + _BAR + 1))

    def _x_of_target(self, pieces: list[GapPiece]) -> float:
        """Where the target stands inside what is expected."""
        outlook = self._outlook
        assert outlook is not None and outlook.target is not None  # noqa: S101, PT018 - asked before
        left = outlook.target.minor
        for piece in pieces:
            if left <= piece.amount.minor:
                share = left / max(piece.amount.minor, 1)
                return piece.box.left() + piece.box.width() * share
            left -= piece.amount.minor
        return pieces[-1].box.right()

    def _paint_words(self, painter: QPainter, pieces: list[GapPiece], theme: Theme) -> None:
        outlook = self._outlook
        if outlook is None or outlook.line is None or outlook.target is None:
            return
        say = self._look.words.say
        target: Line = (
            Run(say("target {sum}", sum=self._short(outlook.target)), Type.COLUMN, "accent_text"),
        )
        booked: Line = (
            Run(_base(self._look, outlook), Type.SECONDARY, "text2"),
            Run(self._short(outlook.booked), Type.COLUMN, gap=4),
        )
        above = QRectF(0, 0, self.width(), _ABOVE - 4)
        paint_line(painter, above, booked, theme)
        taken = line_width(booked, theme) + 16.0
        wide = line_width(target, theme)
        left = float(self.width() - wide - _BESIDE)
        if outlook.line.surplus.minor:
            left = max(taken, min(self._x_of_target(pieces) - wide / 2, left))
        paint_line(painter, QRectF(left, 0, wide, _ABOVE - 4), target, theme)
        if outlook.line.surplus.minor:
            taken, free = left + wide + 16, float(self.width())
        else:
            free = left - 16
        expected: Line = (
            Run(say("with opportunities"), Type.SECONDARY, "text2"),
            Run(self._short(outlook.line.expected), Type.COLUMN, gap=4),
        )
        room = line_width(expected, theme)
        deals = [piece for piece in pieces if piece.is_deal]
        if deals and room <= free - taken:
            start = min(max(deals[-1].box.right() - room, taken), free - room)
            paint_line(painter, QRectF(start, 0, room, _ABOVE - 4), expected, theme)
        self._paint_below(painter, pieces, theme)

    def _paint_below(self, painter: QPainter, pieces: list[GapPiece], theme: Theme) -> None:
        """Names under the deals, where there is room for them; what is missing at the right."""
        say, top = self._look.words.say, _ABOVE + _BAR + 2
        right = float(self.width())
        line = self._outlook.line if self._outlook else None
        if line is None:
            return
        ending: Line = ()
        if line.missing.minor:
            ending = (Run(say("{sum} is missing", sum=self._short(line.missing)), Type.COLUMN, "red"),)
        elif line.surplus.minor:
            ending = (
                Run(say("{sum} above the target", sum=self._short(line.surplus)), Type.COLUMN, "green"),
            )
        if ending:
            width = line_width(ending, theme)
            place = QRectF(right - width, top, width, _BELOW - 2)
            paint_line(painter, place, ending, theme)
            right -= width + 10
        if self._is_cut(pieces[0]):
            told: Line = (Run(say("the axis is cut"), Type.CAPTION, "text3"),)
            place = QRectF(0, top, pieces[0].box.width(), _BELOW - 2)
            paint_line(painter, place, told, theme)
        for piece in pieces:
            room = min(piece.box.right(), right) - piece.box.left()
            if piece.is_deal and text_width(theme.family, Type.CAPTION, piece.name[:6]) < room:
                name: Line = (Run(piece.name, Type.CAPTION, "text2"),)
                place = QRectF(piece.box.left(), top, room, _BELOW - 2)
                align = Qt.AlignmentFlag.AlignHCenter
                paint_line(painter, place, name, theme, align)

    def _short(self, money: Money) -> str:
        """A sum without its unit, which the head of the panel says."""
        formats = self._look.formats
        outlook = self._outlook
        assert outlook is not None  # noqa: S101 - nothing is painted without it
        scale = formats.scale_for((outlook.target or outlook.booked).minor, outlook.currency)
        return formats.scaled(money.minor, outlook.currency, scale)


def _base(look: Look, outlook: Outlook) -> str:
    """What the line begins with."""
    if outlook.base is Base.PACE:
        return look.words.say("as in the last 12 months")
    return look.words.say("bought so far")


def gap_sentence(look: Look, outlook: Outlook) -> str:
    """The gap in one sentence."""
    say, formats = look.words.say, look.formats
    if outlook.line is None:
        return say("No target is set for this year.")

    def text(money: Money) -> str:
        return formats.money(money.minor, money.currency)

    line = outlook.line
    if line.missing.minor:
        return say(
            "{missing} is missing to {target}: {booked} and {weighted} of weighted opportunities",
            missing=text(line.missing),
            target=text(line.target),
            booked=text(line.booked),
            weighted=text(line.weighted),
        )
    return say(
        "The target of {target} is covered: {booked} and {weighted} of weighted opportunities",
        target=text(line.target),
        booked=text(line.booked),
        weighted=text(line.weighted),
    )


def _told(look: Look, outlook: Outlook) -> list[str]:
    """The arithmetic of the line, for the tooltip."""
    say, formats = look.words.say, look.formats

    def text(money: Money) -> str:
        return formats.money(money.minor, money.currency)

    told = [gap_sentence(look, outlook)]
    told += [say("{title}: {sum} weighted", title=row.title, sum=text(worth)) for row, worth in outlook.parts]
    if outlook.overdue.minor:
        told.append(say("{sum} of it should have come before today", sum=text(outlook.overdue)))
    if outlook.later:
        told.append(look.words.say_many("{count} comes later", "{count} come later", outlook.later))
    if outlook.unknown:
        told.append(
            look.words.say_many(
                "{count} without date, sum or probability",
                "{count} without date, sum or probability",
                outlook.unknown,
            )
        )
    return told
