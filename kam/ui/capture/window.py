"""The window that records what has just happened: sixty seconds and no mouse for a usual meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kam.analysis.capture.names import Names
from kam.analysis.capture.recognition import Captured, Recogniser
from kam.core.errors import UserError
from kam.core.field_errors import FieldErrors
from kam.core.telling import Teller
from kam.core.vocabulary import Direction, InteractionKind
from kam.services.capturing.context import account_choices, read_context
from kam.services.capturing.letters import ReadLetter, read_letter_file, read_letter_text
from kam.services.capturing.rows import (
    AccountChoice,
    CaptureContext,
    CaptureFile,
    Saved,
    WaitingMeeting,
)
from kam.services.capturing.saving import save_capture
from kam.ui.capture.editor import CaptureEditor
from kam.ui.capture.files import FileRow, as_capture_file, is_letter
from kam.ui.capture.filling import Typed, capture_of, owner_put, redated
from kam.ui.capture.found import Decided, FoundList
from kam.ui.capture.head import Head
from kam.ui.desk import Desk
from kam.ui.draft_keeper import DraftKeeper
from kam.ui.drafts import Payload
from kam.ui.places import capture_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button
from kam.ui.widgets.fields.typed import type_into
from kam.ui.widgets.file_drop import TAKES_FILES, local_files
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import LineLabel, label
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.restored_note import RestoredNote

_USUAL: Final = QSize(896, 664)
_SMALLEST: Final = QSize(760, 560)
_LATEST_WAITING: Final = 1


class CaptureWindow(QWidget):
    """Not modal: one looks things up in kam while it is open. Closing keeps what was typed as a draft."""

    saved = Signal(object)
    """What it became (``Saved``)."""
    wished_letter = Signal(object, object)
    """The client and the interaction whose summary letter is to be prepared."""
    went = Signal(object)
    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        account_id: UUID | None = None,
        meeting_id: UUID | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.desk = desk
        self.look = desk.look
        self._asked = (account_id, meeting_id)
        self.context: CaptureContext | None = None
        self.meeting: WaitingMeeting | None = None
        self.found: Captured | None = None
        self.decided = Decided()
        self._files: list[CaptureFile] = []
        self._letter: ReadLetter | None = None
        self._busy = False
        self._touched = False
        self._teller = Teller(desk.look.words, desk.look.formats, desk.zone)
        words = desk.look.words
        self.setWindowTitle(words.say("Record – kam"))
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty(TAKES_FILES, True)
        self.setAcceptDrops(True)
        self.setMinimumSize(_SMALLEST)
        self.resize(_USUAL)
        self._build()
        self._connect()
        self._begin()

    # Building

    def _build(self) -> None:
        look, words = self.look, self.look.words
        self.head = Head(look)
        self.editor = CaptureEditor(look)
        self.list = FoundList(look)
        self.list.set_today(self.desk.today())
        self.count = label("0", Type.SECONDARY, "text3")
        self.note = RestoredNote(look)
        self.files = FileRow(look)
        self.message = label("", tone="red", wraps=True)
        self.message.hide()
        self.letter = QCheckBox(words.say("Prepare the summary letter"))
        self.draft_line = label("", Type.SECONDARY, "text2")
        self.timer = LineLabel(look, self._time_line(0))
        self.cancel = button(look, words.say_in("button", "Cancel"), keys="Esc", run=self.close)
        self.save = button(
            look, words.say_in("button", "Save"), kind=Kind.PRIMARY, keys="Ctrl+Enter", run=self.wish
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        body = QVBoxLayout()
        body.setContentsMargins(Size.GAP, 12, Size.GAP, 12)
        body.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(self.head.kinds)
        top.addStretch(1)
        top.addWidget(self.timer)
        body.addWidget(self.note)
        body.addLayout(top)
        body.addWidget(self.head)
        body.addLayout(self._middle(), 1)
        body.addWidget(self.files)
        outer.addLayout(body, 1)
        outer.addWidget(self._foot())
        self.head.kinds.show_kind(InteractionKind.MEETING)

    def _middle(self) -> QHBoxLayout:
        words = self.look.words
        row = QHBoxLayout()
        row.setSpacing(Size.GAP)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self.editor, 1)
        hint = words.say("! our promise   ? theirs   → next step   @ person")
        left.addWidget(label(hint, Type.SECONDARY, "text2"))
        right = QVBoxLayout()
        right.setSpacing(4)
        title = QHBoxLayout()
        title.addWidget(label(words.say("Understood"), Type.COLUMN, "text2"), 1)
        title.addWidget(self.count)
        right.addLayout(title)
        right.addWidget(self.list, 1)
        row.addLayout(left, 5)
        row.addLayout(right, 3)
        return row

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("role", "sheetfoot")
        column = QVBoxLayout(foot)
        column.setContentsMargins(Size.GAP, 8, Size.GAP, 8)
        column.addWidget(self.message)
        row = QHBoxLayout()
        row.setSpacing(Size.GRID)
        row.addWidget(self.letter)
        row.addSpacing(Size.GRID)
        row.addWidget(self.draft_line)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        column.addLayout(row)
        return foot

    def _connect(self) -> None:
        head = self.head
        head.changed.connect(self._touch)
        head.account_chosen.connect(self._choose_account)
        head.meeting_chosen.connect(self._choose_meeting)
        self.editor.textChanged.connect(self._typed)
        self.editor.letter_pasted.connect(self._paste)
        self.letter.toggled.connect(lambda _: self._touch())
        self.list.dated.connect(self._redate)
        self.list.handed.connect(self._hand)
        self.list.unlinked.connect(lambda text: self._decide("unlinked", text))
        self.list.rated.connect(lambda identity: self._decide("rated", identity))
        self.list.seen.connect(lambda identity: self._decide("seen", identity))
        self.files.removed.connect(self._drop_file)
        self.note.discarded.connect(self._discard)
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+Return", self.wish),
            ("Ctrl+Enter", self.wish),
            ("Esc", self.close),
            ("Alt+Up", partial(head.shift_mood, 1)),
            ("Alt+Down", partial(head.shift_mood, -1)),
        ]
        keys += [(f"Alt+{number + 1}", partial(head.kinds.choose_number, number)) for number in range(6)]
        for number, code in enumerate(("advance", "continuation", "no_result"), start=1):
            keys.append((f"Ctrl+{number}", partial(self._choose_outcome, code)))
        for key, run in keys:
            QShortcut(QKeySequence(key), self).activated.connect(run)

    def _begin(self) -> None:
        account_id, meeting_id = self._asked
        self.keeper = DraftKeeper(
            self.desk.draft("capture", meeting_id or account_id, at=capture_place(account_id, meeting_id)),
            self.look.words.say("Record what happened"),
            self._contents,
            self,
        )
        self.keeper.saved.connect(self._draft_saved)
        self._clock = QElapsedTimer()
        self._clock.start()
        tick = QTimer(self)
        tick.setInterval(1000)
        tick.timeout.connect(self._tick)
        tick.start()
        now = self.desk.now().astimezone(self.desk.zone).replace(tzinfo=None, second=0, microsecond=0)
        self.head.begin(now)
        self.editor.read_with(Recogniser(Names(()), (), now.date()))
        workspace = self.desk.workspace
        self.desk.read(self, partial(account_choices, workspace), self._show_accounts, key="accounts")
        if account_id is not None:
            self._read_context(account_id)
        else:
            self.keeper.ask(self._restore)

    # What is known

    def _show_accounts(self, choices: list[AccountChoice]) -> None:
        chosen = self.head.account.value()
        self.head.set_accounts(choices)
        if chosen is not None:
            self.head.account.set_value(chosen)

    def _read_context(self, account_id: UUID, then: Callable[[], object] | None = None) -> None:
        work = partial(
            read_context,
            self.desk.workspace,
            account_id,
            as_of=self.desk.now(),
            meeting_id=self._asked[1],
        )

        def known(context: CaptureContext) -> None:
            first = self.context is None
            self._know(context)
            if then is not None:
                then()
            elif first:
                self.keeper.ask(self._restore)

        self.desk.read(self, work, known, key="context")

    def _know(self, context: CaptureContext) -> None:
        """The client is known: its people and promises, the meeting that waits for its outcome."""
        changed = self.context is None or self.context.account_id != context.account_id
        self.context = context
        self.head.set_context(context)
        self.editor.read_with(Recogniser(context.names, context.promises, context.today))
        if changed:
            asked = next((each for each in context.waiting if each.id == self._asked[1]), None)
            today = [each for each in context.waiting if each.starts_local.date() == context.today]
            self._take_meeting(asked or (today[0] if len(today) == _LATEST_WAITING else None))
        self._read_text()

    def _take_meeting(self, meeting: WaitingMeeting | None) -> None:
        """Fill in what was planned; what was typed into other fields stays."""
        context, head = self.context, self.head
        assert context is not None  # noqa: S101 - meetings come with it
        self.meeting = meeting
        head.show_meeting(meeting, context.waiting)
        if meeting is not None:
            head.kinds.show_kind(meeting.kind)
            head.show_when(meeting.starts_local, meeting.minutes)
            head.place.setText(meeting.place or "")
            ids = [*meeting.stakeholder_ids, *meeting.colleague_ids]
            head.people.set_value([*head.candidates(ids), *(head.guest(each) for each in meeting.guests)])
        elif not head.picked():
            head.people.set_value(head.candidates([each.id for each in context.colleagues if each.is_me]))

    def _choose_account(self, account_id: UUID | None) -> None:
        if account_id is not None and (self.context is None or self.context.account_id != account_id):
            kept = [each for each in self.head.picked() if isinstance(each.id, UUID)]
            self.head.people.set_value([])
            self._read_context(account_id, lambda: self._keep_people([each.id for each in kept]))
        self._touch()

    def _keep_people(self, ids: list[Any]) -> None:
        """Of those who were picked the ones that this client, too, knows."""
        there = {each.id for each in self.head.picked()}
        for each in self.head.candidates([identity for identity in ids if identity not in there]):
            self.head.people.add(each)

    def _choose_meeting(self, meeting: WaitingMeeting | None) -> None:
        self._take_meeting(meeting)
        self._touch()

    def _choose_outcome(self, code: str) -> None:
        self.head.outcome.choose(code)
        self._touch()

    # The text

    def _typed(self) -> None:
        self._read_text()
        self._touch()

    def _read_text(self) -> None:
        if self.editor.recogniser is None:
            return
        self.found = self.editor.recogniser.read(self.editor.toPlainText())
        self.editor.viewport().update()
        self.count.setText(str(self.found.count))
        if self.context is not None:
            self.list.show_found(self.found, self.context, self.decided)
        elif self.found.accounts and self.head.account.value() is None:
            self.head.account.set_value(self.found.accounts[0].id)

    def _decide(self, name: str, value: object) -> None:
        now: frozenset[Any] = getattr(self.decided, name)
        values = {each: getattr(self.decided, each) for each in ("rated", "seen", "unlinked")}
        values[name] = now ^ {value}
        self.decided = Decided(**values)
        self._read_text()
        self._touch()

    def _redate(self, line: int, day: date) -> None:
        if self.found is not None:
            words = self.look.formats.full_date(day)
            self.editor.replace_span(*redated(self.found.lines[line], self.editor.toPlainText(), words))

    def _hand(self, line: int, identity: UUID) -> None:
        if self.found is None or self.context is None:
            return
        names = {each.id: each.name for each in self.context.names.known}
        if identity in names:
            span = owner_put(self.found, line, self.editor.toPlainText(), names[identity])
            self.editor.replace_span(*span)

    # Saving

    def wish(self) -> None:
        """Save, unless it is under way."""
        if self._busy:
            return
        typed = self._what_is_typed()
        faults: dict[str, str] = {}
        say = self.look.words.say
        if self.context is None:
            faults["account"] = say("Choose the client first.")
        if typed.when is None:
            faults["when"] = say("Write the time as “today, 10:00” or “yesterday, 15:30–16:00”.")
        self._show_faults(faults)
        if faults or self.context is None or self.found is None:
            return
        self._set_busy(busy=True)
        capture = capture_of(typed, self.found, self.context, self.decided)
        self.desk.change(
            self.desk.hub,
            partial(save_capture, self.desk.workspace, capture),
            self._done,
            otherwise=self._refused,
            notice=say("Recorded: {subject}", subject=capture.subject),
            undoable=True,
        )

    def _what_is_typed(self) -> Typed:
        head = self.head
        when = head.moment()
        now = self.desk.now().astimezone(self.desk.zone)
        local = None
        if when is not None:
            usual = now.time().replace(second=0, microsecond=0) if when.day == now.date() else time(10)
            local = datetime.combine(when.day, when.at or usual)
        kind = self.look.words.of(head.kinds.kind.label)
        return Typed(
            when=local,
            minutes=when.minutes if when is not None else None,
            kind=head.kinds.kind,
            kind_words=kind[:1].upper() + kind[1:],
            meeting=self.meeting,
            place=head.place.text().strip(),
            people=head.picked(),
            outcome=head.chosen_outcome(),
            mood=head.chosen_mood(),
            text=self.editor.toPlainText(),
            subject=self._letter.letter.subject if self._letter else "",
            direction=self._direction(),
            external_id=(self._letter.letter.message_id or None) if self._letter else None,
            files=tuple(self._files),
        )

    def _direction(self) -> Direction | None:
        return self._letter.direction if self._letter is not None else None

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.save.setEnabled(not busy)

    def _done(self, saved: Saved) -> None:
        self._set_busy(busy=False)
        self.keeper.drop()
        self._touched = False
        self.saved.emit(saved)
        if self.letter.isChecked():
            self.wished_letter.emit(saved.account_id, saved.interaction_id)
        self.close()

    def _refused(self, error: Exception) -> bool:
        self._set_busy(busy=False)
        if isinstance(error, FieldErrors):
            said = {
                each.field: self._teller.sentence(UserError(each.code, **each.details))
                for each in error.errors
            }
            self._show_faults(said)
            return True
        if isinstance(error, UserError):
            self._show_faults({"": self._teller.sentence(error)})
            return True
        return False

    def _show_faults(self, sentences: dict[str, str]) -> None:
        """Beside its field; of a promise or a file with its words above the buttons."""
        self.head.show_faults(sentences)
        rest = [self._named(name, text) for name, text in sentences.items() if name not in self.head.faults]
        self.message.setText("\n".join(rest))
        self.message.setVisible(bool(rest))

    def _named(self, field: str, sentence: str) -> str:
        part, _, number = field.partition(".")
        at = number.partition(".")[0]
        if not at.isdigit() or self.found is None:
            return sentence
        lists: dict[str, Any] = {"promises": self.found.promises, "steps": self.found.steps}
        items = lists.get(part)
        if items is not None and int(at) < len(items):
            return self.look.words.say("{what}: {sentence}", what=items[int(at)].text, sentence=sentence)
        return sentence

    # Letters and files

    def _paste(self, text: str) -> None:
        def read(letter: ReadLetter | None) -> None:
            if letter is None:
                self.editor.insertPlainText(text)
            else:
                self._take_letter(letter)

        self.desk.read(self, partial(read_letter_text, self.desk.workspace, text), read)

    def take_files(self, paths: list[Path]) -> None:
        """Letters fill the window, photographs and other files are kept with the contact."""
        for path in paths:
            if is_letter(path):
                work = partial(read_letter_file, self.desk.workspace, path)
                self.desk.read(self, work, self._take_letter, otherwise=self._refused)
            else:
                self._add_files([as_capture_file(path)])

    def _take_letter(self, letter: ReadLetter) -> None:
        if letter.known_as is not None:
            said = self.look.words.say(
                "This letter was recorded before: “{subject}”.", subject=letter.known_as
            )
            self._show_faults({"": said})
            return
        self._letter = letter
        self.head.kinds.show_kind(InteractionKind.EMAIL)

        def fill() -> None:
            self._fill_letter(letter)

        if letter.account_id is not None and (
            self.context is None or self.context.account_id != letter.account_id
        ):
            self._read_context(letter.account_id, fill)
        else:
            fill()

    def _fill_letter(self, letter: ReadLetter) -> None:
        head = self.head
        self.meeting = None
        if self.context is not None:
            head.show_meeting(None, self.context.waiting)
            head.people.set_value(self._correspondents(letter))
        head.kinds.show_kind(InteractionKind.EMAIL)
        if letter.letter.sent_at is not None:
            local = letter.letter.sent_at.astimezone(self.desk.zone).replace(tzinfo=None, second=0)
            head.show_when(local, None)
        self.editor.set_text(letter.letter.body)
        self._add_files(list(letter.files))
        self._touch()

    def _correspondents(self, letter: ReadLetter) -> list[Any]:
        """Who is known by address; the others as guests by name."""
        assert self.context is not None  # noqa: S101 - asked before
        known = {email: each.id for each in self.context.people for email in each.emails}
        known |= {each.email: each.id for each in self.context.colleagues if each.email}
        found = []
        for each in letter.letter.everybody:
            identity = known.get(each.address)
            found += (
                self.head.candidates([identity]) if identity else [self.head.guest(each.name or each.address)]
            )
        return found

    def _add_files(self, files: list[CaptureFile]) -> None:
        self._files += files
        self.files.show_files(self._files)
        self._touch()

    def _drop_file(self, number: int) -> None:
        del self._files[number]
        self.files.show_files(self._files)
        self._touch()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Letters, photographs and files are welcome."""
        if local_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        event.acceptProposedAction()
        self.take_files(local_files(event))

    # The draft

    def _touch(self) -> None:
        self._touched = True
        self.keeper.touch()

    def _contents(self) -> Payload | None:
        text = self.editor.toPlainText()
        if not self._touched or not (text.strip() or self._files or self.head.outcome.current):
            return None
        head = self.head
        account = head.account.value()
        return {
            "account": None if account is None else str(account),
            "meeting": None if self.meeting is None else str(self.meeting.id),
            "kind": head.kinds.kind.value,
            "when": head.when.text(),
            "place": head.place.text(),
            "people": head.people.typed(),
            "outcome": head.outcome.current,
            "mood": head.mood.current,
            "text": text,
            "letter": self.letter.isChecked(),
            "rated": sorted(map(str, self.decided.rated)),
            "seen": sorted(map(str, self.decided.seen)),
            "unlinked": sorted(self.decided.unlinked),
            "files": [[str(each.path), each.kind.value] for each in self._files if each.path is not None],
            "letter_file": str(self._letter.path) if self._letter and self._letter.path else None,
        }

    def _restore(self, contents: Payload, moment: str) -> None:
        """Put back what was kept, but never over what was typed in the meantime."""
        if self.editor.toPlainText().strip():
            return
        account = contents.get("account")
        if account and (self.context is None or str(self.context.account_id) != account):
            self._read_context(UUID(str(account)), lambda: self._put_back(contents, moment))
        else:
            self._put_back(contents, moment)

    def _put_back(self, contents: Payload, moment: str) -> None:
        head = self.head
        if self.context is not None:
            waiting = self.context.waiting
            wanted = next((each for each in waiting if str(each.id) == contents.get("meeting")), None)
            self._take_meeting(wanted)
        head.kinds.show_kind(InteractionKind.of(str(contents.get("kind", "meeting"))))
        head.when.setText(str(contents.get("when", "")))
        head.place.setText(str(contents.get("place", "")))
        type_into(head.people, contents.get("people"))
        head.outcome.choose(str(contents.get("outcome", "")))
        head.mood.choose(str(contents.get("mood", "")))
        self.letter.setChecked(bool(contents.get("letter")))
        self.decided = Decided(
            frozenset(map(UUID, contents.get("rated", ()))),
            frozenset(map(UUID, contents.get("seen", ()))),
            frozenset(contents.get("unlinked", ())),
        )
        self._files = [as_capture_file(Path(path)) for path, _kind in contents.get("files", ())]
        self.files.show_files(self._files)
        if contents.get("letter_file"):
            work = partial(read_letter_file, self.desk.workspace, Path(str(contents["letter_file"])))
            self.desk.read(self, work, self._attach, otherwise=self._refused)
        self.editor.set_text(str(contents.get("text", "")))
        self._touched = True
        self.keeper.restored(contents)
        self.note.tell(moment)

    def _attach(self, letter: ReadLetter) -> None:
        """A draft names the file of its letter; what is inside it is read anew."""
        self._letter = letter
        self._add_files([each for each in letter.files if each.path is None])

    def _discard(self) -> None:
        self.note.hide()
        self._letter = None
        self.editor.set_text("")
        self.decided = Decided()
        self._files = []
        self.files.show_files([])
        self._touched = False
        self.keeper.drop()
        self.editor.setFocus()

    def _draft_saved(self) -> None:
        at = self.desk.now().astimezone(self.desk.zone)
        clock = f"{self.look.formats.clock(at.time())}:{at.second:02d}"
        self.draft_line.setText(self.look.words.say("Draft saved at {time}", time=clock))

    def _tick(self) -> None:
        self.timer.show_line(self._time_line(self._clock.elapsed() // 1000))

    def _time_line(self, seconds: int) -> tuple[Any, ...]:
        shown = f"{seconds // 60}:{seconds % 60:02d}"
        return (IconGlyph("timer", "text2", Size.ICON_IN_TEXT), Run(shown, Type.SECONDARY, "text2"))

    # Closing

    def showEvent(self, event: Any) -> None:
        """The text has the keyboard."""
        tab_in_reading_order(self)
        super().showEvent(event)
        (self.editor if self._asked[0] is not None else self.head.account).setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is asked: what was typed stays as a draft."""
        self.keeper.flush()
        event.accept()
        self.closed.emit()
