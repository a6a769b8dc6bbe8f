"""What a table is told: its columns, its groups, its order."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import Line

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: how a row is written, drawn, copied and sorted by it."""

    id: str
    heading: str
    text: Callable[[R], str]
    """What it says in words: shown where no ``line`` is given, read out, found by typing."""
    width: int = 120
    line: Callable[[R], Line] | None = None
    """Text and glyphs to draw instead of the bare text."""
    paint: Callable[[QPainter, QRectF, R, Theme], None] | None = None
    """Draws the cell by hand, where pieces are not enough."""
    right: bool = False
    """Numbers stand at the right, under a heading at the right."""
    type: Type = Type.BODY
    tone: str = "text"
    sort: str | None = None
    """What the owner sorts by; None is a column that cannot be sorted by."""
    falling: bool = False
    """Whether the first click sorts from the greatest."""
    copy: Callable[[R], str] | None = None
    """The plain value for the clipboard: a number without spaces and units; the text where unsaid."""
    copy_heading: str = ""
    """The heading over the plain values where their unit is another; the heading where unsaid."""
    tip: Callable[[R], str] | None = None
    asks: bool = False
    """A click on what its line shows asks «why?»."""
    heading_tip: str = ""
    stretch: bool = False
    """Takes what width is left over."""
    least: int = 48
    shown: bool = True
    """Whether it is shown before anybody chose."""
    chosen: bool = True
    """Whether the column chooser offers to hide it; the first column always stays."""


@dataclass(frozen=True, slots=True)
class Group:
    """A row over the rows that belong together: its title and what they sum to, by column."""

    code: Hashable
    title: Line
    name: str
    """Its title in words."""
    cells: Mapping[str, Line] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which column rows are sorted, and whether from the greatest."""

    column: str
    falling: bool = False
