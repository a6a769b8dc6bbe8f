"""What differs between two contents of a plan: what was added, what is gone, what changed and from what.

A line is the same line where its identity is, so a title may change. The order of lines is no difference, nor
is what the program derives: up to which day sales were counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, TypeAlias
from uuid import UUID

from kam.analysis.plans.content import (
    PlanAction,
    PlanBudget,
    PlanContact,
    PlanContent,
    PlanDecisionLine,
    PlanGrowth,
    PlanInitiative,
    PlanMeasurement,
    PlanMilestone,
    PlanObjective,
    PlanReview,
    PlanRisk,
    PlanSwot,
)
from kam.analysis.plans.sections import PlanSection

PlanLine: TypeAlias = (
    PlanSwot
    | PlanObjective
    | PlanMeasurement
    | PlanInitiative
    | PlanMilestone
    | PlanAction
    | PlanGrowth
    | PlanRisk
    | PlanContact
    | PlanBudget
    | PlanDecisionLine
    | PlanReview
)

HEAD_FIELDS: Final = ("title", "starts_on", "ends_on", "owner_id")
TEXT_FIELDS: Final[Mapping[PlanSection, tuple[str, ...]]] = MappingProxyType(
    {
        PlanSection.AMBITION: ("ambition",),
        PlanSection.CLIENT: ("client_goals", "client_pressures", "client_initiatives"),
        PlanSection.CHARTER: ("field_of_play", "value_we_bring", "how_client_gains", "what_we_gain"),
    }
)
LINES: Final[Mapping[PlanSection, type[Any]]] = MappingProxyType(
    {
        PlanSection.SWOT: PlanSwot,
        PlanSection.OBJECTIVES: PlanObjective,
        PlanSection.MEASUREMENTS: PlanMeasurement,
        PlanSection.INITIATIVES: PlanInitiative,
        PlanSection.MILESTONES: PlanMilestone,
        PlanSection.ACTIONS: PlanAction,
        PlanSection.GROWTH: PlanGrowth,
        PlanSection.RISKS: PlanRisk,
        PlanSection.CONTACTS: PlanContact,
        PlanSection.BUDGET: PlanBudget,
        PlanSection.DECISIONS: PlanDecisionLine,
        PlanSection.REVIEWS: PlanReview,
    }
)
"""The sections that are lists, and what their lines are."""
_NOT_COMPARED: Final = frozenset({"id", "current_on", "from_sales", "measurements", "milestones"})
_UNORDERED: Final = frozenset({"after", "our_ids", "their_ids"})


class ChangeSort(Enum):
    """What happened to a line."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with its value before and after, as the content has it: people are identities."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that was added, is gone, or changed in some ``fields``; one that is gone is told as it was.

    ``under`` is the objective of a measurement, the initiative of a milestone.
    """

    section: PlanSection
    sort: ChangeSort
    line: PlanLine
    fields: tuple[FieldChange, ...] = ()
    under: UUID | None = None

    @property
    def id(self) -> UUID:
        """The line's identity."""
        return self.line.id


@dataclass(frozen=True, slots=True)
class SectionChange:
    """What differs in a section: fields that the plan has once, and lines of its list."""

    section: PlanSection
    fields: tuple[FieldChange, ...] = ()
    lines: tuple[LineChange, ...] = ()

    def count(self, sort: ChangeSort) -> int:
        """How many lines were added, are gone or changed."""
        return sum(each.sort is sort for each in self.lines)


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """The sections in which something differs, in the plan's order."""

    sections: tuple[SectionChange, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.sections)

    def of(self, section: PlanSection) -> SectionChange:
        """What differs in a section; an empty one where nothing does."""
        return next((each for each in self.sections if each.section is section), SectionChange(section))

    @property
    def unchanged(self) -> tuple[PlanSection, ...]:
        """The sections in which nothing differs."""
        changed = {each.section for each in self.sections}
        return tuple(section for section in PlanSection if section not in changed)


def compare(before: PlanContent, after: PlanContent) -> PlanChanges:
    """What differs from ``before`` to ``after``."""
    found = (_section(section, before, after) for section in PlanSection)
    return PlanChanges(tuple(each for each in found if each.fields or each.lines))


def compared_fields(line: type[Any]) -> tuple[str, ...]:
    """The fields of a line that are compared, in their order."""
    return tuple(field.name for field in fields(line) if field.name not in _NOT_COMPARED)


def lines_in(plan: PlanContent, section: PlanSection) -> Iterator[tuple[PlanLine, UUID | None]]:
    """The lines of a section, each with what it stands under; none for a section that is no list."""
    if section is PlanSection.MEASUREMENTS:
        for objective in plan.objectives:
            yield from ((each, objective.id) for each in objective.measurements)
    elif section is PlanSection.MILESTONES:
        for initiative in plan.initiatives:
            yield from ((each, initiative.id) for each in initiative.milestones)
    elif section in LINES:
        yield from ((each, None) for each in getattr(plan, section.value))


def _section(section: PlanSection, before: PlanContent, after: PlanContent) -> SectionChange:
    if section is PlanSection.HEAD:
        return SectionChange(section, tuple(_fields(before, after, HEAD_FIELDS)))
    if section in TEXT_FIELDS:
        changed = list(_fields(before.text, after.text, TEXT_FIELDS[section]))
        if section is PlanSection.AMBITION:
            changed += _fields(before, after, ("strategy",))
        return SectionChange(section, tuple(changed))
    return SectionChange(section, lines=tuple(_lines(section, before, after)))


def _lines(section: PlanSection, before: PlanContent, after: PlanContent) -> Iterator[LineChange]:
    """Lines in the order in which they stand now, then those that are gone in that in which they stood."""
    old = {line.id: (line, under) for line, under in lines_in(before, section)}
    for line, under in lines_in(after, section):
        was, stood_under = old.pop(line.id, (None, None))
        if was is None:
            yield LineChange(section, ChangeSort.ADDED, line, under=under)
            continue
        changed = list(_fields(was, line, compared_fields(type(line))))
        if stood_under != under:
            changed.append(FieldChange("under", stood_under, under))
        if changed:
            yield LineChange(section, ChangeSort.CHANGED, line, tuple(changed), under)
    for line, under in old.values():
        yield LineChange(section, ChangeSort.REMOVED, line, under=under)


def _fields(before: Any, after: Any, names: Iterable[str]) -> Iterator[FieldChange]:
    for name in names:
        was, now = getattr(before, name), getattr(after, name)
        if _comparable(name, was) != _comparable(name, now):
            yield FieldChange(name, was, now)


def _comparable(name: str, value: Any) -> Any:
    if name in _UNORDERED:
        ids: Sequence[UUID] = value
        return frozenset(ids)
    return value
