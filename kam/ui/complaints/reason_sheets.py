"""Small sheets that ask for a reason: to put on hold, to reject, to open again, to classify anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QWidget

from kam.core.vocabulary import Channel, Severity
from kam.services.complaints.editing import reclassify
from kam.services.complaints.pausing import pause
from kam.services.complaints.stages import reject, reopen
from kam.ui.complaints.moment_editor import MomentEditor
from kam.ui.complaints.saying import severity_guidance
from kam.ui.desk import Desk
from kam.ui.places import complaint_place
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, LongTextEditor, TextEditor, options_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from kam.core.changes import Outcome
    from kam.ui.complaints.deeds import Shown

_LABELS: Final = 120
_WIDTH: Final = 520


class _Sheet(FormSheet):
    """A few fields about one complaint, saved as one step."""

    def __init__(
        self, desk: Desk, over: QWidget, card: Shown, *, code: str, heading: str, sentence: str, primary: str
    ) -> None:
        from kam.ui.complaints.deeds import heading_of

        super().__init__(
            desk.look,
            over.window(),
            heading,
            f"{heading_of(card)}. {sentence}" if sentence else heading_of(card),
            primary=primary,
            draft=desk.draft(f"complaint.{code}", card.id, at=complaint_place(card.id)),
            label_width=_LABELS,
            width=_WIDTH,
        )
        self._desk = desk
        self._card = card
        self.wished.connect(self._save)

    def _reason(self, name: str, text: str, placeholder: str = "") -> None:
        self.form.add(name, text, LongTextEditor(self.look, placeholder=placeholder, lines=3))

    def _moment(self, name: str, text: str) -> None:
        self.form.add(name, text, MomentEditor(self.look, self._desk.today))

    def _save(self) -> None:
        values: dict[str, Any] = self.form.values() or {}
        use_case, told = self._work(values)
        notice = self.look.words.say("{number}: {what}", number=self._card.number, what=told)
        self._desk.save(self, use_case, notice=notice, undoable=True)

    def _work(self, values: dict[str, Any]) -> tuple[Callable[[], Outcome[Any]], str]:
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC


class PauseSheet(_Sheet):
    """The client owes an answer: the clocks stand still, and the record says why."""

    def __init__(self, desk: Desk, over: QWidget, card: Shown) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            card,
            code="pause",
            heading=words.say("Put the clocks on hold"),
            sentence=words.say("They stand still until the client has answered."),
            primary=words.say_in("complaint", "Put on hold"),
        )
        self._reason(
            "reason",
            words.say_in("complaint", "What the client owes"),
            words.say("A sample, photographs, the number of the batch, access to the site…"),
        )
        self._moment("since", words.say_in("complaint", "Since when"))

    def _work(self, values: dict[str, Any]) -> tuple[Callable[[], Outcome[Any]], str]:
        work = partial(
            pause,
            self._desk.workspace,
            self._card.id,
            values["reason"] or "",
            since=values["since"],
        )
        return work, self.look.words.say("on hold")


class RejectSheet(_Sheet):
    """Nothing is rejected without a reason that the client could be told."""

    def __init__(self, desk: Desk, over: QWidget, card: Shown) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            card,
            code="reject",
            heading=words.say("Reject the complaint"),
            sentence=words.say("All its clocks stop."),
            primary=words.say_in("complaint", "Reject"),
        )
        self._reason("rejection_reason", words.say_in("complaint", "Why it is rejected"))
        self._moment("at", words.say_in("complaint", "When"))

    def _work(self, values: dict[str, Any]) -> tuple[Callable[[], Outcome[Any]], str]:
        reason = values["rejection_reason"] or ""
        work = partial(reject, self._desk.workspace, self._card.id, reason, at=values["at"])
        return work, self.look.words.say_in("complaint", "rejected")


class ReopenSheet(_Sheet):
    """A new clock of the resolution begins."""

    def __init__(self, desk: Desk, over: QWidget, card: Shown) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            card,
            code="reopen",
            heading=words.say("Open the complaint again"),
            sentence=words.say("A new clock of the resolution starts, with the whole norm."),
            primary=words.say("Open again"),
        )
        self._reason("note", words.say_in("complaint", "Why it is opened again"))
        self._moment("at", words.say_in("complaint", "When"))

    def _work(self, values: dict[str, Any]) -> tuple[Callable[[], Outcome[Any]], str]:
        work = partial(reopen, self._desk.workspace, self._card.id, values["note"] or "", at=values["at"])
        return work, self.look.words.say_in("complaint", "reopened")


class ReclassifySheet(_Sheet):
    """Open clocks count by the new norm from receipt on; those that have stopped keep theirs."""

    def __init__(self, desk: Desk, over: QWidget, card: Shown) -> None:
        look, words = desk.look, desk.look.words
        super().__init__(
            desk,
            over,
            card,
            code="reclassify",
            heading=words.say("Correct channel and severity"),
            sentence=words.say("Clocks that still run count by the new norm from receipt on."),
            primary=words.say_in("button", "Save"),
        )
        channels = ChoiceEditor(look, options_of(look, list(Channel)))
        self.form.add("channel", words.say_in("complaint", "Channel"), channels, value=card.channel)
        severities = ChoiceEditor(look, options_of(look, list(Severity)))
        field = self.form.add(
            "severity", words.say_in("complaint", "Severity"), severities, value=card.severity
        )
        field.set_hint(severity_guidance(look, card.severity))
        severities.changed.connect(
            lambda: field.set_hint(severity_guidance(look, severities.value() or card.severity))
        )
        self.form.add("note", words.say_in("complaint", "Why"), TextEditor(look))

    def _work(self, values: dict[str, Any]) -> tuple[Callable[[], Outcome[Any]], str]:
        work = partial(
            reclassify,
            self._desk.workspace,
            self._card.id,
            channel=values["channel"],
            severity=values["severity"],
            note=values["note"] or "",
        )
        return work, self.look.words.say("classified anew")
