"""Who is there, what they are to us, when they were met: the facts of people, with their earlier states."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, NamedTuple

from kam.core.vocabulary import BuyingRole, Circle, RatingKind
from kam.models.types import to_micros
from kam.services.commitments.named import identity
from kam.services.health.account_facts import EarlierState, PersonFacts, PlaceState, RatedOn
from kam.services.health.reach import Reach, some_day, starts_on, stored_day
from kam.services.people.names import NameParts
from kam.services.people.reading import TOUCHES
from kam.store.journal import ChangeKind, StepKind, chunks, marks, unpack_change

_DAY: Final = timedelta(days=1)
_PLACES: Final = """
    SELECT s.id, s.account_id, s.person_id, s.placeholder, s.placeholder_since, s.job_title, s.since,
        s.left_on, s.successor_id, s.circle, s.cadence_days,
        p.family_name, p.given_name, p.patronymic, p.erased_on
    FROM {places} LEFT JOIN person AS p ON p.id = s.person_id
    WHERE {which}
"""
_ROLES: Final = """
    SELECT r.stakeholder_id, r.role
    FROM stakeholder_role AS r JOIN stakeholder AS s ON s.id = r.stakeholder_id
    JOIN account AS a ON a.id = s.account_id
    WHERE {which}
"""
_RATINGS: Final = """
    SELECT r.stakeholder_id, r.kind, r."on", r.id, r.value
    FROM {ratings}
    WHERE r.kind IN ('attitude', 'influence') AND +r."on" <= ? AND {which}
"""
"""Of everybody in the order of the file, which is the fastest."""
_EVERYBODY: Final = "stakeholder AS s"
_OF_ACCOUNT: Final = "account AS a CROSS JOIN stakeholder AS s ON s.account_id = a.id"
_EVERY_RATING: Final = "rating AS r"
_RATINGS_OF_ACCOUNT: Final = f"{_OF_ACCOUNT} CROSS JOIN rating AS r ON r.stakeholder_id = s.id"
_KINDS: Final = ", ".join(f"'{each.value}'" for each in TOUCHES)
_DONE: Final = """
    FROM interaction AS i
    CROSS JOIN participant AS p ON p.interaction_id = i.id
    WHERE i.starts_at >= ? AND i.starts_at <= ? AND i.kind IN ({kinds}) AND i.status = 'done'
        AND p.stakeholder_id IS NOT NULL
"""
"""By the indexes of contacts by moment and of participants, which hold all that is asked."""
_TOUCHED: Final = f"SELECT p.stakeholder_id, i.starts_at {_DONE} ORDER BY i.starts_at"
_LATELY: Final = 4
"""So many of the newest contacts a place tell of most places."""
_OF_PLACES: Final = """
    FROM participant AS p
    CROSS JOIN interaction AS i ON i.id = p.interaction_id
    WHERE p.stakeholder_id IN ({ids}) AND i.starts_at <= ? AND i.kind IN ({kinds}) AND i.status = 'done'
"""
_TOUCHED_OF: Final = f"SELECT p.stakeholder_id, i.starts_at {_OF_PLACES} ORDER BY i.starts_at"
_LAST_TOUCHED_OF: Final = f"SELECT p.stakeholder_id, max(i.starts_at) {_OF_PLACES} GROUP BY p.stakeholder_id"
_CHANGES: Final = """
    SELECT c.step_seq, c.record_id, c.kind, c.image, t.at, t.kind
    FROM account AS a CROSS JOIN stakeholder AS s ON s.account_id = a.id
    CROSS JOIN change AS c ON c.record_id = s.id AND c.step_seq >= ?
    CROSS JOIN step AS t ON t.seq = c.step_seq
    WHERE (c.kind = 'updated' OR c.kind = 'created' AND t.kind IN ('user', 'undo')) AND {which}
    ORDER BY c.step_seq
"""
_NEW_ROLES: Final = """
    SELECT c.step_seq, r.stakeholder_id, r.role, t.at
    FROM account AS a CROSS JOIN stakeholder AS s ON s.account_id = a.id
    CROSS JOIN stakeholder_role AS r ON r.stakeholder_id = s.id
    CROSS JOIN change AS c ON c.record_id = r.id AND c.step_seq >= ?
    CROSS JOIN step AS t ON t.seq = c.step_seq
    WHERE c.kind = 'created' AND t.kind IN ('user', 'undo') AND {which}
"""
_GONE_ROLES: Final = """
    SELECT c.step_seq, c.record_id, c.image, t.at
    FROM step AS t CROSS JOIN change AS c ON c.step_seq = t.seq
    WHERE t.seq >= ? AND t.kind <> 'import' AND c.kind = 'deleted' AND c.table_name = 'stakeholder_role'
"""
_NEW_ACCOUNTS: Final = """
    SELECT c.step_seq, a.id
    FROM account AS a CROSS JOIN change AS c ON c.record_id = a.id AND c.step_seq >= ?
    WHERE c.kind = 'created' AND {which}
