"""What the columns of Today consist of: headings, entries, and a sentence where there is nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from kam.services.commitments.rows import PromiseRow
from kam.services.today import MeetingItem, PutOff
from kam.ui.places import Place
from kam.ui.widgets.pieces import Glyph, Line


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a group, and what stands at its right."""

    title: str
    note: str = ""
    tone: str = "text"


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence in a column: there is nothing, or there is more elsewhere."""

    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """What an entry says on one line: the left gives way to the right.

    A single text that ``wraps`` takes a second line where one is too short for it.
    """

    left: Line
    right: Line = ()
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """How much of a clock's time is used; 1 is all of it."""

    used: float
    tone: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the next meeting says besides: lines of facts, and how much of it is ready."""

    item: MeetingItem
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that needs one.

    At its left stands a glyph, a box to tick (``promise``) or the time (``when``); at its right what ``side``
    says, or a button to record (``record`` with its words).
    """

    line: PutOff
    place: Place
    name: str
    """What it is, for the title of a sheet about it."""
    told: tuple[str, ...]
    """All that it says, part by part: for a screen reader and the tooltip."""
    pairs: tuple[Pair, ...]
    when: tuple[Line, ...] = ()
    glyph: Glyph | None = None
    side: Line = ()
    bar: Bar | None = None
    facts: Facts | None = None
    promise: PromiseRow | None = None
    record: Place | None = None
    record_text: str = ""
    is_signal: bool = False


DayLine: TypeAlias = Heading | Remark | Entry
