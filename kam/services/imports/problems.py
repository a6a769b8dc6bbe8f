"""What stands in the way of rows, gathered into few things that can be decided at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from sqlalchemy.orm import Session

from kam.core.errors import UserError
from kam.core.periods import Month
from kam.core.words import Label
from kam.exchange.fields import FieldType
from kam.exchange.rows import Problem
from kam.services.imports.answers import NAMED, Answer, Answers
from kam.services.imports.importing import REPEATED, Staged
from kam.services.imports.likely import Candidate, LikelyAccounts, colleagues
from kam.services.imports.registers import UNKNOWN_ACCOUNT

_CLASHES: Final = frozenset({"import.month_has_orders", "import.month_has_totals"})
_ROWS_KEPT: Final = 200
_NAMES_ASKED: Final = 40
"""Accounts that a name may mean are looked for so often in a group; nobody goes through a longer list."""


class Deed(StrEnum):
    """What can be decided about a group."""

    NONE = "none"
    NAMES = "names"
    """Which record each name means."""
    WORDS = "words"
    """Which value of the field each word means."""
    CELLS = "cells"
    """Whether the rows are taken without what their cells say."""
    REPEATS = "repeats"
    SOURCE = "source"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """A name of the file that nobody is known by, or that fits several; the rows that bear it."""

    text: str
    rows: int
    candidates: tuple[Candidate, ...] = ()
    can_create: bool = False
    can_leave: bool = False
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class WordQuestion:
    """A word that no value of its field is called by; ``answer`` is the value it is read as, "" for none."""

    text: str
    rows: int
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """One kind of thing that is wrong: how many rows it concerns, which, and what can be decided about it.

    ``out`` are its rows that do not come in as things are decided now. ``error`` says it of the first row in
    words.
    """

    code: str
    deed: Deed
    column: str
    field: str
    rows: int
    out: int
    numbers: tuple[int, ...]
    error: UserError
    values: tuple[str, ...] = ()
    names: tuple[NameQuestion, ...] = ()
    words: tuple[WordQuestion, ...] = ()
    options: tuple[tuple[str, Label], ...] = ()
    clashes: Mapping[str, tuple[Month, ...]] = default(default_factory=lambda: MappingProxyType({}))
    missing: tuple[int, int] = (0, 0)

    @property
    def is_choice(self) -> bool:
        """Whether anything can be decided here; else the file must be mended, or its rows stay out."""
        return self.deed is not Deed.NONE

    @property
    def solved(self) -> int:
        """How many of its rows are decided about."""
        skipped = sum(each.rows for each in self.names if each.answer is not None)
        return max(self.rows - self.out, min(skipped, self.rows))


def group_problems(session: Session, staged: Staged) -> tuple[ProblemGroup, ...]:
    """The groups, those of most rows first."""
    groups = list(_Grouping(session, staged).groups())
    return tuple(sorted(groups, key=lambda group: -group.rows))


class _Grouping:
    def __init__(self, session: Session, staged: Staged) -> None:
        self._session = session
        self._staged = staged
        self._answers: Answers = staged.staging.answers
        self._likely: LikelyAccounts | None = None
        self._plan = staged.reading.plan
        self._fields = {column.field.name: column for column in self._plan.columns}

    def groups(self) -> Iterator[ProblemGroup]:
        """A group for each kind of problem and column, those that answers have settled among them."""
        found: dict[tuple[str, str, str], list[Problem]] = {}
        for problem in self._staged.report.problems:
            found.setdefault(self._key_of(problem), []).append(problem)
        settled = self._settled()
        for key in dict.fromkeys([*found, *settled]):
            yield self._group(key, found.get(key, []), settled.get(key, Counter()))
        if any(missing := self._staged.staging.missing):
            yield self._missing(missing)

    def _key_of(self, problem: Problem) -> tuple[str, str, str]:
        return problem.code, problem.field, problem.column

    def _settled(self) -> dict[tuple[str, str, str], Counter[str]]:
        """What answers have settled: code, field and heading → rows by what stood there."""
        settled: dict[tuple[str, str, str], Counter[str]] = {}
        for (code, name, text), rows in self._staged.staging.settled.items():
            key = (code, self._clash_field() if code in _CLASHES else name, self._heading(name))
            settled.setdefault(key, Counter())[text] += rows
        for (name, text), rows in self._staged.reading.mended.items():
            code = self._staged.reading.mended_codes[name, text]
            settled.setdefault((code, name, self._heading(name)), Counter())[text] += rows
        if passed_over := self._staged.report.passed_over:
            settled[REPEATED, "", ""] = Counter({"": passed_over})
        return settled

    def _clash_field(self) -> str:
        return "month" if "month" in self._plan.fields else "date"

    def _heading(self, name: str) -> str:
        if name == "month" and "month" not in self._fields:
            name = "date"
        return self._fields[name].heading if name in self._fields else ""

    def _group(
        self, key: tuple[str, str, str], problems: Sequence[Problem], settled: Counter[str]
    ) -> ProblemGroup:
        code, name, heading = key
        deed = self._deed(code, name, problems)
        numbers = dict.fromkeys(problem.row for problem in problems)
        texts = Counter(problem.said or problem.value for problem in problems)
        return ProblemGroup(
            code=code,
            deed=deed,
            column=heading,
            field=name,
            rows=len(numbers) + settled.total(),
            out=len(numbers),
            numbers=tuple(numbers)[:_ROWS_KEPT],
            error=UserError(code, **problems[0].details) if problems else UserError(code),
            values=tuple(dict.fromkeys([*texts, *filter(None, settled)])),
            names=tuple(self._names(code, name, texts, settled)) if deed is Deed.NAMES else (),
            words=tuple(self._words(name, texts, settled)) if deed is Deed.WORDS else (),
            options=self._options(name) if deed is Deed.WORDS else (),
            clashes=self._clashes() if deed is Deed.SOURCE else MappingProxyType({}),
        )

    def _deed(self, code: str, name: str, problems: Sequence[Problem]) -> Deed:
        if code == REPEATED:
            return Deed.REPEATS
        if code in _CLASHES:
            return Deed.SOURCE
        if name in NAMED and code.startswith("import.") and code != "import.parent_circle":
            return Deed.NAMES
        column = self._fields.get(name)
        if column is None or not (code.startswith("exchange.") or problems == []):
            return Deed.NONE
        if column.field.holds is FieldType.TERM and code == "exchange.unknown_word":
            return Deed.WORDS
        return Deed.NONE if column.required or code == "exchange.missing" else Deed.CELLS

    def _names(
        self, code: str, name: str, texts: Counter[str], settled: Counter[str]
    ) -> Iterator[NameQuestion]:
        """The names with the most rows first."""
        counted = texts + settled
        for number, (text, rows) in enumerate(counted.most_common()):
            yield NameQuestion(
                text=text,
                rows=rows,
                candidates=self._candidates(name, text) if number < _NAMES_ASKED else (),
                can_create=name == "account" and code == UNKNOWN_ACCOUNT and any(map(str.isalpha, text)),
                can_leave=name != "account",
                answer=self._answers.names.get((name, text)),
            )

    def _candidates(self, name: str, text: str) -> tuple[Candidate, ...]:
        if name == "owner":
            return tuple(colleagues(self._session))
        if self._likely is None:
            self._likely = LikelyAccounts(self._session)
        found = self._likely.of(text)
        answer = self._answers.names.get((name, text))
        if answer is None or answer.record is None or answer.record in {each.id for each in found}:
            return found
        chosen = self._likely.named(answer.record)
        return found if chosen is None else (*found, chosen)

    def _words(self, name: str, texts: Counter[str], settled: Counter[str]) -> Iterator[WordQuestion]:
        for text, rows in (texts + settled).most_common():
            yield WordQuestion(text, rows, self._answers.cells.get((name, text)))

    def _options(self, name: str) -> tuple[tuple[str, Label], ...]:
        vocabulary = self._fields[name].field.vocabulary
        return () if vocabulary is None else tuple((str(each.value), each.label) for each in vocabulary)

    def _clashes(self) -> Mapping[str, tuple[Month, ...]]:
        clashes = self._staged.staging.clashes
        return MappingProxyType({account: tuple(sorted(months)) for account, months in clashes.items()})

    def _missing(self, missing: tuple[int, int]) -> ProblemGroup:
        error = UserError("import.receivables_missing")
        return ProblemGroup(error.code, Deed.MISSING, "", "", 0, 0, (), error, missing=missing)


def rows_of(groups: Iterable[ProblemGroup], most: int) -> frozenset[int]:
    """The rows of the groups that are worth showing: the first of each."""
    return frozenset(number for group in groups for number in group.numbers[:most])
