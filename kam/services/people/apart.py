"""Who seems to stand there twice, but for those of whom somebody said that they are two people.

Each pair told apart is a setting of its own, so that two laptops do not overwrite each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError
from kam.models import Setting
from kam.services.people.finding import person_of
from kam.services.people.identity import DuplicateRow, list_duplicates
from kam.services.profile import read_profile
from kam.services.stored_settings import put_setting
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_PREFIX: Final = "people.apart."


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Pairs that wait for a decision, and pairs told apart, both the surest first."""

    waiting: tuple[DuplicateRow, ...]
    apart: tuple[DuplicateRow, ...]


def read_duplicates(workspace: Workspace) -> Duplicates:
    """Everybody who seems to stand there twice. Call it in a thread that reads."""
    rows = list_duplicates(workspace)
    with workspace.reading() as session:
        told = pairs_apart(session)
    return Duplicates(
        waiting=tuple(row for row in rows if row.id not in told),
        apart=tuple(row for row in rows if row.id in told),
    )


def tell_apart(workspace: Workspace, pairs: Iterable[tuple[UUID, UUID]]) -> Outcome[None]:
    """Remember of each pair that they are two people; they are not held for one again.

    Raises:
        NotFoundError: ``people.person_gone``.
        RuleError: ``people.merge_with_oneself``.

    """
    with workspace.writing("person.told_apart") as unit:
        day = read_profile(unit).today(unit.now)
        for one, other in pairs:
            if person_of(unit, one).id == person_of(unit, other).id:
                raise RuleError("people.merge_with_oneself")
            put_setting(unit, _name(one, other), {"on": day.isoformat()})
        return Outcome(None, Area.PEOPLE)


def doubt_again(workspace: Workspace, pairs: Iterable[tuple[UUID, UUID]]) -> Outcome[None]:
    """Forget that these were told apart: they are shown as possible duplicates again."""
    with workspace.writing("person.doubted") as unit:
        for one, other in pairs:
            put_setting(unit, _name(one, other), None)
        return Outcome(None, Area.PEOPLE)


def pairs_apart(session: Session) -> frozenset[frozenset[UUID]]:
    """Every pair that was told apart, also of people who are gone by now."""
    names = session.scalars(select(Setting.name).where(Setting.name.startswith(_PREFIX, autoescape=True)))
    return frozenset(_pair(name) for name in names)


def carry_over(unit: UnitOfWork, keep_id: UUID, other_id: UUID) -> None:
    """Two became one: from whom the other was told apart, the kept one is apart too."""
    for pair in pairs_apart(unit):
        if other_id in pair:
            put_setting(unit, _name(*pair), None)
            if keep_id not in pair:
                (third,) = pair - {other_id}
                day = read_profile(unit).today(unit.now)
                put_setting(unit, _name(keep_id, third), {"on": day.isoformat()})


def _name(one: UUID, other: UUID) -> str:
    first, second = sorted((one.hex, other.hex))
    return f"{_PREFIX}{first}.{second}"


def _pair(name: str) -> frozenset[UUID]:
    return frozenset(UUID(each) for each in name.removeprefix(_PREFIX).split("."))
