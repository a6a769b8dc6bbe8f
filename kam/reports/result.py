"""What drawing a paper gives: the file, its pages, and what it had no room for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from kam.reports.document import Standing
from kam.reports.layout import Cut


class Pages(StrEnum):
    """How many pages a brief may take."""

    AUTO = "auto"
    """One when it fits, two otherwise; more only where what is never cut needs them."""
    ONE = "1"
    TWO = "2"
    ALL = "all"
    """As many as there is to say, nothing cut."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A way to draw a content on the pages at hand."""

    comfortable: bool
    """Nothing is left out and nothing out of its usual place."""
    draw: Callable[[], PaperResult]


@dataclass(frozen=True, slots=True)
class PaperResult:
    """A finished paper."""

    pdf: bytes
    pages: int
    cuts: tuple[Cut, ...] = ()
    """What was left out, section by section; empty when everything is there."""
    standings: tuple[Standing, ...] = field(default=(), repr=False)
    """Where its sections stand, by the codes of ``Part``."""
