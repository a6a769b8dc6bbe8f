"""Which accounts an unknown name may mean: another writing of theirs, or a slip of the keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.company_names import ALIKE_FROM, ComparedName, compared, likeness
from kam.models import Account, Colleague
from kam.store.workspace import Workspace

_SAME: Final = 100
_NEAR: Final = 60
_LOOKED_AT: Final = 12
_OFFERED: Final = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a name may mean; ``certain`` where only form, quotes or alphabet differ."""

    id: UUID
    name: str
    certain: bool = False


class LikelyAccounts:
    """The accounts by their names, made ready for comparing once."""

    def __init__(self, session: Session) -> None:
        self._names: list[tuple[UUID, str, ComparedName]] = []
        for record, name, legal in session.execute(select(Account.id, Account.name, Account.legal_name)):
            self._names.append((record, name, compared(name)))
            if legal and legal != name:
                self._names.append((record, name, compared(legal)))
        self._joined = [each.joined for _, _, each in self._names]
        self._by_id = {record: name for record, name, _ in self._names}

    def named(self, record: UUID) -> Candidate | None:
        """An account by its identity."""
        name = self._by_id.get(record)
        return None if name is None else Candidate(record, name)

    def of(self, text: str) -> tuple[Candidate, ...]:
        """The likeliest first; none where nothing is near."""
        from rapidfuzz import fuzz, process

        wanted = compared(text)
        if not wanted.joined:
            return ()
        near = process.extract(
            wanted.joined, self._joined, scorer=fuzz.partial_ratio, limit=_LOOKED_AT, score_cutoff=_NEAR
        )
        best: dict[UUID, tuple[int, str]] = {}
        for _, _, at in near:
            record, name, known = self._names[at]
            alike = likeness(wanted, known)
            if alike >= ALIKE_FROM and alike > best.get(record, (0, ""))[0]:
                best[record] = (alike, name)
        ranked = sorted(best.items(), key=lambda each: (-each[1][0], each[1][1]))
        sole = sum(alike == _SAME for alike, _ in best.values()) == 1
        return tuple(
            Candidate(record, name, certain=sole and alike == _SAME)
            for record, (alike, name) in ranked[:_OFFERED]
        )


def certain_names(session: Session, unknown: Iterable[str]) -> Mapping[str, Candidate]:
    """Of names that nobody is known by those that can mean but one account."""
    names = list(unknown)
    if not names:
        return {}
    likely = LikelyAccounts(session)
    found = {name: likely.of(name) for name in names}
    return {name: one[0] for name, one in found.items() if one and one[0].certain}


def account_choices(workspace: Workspace) -> tuple[Candidate, ...]:
    """All accounts by name, for choosing one."""
    with workspace.reading() as session:
        rows = session.execute(select(Account.id, Account.name).order_by(Account.name_key, Account.id))
        return tuple(Candidate(record, name) for record, name in rows)


def colleagues(session: Session) -> Sequence[Candidate]:
    """All of us, for choosing."""
    rows = session.execute(select(Colleague.id, Colleague.name).order_by(Colleague.name))
    return [Candidate(record, name) for record, name in rows]
