"""A paper of the timeline as it is shown, opened as the system opens PDFs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from kam.core.formats import Formats, Target
from kam.core.periods import Month
from kam.core.words import words_for
from kam.jobs import Lane
from kam.reports.content.timeline import TimelineContent, TimelineLine, TimelineMonth
from kam.services.profile import paper_language
from kam.services.timeline import Entry, EntryKind, Scope, TimelineFilters, TimelineHead, read_head, read_page
from kam.services.timeline.paper import timeline_paper
from kam.ui.desk import Desk
from kam.ui.handing_out import Copies, hand_over
from kam.ui.look import Look
from kam.ui.widgets.timeline.words import EntryWords

MOST: Final = 1000
"""So many entries are about sixty pages; who wants more of them narrows the period."""


class TimelinePapers(QObject):
    """Draws into a folder that is the user's alone; what is confidential goes when it is put away."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._copies = Copies()

    def open(self, scope: Scope, filters: TimelineFilters) -> None:
        """Draw what a timeline shows, off the interface thread, then open it."""
        path = self._copies.paper("timeline")
        work = partial(write_timeline, self._desk, path, scope, filters)
        self._desk.jobs.run(self, work, self._show, lane=Lane.PAPER)

    def put_away(self) -> None:
        """Delete what was drawn."""
        self._copies.put_away()

    def _show(self, path: Path) -> None:
        hand_over(path)
        self._desk.hub.notice(self._desk.look.words.say("The timeline is in {path}.", path=path))


def write_timeline(desk: Desk, path: Path, scope: Scope, filters: TimelineFilters) -> Path:
    """The paper as a file."""
    now = desk.now()
    language = paper_language(desk.workspace)
    head = read_head(desk.workspace, scope, filters, as_of=now)
    entries = read_page(desk.workspace, scope, filters, as_of=now, limit=MOST)
    look = Look(desk.look.theme, words_for(language), Formats(language, Target.PAPER))
    words = EntryWords(look)
    words.with_account = scope.account_id is None
    words.today = head.today
    content = TimelineContent(
        title=head.title or words.words.say("All clients"),
        conditions=tuple(_conditions(words, look, head, filters)),
        months=tuple(_months(words, head, entries)),
        left_out=head.shown - len(entries),
        our_company=head.our_company,
        as_of=now,
        printed_at=now,
        zone=str(desk.zone),
    )
    path.write_bytes(timeline_paper(content, language).pdf)
    return path


def _conditions(words: EntryWords, look: Look, head: TimelineHead, filters: TimelineFilters) -> Iterator[str]:
    """What is shown, in words."""
    say, of = words.words.say, words.words.of
    if filters.first is not None and filters.last is not None:
        long = look.formats.long_month
        yield say("From {first} to {last}", first=long(filters.first), last=long(filters.last))
    if filters.kinds is not None:
        yield say(
            "{name}: {values}",
            name=say("Kind"),
            values=", ".join(of(kind.label) for kind in EntryKind if kind in filters.kinds),
        )
    people = [each.name for each in head.people if each.stakeholder_id in filters.people]
    if people:
        yield say("{name}: {values}", name=say("Person"), values=", ".join(people))
    ours = [each.name for each in head.colleagues if each.id in filters.colleagues]
    if ours:
        yield say("{name}: {values}", name=say("Our colleague"), values=", ".join(ours))
    if filters.with_files:
        yield say("With attachments")
    if filters.text:
        yield say("With the words “{text}”", text=filters.text)


def _months(words: EntryWords, head: TimelineHead, entries: Sequence[Entry]) -> Iterator[TimelineMonth]:
    counts = {each.month: each for each in head.months}
    for month, lines in groupby(entries, key=lambda entry: Month.of(entry.at.date())):
        count = counts[month]
        yield TimelineMonth(
            words.month(month),
            words.counted(count.total, count.shown),
            tuple(_line(words, entry) for entry in lines),
        )


def _line(words: EntryWords, entry: Entry) -> TimelineLine:
    account = entry.account if words.with_account else ""
    return TimelineLine(
        day=words.short_day(entry.at.date()),
        headline=words.headline(entry),
        detail=", ".join(part for part in (account, words.detail(entry)) if part),
        people=", ".join(face.name for face in entry.faces),
        outcome="" if entry.outcome is None else words.outcome(entry.outcome),
    )
