"""The draft of a capture: every field of the window as plain values, and put back from them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from kam.core.vocabulary import InteractionKind
from kam.ui.capture.found import Decided
from kam.ui.draft_keeper import DraftKeeper
from kam.ui.drafts import Payload
from kam.ui.places import capture_place
from kam.ui.widgets.fields.typed import type_into

if TYPE_CHECKING:
    from kam.ui.capture.window import CaptureWindow


class CaptureDraft(QObject):
    """Keeps what is typed at each pause, and brings it back when the window is opened again."""

    def __init__(self, window: CaptureWindow, account_id: UUID | None, meeting_id: UUID | None) -> None:
        super().__init__(window)
        self._window = window
        self._touched = False
        self.keeper = DraftKeeper(
            window.desk.draft("capture", meeting_id or account_id, at=capture_place(account_id, meeting_id)),
            window.look.words.say("Record what happened"),
            self._contents,
            self,
        )
        self.keeper.saved.connect(self._saved)
        window.note.discarded.connect(self.discard)

    def touch(self) -> None:
        """Something was typed or chosen."""
        self._touched = True
        self.keeper.touch()

    def ask(self) -> None:
        """Put back what was kept, if anything was."""
        self.keeper.ask(self._restore)

    def flush(self) -> None:
        """Keep at once what waits for a pause."""
        self.keeper.flush()

    def drop(self) -> None:
        """What was typed is saved or given up."""
        self.keeper.drop()
        self._touched = False

    def discard(self) -> None:
        """Give up what was put back; the fields of the head stay as they are."""
        window = self._window
        window.note.hide()
        window.enclosures.clear()
        window.editor.set_text("")
        window.decided = Decided()
        self.drop()
        window.editor.setFocus()

    def _contents(self) -> Payload | None:
        window, head = self._window, self._window.head
        text, files = window.editor.toPlainText(), window.enclosures.files
        if not self._touched or not (text.strip() or files or head.outcome.current):
            return None
        account, meeting, letter = head.account.value(), window.known.meeting, window.enclosures.letter
        return {
            "account": None if account is None else str(account),
            "meeting": None if meeting is None else str(meeting.id),
            "kind": head.kinds.kind.value,
            "when": head.when.text(),
            "place": head.place.text(),
            "people": head.people.typed(),
            "outcome": head.outcome.current,
            "mood": head.mood.current,
            "text": text,
            "letter": window.letter.isChecked(),
            "complaint": window.complaint.isChecked(),
            "rated": sorted(map(str, window.decided.rated)),
            "seen": sorted(map(str, window.decided.seen)),
            "unlinked": sorted(window.decided.unlinked),
            "files": [str(each.path) for each in files if each.path is not None],
            "letter_file": str(letter.path) if letter and letter.path else None,
        }

    def _restore(self, contents: Payload, moment: str) -> None:
        """Put back what was kept, but never over what was typed in the meantime."""
        window = self._window
        if window.editor.toPlainText().strip():
            return
        account = UUID(str(contents["account"])) if contents.get("account") else None
        if account is not None and not window.known.of_account(account):
            window.known.read(account, lambda: self._put_back(contents, moment))
        else:
            self._put_back(contents, moment)

    def _put_back(self, contents: Payload, moment: str) -> None:
        window, head, known = self._window, self._window.head, self._window.known
        if known.context is not None:
            waiting = known.context.waiting
            known.take_meeting(
                next((each for each in waiting if str(each.id) == contents.get("meeting")), None)
            )
        head.kinds.show_kind(InteractionKind.of(str(contents.get("kind", "meeting"))))
        head.when.setText(str(contents.get("when", "")))
        head.place.setText(str(contents.get("place", "")))
        type_into(head.people, contents.get("people"))
        head.outcome.choose(str(contents.get("outcome", "")))
        head.mood.choose(str(contents.get("mood", "")))
        window.letter.setChecked(bool(contents.get("letter")))
        window.complaint.setChecked(bool(contents.get("complaint")))
        window.decided = Decided(
            frozenset(map(UUID, contents.get("rated", ()))),
            frozenset(map(UUID, contents.get("seen", ()))),
            frozenset(contents.get("unlinked", ())),
        )
        letter = contents.get("letter_file")
        files = [Path(path) for path in contents.get("files", ()) if isinstance(path, str)]
        window.enclosures.put_back(files, Path(str(letter)) if letter else None)
        window.editor.set_text(str(contents.get("text", "")))
        self._touched = True
        self.keeper.restored(contents)
        window.note.tell(moment)

    def _saved(self) -> None:
        window, desk = self._window, self._window.desk
        at = desk.now().astimezone(desk.zone)
        clock = f"{window.look.formats.clock(at.time())}:{at.second:02d}"
        window.draft_line.setText(window.look.words.say("Draft saved at {time}", time=clock))
