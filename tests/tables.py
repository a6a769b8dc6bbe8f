"""How tests speak of files that come in."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from kam.exchange.parse import Reading
from kam.exchange.rows import Problem, Row


class Brought:
    """A file that was read to its end."""

    def __init__(self, reading: Reading) -> None:
        self.rows: list[Row] = list(reading)
        self.problems: list[Problem] = reading.problems
        self.bad_rows = reading.bad_rows
        self.unused = reading.plan.unused

    @property
    def faults(self) -> list[tuple[int, str, str]]:
        """Row, heading and code of each problem."""
        return [(problem.row, problem.column, problem.code) for problem in self.problems]

    def all(self, name: str) -> list[object]:
        """A field of every row."""
        return [getattr(row, name) for row in self.rows]


class Bring(Protocol):
    """Reads a text as a file of a kind, with or without a mapping's lines below its ``kind``."""

    def __call__(self, kind: str, text: str | bytes, mapping: str | None = None) -> Brought:
        """What the file brought."""
        ...


class WriteBook(Protocol):
    """Writes sheets (name → rows of cells) as an XLSX file."""

    def __call__(self, **sheets: list[list[object]]) -> Path:
        """The file's path."""
        ...
