"""The columns of the portfolio: how a row is written, drawn and copied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from kam.analysis.short_names import short_name
from kam.core.formats import Formats
from kam.core.money import Money
from kam.core.short_names import family_of
from kam.core.vocabulary import ClockState, Overridden, Term
from kam.core.words import Words
from kam.services.portfolio.health import HEALTH_COLUMNS
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.rows import PortfolioRow
from kam.ui.accounts.health_columns import HealthCells
from kam.ui.accounts.money import MoneyScale
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs import (
    ChangeGlyph,
    ClockGlyph,
    DotGlyph,
    IconGlyph,
    SparklineGlyph,
    State,
    StateGlyph,
)
from kam.ui.widgets.pieces import Line, Mark, Run, text_width
from kam.ui.widgets.status_tones import STATUS_TONES
from kam.ui.widgets.table.column import Column

NOTHING: Final = "—"
_SHOWN: Final = frozenset(
    {
        PortfolioColumn.NAME,
        PortfolioColumn.KEY_GROUP,
        PortfolioColumn.CLASSES,
        PortfolioColumn.REVENUE,
        PortfolioColumn.MONTHS,
        PortfolioColumn.CHANGE,
        PortfolioColumn.HEALTH,
        PortfolioColumn.COMPLAINTS,
        PortfolioColumn.NEXT_MEETING,
        PortfolioColumn.LAST_CONTACT,
        PortfolioColumn.OWNER,
    }
)
_AT_ONCE: Final = frozenset(
    {
        PortfolioColumn.NAME,
        PortfolioColumn.NEXT_MEETING,
        PortfolioColumn.OWNER,
        PortfolioColumn.STATUS,
        PortfolioColumn.BUSINESS_TYPE,
        PortfolioColumn.INDUSTRY,
        PortfolioColumn.PARENT,
        PortfolioColumn.LEGAL_NAME,
        PortfolioColumn.TAX_NUMBER,
        PortfolioColumn.EXTERNAL_ID,
    }
)
"""What is known of a row that is not whole yet; the other cells stay empty until it is."""
_FALLING: Final = frozenset(
    {
        PortfolioColumn.REVENUE,
        PortfolioColumn.CHANGE,
        PortfolioColumn.CHURN_RISK,
        PortfolioColumn.COMPLAINTS,
        PortfolioColumn.LAST_CONTACT,
        PortfolioColumn.POTENTIAL,
        PortfolioColumn.SHARE,
        PortfolioColumn.MARGIN,
        PortfolioColumn.WALLET_SHARE,
        PortfolioColumn.CLASSES,
    }
)


_SUMS: Final = frozenset({PortfolioColumn.REVENUE, PortfolioColumn.MARGIN, PortfolioColumn.MONTHS})
"""What the clipboard gets in major units, whatever the scale of the table."""

_ROOM_OF_NAMES: Final = 160
_NARROWER: Final = {PortfolioColumn.KEY_GROUP: 124, PortfolioColumn.OWNER: 92}
"""With these the usual columns have room in the smallest window."""
T = TypeVar("T")


def _when_whole(read: Callable[[PortfolioRow], T], empty: T) -> Callable[[PortfolioRow], T]:
    """The same for a row that is whole; for one that is not, nothing rather than a nought."""
    return lambda row: read(row) if row.is_whole else empty


class PortfolioColumns:
    """Makes the columns for one look; money in one scale for the whole table."""

    def __init__(self, look: Look, currency: str, today: Callable[[], date]) -> None:
        self._look = look
        self._words: Words = look.words
        self._formats: Formats = look.formats
        self._today = today
        self.scale = MoneyScale.of_portfolio(self._formats, currency)
        self.health = HealthCells(look)
        self.room_of_names: Callable[[], int] = lambda: _ROOM_OF_NAMES
        self.room_of_owners: Callable[[], int] = lambda: _NARROWER[PortfolioColumn.OWNER]

    def all(self) -> list[Column[PortfolioRow]]:
        """Every column, in the order of the chooser."""
        return [self._made(each) for each in PortfolioColumn]

    def money(self, money: Money | None) -> str:
        """A sum in the table's scale."""
        return NOTHING if money is None else self.scale.figure(money)

    def change_line(self, change: Decimal | None) -> Line:
        """▲ 6 %."""
        if change is None:
            return (Run(NOTHING, Type.BODY, "text3"),)
        rounded = round(change, 2)
        glyph = ChangeGlyph((rounded > 0) - (rounded < 0))
        return (glyph, Run(self._formats.percent(abs(change)), Type.BODY, glyph.tone, gap=4))

    def complaints_line(self, count: int, worst: ClockState | None) -> Line:
        """The gravest clock and how many there are."""
        if not count:
            return (Run(NOTHING, Type.BODY, "text3"),)
        return (ClockGlyph(worst), Run(self._formats.number(count), gap=4))

    # One by one

    def _made(self, column: PortfolioColumn) -> Column[PortfolioRow]:
        text, line, copy, width, right = self._cell(column)
        if column not in _AT_ONCE and column not in HEALTH_COLUMNS:
            text = _when_whole(text, "")
            line = None if line is None else _when_whole(line, ())
            copy = None if copy is None else _when_whole(copy, "")
        label = heading = self._words.of(column.label)
        if column in {PortfolioColumn.REVENUE, PortfolioColumn.MARGIN}:
            heading = f"{heading}, {self.scale.unit}"
        in_full = self._words.say("{column}, {currency}", column=label, currency=self.scale.currency)
        name = column is PortfolioColumn.NAME
        return Column(
            id=column.value,
            heading=heading,
            text=text,
            width=width,
            line=line,
            right=right,
            type=Type.NAME if name else Type.BODY,
            tone="text" if name or right else "text2",
            sort=None if column is PortfolioColumn.MONTHS else column.value,
            falling=column in _FALLING,
            copy=copy,
            copy_heading=in_full if column in _SUMS else "",
            tip=text if name or column in _TEXTS else self.health.tip(column),
            asks=column is PortfolioColumn.HEALTH,
            stretch=name,
            least=180 if name else 48,
            shown=column in _SHOWN,
            chosen=not name,
        )

    def _cell(self, column: PortfolioColumn) -> _Cell:
        if column in HEALTH_COLUMNS:
            return self.health.cell(column)
        made = _CELLS.get(column)
        if made is not None:
            return made(self)
        read = _TERMS.get(column)
        if read is not None:
            width = _NARROWER.get(column, 128)
            return (lambda row: self._term(read(row)), self._line_of(column, read), None, width, False)
        plain, width = _TEXTS[column], _NARROWER.get(column, 106)
        return (lambda row: plain(row) or NOTHING, None, lambda row: plain(row) or "", width, False)

    def _term(self, term: Term | None) -> str:
        return NOTHING if term is None else self._words.of(term.label)

    def _line_of(
        self, column: PortfolioColumn, read: Callable[[PortfolioRow], Term | None]
    ) -> Callable[[PortfolioRow], Line] | None:
        """A computed value that was set by hand has a pencil behind it."""
        what = _COMPUTED.get(column)
        if what is None:
            return None
        return lambda row: self._by_hand(row, self._term(read(row)), what)

    def _by_hand(self, row: PortfolioRow, text: str, *what: Overridden) -> Line:
        run = Run(text, Type.BODY, "text2")
        if row.by_hand.isdisjoint(what):
            return (run,)
        return (run, Mark(IconGlyph("pencil", "text3", 12, self._words.say("set by hand")), gap=4))

    def _name(self) -> _Cell:
        def line(row: PortfolioRow) -> Line:
            """The whole name where it has room, else the short one."""
            wide = text_width(self._look.theme.family, Type.NAME, row.name) > self.room_of_names()
            return (Run(short_name(row.name) if wide else row.name, Type.NAME),)

        return (lambda row: row.name, line, lambda row: row.name, 216, False)

    def _owner(self) -> _Cell:
        def line(row: PortfolioRow) -> Line:
            """The whole name where it has room, else the family name."""
            name = row.owner or NOTHING
            wide = text_width(self._look.theme.family, Type.BODY, name) > self.room_of_owners()
            return (Run(family_of(name) if wide else name, Type.BODY, "text2"),)

        return (
            lambda row: row.owner or NOTHING,
            line,
            lambda row: row.owner or "",
            _NARROWER[PortfolioColumn.OWNER],
            False,
        )

    def _status(self) -> _Cell:
        def line(row: PortfolioRow) -> Line:
            return (DotGlyph(STATUS_TONES[row.status]), Run(self._term(row.status)))

        return (lambda row: self._term(row.status), line, None, 130, False)

    def _classes(self) -> _Cell:
        def text(row: PortfolioRow) -> str:
            if row.abc is None:
                return NOTHING
            return " · ".join(self._term(each) for each in (row.abc, row.xyz) if each is not None)

        def line(row: PortfolioRow) -> Line:
            return self._by_hand(row, text(row), Overridden.ABC, Overridden.XYZ)

        return (text, line, None, 74, False)

    def _revenue(self) -> _Cell:
        return (
            lambda row: self.money(row.revenue_12m),
            None,
            lambda row: self._formats.bare(row.revenue_12m.amount),
            120,
            True,
        )

    def _months(self) -> _Cell:
        def line(row: PortfolioRow) -> Line:
            if not any(row.months):
                return ()
            return (SparklineGlyph(tuple(row.months)),)

        def copy(row: PortfolioRow) -> str:
            sums = (Money(minor, self.scale.currency).amount for minor in row.months)
            return " ".join(self._formats.bare(each) for each in sums)

        return (lambda _row: "", line, copy, 104, False)

    def _change(self) -> _Cell:
        def text(row: PortfolioRow) -> str:
            return NOTHING if row.change is None else self._formats.change(row.change)

        def copy(row: PortfolioRow) -> str:
            return "" if row.change is None else self._formats.bare(round(row.change * 100, 1))

        return (text, lambda row: self.change_line(row.change), copy, 86, True)

    def _complaints(self) -> _Cell:
        return (
            lambda row: self._formats.number(row.open_complaints),
            lambda row: self.complaints_line(row.open_complaints, row.worst_clock),
            lambda row: str(row.open_complaints),
            96,
            True,
        )

    def _meeting(self) -> _Cell:
        def text(row: PortfolioRow) -> str:
            if row.next_meeting is None:
                return NOTHING
            clock = self._formats.clock(row.next_meeting.time())
            days = (row.next_meeting.date() - self._today()).days
            if days == 0:
                return self._words.say("today, {time}", time=clock)
            if days == 1:
                return self._words.say("tomorrow, {time}", time=clock)
            return f"{self._formats.near(row.next_meeting.date(), self._today())}, {clock}"

        def line(row: PortfolioRow) -> Line:
            soon = row.next_meeting is not None and (row.next_meeting.date() - self._today()).days <= 1
            tone = "text3" if row.next_meeting is None else "text"
            return (Run(text(row), Type.STRONG if soon else Type.BODY, tone),)

        def copy(row: PortfolioRow) -> str:
            return "" if row.next_meeting is None else row.next_meeting.strftime("%Y-%m-%d %H:%M")

        return (text, line, copy, 124, False)

    def _contact(self) -> _Cell:
        def text(row: PortfolioRow) -> str:
            if row.last_contact_days is None:
                return NOTHING
            return self._words.say("{days} d", days=row.last_contact_days)

        def line(row: PortfolioRow) -> Line:
            if row.contact_overdue:
                words = Run(text(row), Type.STRONG, "amber", gap=4)
                return (Mark(StateGlyph(State.ATTENTION, small=True)), words)
            return (Run(text(row), Type.BODY, "text3" if row.last_contact_days is None else "text2"),)

        def copy(row: PortfolioRow) -> str:
            return "" if row.last_contact_days is None else str(row.last_contact_days)

        return (text, line, copy, 76, True)

    def _potential(self) -> _Cell:
        return (
            lambda row: NOTHING if row.potential is None else str(row.potential),
            None,
            lambda row: "" if row.potential is None else str(row.potential),
            92,
            True,
        )

    def _share(self) -> _Cell:
        return self._ratio(lambda row: row.share)

    def _wallet(self) -> _Cell:
        return self._ratio(lambda row: row.wallet_share)

    def _ratio(self, read: Callable[[PortfolioRow], Decimal | None]) -> _Cell:
        def text(row: PortfolioRow) -> str:
            share = read(row)
            return NOTHING if share is None else self._formats.percent(share, 1)

        def copy(row: PortfolioRow) -> str:
            share = read(row)
            return "" if share is None else self._formats.bare(round(share * 100, 1))

        return (text, None, copy, 110, True)

    def _margin(self) -> _Cell:
        return (
            lambda row: self.money(row.margin_12m),
            None,
            lambda row: "" if row.margin_12m is None else self._formats.bare(row.margin_12m.amount),
            112,
            True,
        )