"""
_NO_ROLES: Final[frozenset[BuyingRole]] = frozenset()
_CIRCLES: Final = {int(each): each for each in Circle} | {None: None}
_ROLE_OF: Final = {each.value: each for each in BuyingRole}
_WRITTEN_DOWN: Final = """
    SELECT c.record_id, min(t.at) FROM change AS c JOIN step AS t ON t.seq = c.step_seq
    WHERE c.record_id IN ({ids}) AND c.kind = 'created' GROUP BY c.record_id
"""
_STATE_FIELDS: Final = frozenset({"circle", "cadence_days", "person_id"})


class _Event(NamedTuple):
    """A change of a place: the step, its day, and what stood before; a role came or went."""

    step: int
    on: date
    before: Mapping[str, Any]
    came: BuyingRole | None = None
    went: BuyingRole | None = None
    made: bool = False


def read_people(reach: Reach) -> Mapping[bytes, tuple[PersonFacts, ...]]:
    """The stakeholders of each account, those who left among them."""
    places = sorted(_places(reach), key=itemgetter(0))
    roles = _roles(reach)
    ratings = _ratings(reach)
    touched = _touched(reach, [row[0] for row in places])
    events = _events(reach)
    undated = [row[0] for row in places if row[6] is None and row[4] is None and row[0] not in touched]
    written_down = _written_down(reach, undated)
    found: dict[bytes, list[PersonFacts]] = defaultdict(list)
    for (
        place,
        account,
        person,
        nobody_yet,
        awaited,
        job,
        since,
        left,
        successor,
        circle,
        cadence,
        *named,
    ) in places:
        state = PlaceState(roles.get(place, _NO_ROLES), _CIRCLES[circle], cadence, person is None)
        family, given, patronymic, erased = named
        attitudes, influences = ratings.get(place, _UNRATED)
        found[account].append(
            PersonFacts(
                identity(place),
                _short(family, given, patronymic) or job or nobody_yet or "",
                state,
                stored_day(awaited if person is None else since),
                written_down.get(place),
                stored_day(left),
                None if successor is None else identity(successor),
                stored_day(erased),
                _in_order(attitudes),
                _in_order(influences),
                tuple(touched.get(place, ())),
                _earlier(state, events[place]) if place in events else (),
            )
        )
    return {account: tuple(people) for account, people in found.items()}


@lru_cache(maxsize=50_000)
def _short(family: str | None, given: str | None, patronymic: str | None) -> str:
    return NameParts.of(family, given, patronymic).short


def _written_down(reach: Reach, places: Iterable[bytes]) -> dict[bytes, date]:
    """Since when we know of places that do not say it themselves."""
    found: dict[bytes, date] = {}
    for part in chunks(places):
        query = _WRITTEN_DOWN.format(ids=marks(len(part)))
        for place, at in reach.fetched(query, *part):
            found[place] = reach.day_of(at)
    return found


def _roles(reach: Reach) -> dict[bytes, frozenset[BuyingRole]]:
    found: dict[bytes, set[BuyingRole]] = defaultdict(set)
    for place, role in reach.rows(_ROLES):
        found[place].add(_ROLE_OF[role])
    return {place: frozenset(roles) for place, roles in found.items()}


_Ratings = tuple[list[tuple[str, bytes, int]], list[tuple[str, bytes, int]]]
"""Attitudes and influences: day, identity, value."""
_UNRATED: Final[_Ratings] = ([], [])


def _places(reach: Reach) -> Iterator[Any]:
    return reach.rows(_PLACES, places=_EVERYBODY if reach.account_id is None else _OF_ACCOUNT)


def _ratings(reach: Reach) -> dict[bytes, _Ratings]:
    """The ratings of each place, in no order."""
    found: dict[bytes, _Ratings] = defaultdict(lambda: ([], []))
    ratings = _EVERY_RATING if reach.account_id is None else _RATINGS_OF_ACCOUNT
    attitude = RatingKind.ATTITUDE.value
    for place, kind, on, id_, value in reach.rows(_RATINGS, reach.today.isoformat(), ratings=ratings):
        found[place][kind != attitude].append((on, id_, value))
    return found


def _in_order(ratings: list[tuple[str, bytes, int]]) -> tuple[RatedOn, ...]:
    """The oldest first; of one day the one that was written down first."""
    if len(ratings) > 1:
        ratings.sort()
    return tuple([_rated(on, value) for on, _, value in ratings])


@lru_cache(maxsize=16_384)
def _rated(on: str, value: int) -> RatedOn:
    return RatedOn(some_day(on), value)


# --- contact --------------------------------------------------------------------------------------------


def _touched(reach: Reach, places: Iterable[bytes]) -> Mapping[bytes, list[date]]:
    """The days on which each place was met since the first day, and the last one before."""
    if reach.account_id is not None:
        moments = sorted(_in_parts(reach, _TOUCHED_OF, places, reach.now), key=itemgetter(1))
        return _together(*_days(reach, moments))
    everybody = set(places)
    first = _lately(reach, len(everybody))
    contacts = reach.fetched(_TOUCHED.format(kinds=_KINDS), first, reach.now)
    before, found = _days(reach, contacts)
    # who has no contact in a long time before the first day is looked up alone
    alone = _in_parts(reach, _LAST_TOUCHED_OF, everybody - before.keys(), reach.begins - 1)
    return _together(before | {place: reach.day_of(at) for place, at in alone}, found)


def _days(
    reach: Reach, contacts: Sequence[tuple[bytes, int]]
) -> tuple[dict[bytes, date], dict[bytes, list[date]]]:
    """The last day of contact of each place before the first day, and all since; contacts in their order."""
    before: dict[bytes, date] = {}
    found: dict[bytes, list[date]] = defaultdict(list)
    start = 0
    while start < len(contacts):
        day = reach.day_of(contacts[start][1])
        next_day = to_micros(starts_on(day + _DAY, reach.zone))
        end = bisect_left(contacts, next_day, start, key=itemgetter(1))
        places = [place for place, _ in contacts[start:end]]
        start = end
        if day < reach.since:
            before |= dict.fromkeys(places, day)
            continue
        for place in places:
            found[place].append(day)
    return before, found


def _together(before: Mapping[bytes, date], since: Mapping[bytes, list[date]]) -> Mapping[bytes, list[date]]:
    found = {place: [day] for place, day in before.items()}
    for place, days in since.items():
        found[place] = found.get(place, []) + days
    return found


def _lately(reach: Reach, places: int) -> int:
    """The moment from which so many contacts before the first day tell of most places."""
    query = "SELECT starts_at FROM interaction WHERE starts_at < ? ORDER BY starts_at DESC LIMIT 1 OFFSET ?"
    rows = reach.fetched(query, reach.begins, _LATELY * places)
    first: int = rows[0][0] if rows else -(2**62)
    return first


def _in_parts(reach: Reach, query: str, places: Iterable[bytes], last: int) -> Iterator[tuple[bytes, int]]:
    """The contacts of places, each by itself, up to a moment."""
    for part in chunks(places):
        yield from reach.fetched(query.format(kinds=_KINDS, ids=marks(len(part))), *part, last)


# --- what the journal knows -----------------------------------------------------------------------------


def _events(reach: Reach) -> Mapping[bytes, list[_Event]]:
    """The changes of places after the first day, by place, the oldest first."""
    [(first,)] = reach.fetched("SELECT min(seq) FROM step WHERE at >= ?", reach.begins)
    found: dict[bytes, list[_Event]] = defaultdict(list)
    if first is None:
        return found
    accounts = {row[0] for row in reach.rows(_NEW_ACCOUNTS, first)}
    made: set[tuple[int, bytes]] = set()
    for step, place, kind, image, at, by in reach.rows(_CHANGES, first):
        on = reach.day_of(at)
        if kind == ChangeKind.CREATED:
            made.add((step, place))
            if by == StepKind.USER and step not in accounts:
                found[place].append(_Event(step, on, {}, made=True))
            continue
        before = unpack_change(step, "", place, kind, image).before
        told = {name: value for name, value in before.items() if name in _STATE_FIELDS}
        if told:
            found[place].append(_Event(step, on, told))
    for step, place, role, at in reach.rows(_NEW_ROLES, first):
        if (step, place) not in made:
            found[place].append(_Event(step, reach.day_of(at), {}, came=_ROLE_OF[role]))
    for step, record, image, at in reach.fetched(_GONE_ROLES, first):
        before = unpack_change(step, "", record, ChangeKind.DELETED, image).before
        event = _Event(step, reach.day_of(at), {}, went=_ROLE_OF[before["role"]])
        found[before["stakeholder_id"]].append(event)
    for events in found.values():
        events.sort(key=lambda event: event.step)
    return found


def _earlier(now: PlaceState, events: list[_Event]) -> tuple[EarlierState, ...]:
    """The states before each change, the oldest first; of one day the one it began with."""
    states: dict[date, PlaceState] = {}
    state = now
    for event in reversed(events):
        state = _undone(state, event)
        states[event.on] = state
    return tuple(EarlierState(day, states[day]) for day in sorted(states))


def _undone(state: PlaceState, event: _Event) -> PlaceState:
    if event.made:
        return state._replace(on_record=False)
    if event.came is not None:
        return state._replace(roles=state.roles - {event.came})
    if event.went is not None:
        return state._replace(roles=state.roles | {event.went})
    before = event.before
    if "circle" in before:
        state = state._replace(circle=_CIRCLES[before["circle"]])
    if "cadence_days" in before:
        state = state._replace(cadence_days=before["cadence_days"])
    if "person_id" in before:
        state = state._replace(placeholder=before["person_id"] is None)
    return state
