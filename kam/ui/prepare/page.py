"""Preparing a meeting: the sections of its brief at the left, the paper at the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout

from kam.core.changes import Area
from kam.core.errors import NotFoundError
from kam.core.vocabulary import BriefSection
from kam.services.preparing import (
    BriefWish,
    Preparation,
    Somebody,
    Where,
    arrange_as_usual,
    delete_paper,
    make_usual,
    section_states,
)
from kam.services.preparing.parts import AgendaPart
from kam.services.preparing.typed import with_typed
from kam.ui.briefs import Briefs
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.page import Page
from kam.ui.places import ACCOUNTS, IMPORTS, Place, account_place, prepare_place
from kam.ui.prepare.editors.asks import AsksEditor
from kam.ui.prepare.editors.attendees import AttendeesEditor
from kam.ui.prepare.editors.base import PartEditor
from kam.ui.prepare.editors.checklist import ChecklistEditor
from kam.ui.prepare.editors.texts import (
    AgendaEditor,
    ObjectionsEditor,
    PurposeEditor,
    QuestionsEditor,
)
from kam.ui.prepare.foot import Foot
from kam.ui.prepare.head import Head
from kam.ui.prepare.keeper import PartKeeper
from kam.ui.prepare.papers import PapersPanel
from kam.ui.prepare.phrases import PhraseBook
from kam.ui.prepare.preview.drawer import Drawn
from kam.ui.prepare.preview.pane import PreviewPane
from kam.ui.prepare.printing import Printing
from kam.ui.prepare.reading import Reading, read_meeting
from kam.ui.prepare.sections import SectionList
from kam.ui.prepare.states_bar import StatesBar
from kam.ui.widgets.labels import rule
from kam.ui.widgets.restored_note import RestoredNote

_LEFT: Final = 424
_STATES_PAUSE: Final = 150
_KEPT: Final = "prepare"


class PreparePage(Page):
    """One meeting. It is kept, and shows whichever meeting it is told to."""

    areas: ClassVar[Area] = Area.EVERYTHING

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._place = Place("prepare")
        self._for_paper = False
        self._shown: Preparation | None = None
        self._waiting: Callable[[Drawn], None] | None = None
        self._wish: BriefWish | None = None
        self.keeper = PartKeeper(desk, self)
        self.editors = self._make_editors()
        self.head = Head(desk)
        self.states = StatesBar(desk.look)
        self.note = RestoredNote(desk.look)
        self.sections = SectionList(desk.look, self.editors)
        self.papers = PapersPanel(desk)
        self.sections.column.insertWidget(self.sections.column.count() - 1, self.papers)
        self.foot = Foot(desk.look)
        self.preview = PreviewPane(desk, self.keeper.unsaved)
        self.printing = Printing(desk, self)
        self._briefs = Briefs(desk, self)
        self._states_pause = QTimer(self)
        self._states_pause.setSingleShot(True)
        self._states_pause.setInterval(_STATES_PAUSE)
        self._states_pause.timeout.connect(self._show_states)
        self._lay_out()
        self._connect()

    # Where we are

    @property
    def meeting_id(self) -> UUID:
        """The meeting that is prepared."""
        if self._place.item_id is None:
            raise NotFoundError("brief.meeting_gone", id="")
        return self._place.item_id

    def go_to(self, place: Place) -> None:
        """Prepare a meeting."""
        if place.item_id is None:
            self.went.emit(ACCOUNTS)
            return
        same = place.item_id == self._place.item_id
        if not same:
            self.keeper.flush()
            self._shown = None
        self._for_paper = place.view == "brief"
        self._place = place
        self._read()

    def refresh(self) -> None:
        """Read the meeting anew; what is typed stays."""
        if self._place.item_id is not None:
            self._read()

    def title(self) -> str:
        """The meeting's subject."""
        return self._shown.subject if self._shown is not None else ""

    def commands(self) -> list[Command]:
        """Printing, saving, and each section to edit."""
        words, name = self.look.words, self.title()
        own = [
            Command("prepare.print", words.say("Print the brief…"), self.print, "printer", "Ctrl+P", name),
            Command("prepare.pdf", words.say("Save the brief as PDF…"), self.save, "save", "", name),
        ]
        for section in self.editors:
            run = partial(self.sections.open, section)
            own.append(Command(f"prepare.{section.value}", words.of(section.label), run, "pencil", "", name))
        return own

    def keep(self) -> None:
        """What is typed is saved, what was shown is put away."""
        self.keeper.flush()
        self._briefs.put_away()
        local = self.desk.local.page(_KEPT)
        self.desk.local.keep_page(_KEPT, {**local, "left": self.splitter.sizes()[0]})

    # What can be done

    def print(self) -> None:
        """Save what is typed, then print what is shown."""
        self._with_paper(lambda drawn: self.printing.print(self.meeting_id, drawn))

    def save(self) -> None:
        """Save what is typed, then the PDF."""
        shown = self._shown
        if shown is None:
            return
        day = shown.starts_at.date().isoformat()
        name = ", ".join(part for part in (shown.account, shown.subject, day) if part)
        self._with_paper(lambda drawn: self.printing.save(self.meeting_id, drawn, name))

    # Building

    def _make_editors(self) -> dict[BriefSection, PartEditor]:
        desk = self.desk
        questions, objections = QuestionsEditor(desk, self._people), ObjectionsEditor(desk)
        self.phrases = PhraseBook(desk, self, questions, objections)
        return {
            BriefSection.PURPOSE: PurposeEditor(desk),
            BriefSection.ATTENDEES: AttendeesEditor(desk, self._people),
            BriefSection.OBJECTIONS: objections,
            BriefSection.ASKS: AsksEditor(desk),
            BriefSection.QUESTIONS: questions,
            BriefSection.CHECKLIST: ChecklistEditor(desk),
            BriefSection.AGENDA: AgendaEditor(desk),
        }

    def _people(self) -> tuple[Somebody, ...]:
        return self._shown.people if self._shown is not None else ()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(rule())
        left = QFrame()
        left.setProperty("ground", "page")
        list_column = QVBoxLayout(left)
        list_column.setContentsMargins(0, 0, 0, 0)
        list_column.setSpacing(0)
        list_column.addWidget(self.states)
        list_column.addWidget(rule())
        held = QVBoxLayout()
        held.setContentsMargins(0, 0, 0, 0)
        held.addWidget(self.note)
        list_column.addLayout(held)
        list_column.addWidget(self.sections, 1)
        list_column.addWidget(self.foot)
        left.setMinimumWidth(340)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.preview)
        self.splitter.setStretchFactor(1, 1)
        kept = self.desk.local.page(_KEPT).get("left")
        wide = int(kept) if isinstance(kept, int) and kept > 0 else _LEFT
        self.splitter.setSizes([wide, 4 * wide])
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        for editor in self.editors.values():
            editor.edited.connect(self.keeper.edit)
            editor.settled.connect(lambda part: self.keeper.edit(part, at_once=True))
        self.keeper.typed.connect(self.preview.drawer.touch)
        self.keeper.typed.connect(self._states_pause.start)
        self.keeper.held.connect(self._show_held)
        self.keeper.held.connect(self._look_soon)
        self.preview.drawer.working.connect(self._look_soon)
        self.keeper.faulty.connect(self._show_faults)
        self.keeper.restored.connect(self._restored)
        self.note.discarded.connect(self._discard)
        self.sections.opened.connect(self._opened)
        self.sections.arranged.connect(self._arrange)
        self.sections.wished.connect(self._fill_in)
        self.preview.pointed.connect(self.sections.open)
        self.preview.more_pages_wished.connect(lambda: self._choose(pages="all"))
        self.preview.drawn.connect(self._drawn)
        self.head.wished.connect(lambda values: self._choose(**values))
        self.head.print_wished.connect(self.print)
        self.head.save_wished.connect(self.save)
        self.papers.opened.connect(self._open_paper)
        self.papers.delete_wished.connect(self._delete_paper)
        self.foot.usual_wished.connect(
            lambda: self.keeper.change(partial(arrange_as_usual, self.desk.workspace, self.meeting_id))
        )
        self.foot.make_usual_wished.connect(self._make_usual)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print)

    # Reading

    def _read(self) -> None:
        work = partial(read_meeting, self.desk, self.meeting_id, self._wish)
        self.desk.read(self, work, self._show, key="meeting", otherwise=self._gone)

    def _gone(self, error: Exception) -> bool:
        """A meeting that was deleted is left for its account."""
        if isinstance(error, NotFoundError):
            account = self._place.account_id
            self.went.emit(ACCOUNTS if account is None else account_place(account))
            return True
        return False

    def _show(self, reading: Reading) -> None:
        preparation = reading.preparation
        if preparation.meeting_id != self._place.item_id:
            return
        first = self._shown is None
        self._shown = preparation
        if self._wish is None:
            self._wish = reading.wish
        if first:
            self._place = prepare_place(preparation.account_id, preparation.meeting_id)
            self.note.hide()
            self.keeper.begin(preparation)
        else:
            self.keeper.follow(preparation)
        self.head.show_meeting(preparation, self._wish)
        self.papers.show_papers(preparation.papers)
        checklist = self.editors[BriefSection.CHECKLIST]
        if isinstance(checklist, ChecklistEditor):
            checklist.set_start(preparation.starts_at)
        self.phrases.show_meeting(preparation.kind, self._wish.language)
        self._show_parts()
        self._show_states()
        self.foot.show_arrangement(preparation)
        if reading.wish == self._wish:
            self.preview.take(preparation.meeting_id, self._wish, reading.collected, reading.as_of)
        else:
            self.preview.show_brief(preparation.meeting_id, self._wish)
        if first and self._for_paper:
            self.preview.sheets.setFocus()
        elif first:
            self.sections.open(self.sections.current or BriefSection.PURPOSE, focus=False)
        self.moved.emit(self._place)

    def _show_parts(self) -> None:
        for editor in self.editors.values():
            if not self.keeper.waits(editor.kind):
                editor.show_part(self.keeper.now(editor.kind))
        self._show_held()

    def _show_states(self) -> None:
        shown = self._shown
        if shown is None:
            return
        typed, arrangement = self.keeper.unsaved()
        content = with_typed(shown.content, typed)
        agenda = self.keeper.now(AgendaPart)
        states = section_states(
            content, agenda if isinstance(agenda, AgendaPart) else AgendaPart(), today=self.desk.today()
        )
        arranged = arrangement or shown.arrangement
        self.sections.show_states(states, arranged)
        self.states.show_states(states, arranged)
        done, of = states[BriefSection.CHECKLIST].count or 0, states[BriefSection.CHECKLIST].of or 0
        self.head.show_readiness(done, of)

    def _show_held(self) -> None:
        for editor in self.editors.values():
            editor.waits = self.keeper.waits(editor.kind)
        self.foot.show_typing(typing=self.keeper.is_typing)
        if not self.keeper.is_typing:
            self.note.hide()

    def _show_faults(self, kind: object, faults: dict[str, str]) -> None:
        for section, editor in self.editors.items():
            if editor.kind is kind:
                editor.set_faults(faults)
                if faults:
                    self.sections.open(section, focus=False)

    # Typing

    def _restored(self, kinds: list[object], moment: str) -> None:
        for section, editor in self.editors.items():
            if editor.kind in kinds:
                editor.show_part(self.keeper.now(editor.kind))
                self.sections.open(section, focus=False)
        self.note.tell(moment)
        self._show_held()

    def _discard(self) -> None:
        self.note.hide()
        self.keeper.discard()
        self._show_parts()

    def _opened(self, section: BriefSection | None) -> None:
        """What is left is saved; what is opened is typed on."""
        editor = self.editors.get(section) if section is not None else None
        self.keeper.flush(but=None if editor is None else editor.kind)
        self.preview.mark(section)
        if section is not None:
            self.preview.sheets.show_section(section)

    def _arrange(self, arrangement: object) -> None:
        self.keeper.flush()
        self.keeper.arrange(arrangement)  # type: ignore[arg-type]
        self._show_states()

    def _make_usual(self) -> None:
        if self._shown is not None:
            use_case = partial(make_usual, self.desk.workspace, self.meeting_id, self._shown.arrangement)
            self.keeper.change(use_case)

    def _fill_in(self, where: Where) -> None:
        account = self._place.account_id
        if where is Where.SALES:
            self.went.emit(IMPORTS)
        elif account is not None:
            self.went.emit(account_place(account, where.value))

    # The paper

    def _choose(self, **values: object) -> None:
        """Another language, another reader, another number of pages."""
        if self._wish is not None and self._shown is not None:
            self._wish = replace(self._wish, **values)  # type: ignore[arg-type]
            self.head.show_wish(self._wish)
            self.phrases.show_meeting(self._shown.kind, self._wish.language)
            self.preview.show_brief(self.meeting_id, self._wish)

    def _drawn(self, _drawn: Drawn) -> None:
        self.head.can_print(on=True)

    def _with_paper(self, then: Callable[[Drawn], None]) -> None:
        """Save what is typed; then hand over the paper once it shows all of it."""
        self.keeper.flush()
        self._waiting = then
        self._hand_over()

    def _look_soon(self) -> None:
        """What tells of a change may go on to begin the next drawing."""
        if self._waiting is not None:
            QTimer.singleShot(0, self, self._hand_over)

    def _hand_over(self) -> None:
        """The paper is handed over when nothing is being saved or drawn any more."""
        drawn, then = self.preview.shown, self._waiting
        if then is None or drawn is None or self.keeper.is_saving or self.preview.drawer.is_busy:
            return
        self._waiting = None
        then(drawn)

    def _delete_paper(self, paper_id: UUID) -> None:
        said = self.look.words.say("The kept paper is deleted.")
        use_case = partial(delete_paper, self.desk.workspace, paper_id)
        self.desk.change(self, use_case, lambda _: None, notice=said, undoable=True)

    def _open_paper(self, paper_id: UUID) -> None:
        self._briefs.open_paper(paper_id)
