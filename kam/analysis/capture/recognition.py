"""A typed capture, line by line: what each line is, whom and which day it names, what is to be made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import Enum
from functools import cached_property
from typing import Final
from uuid import UUID

from kam.analysis.capture.hints import AttitudeHint, Mention, hints_in
from kam.analysis.capture.marks import Mark, mark_of
from kam.analysis.capture.matching import OpenPromise, same_promise
from kam.analysis.capture.names import KnownName, NameInText, Names, Who
from kam.core.date_readings import DateInText
from kam.core.dates_in_text import dates_in
from kam.core.text import with_capital
from kam.core.vocabulary import InteractionKind, Side

_OWNER_END: Final = re.compile(r"\s*(?::|[—–]|-(?=\s))\s*")
_KINDS: Final = (
    (InteractionKind.CALL, re.compile(
        r"(?<!\w)(?:созвон\w*|звон\w+|позвон\w+|перезвон\w+|call\w*|phone)(?!\w)")),
    (InteractionKind.SITE_VISIT, re.compile(r"(?<!\w)(?:выезд\w*|визит\w*|выехать|visit\w*|site)(?!\w)")),
    (InteractionKind.MEETING, re.compile(
        r"(?<!\w)(?:встреч\w+|встретит\w+|совещани\w+|переговор\w+|meet\w*|познаком\w+|презентац\w+)(?!\w)")),
)  # fmt: skip
_TO_DO: Final = re.compile(r"\s*(?:to|will|shall|is to|are to|must|should)\s+(?=\w)", re.IGNORECASE)
"""What English puts between who does it and what is done."""
_CALL: Final = re.compile(r"(?<![\w.+-])@(?=\w)")
"""«@Иванов» calls a person; an address has letters before it."""
_EDGES: Final = " \t,.;:—–-"


class Standing(Enum):
    """How a typed promise stands to those that are open."""

    NEW = "new"
    MOVED = "moved"
    """It is one of them with another date."""
    KNOWN = "known"
    """It is one of them as it stands."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of the text: where it begins, its mark, the names and dates in it (places in the whole text)."""

    number: int
    start: int
    end: int
    mark: Mark
    mark_length: int
    names: tuple[NameInText, ...]
    dates: tuple[DateInText, ...]


@dataclass(frozen=True, slots=True)
class FoundPromise:
    """What a line with a mark of promise makes. ``open`` is the promise it moves or repeats."""

    line: int
    side: Side
    text: str
    owner: KnownName | None
    due: date | None
    at: time | None
    stretch: bool
    standing: Standing
    open: OpenPromise | None


@dataclass(frozen=True, slots=True)
class FoundStep:
    """What a line of a next step makes: a contact where it names its kind and a day, else a task."""

    line: int
    text: str
    kind: InteractionKind | None
    owner: KnownName | None
    people: tuple[KnownName, ...]
    due: date | None
    at: time | None
    stretch: bool


@dataclass(frozen=True, slots=True)
class Captured:
    """Everything understood of a text."""

    lines: tuple[ReadLine, ...]
    promises: tuple[FoundPromise, ...]
    steps: tuple[FoundStep, ...]
    attitudes: tuple[AttitudeHint, ...]
    mentions: tuple[Mention, ...]
    people: tuple[KnownName, ...]
    """Everybody named, in the order they first are."""
    accounts: tuple[KnownName, ...]
    notes: str
    """The text without the lines that became something else."""
    learned: tuple[str, ...]
    """What was learned about them, a line each."""

    @property
    def count(self) -> int:
        """How many promises and steps."""
        return len(self.promises) + len(self.steps)


