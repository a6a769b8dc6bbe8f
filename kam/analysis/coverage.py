"""The coverage matrix: what each of us is to each of theirs, what we aim at, and where we are thin.

A level counts 0 (none) to 4 (trusted adviser) and is rated per colleague of ours (domain.md §3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from kam.analysis.explanation import Reason
from kam.analysis.map_checks import MapSettings
from kam.analysis.map_review import CheckState, MapAction
from kam.core.vocabulary import Attitude, BuyingRole, Circle, RelationshipLevel, Term
from kam.core.vocabulary.term import label

DECIDING: Final = (BuyingRole.DECIDER, BuyingRole.APPROVER, BuyingRole.EXECUTIVE_SPONSOR)
NOT_PLACED: Final = None
"""The group of those whose circle is not set; it stands last."""


@dataclass(frozen=True, slots=True)
class CoverageLevel:
    """What one of us is to somebody, since when we think so, and what we aim at by when."""

    colleague_id: UUID
    level: RelationshipLevel
    on: date
    stale: bool = False
    target: RelationshipLevel | None = None
    target_on: date | None = None

    @property
    def missing(self) -> int:
        """How many levels are missing to the target."""
        return max((self.target or 0) - self.level, 0)


@dataclass(frozen=True, slots=True)
class CoveredPerson:
    """A stakeholder as the matrix needs them: ``owner_id`` is who of ours answers for them.

    ``days`` and ``norm`` are of the contact as ``cadence_standing`` counts them, ``open_days`` how long a
    placeholder has been waiting for a name (None: it has one).
    """

    id: UUID
    name: str
    circle: Circle | None
    roles: frozenset[BuyingRole] = frozenset()
    attitude: Attitude | None = None
    influence: int | None = None
    owner_id: UUID | None = None
    levels: tuple[CoverageLevel, ...] = ()
    days: int | None = None
    norm: int | None = None
    overdue: bool = False
    open_days: int | None = None


@dataclass(frozen=True, slots=True)
class CoverageColumn:
    """One of us: how many they are known to, and with how many they have not reached the target."""

    colleague_id: UUID
    known: int
    short: int


@dataclass(frozen=True, slots=True)
class CoverageGroup:
    """A circle and its people, the most influential first."""

    circle: Circle | None
    people: tuple[UUID, ...]


class GapKind(Term):
    """Where the coverage is thin, the gravest first; the label is the heading of the gap."""

    OPPONENT = "opponent", label("coverage gap", "{name}, {attitude}: nobody answers")
    UNKNOWN_DECIDER = "unknown_decider", label("coverage gap", "{name} decides and knows none of us")
    OVERDUE = "overdue", label("coverage gap", "{name}: no contact for {days} d of {norm}")
    NEVER = "never", label("coverage gap", "{name}: no contact yet")
    NO_NAME = "no_name", label("coverage gap", "{name}: name unknown")
    SINGLE = "single", label("coverage gap", "Only through {colleague}: {count}")


class GapGround(Term):
    """A line under the heading."""

    KNOWS_ONE = (
        "knows_one",
        label("coverage ground", "Influence {influence}; knows only {colleague}, level {level}"),
    )
    KNOWS_NOBODY = "knows_nobody", label("coverage ground", "Influence {influence}; knows none of us")
    KNOWS_SOME = "knows_some", label("coverage ground", "Influence {influence}; known to {count} of us")
    AIMS = "aims", label("coverage ground", "{count} of us have a target")
    NO_AIM = "no_aim", label("coverage ground", "None of us has a target")
    OWNER_AT = "owner_at", label("coverage ground", "{colleague} answers: level {level}, target {target}")
    OWNER_IS = "owner_is", label("coverage ground", "{colleague} answers")
    NOBODY_ANSWERS = "nobody_answers", label("coverage ground", "Nobody answers")
    OPEN_FOR = "open_for", label("coverage ground", "{days} d; nobody answers")
    OPEN_OWNED = "open_owned", label("coverage ground", "{days} d; {colleague} answers")
    WITHOUT_STANDBY = "without_standby", label("coverage ground", "{names}; nobody to stand in")


class GapAction(Term):
    """What to do about a gap where the map's own actions do not fit."""

    HURRY = "hurry", label("coverage action", "Move it forward")
    SECOND = "second", label("coverage action", "Who is the second?")


