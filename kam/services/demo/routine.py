"""The everyday contacts and promises of two years, drawn from phrase lists with a fixed seed.

What matters is told in the clients' own tables; this fills the years before with what a KAM does all day.
"""

from __future__ import annotations

import random
from collections import defaultdict, deque
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

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


class Phrases:
    """Phrases by what a person is talked to about, each used again only when all others were."""

    def __init__(self, rows: Sequence[Table], seed: str) -> None:
        self._rows: dict[str, deque[Table]] = defaultdict(deque)
        shuffled = list(rows)
        random.Random(seed).shuffle(shuffled)  # noqa: S311 - a story, not a secret
        for row in shuffled:
            for talk in row["talk"]:
                self._rows[talk].append(row)

    def next(self, talk: str) -> Table:
        """The next phrase on a subject. Raises DemoContentError for a subject without phrases."""
        if talk not in self._rows:
            message = f"nobody has anything to say about {talk!r}"
            raise DemoContentError(message)
        queue = self._rows[talk]
        queue.rotate(-1)
        return queue[-1]


def add_routine(shelf: Shelf, client: Table, phrases: Table) -> None:
    """The routine of a client: ``every_days`` on average, until its ``until``."""
    routine = client.get("routine")
    if routine is None:
        return
    scope = client["account"]["key"]
    people = {row["key"]: row for row in client["people"] if "talk" in row}
    regulars = [handle for handle in routine["people"] if handle in people]
    if regulars != routine["people"]:
        message = f"{scope}: somebody of the routine has no [talk]"
        raise DemoContentError(message)
    chance = random.Random(f"{scope}/routine")  # noqa: S311 - a story, not a secret
    talks = Phrases(phrases["contacts"], f"{scope}/contacts")
    for day in _days(shelf, routine, chance):
        who = _available(shelf, people, regulars, day, chance)
        if who is None:
            continue
        phrase = talks.next(chance.choice(people[who]["talk"]))
        starts = datetime.combine(
            day, time(chance.randint(9, 16), chance.choice((0, 10, 15, 20, 30, 40, 45)))
        )
        row = _contact(phrase, who, routine, chance)
        add_interaction(shelf, row, starts, scope)
    _add_promises(shelf, client, phrases, people, chance)


def _days(shelf: Shelf, routine: Table, chance: random.Random) -> Iterator[date]:
    last, every = shelf.dates.day(routine["until"]), routine["every_days"]
    day = shelf.dates.today - timedelta(days=min(_TWO_YEARS, routine.get("since_days", _TWO_YEARS)))
    while True:
        day += timedelta(days=max(1, round(chance.uniform(0.45, 1.55) * every)))
        if day > last:
            return
        yield shelf.dates.working(day)


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


def _contact(phrase: Table, who: str, routine: Table, chance: random.Random) -> dict[str, Any]:
    kind = chance.choice(phrase["kinds"])
    row: dict[str, Any] = {
        key: value for key, value in phrase.items() if key not in ("talk", "kinds", "place")
    }
    row |= {"kind": kind, "people": [who], "colleagues": [chance.choice(routine["colleagues"])]}
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
            phrase = texts.next(chance.choice(people[who]["talk"]))
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