class Recogniser:
    """Reads a text again at each key; a line that did not change is not read anew."""

    def __init__(self, names: Names, promises: Sequence[OpenPromise], today: date) -> None:
        self.names = names
        self.today = today
        self._promises = tuple(promises)
        self._lines: dict[str, _Line] = {}

    def read(self, text: str) -> Captured:
        """Understand a text; any text is legal."""
        at = 0
        kept: dict[str, _Line] = {}
        lines: list[tuple[int, _Line]] = []
        for written in text.split("\n"):
            line = kept.get(written) or self._lines.get(written)
            kept[written] = line or _Line(written, self.names, self.today, self._promises)
            lines.append((at, kept[written]))
            at += len(written) + 1
        self._lines = kept
        return _gathered(lines)

    def read_line(self, text: str) -> ReadLine:
        """One line alone, its places from its own beginning: for whoever draws it."""
        line = self._lines.get(text)
        if line is None:
            line = self._lines[text] = _Line(text, self.names, self.today, self._promises)
        return _placed(0, 0, line)


class _Line:
    """One line and what is understood of it, with places from its own beginning."""

    def __init__(self, text: str, names: Names, today: date, promises: Sequence[OpenPromise]) -> None:
        self.text = text
        self.mark, self.mark_length = mark_of(text)
        self.names = tuple(names.find(text))
        self.placed: ReadLine | None = None
        self._today = today
        self._promises = promises

    @cached_property
    def dates(self) -> tuple[DateInText, ...]:
        """The dates in it that do not lie inside a name («Завод 1 Мая»)."""
        return tuple(
            each
            for each in dates_in(self.text, self._today)
            if not any(name.start < each.end and each.start < name.end for name in self.names)
        )

    @cached_property
    def due(self) -> DateInText | None:
        """The first day in it that has not passed."""
        return next((each for each in self.dates if each.day >= self._today), None)

    @cached_property
    def hints(self) -> tuple[AttitudeHint | Mention, ...]:
        """What it lets suppose."""
        return tuple(hints_in(self.text, self.names))

    @cached_property
    def owner(self) -> NameInText | None:
        """Who is to do it: named first with a colon or as the subject; theirs also whoever alone is named."""
        people = [each for each in self.names if each.known.who.is_person]
        first = people[0] if people else None
        leads = first is not None and not self.text[self.mark_length : first.start].strip(_EDGES)
        wanted = {Mark.THEIRS: Who.STAKEHOLDER}.get(self.mark, Who.COLLEAGUE)
        named = first is not None and (first.nominative or _OWNER_END.match(self.text, first.end))
        if first is not None and leads and named and first.known.who is wanted:
            return first
        if self.mark is Mark.THEIRS:
            theirs = [each for each in people if each.known.who is Who.STAKEHOLDER]
            return theirs[0] if len(theirs) == 1 and theirs[0].nominative else None
        return None

    @cached_property
    def cleaned(self) -> str:
        """What is promised: without mark, owner and day, beginning with a capital letter."""
        cuts = [(0, self.mark_length)]
        owner = self.owner
        if owner is not None and not self.text[self.mark_length : owner.start].strip(_EDGES):
            after = _OWNER_END.match(self.text, owner.end) or _TO_DO.match(self.text, owner.end)
            cuts.append((owner.start, after.end() if after else owner.end))
        if self.due is not None:
            cuts.append((self.due.start, self.due.end))
        return _tidied(self.text, cuts)

    @property
    def learned(self) -> str:
        """What it says was learned: all of it, days and names too."""
        return _tidied(self.text, [(0, self.mark_length)]) if self.mark is Mark.LEARNED else ""

    @property
    def is_note(self) -> bool:
        """Whether it is nothing else; a marked line without a deed («! до пятницы») is not lost."""
        if self.mark is Mark.NONE:
            return True
        made = self.learned if self.mark is Mark.LEARNED else self.cleaned
        return not made and bool(self.text[self.mark_length :].strip(_EDGES))

    @cached_property
    def promise(self) -> FoundPromise | None:
        """The promise it makes."""
        if self.mark not in {Mark.OURS, Mark.THEIRS} or not self.cleaned:
            return None
        side = Side.OURS if self.mark is Mark.OURS else Side.THEIRS
        owner = self.owner.known if self.owner else None
        known = same_promise(self.cleaned, side, self._promises, owner.id if owner else None)
        due = self.due
        standing = Standing.NEW
        if known is not None:
            standing = Standing.KNOWN if due is None or due.day == known.due else Standing.MOVED
        return FoundPromise(
            0,
            side,
            known.text if known is not None else self.cleaned,
            owner,
            due.day if due else None,
            due.at if due else None,
            bool(due and due.stretch),
            standing,
            known,
        )

    @cached_property
    def step(self) -> FoundStep | None:
        """The next step it makes."""
        if self.mark is not Mark.STEP or not self.cleaned:
            return None
        due = self.due
        low = self.text.lower().replace("ё", "е")
        kind = next((kind for kind, words in _KINDS if words.search(low)), None)
        if kind is None and due is not None and due.at is not None:
            kind = InteractionKind.MEETING
        if due is None or due.stretch:
            kind = None
        people = tuple(each.known for each in self.names if each.known.who.is_person)
        owner = self.owner.known if self.owner else None
        return FoundStep(
            0,
            self.cleaned,
            kind,
            owner,
            people,
            due.day if due else None,
            due.at if due else None,
            bool(due and due.stretch),
        )


