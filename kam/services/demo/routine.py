"""The everyday contacts and promises of two years, drawn from phrase lists with a fixed seed.

What matters is told in the clients' own tables; this fills the years before with what a KAM does all day.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from kam.analysis.map_checks import CadenceSettings
from kam.core.vocabulary import Circle
from kam.services.demo.errors import DemoContentError
from kam.services.demo.meetings import add_interaction
from kam.services.demo.promises import add_commitment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kam.services.demo.content import Table
    from kam.services.demo.shelf import Shelf

_TWO_YEARS: Final = 730
_MINUTES: Final = {"call": (4, 26), "meeting": (40, 90), "site_visit": (90, 240), "event": (240, 420)}
_PROMISES_SINCE: Final = 345
_STATUSES: Final = ("kept", "late", "broken")
_DIRECTED: Final = frozenset({"call", "email", "messenger"})
_TOGETHER: Final = frozenset({"meeting", "site_visit", "event", "business_review"})
_TOLD_DAYS: Final = 35
"""The last meetings and what was learned lately the clients' own tables tell: routine calls and writes."""
_WAIT: Final = (0.65, 0.98)
"""When somebody is met again, as parts of the days of their norm."""
_NEAR: Final = 0.4
"""Who is due within such a part of their norm comes to the same meeting."""
_MOST_GUESTS: Final = 2


class Phrases:
    """Phrases by what a person is talked to about: always the one that was used longest ago."""

    def __init__(self, rows: Sequence[Table], seed: str) -> None:
        self._rows = list(rows)
        random.Random(seed).shuffle(self._rows)  # noqa: S311 - a story, not a secret

    def next(self, talks: Sequence[str], without: frozenset[str] = frozenset()) -> Table:
        """The next phrase on one of the subjects, of other kinds than those ``without``.

        Raises DemoContentError for subjects without phrases.
        """
        for place, row in enumerate(self._rows):
            if not set(talks).isdisjoint(row["talk"]) and not without.issuperset(row.get("kinds", ("",))):
                self._rows.append(self._rows.pop(place))
                return row
        message = f"nobody has anything to say about {talks!r}"
        raise DemoContentError(message)


def add_routine(shelf: Shelf, client: Table, phrases: Table) -> None:
    """The routine of a client: everybody of it is met as often as agreed, until its ``until``.

    ``quiet`` names those to whom routine has not spoken since a day: its last contact with each lies on it.
    """
    routine = client.get("routine")
    if routine is None:
        return
    scope = client["account"]["key"]
    people = {row["key"]: row for row in client["people"] if "talk" in row}
    if missing := [handle for handle in routine["people"] if handle not in people]:
        message = f"{scope}: of the routine, without [talk]: {missing}"
        raise DemoContentError(message)
    chance = random.Random(f"{scope}/routine")  # noqa: S311 - a story, not a secret
    talks = Phrases(phrases["contacts"], f"{scope}/contacts")
    rounds = _Rounds(shelf, routine, people, chance)
    told_since = shelf.dates.today - timedelta(days=_TOLD_DAYS)
    for day, who in rounds.calls():
        without = _TOGETHER if day > told_since else frozenset[str]()
        phrase = talks.next(people[who]["talk"], without)
        starts = datetime.combine(
            day, time(chance.randint(9, 16), chance.choice((0, 10, 15, 20, 30, 40, 45)))
        )
        row = _contact(phrase, who, routine, chance, without)
        row["people"] += rounds.joining(day, who) if row["kind"] in _TOGETHER else []
        rounds.met(day, row["people"])
        add_interaction(shelf, row, starts, scope)
    _add_promises(shelf, client, phrases, people, chance)


