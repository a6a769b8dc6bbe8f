"""What was computed from a whole workspace, remembered until a record that it follows from changes.

A figure of the portfolio depends on everybody's sales and hardly ever changes while one works. Each part
names the tables it is read from; the journal says whether a later step touched one of them, so that a kept
promise does not make anybody add up the sales again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.models import Change, Record, Step
from kam.store.workspace import Workspace, once_a_reading

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """Something computed, by a name of its own, and the entities whose records it is computed from."""

    name: str
    sources: tuple[type[Record], ...]

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of the sources."""
        return tuple(source.__tablename__ for source in self.sources)


@dataclass(frozen=True, slots=True)
class Kept:
    """A value, the step up to which it is known to hold, and what it was asked for."""

    step: int
    key: Hashable
    value: Any


_memories: WeakKeyDictionary[Workspace, dict[str, Kept]] = WeakKeyDictionary()


def newest_step(session: Session) -> int:
    """The number of the last step that the session sees; 0 in a file without any."""
    return once_a_reading(session, _newest_step)


def _newest_step(session: Session) -> int:
    return session.scalar(select(func.max(Step.seq))) or 0


def remembered(
    workspace: Workspace, session: Session, part: Part, key: Hashable, compute: Callable[[], T]
) -> T:
    """The value of a part for a key, computed when nothing is known of it or one of its sources changed.

    One value is kept for each part, that of the last key. The session must be reading: what a running use
    case has not committed stands in no journal.
    """
    kept = recalled(workspace, session, part, key)
    if kept is not None:
        return kept.value  # type: ignore[no-any-return]
    value = compute()
    _memories.setdefault(workspace, {})[part.name] = Kept(newest_step(session), key, value)
    return value


def recalled(workspace: Workspace, session: Session, part: Part, key: Hashable) -> Kept | None:
    """What is remembered of a part for a key and still true; None where it would have to be computed."""
    memory = _memories.setdefault(workspace, {})
    now = newest_step(session)
    kept = memory.get(part.name)
    if kept is None or kept.key != key or kept.step > now or _touched(session, kept.step, now, part):
        return None
    memory[part.name] = kept = Kept(now, key, kept.value)
    return kept


def _touched(session: Session, since: int, until: int, part: Part) -> bool:
    """Whether a step after ``since`` changed a record of the part's sources."""
    if since == until:
        return False
    later = select(Change.table_name).where(
        Change.step_seq > since, Change.step_seq <= until, Change.table_name.in_(part.tables)
    )
    return session.execute(later.limit(1)).first() is not None