_Cell = tuple[
    Callable[[PortfolioRow], str],
    Callable[[PortfolioRow], Line] | None,
    Callable[[PortfolioRow], str] | None,
    int,
    bool,
]
"""Text, drawing, plain value for the clipboard, width, whether numbers stand at the right."""

_CELLS: Final[dict[PortfolioColumn, Callable[[PortfolioColumns], _Cell]]] = {
    PortfolioColumn.NAME: PortfolioColumns._name,  # noqa: SLF001 - the class's own table
    PortfolioColumn.OWNER: PortfolioColumns._owner,  # noqa: SLF001
    PortfolioColumn.STATUS: PortfolioColumns._status,  # noqa: SLF001
    PortfolioColumn.CLASSES: PortfolioColumns._classes,  # noqa: SLF001
    PortfolioColumn.REVENUE: PortfolioColumns._revenue,  # noqa: SLF001
    PortfolioColumn.MONTHS: PortfolioColumns._months,  # noqa: SLF001
    PortfolioColumn.CHANGE: PortfolioColumns._change,  # noqa: SLF001
    PortfolioColumn.COMPLAINTS: PortfolioColumns._complaints,  # noqa: SLF001
    PortfolioColumn.NEXT_MEETING: PortfolioColumns._meeting,  # noqa: SLF001
    PortfolioColumn.LAST_CONTACT: PortfolioColumns._contact,  # noqa: SLF001
    PortfolioColumn.POTENTIAL: PortfolioColumns._potential,  # noqa: SLF001
    PortfolioColumn.SHARE: PortfolioColumns._share,  # noqa: SLF001
    PortfolioColumn.WALLET_SHARE: PortfolioColumns._wallet,  # noqa: SLF001
    PortfolioColumn.MARGIN: PortfolioColumns._margin,  # noqa: SLF001
}
_TERMS: Final[dict[PortfolioColumn, Callable[[PortfolioRow], Term | None]]] = {
    PortfolioColumn.KEY_GROUP: lambda row: row.key_group,
    PortfolioColumn.SEGMENT: lambda row: row.segment,
    PortfolioColumn.DEGREE: lambda row: row.degree,
    PortfolioColumn.BUSINESS_TYPE: lambda row: row.business_type,
}
_COMPUTED: Final = {
    PortfolioColumn.KEY_GROUP: Overridden.KEY_GROUP,
    PortfolioColumn.SEGMENT: Overridden.SEGMENT,
    PortfolioColumn.DEGREE: Overridden.RELATIONSHIP_DEGREE,
}
"""Columns of values that are computed and can be set by hand."""
_TEXTS: Final[dict[PortfolioColumn, Callable[[PortfolioRow], str | None]]] = {
    PortfolioColumn.OWNER: lambda row: row.owner,
    PortfolioColumn.INDUSTRY: lambda row: row.industry,
    PortfolioColumn.CITY: lambda row: row.city,
    PortfolioColumn.PARENT: lambda row: row.parent,
    PortfolioColumn.LEGAL_NAME: lambda row: row.legal_name,
    PortfolioColumn.TAX_NUMBER: lambda row: row.tax_number,
    PortfolioColumn.EXTERNAL_ID: lambda row: row.external_id,
}
