"""What every command gets: words, streams, clock, and ways to say things."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO
from uuid import UUID

from kam.cli.deeds import Deeds
from kam.core.clock import Clock
from kam.core.errors import AmbiguousError, ConflictError, UserError
from kam.core.field_errors import FieldErrors
from kam.core.formats import Formats, Target
from kam.core.money import Money, minor_digits
from kam.core.periods import Month
from kam.core.telling import Teller
from kam.core.vocabulary import ScaleTerm
from kam.core.words import Label, Words

if TYPE_CHECKING:
    from kam.services.files import Workspace

_COLUMN_GAP = "  "
_WIDEST = 48
_ONLY_THE_BACKUP_FAILED = frozenset({"store.backup_failed", "store.backup_failed_disk"})
Columns = Sequence[tuple[str, Label]]
"""Of a list that is shown: a field of its rows, and the heading over it."""
YEARS = range(1900, 3000)
"""The years that a command takes: room on both sides for adding and subtracting."""


@dataclass
class Context:
    """One run of the command line."""

    words: Words
    clock: Clock
    out: TextIO
    errors: TextIO
    deeds: Deeds = field(default_factory=Deeds)

    @property
    def formats(self) -> Formats:
        """How numbers and dates are written in the program's language."""
        return Formats(self.words.language, Target.WINDOW)

    @contextmanager
    def open(self, path: Path, *, for_writing: bool = False) -> Iterator[Workspace]:
        """The workspace at a path, for reading unless said otherwise; closed at the end of the block."""
        from kam.services.files import open_workspace

        workspace = open_workspace(path, self.clock, for_writing=for_writing)
        self.deeds.follow(workspace)
        with self.warning_of_backups(), workspace:
            yield workspace

    @contextmanager
    def warning_of_backups(self) -> Iterator[None]:
        """A backup that cannot be made at the end of the block is a warning: what was asked for is done.

        It stays an error when the copy showed that the workspace itself is damaged.
        """
        try:
            yield
        except UserError as error:
            if error.code not in _ONLY_THE_BACKUP_FAILED:
                raise
            self.complain(error)

    def moment(self, workspace: Workspace, given: datetime | None) -> datetime:
        """A moment as typed, in the workspace's zone where it names none; now when none was typed.

        Raises:
            UserError: ``cli.moment_out_of_range`` outside the years 1900 to 2999.

        """
        from kam.services.profile import zone_of

        if given is None:
            return self.clock.now()
        if given.year not in YEARS:
            raise UserError("cli.moment_out_of_range")
        local = given if given.tzinfo else given.replace(tzinfo=zone_of(workspace))
        return local.astimezone(UTC)

    def tell(self, text: str) -> None:
        """A line for the user.

        Raises:
            UserError: ``cli.output_lost`` when the output takes no more.

        """
        with _saying():
            print(text, file=self.out)

    def flush(self) -> None:
        """Let everything told so far go out; raises as ``tell``."""
        with _saying():
            print(end="", file=self.out, flush=True)

    def tell_error(self, text: str) -> None:
        """A line for the error stream; where that is closed nobody can be told."""
        with suppress(OSError, ValueError):
            print(text, file=self.errors, flush=True)

    def abandon_output(self) -> None:
        """Let what could not go out go nowhere: Python would try once more at its end and complain."""
        with suppress(OSError, ValueError, AttributeError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.out.fileno())
            os.close(nowhere)

    def json(self, value: object) -> None:
        """A value as JSON, readable and in UTF-8."""
        self.tell(json.dumps(plain(value), ensure_ascii=False, indent=1))

    def json_rows(self, rows: Iterable[object]) -> None:
        """Rows as an array of flat objects: several values of one field stand in one text."""
        self.json([{name: _in_one(value) for name, value in plain(row).items()} for row in rows])

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Values under headings, numbers and money to the right; sums of a column have the same decimals.

        Each column is as wide as it needs, at most 48 characters; the last one is not cut.
        """
        cells = [tuple(row) for row in rows]
        columns = [[row[place] for row in cells] for place in range(len(headings))]
        texts = [
            [_flat(text, cut=place < len(columns) - 1) for text in self._column(column)]
            for place, column in enumerate(columns)
        ]
        aligned = [
            _aligned([heading, *column], right=_is_numeric(values))
            for heading, column, values in zip(headings, texts, columns, strict=True)
        ]
        for line in zip(*aligned, strict=True):
            self.tell(_COLUMN_GAP.join(line).rstrip())

    def listed(self, rows: Sequence[object], columns: Columns, *, as_json: bool) -> None:
        """A list as the user wants it: all that its rows hold as JSON, or the columns as a table."""
        if as_json:
            self.json_rows(rows)
        elif not rows:
            self.tell(self.words.say("There is nothing here yet."))
        else:
            headings = [self.words.of(heading) for _, heading in columns]
            self.table(headings, [[_value(row, name) for name, _ in columns] for row in rows])

    def _column(self, values: Sequence[object]) -> list[str]:
        """The values of a column as a person reads them; minor units in all sums when any has them."""
        sums = [value for value in values if isinstance(value, Money)]
        exact = any(each.minor % 10 ** minor_digits(each.currency) for each in sums)
        return [
            self._teller.sum(value, exact=exact) if isinstance(value, Money) else self.shown(value)
            for value in values
        ]

    def complain(self, error: UserError) -> None:
        """One sentence about what can be mended, of a form one a field, and what there is to choose from."""
        wrong = error.errors if isinstance(error, FieldErrors) else ()
        for each in wrong:
            self.tell_error(self.sentence(UserError(each.code, **each.details)))
        if not wrong:
            self.tell_error(self.sentence(error))
        if isinstance(error, AmbiguousError):
            for candidate in _listed(error.details.get("candidates")):
                self.tell_error(f"  {self.shown(candidate)}")
        if isinstance(error, ConflictError):
            for step in _listed(error.details.get("blockers")):
                self.tell_error(f"  {step.seq}  {self.step_words(step.label)}")

    def sentence(self, error: UserError) -> str:
        """What an error says in the program's language."""
        return self._teller.sentence(error)

    def step_words(self, code: str) -> str:
        """What a step of the journal is called."""
        return self._teller.step(code)

    def shown(self, value: object) -> str:
        """A value as a person reads it in a sentence or table."""
        return self._teller.shown(value)

    @property
    def _teller(self) -> Teller:
        return Teller(self.words, self.formats)