def _tidied(text: str, cuts: Iterable[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in sorted(cuts):
        kept.append(text[at:start].rstrip(" ,—–"))
        at = max(at, end)
    kept.append(text[at:])
    joined = " ".join(" ".join(kept).split()).replace(" ,", ",").replace(" .", ".").strip(_EDGES)
    return with_capital(_CALL.sub("", joined))


def _gathered(lines: Sequence[tuple[int, _Line]]) -> Captured:
    read = tuple(_placed(number, at, line) for number, (at, line) in enumerate(lines))
    promises = tuple(
        replace(line.promise, line=number) for number, (_, line) in enumerate(lines) if line.promise
    )
    steps = tuple(replace(line.step, line=number) for number, (_, line) in enumerate(lines) if line.step)
    hints = [hint for _, line in lines if line.mark.tells for hint in line.hints]
    said = [hint for _, line in lines for hint in line.hints if isinstance(hint, Mention)]
    names = [name.known for _, line in lines for name in line.names]
    return Captured(
        lines=read,
        promises=promises,
        steps=steps,
        attitudes=tuple(_one_each(hint for hint in hints if isinstance(hint, AttitudeHint))),
        mentions=tuple({each.competitor_id: each for each in reversed(said)}.values())[::-1],
        people=tuple({each.id: each for each in names if each.who.is_person}.values()),
        accounts=tuple({each.id: each for each in names if each.who is Who.ACCOUNT}.values()),
        notes=_notes(lines),
        learned=tuple(line.learned for _, line in lines if line.learned),
    )


def _placed(number: int, at: int, line: _Line) -> ReadLine:
    """The line at a place of the text; a line that stayed where it was is not made anew."""
    known = line.placed
    if known is None or (known.number, known.start) != (number, at):
        known = line.placed = _put_at(number, at, line)
    return known


def _put_at(number: int, at: int, line: _Line) -> ReadLine:
    return ReadLine(
        number,
        at,
        at + len(line.text),
        line.mark,
        line.mark_length,
        tuple(replace(each, start=each.start + at, end=each.end + at) for each in line.names),
        tuple(replace(each, start=each.start + at, end=each.end + at) for each in line.dates)
        if not line.mark.tells
        else (),
    )


def _one_each(hints: Iterable[AttitudeHint]) -> Iterator[AttitudeHint]:
    """One hint a person, the last said; who was called both better and worse is left out."""
    by_person: dict[UUID, list[AttitudeHint]] = {}
    for each in hints:
        by_person.setdefault(each.stakeholder_id, []).append(each)
    for found in by_person.values():
        if len({each.step for each in found}) == 1:
            yield found[-1]


def _notes(lines: Sequence[tuple[int, _Line]]) -> str:
    plain = [line.text.rstrip() for _, line in lines if line.is_note]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(plain)).strip()
