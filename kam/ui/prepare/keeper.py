"""What is typed into a preparation: drawn at once, kept as a draft, saved as a step after a pause."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from kam.core.changes import Outcome
from kam.core.errors import UserError
from kam.core.field_errors import FieldErrors
from kam.core.telling import Teller
from kam.reports.content import Arrangement
from kam.services.preparing import Preparation, arrange, save_part
from kam.services.preparing.parts import Part, Parts
from kam.services.preparing.plain import as_plain, from_plain
from kam.ui.desk import Desk
from kam.ui.draft_keeper import DraftKeeper
from kam.ui.places import prepare_place

PAUSE: Final = 2500
"""Milliseconds after the last key before what was typed is saved.

It is long, so that Ctrl+Z takes back a thought rather than a word; the draft is kept meanwhile. A part that
is left is saved at once.
"""


class PartKeeper(QObject):
    """One a page: the parts of the meeting that is shown, as stored and as typed."""

    typed = Signal()
    """What is typed is another: the preview follows."""
    held = Signal()
    """What is typed and not stored is another."""
    faulty = Signal(object, object)
    """A part's type, and what is wrong with it: sentences by the paths of its fields."""
    restored = Signal(object, str)
    """Parts came back from a draft, typed at a moment."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self._owner = owner
        self._meeting_id: UUID | None = None
        self.stored = Parts()
        self._typed: dict[type[Part], Part] = {}
        self._saving: dict[type[Part], Part] = {}
        self._settled: set[type[Part]] = set()
        self._refused: set[type[Part]] = set()
        self._arrangement: Arrangement | None = None
        self._drafts: DraftKeeper | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.flush)

    # What is there

    def begin(self, preparation: Preparation) -> None:
        """Another meeting is shown."""
        self.flush()
        if self._drafts is not None:
            self._drafts.flush()
            self._drafts.deleteLater()
        self._meeting_id = preparation.meeting_id
        self._typed, self._saving, self._settled, self._refused = {}, {}, set(), set()
        self._arrangement = None
        self.stored = preparation.parts
        at = prepare_place(preparation.account_id, preparation.meeting_id)
        draft = self._desk.draft("preparation", preparation.meeting_id, at=at)
        title = self._desk.look.words.say("Preparation: {subject}", subject=preparation.subject)
        self._drafts = DraftKeeper(draft, title, self._contents, self)
        self._drafts.ask(self._restore)

    def follow(self, preparation: Preparation) -> None:
        """What is stored was read anew; what is typed stays."""
        self.stored = preparation.parts
        for kind in [kind for kind, part in self._saving.items() if self._is_there(kind, part)]:
            del self._saving[kind]
        self._settled.clear()
        self._arrangement = None
        for kind in [kind for kind, part in self._typed.items() if part == self._stored(kind)]:
            del self._typed[kind]
        self.held.emit()

    def now(self, kind: type[Part]) -> Part:
        """A part as it is typed, else as it is stored."""
        return self._typed.get(kind) or self._saving.get(kind) or self._stored(kind)

    def unsaved(self) -> tuple[tuple[Part, ...], Arrangement | None]:
        """What the preview puts over what is stored."""
        return tuple({**self._saving, **self._typed}.values()), self._arrangement

    def waits(self, kind: type[Part]) -> bool:
        """Whether something of a part is typed and not stored."""
        return kind in self._typed

    @property
    def is_typing(self) -> bool:
        """Whether anything is typed and not stored."""
        return bool(self._typed or self._saving.keys() - self._settled)

    @property
    def is_saving(self) -> bool:
        """Whether something is on its way into the workspace, or was not read back yet."""
        return bool(self._saving)

    # Typing and saving

    def edit(self, part: Part, *, at_once: bool = False) -> None:
        """Something was typed, or chosen; what is chosen is saved at once."""
        kind = type(part)
        self._refused.discard(kind)
        if part == self._stored(kind) and not (kind in self._saving and kind not in self._settled):
            self._typed.pop(kind, None)
        else:
            self._typed[kind] = part
        if self._drafts is not None:
            self._drafts.touch()
        self.typed.emit()
        self.held.emit()
        if at_once:
            self.flush()
        elif self._typed:
            self._pause.start()

    def flush(self, *, but: type[Part] | None = None) -> None:
        """Save what is typed, a step a part, without waiting for the pause; ``but`` one goes on waiting."""
        if but not in self._typed:
            self._pause.stop()
        if self._meeting_id is None:
            return
        ready = [each for each in self._typed.items() if each[0] not in {*self._refused, but}]
        for kind, part in ready:
            del self._typed[kind]
            self._saving[kind] = part
            self._settled.discard(kind)
            use_case = partial(save_part, self._desk.workspace, self._meeting_id, part)
            self._desk.change(
                self._owner,
                use_case,
                partial(self._saved, self._meeting_id, part),
                otherwise=partial(self._not_saved, self._meeting_id, part),
            )

    def discard(self) -> None:
        """Give up what is typed and not stored."""
        self._pause.stop()
        self._typed.clear()
        self._refused.clear()
        if self._drafts is not None:
            self._drafts.drop()
        self.typed.emit()
        self.held.emit()

    def arrange(self, arrangement: Arrangement) -> None:
        """Another order or visibility: drawn at once, saved at once."""
        if self._meeting_id is None:
            return
        self._arrangement = arrangement
        self.typed.emit()
        use_case = partial(arrange, self._desk.workspace, self._meeting_id, arrangement)
        self.change(use_case)

    def change(self, use_case: Callable[[], Outcome[None]]) -> None:
        """Run a use case about the arrangement."""
        self._desk.change(self._owner, use_case)

    # Inside

    def _is_there(self, kind: type[Part], part: Part) -> bool:
        """Whether a part that was on its way is stored, and what is stored was read since."""
        return kind in self._settled or part == self._stored(kind)

    def _stored(self, kind: type[Part]) -> Part:
        return next(part for part in self.stored if type(part) is kind)

    def _saved(self, meeting_id: UUID, part: Part, _: object) -> None:
        if meeting_id != self._meeting_id:
            return
        kind = type(part)
        if self._saving.get(kind) is part:
            self._settled.add(kind)  # until it is read: what the preview was drawn from does not know it yet
            if part == self._stored(kind):
                del self._saving[kind]
        self.faulty.emit(kind, {})
        if self._drafts is not None and not self._typed:
            self._drafts.drop()
        self.held.emit()

    def _not_saved(self, meeting_id: UUID, part: Part, error: Exception) -> bool:
        """What was refused stays as it is typed, with its sentences; the next edit tries again."""
        if meeting_id != self._meeting_id:
            return False
        kind = type(part)
        if self._saving.get(kind) is part:
            del self._saving[kind]
        self._typed.setdefault(kind, part)
        self._refused.add(kind)
        self.held.emit()
        if not isinstance(error, FieldErrors):
            return False
        teller = Teller(self._desk.look.words, self._desk.look.formats)
        said = {
            each.field: teller.sentence(UserError(each.code, **dict(each.details))) for each in error.errors
        }
        self.faulty.emit(kind, said)
        return True

    def _contents(self) -> dict[str, Any] | None:
        unsaved, _ = self.unsaved()
        return as_plain(unsaved) or None

    def _restore(self, contents: Any, moment: str) -> None:
        parts = [part for part in from_plain(contents) if part != self._stored(type(part))]
        for part in parts:
            self._typed[type(part)] = part
        if parts:
            self.typed.emit()
            self.restored.emit([type(part) for part in parts], moment)
        elif self._drafts is not None:
            self._drafts.drop()