@contextmanager
def _saying() -> Iterator[None]:
    """A full disk under the output is told; a reader that has gone is an end like any other."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UserError("cli.output_lost") from error


def plain(value: Any) -> Any:
    """A row as JSON knows it: flat, codes for terms, ISO for dates, decimal strings for money.

    A row's sums of money bring ``currency`` with them; one sum in another currency than the row's first
    would be lost, so it is refused as a bug.
    """
    if is_dataclass(value) and not isinstance(value, type | Money | Month):
        return _plain_row(value)
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, Money):
        return {"amount": value.plain(), "currency": value.currency}
    if isinstance(value, bool | int | str) and not isinstance(value, StrEnum | IntEnum):
        return value
    return _plain_scalar(value)


def _in_one(value: Any) -> Any:
    return "; ".join(str(part) for part in value) if isinstance(value, list) else value


def _plain_scalar(value: Any) -> Any:
    if isinstance(value, StrEnum | IntEnum):
        return value.value
    if isinstance(value, UUID | Month | Path | Decimal):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def _plain_row(row: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    currencies: set[str] = set()
    for each in fields(row):
        value = getattr(row, each.name)
        if isinstance(value, Money):
            found[each.name] = value.plain()
            currencies.add(value.currency)
        else:
            found[each.name] = plain(value)
    if len(currencies) > 1:
        message = f"{type(row).__name__} mixes {sorted(currencies)}"
        raise ValueError(message)
    if currencies:
        found["currency"] = currencies.pop()
    return found


def _value(row: object, name: str) -> object:
    return row[name] if isinstance(row, Mapping) else getattr(row, name)


def _listed(value: object) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


def _flat(text: str, *, cut: bool) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _WIDEST or not cut else flat[: _WIDEST - 1] + "…"


def _is_numeric(values: Sequence[object]) -> bool:
    """Whether a column holds numbers or money alone; a gap does not matter, a step of a scale is a word."""
    known = [value for value in values if value is not None]
    return bool(known) and all(
        isinstance(value, int | Decimal | Money) and not isinstance(value, bool | ScaleTerm)
        for value in known
    )


def _aligned(texts: Sequence[str], *, right: bool) -> list[str]:
    width = max(len(text) for text in texts)
    return [text.rjust(width) if right else text.ljust(width) for text in texts]


def prepare_streams() -> None:
    """Write UTF-8 wherever the console or a pipe can take it, and never fail on a character it cannot."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            with suppress(OSError, ValueError):
                terminal = stream.isatty()
                stream.reconfigure(encoding=None if terminal else "utf-8", errors="replace")
