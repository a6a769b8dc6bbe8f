"""The filter bar of a timeline: words, kinds, people, colleagues, attachments, period."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Signal

from kam.core.periods import Month
from kam.services.timeline import EntryKind, TimelineFilters, TimelineHead
from kam.ui.look import Look
from kam.ui.widgets.buttons import button
from kam.ui.widgets.filter_bar import FilterBar, Several, Switch, Value

_KINDS, _PEOPLE, _OURS, _FILES, _PERIOD = "kinds", "people", "colleagues", "files", "period"


class TimelineFilterBar(FilterBar):
    """Keeps the conditions; says when they are others."""

    changed = Signal(object)
    """The ``TimelineFilters`` that are asked now."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Search the entries"))
        self._words = look.words
        self._formats = look.formats
        self.value = TimelineFilters()
        self._head: TimelineHead | None = None
        self.text.setFixedWidth(240)
        self.print_button = button(look, look.words.say_in("button", "Print"), icon="printer", compact=True)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.print_button)
        self.typed.connect(self._type)
        self.switched.connect(self._switched)
        self.taken.connect(self._taken)
        self.cleared.connect(self._cleared)

    def forget(self) -> None:
        """Begin without conditions; tells nobody."""
        self.value = TimelineFilters()
        self._head = None
        self.show_text("")

    def ask(self, filters: TimelineFilters) -> None:
        """Ask other conditions."""
        if filters != self.value:
            self.value = filters
            self._show()
            self.changed.emit(filters)

    def show_head(self, head: TimelineHead) -> None:
        """Offer what a timeline has."""
        self._head = head
        entries = self._words.say_many("Search {count} entry", "Search {count} entries", head.total)
        self.text.setPlaceholderText(entries)
        self._show()

    def toggle_kind(self, kind: EntryKind, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Show a kind or leave it out; none chosen is all again."""
        known = self._known_kinds()
        kinds = self.value.kinds if self.value.kinds is not None else known
        kinds = kinds | {kind} if on else kinds - {kind}
        self.ask(replace(self.value, kinds=None if not kinds or kinds >= known else kinds))

    def all_kinds(self) -> None:
        """Leave no kind out."""
        self.ask(replace(self.value, kinds=None))

    def toggle_person(self, stakeholder_id: UUID) -> None:
        """Ask for a person, or no more."""
        self.ask(replace(self.value, people=self.value.people ^ {stakeholder_id}))

    def choose_period(self, first: Month | None, last: Month | None) -> None:
        """Ask for months; None twice for all."""
        self.ask(replace(self.value, first=first, last=last))

    # Inside

    def _known_kinds(self) -> frozenset[EntryKind]:
        return frozenset(EntryKind) if self._head is None else frozenset(self._head.kinds)

    def _show(self) -> None:
        head, words, value = self._head, self._words, self.value
        if head is None:
            return
        kinds = tuple(Value(kind, words.of(kind.label), head.kinds.get(kind, 0)) for kind in EntryKind)
        people = tuple(Value(each.stakeholder_id, each.name, each.count) for each in head.people)
        ours = tuple(Value(each.id, each.name, each.count) for each in head.colleagues)
        several = [
            _Kinds(_KINDS, words.say("Kind"), kinds, value.kinds or frozenset()),
            Several(_PEOPLE, words.say("Person"), people, value.people),
            Several(_OURS, words.say("Our colleague"), ours, value.colleagues),
        ]
        switches = [Switch(_FILES, words.say("With attachments"), on=value.with_files, quick=True)]
        if value.first is not None and value.last is not None:
            text = self._formats.long_month(value.first)
            if value.last != value.first:
                text = words.say("{first} to {last}", first=text, last=self._formats.long_month(value.last))
            switches.append(Switch(_PERIOD, text, on=True))
        self.show_conditions(switches, several)

    def _type(self, text: str) -> None:
        self.ask(replace(self.value, text=text.strip()))

    def _switched(self, code: str, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        if code == _FILES:
            self.ask(replace(self.value, with_files=on))
        else:
            self.choose_period(None, None)

    def _taken(self, code: str, value: Hashable, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        if code == _KINDS and isinstance(value, EntryKind):
            kinds = self.value.kinds or frozenset()
            kinds = kinds | {value} if on else kinds - {value}
            self.ask(replace(self.value, kinds=kinds or None))
        elif code == _PEOPLE and isinstance(value, UUID):
            self.toggle_person(value)
        elif code == _OURS and isinstance(value, UUID):
            self.ask(replace(self.value, colleagues=self.value.colleagues ^ {value}))

    def _cleared(self, code: str) -> None:
        nobody: frozenset[UUID] = frozenset()
        if code == _KINDS:
            self.all_kinds()
        elif code == _PEOPLE:
            self.ask(replace(self.value, people=nobody))
        else:
            self.ask(replace(self.value, colleagues=nobody))


class _Kinds(Several):
    """Kinds are counted as soon as there are several: «Вид: 8 из 13»."""

    def text(self, look: Look) -> str:
        """The name of one, the number of more."""
        if len(self.chosen) == 1:
            return Several.text(self, look)
        known = sum(1 for value in self.values if value.count or value.value in self.chosen)
        return look.words.say("Kind: {count} of {total}", count=len(self.chosen), total=known)
