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
from kam.core.text import with_capital
from kam.core.vocabulary import InteractionKind
from kam.services.capturing.rows import (
    CaptureContext,
    Saved,
)
from kam.services.capturing.saving import save_capture
from kam.ui.capture.drafting import CaptureDraft
from kam.ui.capture.editor import CaptureEditor
from kam.ui.capture.files import FileRow
from kam.ui.capture.filling import Typed, capture_of, owner_put, redated
from kam.ui.capture.found import FIRST_KEY, LAST_KEY, Decided, FoundList
from kam.ui.capture.head import Head
from kam.ui.capture.known import Known
from kam.ui.capture.letters import Enclosures
from kam.ui.desk import Desk
from kam.ui.places import register_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button
from kam.ui.widgets.file_drop import TAKES_FILES, local_files
from kam.ui.widgets.focus import step_in_reading_order
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
        self._account_id = account_id
        self.found: Captured | None = None
        self.decided = Decided()
        self._busy = False
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
        self.known = Known(desk, self.head, meeting_id, self)
        self.enclosures = Enclosures(self, self.known, self._refused)
        self.draft = CaptureDraft(self, account_id, meeting_id)
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
        self.complaint = QCheckBox(words.say("Register as a complaint"))
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
        hint = words.say("! our promise   ? theirs   → next step   + learned   @ person")
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
        row.addWidget(self.complaint)
        row.addSpacing(Size.GRID)
        row.addWidget(self.draft_line)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        column.addLayout(row)
        return foot

    def _connect(self) -> None:
        head = self.head
        head.changed.connect(self.draft.touch)
        self.known.learned.connect(self._know)
        self.known.changed.connect(self.draft.touch)
        self.enclosures.changed.connect(self.draft.touch)
        self.enclosures.faulty.connect(self._show_faults)
        self.editor.textChanged.connect(self._typed)
        for box in (self.letter, self.complaint):
            box.toggled.connect(lambda _: self.draft.touch())
        self.list.dated.connect(self._redate)
        self.list.handed.connect(self._hand)
        self.list.unlinked.connect(lambda text: self._decide("unlinked", text))
        self.list.rated.connect(lambda identity: self._decide("rated", identity))
        self.list.seen.connect(lambda identity: self._decide("seen", identity))
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
        keys += [(f"Ctrl+{key}", partial(self.list.settle, key)) for key in range(FIRST_KEY, LAST_KEY + 1)]
        for key, run in keys:
            QShortcut(QKeySequence(key), self).activated.connect(run)

    def _begin(self) -> None:
        self._clock = QElapsedTimer()
        self._clock.start()
        tick = QTimer(self)
        tick.setInterval(1000)
        tick.timeout.connect(self._tick)
        tick.start()
        now = self.desk.now().astimezone(self.desk.zone).replace(tzinfo=None, second=0, microsecond=0)
        self.head.begin(now)
        self.editor.read_with(Recogniser(Names(()), (), now.date()))
        self.known.ask_for_accounts()
        if self._account_id is not None:
            self.known.read(self._account_id, self.draft.ask)
        else:
            self.draft.ask()

    def _choose_outcome(self, code: str) -> None:
        self.head.outcome.choose(code)
        self.draft.touch()

    # The text

    def _know(self, context: CaptureContext) -> None:
        self.editor.read_with(Recogniser(context.names, context.promises, context.today))
        self._read_text()

    def _typed(self) -> None:
        self._read_text()
        self.draft.touch()

    def _read_text(self) -> None:
        if self.editor.recogniser is None:
            return
        self.found = self.editor.recogniser.read(self.editor.toPlainText())
        self.editor.viewport().update()
        self.count.setText(str(self.found.count))
        if self.known.context is not None:
            self.list.show_found(self.found, self.known.context, self.decided)
        elif self.found.accounts and self.head.account.value() is None:
            self.head.account.set_value(self.found.accounts[0].id)

    def _decide(self, name: str, value: object) -> None:
        now: frozenset[Any] = getattr(self.decided, name)
        values = {each: getattr(self.decided, each) for each in ("rated", "seen", "unlinked")}
        values[name] = now ^ {value}
        self.decided = Decided(**values)
        self._read_text()
        self.draft.touch()

    def _redate(self, line: int, day: date) -> None:
        if self.found is not None:
            words = self.look.formats.full_date(day)
            self.editor.replace_span(*redated(self.found.lines[line], self.editor.toPlainText(), words))

    def _hand(self, line: int, identity: UUID) -> None:
        if self.found is None or self.known.context is None:
            return
        names = {each.id: each.name for each in self.known.context.names.known}
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
        if self.known.context is None:
            faults["account"] = say("Choose the client first.")
        if typed.when is None:
            faults["when"] = say("Write the time as “today, 10:00” or “yesterday, 15:30–16:00”.")
        self._show_faults(faults)
        if faults or self.known.context is None or self.found is None:
            return
        self._set_busy(busy=True)
        capture = capture_of(typed, self.found, self.known.context, self.decided)
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
            kind_words=with_capital(kind),
            meeting=self.known.meeting,
            place=head.place.text().strip(),
            people=head.picked(),
            outcome=head.chosen_outcome(),
            mood=head.chosen_mood(),
            text=self.editor.toPlainText(),
            subject=self.enclosures.subject,
            direction=self.enclosures.direction,
            external_id=self.enclosures.external_id,
            files=tuple(self.enclosures.files),
        )

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.save.setEnabled(not busy)

    def _done(self, saved: Saved) -> None:
        self._set_busy(busy=False)
        self.draft.drop()
        self.saved.emit(saved)
        if self.letter.isChecked():
            self.wished_letter.emit(saved.account_id, saved.interaction_id)
        if self.complaint.isChecked():
            self.went.emit(register_place(saved.account_id, saved.interaction_id))
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

    # Files

    def take_files(self, paths: list[Path]) -> None:
        """Letters fill the window, photographs and other files are kept with the contact."""
        self.enclosures.take(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Letters, photographs and files are welcome."""
        if local_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        event.acceptProposedAction()
        self.take_files(local_files(event))

    def _tick(self) -> None:
        self.timer.show_line(self._time_line(self._clock.elapsed() // 1000))

    def _time_line(self, seconds: int) -> tuple[Any, ...]:
        shown = f"{seconds // 60}:{seconds % 60:02d}"
        return (IconGlyph("timer", "text2", Size.ICON_IN_TEXT), Run(shown, Type.SECONDARY, "text2"))

    # Closing

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Tab goes as the window reads, whatever has been understood meanwhile."""
        return step_in_reading_order(self, forward=forward)

    def showEvent(self, event: Any) -> None:
        """The text has the keyboard."""
        super().showEvent(event)
        (self.editor if self._account_id is not None else self.head.account).setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is asked: what was typed stays as a draft."""
        self.draft.flush()
        event.accept()
        self.closed.emit()
