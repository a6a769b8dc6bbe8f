"""The sheets that close a promise otherwise than by a tick, and that hand it over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from kam.core.changes import Outcome
from kam.core.vocabulary import CommitmentStatus, Side
from kam.services.commitments import closing
from kam.services.commitments.handing import Owners, hand_over, owners_for
from kam.services.commitments.rows import PromiseRow
from kam.services.drafts import together
from kam.ui.desk import Desk
from kam.ui.places import PROMISES
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import DateEditor, TextEditor
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor


class ClosingSheet(FormSheet):
    """Asks on which day it was kept, broken or cancelled, and for the proof or the reason."""

    def __init__(
        self, desk: Desk, page: QWidget, rows: Sequence[PromiseRow], status: CommitmentStatus
    ) -> None:
        words = desk.look.words
        headings = {
            CommitmentStatus.KEPT: words.say("Done on another day"),
            CommitmentStatus.BROKEN: words.say("The promise is broken"),
            CommitmentStatus.CANCELLED: words.say("The promise is no longer needed"),
        }
        sentences = {
            CommitmentStatus.BROKEN: words.say("It counts as not kept."),
            CommitmentStatus.CANCELLED: words.say("It counts for nobody."),
        }
        one = rows[0].text if len(rows) == 1 else ""
        super().__init__(
            desk.look,
            page.window(),
            headings[status],
            ". ".join(part for part in (one, sentences.get(status, "")) if part),
            primary=words.say_in("button", "Close the promise"),
            draft=desk.draft(f"promise.{status.value}", together(row.id for row in rows), at=PROMISES),
            label_width=100,
        )
        self._desk = desk
        self._rows = rows
        self._status = status
        look = desk.look
        self.form.add(
            "on", words.say_in("promise", "Day"), DateEditor(look, desk.today, past=True), value=desk.today()
        )
        kept = status is CommitmentStatus.KEPT
        text = words.say_in("promise", "Proof") if kept else words.say_in("field", "Reason")
        self.form.add("words", text, TextEditor(look))
        self.wished.connect(self._close)

    def _close(self) -> None:
        values = self.form.values() or {}
        ids, said = [row.id for row in self._rows], values["words"]
        acts: dict[CommitmentStatus, Callable[[], Outcome[int]]] = {
            CommitmentStatus.KEPT: partial(
                closing.keep, self._desk.workspace, ids, on=values["on"], proof=said
            ),
            CommitmentStatus.BROKEN: partial(
                closing.break_, self._desk.workspace, ids, on=values["on"], reason=said
            ),
            CommitmentStatus.CANCELLED: partial(
                closing.cancel, self._desk.workspace, ids, on=values["on"], reason=said
            ),
        }
        words = self.look.words
        notice = words.say_many("{count} promise closed", "{count} promises closed", len(ids))
        self._desk.save(self, acts[self._status], notice=notice, undoable=True)


class HandingSheet(FormSheet):
    """Asks who answers from now on; the successor of who left is offered."""

    def __init__(self, desk: Desk, page: QWidget, rows: Sequence[PromiseRow]) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            page.window(),
            words.say_many("Hand over {count} promise", "Hand over {count} promises", len(rows)),
            rows[0].text if len(rows) == 1 else "",
            primary=words.say_in("button", "Hand over"),
            draft=desk.draft("promise.hand", together(row.id for row in rows), at=PROMISES),
            label_width=120,
        )
        self._desk = desk
        self._rows = rows
        self.owner = SearchChoiceEditor(desk.look, [], none=words.say("nobody yet"))
        self.form.add("owner_id", words.say_in("promise", "Who answers"), self.owner)
        self.wished.connect(self._hand)
        theirs = rows[0].side is Side.THEIRS
        account = rows[0].account_id if theirs else None
        desk.read(self, partial(owners_for, desk.workspace, account, as_of=desk.now()), self._offer)

    def _offer(self, owners: Owners) -> None:
        row = self._rows[0]
        offered = [
            (each.id, f"{each.name}, {each.hint}" if each.hint else each.name) for each in owners.of(row.side)
        ]
        self.owner.set_options(offered)
        known = [value for value, _ in offered]
        heir: Any = owners.successors.get(row.owner_id) if row.owner_id else None
        stays = row.owner_id if row.owner_id in known else None
        self.form.fields["owner_id"].set_initial(heir if heir in known else stays)

    def _hand(self) -> None:
        values = self.form.values() or {}
        ids, words = [row.id for row in self._rows], self.look.words
        notice = words.say_many("{count} promise handed over", "{count} promises handed over", len(ids))
        use_case = partial(hand_over, self._desk.workspace, ids, values["owner_id"])
        self._desk.save(self, use_case, notice=notice, undoable=True)
