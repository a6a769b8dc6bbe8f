"""People to be picked in the sheets of this room: those of us, those of theirs, by their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from uuid import UUID

from kam.core.short_names import initials_of
from kam.core.text import fold
from kam.ui.look import Look
from kam.ui.widgets.people_picker import Answer, Candidate, PeoplePicker


def picker(look: Look, ids: Iterable[UUID], names: Mapping[UUID, str]) -> PeoplePicker:
    """Several of these people; found by the beginning of any of their names."""
    return PeoplePicker(look, partial(_find, candidates(ids, names)), many=True)


def candidates(ids: Iterable[UUID], names: Mapping[UUID, str]) -> tuple[Candidate, ...]:
    """People as they are picked; nobody without a name."""
    return tuple(
        Candidate(each, names[each], initials=initials_of(names[each])) for each in ids if each in names
    )


def picked(value: object) -> tuple[UUID, ...]:
    """Who was picked."""
    people = value if isinstance(value, tuple) else ()
    return tuple(each.id for each in people if isinstance(each, Candidate) and isinstance(each.id, UUID))


def _find(people: tuple[Candidate, ...], text: str, answer: Answer) -> None:
    wanted = fold(text)
    answer([each for each in people if any(word.startswith(wanted) for word in fold(each.name).split())])
