"""What stands in the palette: headings, commands and hits, in one order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from kam.core.text import fold
from kam.core.vocabulary import FoundKind
from kam.core.words import Label, label
from kam.services.palette import Marks, PaletteHit
from kam.ui.commands import Command

MOST_COMMANDS = 6

_GROUPS: tuple[tuple[Label, frozenset[FoundKind]], ...] = (
    (label("palette", "Clients"), frozenset({FoundKind.ACCOUNT})),
    (label("palette", "People"), frozenset({FoundKind.PERSON, FoundKind.STAKEHOLDER})),
    (
        label("palette", "Complaints, meetings and notes"),
        frozenset(FoundKind) - {FoundKind.ACCOUNT, FoundKind.PERSON, FoundKind.STAKEHOLDER},
    ),
)
ACTIONS = label("palette", "Actions")

PREFIXES: dict[str, frozenset[FoundKind]] = {
    ">": frozenset(),
    "@": frozenset({FoundKind.PERSON, FoundKind.STAKEHOLDER}),
    "#": frozenset({FoundKind.COMPLAINT}),
}
"""What a first sign narrows the search to: commands alone, people, complaints."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Parts one kind from the next; cannot be chosen."""

    what: Label


@dataclass(frozen=True, slots=True)
class Doing:
    """A command, with the places in its text that fit what was typed."""

    command: Command
    marks: Marks = field(default=())


Entry: TypeAlias = Heading | Doing | PaletteHit


def split_prefix(text: str) -> tuple[str, str]:
    """The narrowing sign and the rest of what was typed."""
    bare = text.lstrip()
    return (bare[0], bare[1:].strip()) if bare[:1] in PREFIXES else ("", text.strip())


def fitting(commands: Sequence[Command], text: str) -> list[Doing]:
    """The commands that have every word of a text at the beginning of one of theirs, in their order."""
    wanted = fold(text).split()
    if not wanted:
        return [Doing(command) for command in commands]
    found = []
    for command in commands:
        own = fold(" ".join((command.text, command.hint, *command.words))).split()
        if all(any(word.startswith(each) for word in own) for each in wanted):
            found.append(Doing(command, _marks(command.text, wanted)))
    return found


def arranged(hits: Sequence[PaletteHit], doings: Sequence[Doing]) -> list[Entry]:
    """One list: the clients, what can be done, then people and the rest, each under its heading."""
    entries: list[Entry] = []
    for place, (heading, kinds) in enumerate(_GROUPS):
        of_kind = [hit for hit in hits if hit.what in kinds]
        if of_kind:
            entries += [Heading(heading), *of_kind]
        if place == 0 and doings:
            entries += [Heading(ACTIONS), *doings]
    return entries


def _marks(text: str, wanted: Sequence[str]) -> Marks:
    """Where the words of a text begin as typed; folding keeps the length of the words we print."""
    places = []
    start = 0
    for word in text.split(" "):
        folded = fold(word)
        longest = max((len(each) for each in wanted if folded.startswith(each)), default=0)
        if longest:
            places.append((start, start + min(longest, len(word))))
        start += len(word) + 1
    return tuple(places)
