"""What changed since the version before, short enough to be read: what was decided, then what came to pass.

A workbook has a row for every field. Here a line of the plan is one row whatever changed of it, and facts of
one sort that came with the work, a value measured, a milestone passed, are one row together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from kam.core.formats import Formats
from kam.core.text import with_capital
from kam.core.words import Words
from kam.reports.content.plan import PlanChange, PlanChangeSort
from kam.reports.plan.wording import change_text, spoken

BETWEEN: Final = "; "
_Key: TypeAlias = tuple[bool, PlanChangeSort, str, str]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A row: what happened to what, and how; ``subject`` or ``details`` may be empty, never both."""

    sort: PlanChangeSort
    section: str
    subject: str
    details: tuple[str, ...] = ()
    together: bool = False
    """Several lines of the plan in one: each detail says which."""

    @property
    def how(self) -> str:
        """The details in a row."""
        return BETWEEN.join(self.details)

    def said(self, words: Words) -> str:
        """All of it as one text: «Риск: Тендер», «Тендер; вероятность: 2 → 3»."""
        if self.together:
            return words.say_in(
                "changes", "{section}, {what}: {how}", section=self._named, what=self.subject, how=self.how
            )
        if self.sort is PlanChangeSort.CHANGED:
            named = self.subject or self._named
            return words.say_in("cover", "{subject}; {change}", subject=named, change=self.how)
        named = words.say_in("changes", "{section}: {subject}", section=self._named, subject=self.subject)
        if not self.details:
            return named
        return words.say_in("cover", "{subject}; {change}", subject=named, change=self.how)

    @property
    def _named(self) -> str:
        return with_capital(self.section)


def change_lines(words: Words, formats: Formats, changes: Sequence[PlanChange]) -> list[ChangeLine]:
    """The rows, in the order of the plan: what was decided before what came with the work."""
    lone = _lone_facts(words, changes)
    groups: dict[_Key, list[PlanChange]] = {}
    for number, each in enumerate(changes):
        groups.setdefault(_key(words, each, number, lone=number in lone), []).append(each)
    ordered = sorted(groups.values(), key=lambda group: group[0].happened)
    return [_line(words, formats, group) for group in ordered]


def _lone_facts(words: Words, changes: Sequence[PlanChange]) -> set[int]:
    """Facts noted where there was nothing, each the only one of its line."""
    facts: dict[tuple[str, str], list[int]] = {}
    for number, each in enumerate(changes):
        if each.happened and each.sort is PlanChangeSort.CHANGED:
            facts.setdefault((words.of(each.section), each.subject), []).append(number)
    alone = (numbers[0] for numbers in facts.values() if len(numbers) == 1)
    return {number for number in alone if changes[number].before is None and changes[number].field}


def _key(words: Words, change: PlanChange, number: int, *, lone: bool) -> _Key:
    """Changes of one key stand in one row."""
    section = words.of(change.section)
    if change.sort is PlanChangeSort.CHANGED:
        of_what = f"field {words.of(change.field)}" if lone and change.field else f"line {change.subject}"
    elif change.after is not None:
        of_what = f"line {change.subject}"
    else:
        of_what = "all" if change.happened else f"number {number}"
    return (change.happened, change.sort, section, of_what)


def _line(words: Words, formats: Formats, group: Sequence[PlanChange]) -> ChangeLine:
    first = group[0]
    sort, section = first.sort, words.of(first.section)
    if sort is not PlanChangeSort.CHANGED and first.after is not None:
        return ChangeLine(
            sort, section, first.subject, tuple(spoken(words, formats, each.after) for each in group)
        )
    if sort is not PlanChangeSort.CHANGED:
        if len(group) == 1:
            return ChangeLine(sort, section, first.subject)
        subjects = tuple(each.subject for each in group)
        return ChangeLine(sort, section, _how_many(words, sort, len(group)), subjects, together=True)
    if first.field is not None and len({each.subject for each in group}) > 1:
        noted = tuple(
            words.say_in(
                "changes",
                "{subject} — {value}",
                subject=each.subject,
                value=spoken(words, formats, each.after),
            )
            for each in group
        )
        return ChangeLine(sort, section, words.of(first.field), noted, together=True)
    told = tuple(change_text(words, formats, each) for each in group)
    renamed = any(each.after == each.subject for each in group)  # a new title is told once
    return ChangeLine(sort, section, "" if renamed else first.subject, told)


def _how_many(words: Words, sort: PlanChangeSort, count: int) -> str:
    if sort is PlanChangeSort.ADDED:
        return words.say_in("changes", "{count} new", count=count)
    return words.say_in("changes", "{count} gone", count=count)
