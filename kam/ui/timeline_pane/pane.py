"""A timeline with its filters and its side: reads, opens entries, and does what is wished with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from kam.core.errors import NotFoundError
from kam.core.periods import Month
from kam.services.timeline import (
    Entry,
    EntryDetails,
    EntryId,
    Event,
    Scope,
    TimelineFilters,
    TimelineHead,
    delete_entry,
    mark_follow_up,
    read_details,
    read_head,
    read_page,
)
from kam.services.timeline.rows import Face, FileRow, LinkKind, LinkRow, Source
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.documents import DocumentOpener
from kam.ui.places import Place, account_place, complaint_place, register_place
from kam.ui.timeline_pane.filters import TimelineFilterBar
from kam.ui.timeline_pane.side import TimelineSide
from kam.ui.widgets.buttons import button
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.focus import tab_through
from kam.ui.widgets.labels import rule
from kam.ui.widgets.timeline.details import DetailsCard
from kam.ui.widgets.timeline.model import CHUNK, Wish
from kam.ui.widgets.timeline.view import TimelineView

if TYPE_CHECKING:
    from kam.ui.timeline_pane.printing import TimelinePapers

OpenLetter: TypeAlias = Callable[[Desk, QWidget, UUID, UUID], object]
"""Opens the draft of the summary letter about an interaction of an account."""


class TimelinePane(QWidget):
    """Shows the timeline of a scope."""

    went = Signal(object)
    counted = Signal(str)
    named = Signal(str)
    """Whose timeline it is."""
    gone = Signal()
    """Whose timeline it was is not there any more."""

    def __init__(self, desk: Desk, open_letter: OpenLetter) -> None:
        super().__init__()
        self.desk = desk
        self.look = desk.look
        self._open_letter = open_letter
        self._scope: Scope | None = None
        self._head: TimelineHead | None = None
        self._wanted: EntryId | None = None
        self._shown_for: tuple[Scope, TimelineFilters] | None = None
        words = desk.look.words
        self.filters = TimelineFilterBar(desk.look)
        self.view = TimelineView(desk.look, words.say("Timeline"))
        self.side = TimelineSide(desk.look)
        self.opener = DocumentOpener(desk, self)
        self._papers: TimelinePapers | None = None
        self._stack = QStackedWidget()
        self._nothing = EmptyState(
            desk.look,
            "history",
            words.say("Nothing has happened yet"),
            words.say("Meetings, letters, complaints and promises will stand here, the newest first."),
        )
        self._unfound = EmptyState(
            desk.look,
            "funnel-x",
            words.say("No entry fits"),
            words.say("Take a condition off to see more."),
            buttons=(button(desk.look, words.say("Take all conditions off"), run=self.clear_filters),),
        )
        for each in (self.view, self._nothing, self._unfound):
            self._stack.addWidget(each)
        self._lay_out()
        self._connect()

    # What is shown

    def show_scope(self, scope: Scope, wanted: UUID | None = None) -> None:
        """Show a timeline, perhaps with one of its interactions open."""
        self._wanted = None if wanted is None else EntryId(Source.INTERACTION, wanted)
        if scope != self._scope:
            self._scope = scope
            self._head = None
            self.view.close_details()
            self.filters.forget()
            self.view.timeline.words.with_account = scope.account_id is None
        self.refresh()

    def refresh(self) -> None:
        """Read the head anew; entries follow as they are looked at."""
        if self._scope is not None:
            work = partial(
                read_head, self.desk.workspace, self._scope, self.filters.value, as_of=self.desk.now()
            )
            then = partial(self._show_head, self._scope, self.filters.value)
            self.desk.read(self, work, then, key="timeline", otherwise=self._refused)

    @property
    def scope(self) -> Scope | None:
        """Whose timeline it is."""
        return self._scope

    @property
    def head(self) -> TimelineHead | None:
        """What was read last."""
        return self._head

    def clear_filters(self) -> None:
        """See everything again."""
        self.filters.show_text("")
        self.filters.ask(TimelineFilters())
        self.view.setFocus()

    def go_to_search(self) -> None:
        """Put the keyboard into the search."""
        self.filters.text.setFocus()
        self.filters.text.selectAll()

    def commands(self) -> list[Command]:
        """What can be done here."""
        say = self.look.words.say
        fold = partial(self.view.timeline.fold_all, folded=True)
        unfold = partial(self.view.timeline.fold_all, folded=False)
        return [
            Command("timeline.find", say("Search the timeline"), self.go_to_search, "search", "Ctrl+F"),
            Command(
                "timeline.print", say("Print the timeline as shown"), self.print_shown, "printer", "Ctrl+P"
            ),
            Command("timeline.fold", say("Fold all months"), fold, "chevron-right"),
            Command("timeline.unfold", say("Unfold all months"), unfold, "chevron-down"),
        ]

    def keep(self) -> None:
        """Copies that other programs were given go."""
        self.opener.put_away()
        if self._papers is not None:
            self._papers.put_away()

    def print_shown(self) -> None:
        """A paper of what is shown, opened as the system opens PDFs."""
        if self._scope is not None:
            if self._papers is None:
                from kam.ui.timeline_pane.printing import TimelinePapers

                self._papers = TimelinePapers(self.desk, self)
            self._papers.open(self._scope, self.filters.value)

    # Reading

    def _show_head(self, scope: Scope, filters: TimelineFilters, head: TimelineHead) -> None:
        if scope != self._scope or filters != self.filters.value:
            return
        keep = self._shown_for == (scope, filters)
        self._shown_for = (scope, filters)
        self._head = head
        current = self.view.current_entry()
        scrolled = self.view.verticalScrollBar().value() if keep else 0
        self.view.timeline.words.today = head.today
        self.view.set_ahead(head.ahead)
        self.view.timeline.show_head(head, keep=keep)
        self.filters.show_head(head)
        self.side.show_head(head, filters)
        self.named.emit(head.title)
        self.counted.emit(self.look.formats.number(head.total) if head.total else "")
        empty = not head.shown and not head.ahead
        self._stack.setCurrentWidget(
            self.view if not empty else self._nothing if filters.is_open else self._unfound
        )
        if keep:
            self._return_to(current, scrolled)
        self._open_wanted()

    def _return_to(self, current: Entry | None, scrolled: int) -> None:
        """After a change the keyboard, the scroll and what is open stay where they were."""
        if current is not None:
            row = self.view.timeline.row_of(current.id)
            if row >= 0:
                self.view.setCurrentIndex(self.view.timeline.index(row))
        opened = self.view.timeline.open_row
        if opened >= 0 and isinstance(entry := self.view.timeline.item(opened), Entry):
            self._read_details(entry)
        self.view.verticalScrollBar().setValue(scrolled)

    def _read_chunk(self, wish: Wish) -> None:
        if self._scope is None or self._shown_for is None:
            return
        work = partial(
            read_page,
            self.desk.workspace,
            self._scope,
            self.filters.value,
            as_of=self.desk.now(),
            after=wish.after,
            month=None if wish.after is not None else wish.month,
            skip=0 if wish.after is not None else wish.skip,
            limit=CHUNK,
        )
        then = partial(self._take_chunk, self._shown_for, wish)
        self.desk.read(self, work, then, key=("timeline chunk", wish.chunk))

    def _take_chunk(
        self, shown_for: tuple[Scope, TimelineFilters], wish: Wish, entries: Sequence[Entry]
    ) -> None:
        if shown_for == self._shown_for:
            self.view.timeline.take(wish, entries)
            self._open_wanted()

    def _open_wanted(self) -> None:
        """The interaction that a place named opens as soon as it is read."""
        if self._wanted is None:
            return
        if self.view.open_id(self._wanted):
            self._wanted = None

    def _read_details(self, entry: Entry) -> None:
        work = partial(read_details, self.desk.workspace, entry, as_of=self.desk.now())
        self.desk.read(self, work, self._show_details, key="timeline details", otherwise=self._entry_gone)

    def _show_details(self, details: EntryDetails) -> None:
        if self.view.timeline.open_entry != details.entry.id:
            return
        entry = details.entry
        has_page = place_of(entry) is not None
        card = DetailsCard(self.look, self.view.timeline.words, details, has_page=has_page)
        card.link_wished.connect(partial(self._go_by_link, entry))
        card.file_wished.connect(self._open_file)
        card.person_wished.connect(partial(self._go_to_person, entry))
        card.edit_wished.connect(partial(self.edit, entry))
        card.letter_wished.connect(partial(self.write_letter, entry))
        card.mark_wished.connect(partial(self._mark, entry))
        card.deletion_wished.connect(partial(self.delete, entry))
        card.open_wished.connect(partial(self._go_to_record, entry))
        self.view.show_details(card)

    def _entry_gone(self, error: Exception) -> bool:
        if isinstance(error, NotFoundError):
            self.view.close_details()
            self.refresh()
            return True
        return False

    def _refused(self, error: Exception) -> bool:
        if isinstance(error, NotFoundError):
            self.gone.emit()
            return True
        return False

    # What is done with entries

    def edit(self, entry: Entry) -> None:
        """The form of the meeting."""
        if entry.interaction_id is not None:
            from kam.ui.meeting_form import open_meeting

            open_meeting(self.desk, self, entry.interaction_id)

    def write_letter(self, entry: Entry) -> None:
        """The draft of the summary."""
        if entry.interaction_id is not None:
            self._open_letter(self.desk, self, entry.account_id, entry.interaction_id)

    def delete(self, entry: Entry) -> None:
        """Delete an interaction; undo brings it back."""
        if entry.interaction_id is None:
            return
        notice = self.look.words.say("“{name}” is deleted.", name=entry.title)
        use_case = partial(delete_entry, self.desk.workspace, entry.interaction_id)
        self.view.close_details()
        self.desk.change(self, use_case, notice=notice, undoable=True)

    def _mark(self, entry: Entry, sent: bool) -> None:  # noqa: FBT001 - Qt's signal
        if entry.interaction_id is not None:
            on = self.desk.today() if sent else None
            self.desk.change(self, partial(mark_follow_up, self.desk.workspace, entry.interaction_id, on))

    def _open_file(self, file: FileRow) -> None:
        self.opener.open(file.id, file.name, risky=file.risky)

    def _go_by_link(self, entry: Entry, row: LinkRow) -> None:
        if row.kind is LinkKind.PROMISE:
            self.went.emit(Place("promises", account_id=entry.account_id, item_id=row.id))
        elif row.kind is LinkKind.RATING and row.stakeholder_id is not None:
            self.went.emit(account_place(entry.account_id, "people", row.stakeholder_id))
        elif row.kind is LinkKind.MEETING:
            self.reveal(EntryId(Source.INTERACTION, row.id), row)
        elif row.kind is LinkKind.COMPLAINT and entry.key.source is Source.STAGE:
            self.reveal(EntryId(Source.COMPLAINT, row.id), row)
        elif row.kind is LinkKind.COMPLAINT:
            self.went.emit(complaint_place(row.id))

    def reveal(self, wanted: EntryId, row: LinkRow) -> None:
        """Open another entry of the timeline, in its month."""
        if self.view.open_id(wanted):
            return
        if not self.filters.value.is_open:
            self.clear_filters()
        if row.on is not None:
            self._wanted = wanted
            self.view.go_to_month(Month.of(row.on))
            self._open_wanted()

    def _go_to_person(self, entry: Entry, face: Face) -> None:
        if face.stakeholder_id is not None:
            self.went.emit(account_place(entry.account_id, "people", face.stakeholder_id))

    def _go_to_record(self, entry: Entry) -> None:
        place = place_of(entry)
        if place is not None:
            self.went.emit(place)

    def _open_menu(self, entry: Entry, at: QPoint) -> None:
        words, theme = self.look.words, self.look.theme
        menu = QMenu(self)
        offered: list[tuple[str, str, Callable[[], None]]] = []
        if self._scope is not None and self._scope.account_id is None:
            go = partial(self.went.emit, account_place(entry.account_id, "timeline", entry.interaction_id))
            offered.append(("building-2", words.say("Timeline of {name}", name=entry.account), go))
        if entry.interaction_id is not None:
            offered.append(("pencil", words.say_in("button", "Change…"), partial(self.edit, entry)))
            if entry.event is Event.HELD:
                offered.append(("mail", words.say("Summary letter…"), partial(self.write_letter, entry)))
                place = register_place(entry.account_id, entry.interaction_id)
                text = words.say("Register as a complaint…")
                offered.append(("shield-alert", text, partial(self.went.emit, place)))
            offered.append(("trash-2", words.say_in("button", "Delete"), partial(self.delete, entry)))
        elif place_of(entry) is not None:
            record = partial(self._go_to_record, entry)
            offered.append(("external-link", words.say("Open where it is kept"), record))
        for icon, text, run in offered:
            menu.addAction(theme.icon(icon), text.replace("&", "&&")).triggered.connect(run)
        if offered:
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(at)

    # Inside

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._stack, 1)
        row.addWidget(rule(upright=True))
        row.addWidget(self.side)
        column.addLayout(row, 1)
        tab_through(self.filters.text, self.filters.print_button, self.view, self.side.whole)

    def _connect(self) -> None:
        view, side, filters = self.view, self.side, self.filters
        view.timeline.wished.connect(self._read_chunk)
        view.opened.connect(self._read_details)
        view.typed.connect(self._type_to_search)
        view.deletion_wished.connect(self.delete)
        view.menu_wished.connect(self._open_menu)
        filters.changed.connect(lambda _: self.refresh())
        filters.text.went_down.connect(view.setFocus)
        filters.print_button.clicked.connect(self.print_shown)
        side.period_chosen.connect(filters.choose_period)
        side.kind_toggled.connect(filters.toggle_kind)
        side.all_kinds_wished.connect(filters.all_kinds)
        side.person_toggled.connect(filters.toggle_person)
        side.account_wished.connect(lambda id_: self.went.emit(account_place(id_, "timeline")))
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.go_to_search)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_shown)

    def _type_to_search(self, text: str) -> None:
        self.filters.text.setFocus()
        self.filters.text.insert(text)


def place_of(entry: Entry) -> Place | None:
    """Where the record of an entry is kept; None for what has no page of its own."""
    source, about = entry.key.source, entry.about
    if source is Source.PROMISE:
        return Place("promises", account_id=entry.account_id, item_id=entry.key.id)
    complaint = {Source.COMPLAINT: entry.key.id, Source.STAGE: about}.get(source)
    if complaint is not None:
        return complaint_place(complaint)
    if source in {Source.JOINED, Source.LEFT, Source.RATING}:
        return account_place(entry.account_id, "people", about)
    if source in {Source.CONTRACT_BEGAN, Source.CONTRACT_ENDED}:
        return account_place(entry.account_id, "dossier")
    if source is Source.DOCUMENT:
        return account_place(entry.account_id, "documents", about)
    return None
