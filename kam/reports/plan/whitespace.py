"""The whitespace: product lines by units of the client, who serves each field, and where we go first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from kam.core.vocabulary import ServedBy, WhitespaceStage
from kam.core.words import Words
from kam.reports.charts import wallet_bar
from kam.reports.content import WalletShare
from kam.reports.content.plan import PlanPaper, WhitespaceField, WhitespaceMatrix, WhitespaceRow
from kam.reports.figures import Unit
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit, stacked
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import BLACK, MM, WHITE, Pen, text_width
from kam.reports.plan.columns import unbroken
from kam.reports.signs import FINE_DASH, check
from kam.reports.text import Style, set_text

_NAME: Final = 34 * MM
_SHARE: Final = 24 * MM
_TOTAL: Final = 13 * MM
_LEAST_UNIT: Final = 23 * MM
_MOST_UNIT: Final = 36 * MM
_ROW: Final = 13 * MM
_FIGURE: Final = Style(9.5, 11, Face.BOLD)
_SMALL: Final = Style(7.5, 9)
_PAD: Final = 3.0
_BAR: Final = 7.0


def whitespace(kit: Kit, content: PlanPaper) -> Iterator[Section]:
    """The matrix; units for which there is no room beside the others follow in further ones."""
    words, matrix = kit.words, content.whitespace
    name = words.say("Whitespace")
    if not matrix.rows or not matrix.units:
        missing = words.say("not filled in: what do they buy, and where?")
        yield Section(Part.PLAN, Heading(name, missing=missing), kit.look.width)
        return
    most = int((kit.look.width - _NAME - _SHARE - _TOTAL) / _LEAST_UNIT)
    parts = [range(at, min(at + most, len(matrix.units))) for at in range(0, len(matrix.units), most)]
    for number, part in enumerate(parts, start=1):
        table = _Table(kit, matrix, part, unit=_unit(kit, matrix))
        *before, last = (table.row(row) for row in matrix.rows)
        below = [_legend(kit), *(_sum(kit, content) if number == len(parts) else [])]
        rows = (*before, stacked([last, *below]))  # a page never begins with the legend
        heading = Heading(
            name, words.say("ours of all, {unit} a year", unit=table.unit.name), note=_note(kit, matrix)
        )
        if len(parts) > 1:
            note = words.say("part {number} of {total}", number=number, total=len(parts))
            heading = Heading(name, heading.message, note=note)
        yield Section(Part.PLAN, heading, kit.look.width, rows, table.head(), ruled=False, counted=False)


def _unit(kit: Kit, matrix: WhitespaceMatrix) -> Unit:
    return Unit.of(
        kit,
        [
            value
            for row in matrix.rows
            for each in row.fields
            for value in (each.total, each.ours, each.potential)
        ],
    )


def _note(kit: Kit, matrix: WhitespaceMatrix) -> str:
    words = kit.words
    if matrix.checked_on is None:
        return ""
    return words.say("client’s spend as of {date}", date=kit.formats.month_year(matrix.checked_on))


class _Table:
    """A table of some units."""

    def __init__(self, kit: Kit, matrix: WhitespaceMatrix, part: range, unit: Unit) -> None:
        self._kit = kit
        self._matrix = matrix
        self._part = part
        self.unit = unit
        room = kit.look.width - _NAME - _SHARE - _TOTAL
        self._cell = min(room / len(part), _MOST_UNIT)

    @property
    def _end(self) -> float:
        return _NAME + self._cell * len(self._part)

    def head(self) -> Box:
        """The names of the units, the share in the line, its sum."""
        kit = self._kit
        names = [
            unbroken(self._matrix.units[each] or kit.words.say("Whole account"), _FIGURE, self._cell - 6, 2)
            for each in self._part
        ]
        tall = max(name.height for name in names) + 3

        def paint(pen: Pen, x: float, y: float) -> None:
            for number, name in enumerate(names):
                pen.text(x + _NAME + number * self._cell + _PAD, y + tall - 2 - name.height, name)
            small = kit.look.small
            middle = y + tall - 7
            pen.word(x + self._end + 6, middle, kit.words.say("share in the line"), small)
            pen.word(x + self._end + _SHARE + _TOTAL, middle, self.unit.name, small, align=1)
            pen.line(x + _NAME, y + tall, x + self._end, y + tall, 0.5)

        return Box(tall, paint)

    def row(self, row: WhitespaceRow) -> Box:
        """A product line: a field for every unit of this part."""
        name = unbroken(row.line, _FIGURE, _NAME - 6, 3)

        def paint(pen: Pen, x: float, y: float) -> None:
            pen.text(x, y + (_ROW - name.height) / 2, name)
            for number, each in enumerate(self._part):
                left = x + _NAME + number * self._cell
                pen.box(left, y, self._cell, _ROW, weight=0.35)
                if each < len(row.fields):
                    self._field(pen, row.fields[each], left, y)
            bar_at = x + self._end + 6
            _bar(pen, row.shares, row.total, bar_at, y + _ROW / 2 - 5, _SHARE - 8, 10)
            said = "?" if row.total is None else _short(self.unit, row.total)
            pen.word(x + self._end + _SHARE + _TOTAL, y + _ROW / 2, said, _FIGURE, align=1)
            pen.line(x, y + _ROW, x + _NAME, y + _ROW, 0.25)
            pen.line(x + self._end, y + _ROW, x + self._end + _SHARE + _TOTAL, y + _ROW, 0.25)

        return Box(_ROW, paint)

    def _field(self, pen: Pen, each: WhitespaceField, x: float, y: float) -> None:
        if each == WhitespaceField():
            pen.word(x + self._cell / 2, y + _ROW / 2, "—", _SMALL, align=0.5)
            return
        words, right = self._kit.words, x + self._cell - _PAD
        self._figures(pen, each, x + _PAD, y)
        said = _who(words, each)
        pen.text(x + _PAD, y + 13, set_text(said, _SMALL, self._cell - 2 * _PAD, 1))
        if each.shares or each.total is not None:
            _bar(pen, each.shares, each.total, x + _PAD, y + _ROW - _BAR - 3, self._cell - 2 * _PAD, _BAR)
        if each.rank is not None:
            pen.box(x + 1.1, y + 1.1, self._cell - 2.2, _ROW - 2.2, weight=2.25)
            pen.box(right - 8, y + 1, 10, 11, fill=BLACK)
            pen.word(right - 3, y + 6.5, str(each.rank), Style(8, 9, Face.BOLD), align=0.5, tone=WHITE)
        elif each.stage is WhitespaceStage.WON:
            check(pen, right - 8, y + 3, 7.5)
        elif each.stage is WhitespaceStage.CLOSED:
            pen.line(right - 8, y + 3, right - 1, y + 10, 1.3)
            pen.line(right - 8, y + 10, right - 1, y + 3, 1.3)

    def _figures(self, pen: Pen, each: WhitespaceField, x: float, y: float) -> None:
        words, unit = self._kit.words, self.unit
        middle = y + 7.5
        if each.ours is not None or each.total is not None:
            ours = "?" if each.ours is None else _short(unit, each.ours)
            wide = pen.word(x, middle, ours, _FIGURE)
            if each.total is not None:
                said = words.say_in("whitespace", "of {total}", total=_short(unit, each.total))
                pen.word(x + wide + 3, middle, said, _SMALL)
        elif each.potential is not None:
            said = words.say_in("whitespace", "up to {amount}", amount=_short(unit, each.potential))
            pen.word(x, middle, said, _SMALL.bold())


def _short(unit: Unit, minor: int) -> str:
    """A figure of the matrix: «22,4», «26», «0»."""
    return unit.kit.formats.scaled(minor, unit.kit.currency, unit.scale)


def _who(words: Words, each: WhitespaceField) -> str:
    """Whom we would replace, or how the field stands."""
    if each.competitor:
        return each.competitor
    served = [share.by for share in each.shares if share.by is not ServedBy.US and share.amount > 0]
    if ServedBy.IN_HOUSE in served:
        return words.say_in("whitespace", "in-house")
    if served == [ServedBy.UNKNOWN]:
        return words.say_in("whitespace", "who is unknown")
    return words.of(each.stage.label) if each.stage and each.total is None else ""


def _bar(  # a bar and where it stands
    pen: Pen, shares: Sequence[WalletShare], total: int | None, x: float, y: float, wide: float, tall: float
) -> None:
    if shares:
        wallet_bar([(share.by, share.amount) for share in shares], wide, tall).paint(pen, x, y)
    elif total is not None:
        pen.box(x, y, wide, tall, weight=0.6, dash=FINE_DASH)


def _legend(kit: Kit) -> Box:
    words, style = kit.words, kit.look.tiny
    fills = (
        (ServedBy.US, words.say_in("wallet legend", "we")),
        (ServedBy.COMPETITOR, words.say_in("wallet legend", "competitor")),
        (ServedBy.IN_HOUSE, words.say_in("wallet legend", "in-house")),
        (ServedBy.UNKNOWN, words.say_in("wallet legend", "unknown")),
    )

    def paint(pen: Pen, x: float, y: float) -> None:
        middle = y + 9
        for by, said in fills:
            wallet_bar([(by, 1)], 14, 7).paint(pen, x, middle - 3.5)
            x += 17
            x += pen.word(x, middle, said, style) + 10
        check(pen, x, middle - 4, 7)
        x += 10
        x += pen.word(x, middle, words.say_in("wallet legend", "won"), style) + 10
        pen.line(x, middle - 3, x + 6, middle + 3, 1.2)
        pen.line(x, middle + 3, x + 6, middle - 3, 1.2)
        x += 9
        x += pen.word(x, middle, words.say_in("wallet legend", "closed"), style) + 10
        pen.box(x, middle - 5, 9, 10, fill=BLACK)
        pen.word(x + 4.5, middle, "1", Style(7.5, 9, Face.BOLD), align=0.5, tone=WHITE)
        x += 12
        pen.word(x, middle, words.say_in("wallet legend", "we go there first"), style)

    return Box(16, paint)


def _sum(kit: Kit, content: PlanPaper) -> list[Box]:
    """The whole wallet as a bar, its parts said in per cent."""
    wallet = content.money.block.wallet
    if wallet is None or wallet.total <= 0:
        return []
    words, look = kit.words, kit.look
    said = words.say("Whole wallet: {total} a year", total=kit.money(wallet.total))
    ours = sum(share.amount for share in wallet.shares if share.by is ServedBy.US)
    share = words.say("we {share}", share=kit.formats.percent(Decimal(ours) / wallet.total))
    left = text_width(said, look.body.bold()) + 10
    right = text_width(share, look.body.bold()) + 10

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.word(x, y + 9, said, look.body.bold())
        bar = wallet_bar([(each.by, each.amount) for each in wallet.shares], look.width - left - right, 11)
        bar.paint(pen, x + left, y + 3.5)
        pen.word(x + look.width, y + 9, share, look.body.bold(), align=1)

    return [Box(18, paint)]