@dataclass(frozen=True, slots=True)
class CoverageGap:
    """A thin place: how grave, its heading, the line under it, whom it is about, and what to do."""

    kind: GapKind
    state: CheckState
    heading: Reason
    ground: Reason
    people: tuple[UUID, ...]
    action: MapAction | GapAction


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix: groups of rows, columns with their sums, gaps, and how many targets are still ahead."""

    groups: tuple[CoverageGroup, ...]
    columns: tuple[CoverageColumn, ...]
    gaps: tuple[CoverageGap, ...]
    short: int
    aims: int


def cover(
    people: Iterable[CoveredPerson],
    colleagues: Sequence[tuple[UUID, str]],
    settings: MapSettings,
) -> Coverage:
    """The matrix of stakeholders by colleagues of ours (identity and short name, in the order of columns)."""
    everybody = sorted(people, key=lambda person: (-(person.influence or 0), person.name, person.id))
    names = dict(colleagues)
    columns = tuple(_column(colleague, everybody) for colleague in names)
    levels = [level for person in everybody for level in person.levels]
    return Coverage(
        groups=tuple(_groups(everybody)),
        columns=columns,
        gaps=tuple(sorted(_gaps(everybody, names, settings), key=lambda gap: gap.state)),
        short=sum(level.missing > 0 for level in levels),
        aims=sum(level.target is not None for level in levels),
    )


def _groups(people: Sequence[CoveredPerson]) -> Iterator[CoverageGroup]:
    for circle in (*Circle, NOT_PLACED):
        here = tuple(person.id for person in people if person.circle is circle)
        if here:
            yield CoverageGroup(circle, here)


def _column(colleague: UUID, people: Sequence[CoveredPerson]) -> CoverageColumn:
    mine = [level for person in people for level in person.levels if level.colleague_id == colleague]
    known = sum(level.level > RelationshipLevel.NONE for level in mine)
    return CoverageColumn(colleague, known, sum(level.missing > 0 for level in mine))


def _known_to(person: CoveredPerson) -> list[CoverageLevel]:
    return [level for level in person.levels if level.level > RelationshipLevel.NONE]


def _gaps(
    people: Sequence[CoveredPerson], names: dict[UUID, str], settings: MapSettings
) -> Iterator[CoverageGap]:
    named = [person for person in people if person.open_days is None]
    told: set[UUID] = set()
    for kind in (_opponents(named, names, settings), _unknown_deciders(named)):
        for gap in kind:
            told.update(gap.people)
            yield gap
    yield from _overdue([person for person in named if person.id not in told], names)
    yield from _nameless(people, names, settings)
    yield from _single(named, names)


def _opponents(
    people: Sequence[CoveredPerson], names: dict[UUID, str], settings: MapSettings
) -> Iterator[CoverageGap]:
    for person in people:
        against = person.attitude is not None and person.attitude <= settings.opponent_attitude
        strong = (person.influence or 0) >= settings.opponent_influence
        if against and strong and person.owner_id is None and person.attitude is not None:
            heading = Reason.of(GapKind.OPPONENT, name=person.name, attitude=person.attitude)
            ground = _acquaintance(person, names)
            yield CoverageGap(
                GapKind.OPPONENT, CheckState.FAILED, heading, ground, (person.id,), MapAction.ASSIGN
            )


def _acquaintance(person: CoveredPerson, names: dict[UUID, str]) -> Reason:
    influence = person.influence or 0
    match _known_to(person):
        case []:
            return Reason.of(GapGround.KNOWS_NOBODY, influence=influence)
        case [only]:
            whose = names.get(only.colleague_id, "")
            return Reason.of(GapGround.KNOWS_ONE, influence=influence, colleague=whose, level=int(only.level))
        case several:
            return Reason.of(GapGround.KNOWS_SOME, influence=influence, count=len(several))


def _unknown_deciders(people: Sequence[CoveredPerson]) -> Iterator[CoverageGap]:
    for person in people:
        if person.roles & set(DECIDING) and not _known_to(person):
            aims = sum(level.target is not None for level in person.levels)
            ground = Reason.of(GapGround.AIMS, count=aims) if aims else Reason.of(GapGround.NO_AIM)
            action: MapAction | GapAction = GapAction.HURRY if aims else MapAction.ASSIGN
            heading = Reason.of(GapKind.UNKNOWN_DECIDER, name=person.name)
            yield CoverageGap(
                GapKind.UNKNOWN_DECIDER, CheckState.FAILED, heading, ground, (person.id,), action
            )


def _overdue(people: Sequence[CoveredPerson], names: dict[UUID, str]) -> Iterator[CoverageGap]:
    for person in people:
        if not person.overdue or person.norm is None:
            continue
        if person.days is None:
            kind, heading = GapKind.NEVER, Reason.of(GapKind.NEVER, name=person.name)
        else:
            kind = GapKind.OVERDUE
            heading = Reason.of(kind, name=person.name, days=person.days, norm=person.norm)
        ground = _owner(person, names)
        yield CoverageGap(kind, CheckState.WARNING, heading, ground, (person.id,), MapAction.PLAN_CONTACT)


def _owner(person: CoveredPerson, names: dict[UUID, str]) -> Reason:
    if person.owner_id is None:
        return Reason.of(GapGround.NOBODY_ANSWERS)
    colleague = names.get(person.owner_id, "")
    own = next((level for level in person.levels if level.colleague_id == person.owner_id), None)
    if own is None or own.target is None:
        return Reason.of(GapGround.OWNER_IS, colleague=colleague)
    return Reason.of(GapGround.OWNER_AT, colleague=colleague, level=int(own.level), target=int(own.target))


def _nameless(
    people: Sequence[CoveredPerson], names: dict[UUID, str], settings: MapSettings
) -> Iterator[CoverageGap]:
    for person in people:
        days = person.open_days
        if days is None or days <= settings.placeholder_days:
            continue
        if person.owner_id is None:
            ground = Reason.of(GapGround.OPEN_FOR, days=days)
        else:
            ground = Reason.of(GapGround.OPEN_OWNED, days=days, colleague=names.get(person.owner_id, ""))
        heading = Reason.of(GapKind.NO_NAME, name=person.name)
        yield CoverageGap(
            GapKind.NO_NAME, CheckState.WARNING, heading, ground, (person.id,), MapAction.GIVE_NAME
        )


def _single(people: Sequence[CoveredPerson], names: dict[UUID, str]) -> Iterator[CoverageGap]:
    """Who is known to one of us alone, gathered by that one: nobody stands in when they are away."""
    alone: dict[UUID, list[CoveredPerson]] = {}
    for person in people:
        known = _known_to(person)
        if len(known) == 1:
            alone.setdefault(known[0].colleague_id, []).append(person)
    for colleague, theirs in sorted(alone.items(), key=lambda each: -len(each[1])):
        heading = Reason.of(GapKind.SINGLE, colleague=names.get(colleague, ""), count=len(theirs))
        ground = Reason.of(GapGround.WITHOUT_STANDBY, names=", ".join(person.name for person in theirs))
        people_ids = tuple(person.id for person in theirs)
        yield CoverageGap(GapKind.SINGLE, CheckState.WARNING, heading, ground, people_ids, GapAction.SECOND)