class _Rounds:
    """When it is whose turn: each of the regulars again before the days of their norm have passed."""

    def __init__(self, shelf: Shelf, routine: Table, people: Table, chance: random.Random) -> None:
        self._shelf = shelf
        self._chance = chance
        self._people = {who: people[who] for who in routine["people"]}
        until, quiet = shelf.dates.day(routine["until"]), routine.get("quiet", {})
        self._last = {who: shelf.dates.day(quiet[who]) if who in quiet else until for who in self._people}
        self._quiet = frozenset(quiet)
        first = shelf.dates.today - timedelta(days=min(_TWO_YEARS, routine.get("since_days", _TWO_YEARS)))
        self._due = {
            who: shelf.dates.working(first + timedelta(days=chance.randrange(_norm(row))))
            for who, row in self._people.items()
        }

    def calls(self) -> Iterator[tuple[date, str]]:
        """Day after day whoever is due; ``met`` has to be told before the next one is asked for."""
        while self._due:
            who = min(self._due, key=lambda each: self._due[each])
            day = self._due[who]
            if day > self._last[who]:
                del self._due[who]
            elif _was_there(self._shelf, self._people[who], day):
                yield day, who
            else:
                self.met(day, [who])

    def joining(self, day: date, host: str) -> list[str]:
        """Who comes along because their own turn is near."""
        near = [
            who
            for who, due in self._due.items()
            if who != host
            and day <= self._last[who]
            and due <= day + timedelta(days=round(_norm(self._people[who]) * _NEAR))
            and _was_there(self._shelf, self._people[who], day)
        ]
        return near[:_MOST_GUESTS]

    def met(self, day: date, who: Sequence[str]) -> None:
        """These have been met: the next turn comes before the norm is over, a quiet one's last on its day."""
        for each in who:
            last = self._last[each]
            wait = max(1, round(self._chance.uniform(*_WAIT) * _norm(self._people[each])))
            due = self._shelf.dates.working(day + timedelta(days=wait))
            due = max(due, day + timedelta(days=1))
            self._due[each] = last if each in self._quiet and day < last < due else due


def _norm(person: Table) -> int:
    """Days between touches of somebody; of the outer circle whose circle is not told."""
    circle = Circle.of(person["circle"]) if "circle" in person else Circle.OUTER
    return CadenceSettings().norm(circle, person.get("cadence_days")) or _TWO_YEARS


def _available(
    shelf: Shelf, people: Table, regulars: Sequence[str], day: date, chance: random.Random
) -> str | None:
    """Somebody of the routine who worked there on the day."""
    there = [who for who in regulars if _was_there(shelf, people[who], day)]
    return chance.choice(there) if there else None


def _was_there(shelf: Shelf, person: Table, day: date) -> bool:
    since, left = person.get("since"), person.get("left_on")
    came = since is None or shelf.dates.day(since) <= day
    return came and (left is None or day < shelf.dates.day(left))


def _contact(
    phrase: Table, who: str, routine: Table, chance: random.Random, without: frozenset[str]
) -> dict[str, Any]:
    kind = chance.choice([each for each in phrase["kinds"] if each not in without])
    row: dict[str, Any] = {
        key: value for key, value in phrase.items() if key not in ("talk", "kinds", "place")
    }
    row |= {"kind": kind, "people": [who], "colleagues": [chance.choice(routine["colleagues"])]}
    if without:
        row.pop("learned", None)
    if kind in _MINUTES:
        row["minutes"] = round(chance.randint(*_MINUTES[kind]) / (5 if kind != "call" else 1)) * (
            5 if kind != "call" else 1
        )
    if kind in _DIRECTED:
        row.setdefault("direction", chance.choice(("outgoing", "incoming")))
    else:
        row.pop("direction", None)
        row["place"] = routine.get("place", "")
    return row


def _add_promises(shelf: Shelf, client: Table, phrases: Table, people: Table, chance: random.Random) -> None:
    """Closed promises of the last year, as many as ``[kept]`` says: in time, late, and broken."""
    scope = client["account"]["key"]
    for side, counts in client.get("kept", {}).items():
        texts = Phrases(phrases["promises"][side], f"{scope}/{side}")
        outcomes = [name for name, count in zip(_STATUSES, counts, strict=True) for _ in range(count)]
        chance.shuffle(outcomes)
        last = -shelf.dates.today.toordinal() + shelf.dates.day(client["routine"]["until"]).toordinal()
        step = (_PROMISES_SINCE + last) / max(1, len(outcomes))
        for place, outcome in enumerate(outcomes):
            back = round(_PROMISES_SINCE - place * step)
            due = shelf.dates.working(shelf.dates.today - timedelta(days=back))
            who = _available(shelf, people, client["routine"]["people"], due, chance)
            if who is None:
                continue
            row = _promise(shelf, outcome, due, chance)
            phrase = texts.next(people[who]["talk"])
            owner = chance.choice(client["routine"]["colleagues"]) if side == "ours" else who
            add_commitment(shelf, row | {"side": side, "owner": owner, "text": phrase["text"]}, scope)


def _promise(shelf: Shelf, outcome: str, due: date, chance: random.Random) -> dict[str, Any]:
    days = chance.randint(1, 6) if outcome == "late" else -chance.randint(0, 3)
    closed = shelf.dates.working(due + timedelta(days=days))
    made = shelf.dates.working(due - timedelta(days=chance.randint(6, 16)))
    return {
        "due_on": due.isoformat(),
        "made_on": made.isoformat(),
        "closed_on": max(closed, made).isoformat(),
        "status": "broken" if outcome == "broken" else "kept",
    }
