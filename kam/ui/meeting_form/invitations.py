"""Calendar files that are dropped or chosen: taken in at once where all is clear, else asked about."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.services.calendar.incoming import (
    FoundMeeting,
    Invitations,
    Standing,
    import_invitations,
    read_invitation_file,
    read_invitations,
)
from kam.services.calendar.taking import Taken
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Type
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.labels import label, rule

_WIDTH: Final = 560
_HIGHEST: Final = 420


def take_calendar_file(desk: Desk, over: QWidget, path: Path) -> None:
    """Take a calendar file in, wherever in the window it was dropped.

    Where every meeting tells by its people whose it is, it is taken at once, with an offer to take that
    back; otherwise a sheet asks.
    """

    def work() -> tuple[bytes, Invitations]:
        data = read_invitation_file(path)
        return data, read_invitations(desk.workspace, data, as_of=desk.now())

    def show(found: tuple[bytes, Invitations]) -> None:
        data, invitations = found
        if not invitations.taken:
            desk.hub.notice(_nothing(desk, invitations))
        elif any(each.must_be_asked for each in invitations.found):
            InvitationsSheet(desk, over, data, invitations).open()
        else:
            _import(desk, over, data, {})

    def refused(error: Exception) -> bool:
        if not isinstance(error, UserError):
            return False
        sentence = Teller(desk.look.words, desk.look.formats, desk.zone).sentence(error)
        desk.hub.notice(f"{path.name}: {sentence}")
        return True

    desk.read(over, work, show, otherwise=refused)


class InvitationsSheet(Sheet):
    """Asks whose meetings they are that nobody tells by its people."""

    def __init__(self, desk: Desk, over: QWidget, data: bytes, found: Invitations) -> None:
        words = desk.look.words
        asked = [each for each in found.taken if each.must_be_asked]
        clear = len(found.taken) - len(asked)
        told = words.say(
            "Nobody invited tells whose these meetings are. Choose the client, or leave them out."
        )
        if clear:
            told += " " + words.say_many(
                "{count} more meeting is clear.", "{count} more meetings are clear.", clear
            )
        super().__init__(
            desk.look,
            over,
            words.say("Invitations"),
            told,
            primary=words.say_in("button", "Take in"),
            width=_WIDTH,
        )
        self._desk = desk
        self._over = over
        self._data = data
        self.editors: dict[str, SearchChoiceEditor] = {}
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        for number, each in enumerate(asked):
            if number:
                column.addWidget(rule())
            self._add(column, each, found)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(holder)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(min(holder.sizeHint().height() + 8, _HIGHEST))
        self.add(area, 1)
        self.wished.connect(self._take)

    def _add(self, column: QVBoxLayout, each: FoundMeeting, found: Invitations) -> None:
        words, formats = self.look.words, self.look.formats
        subject = each.subject or words.say("Meeting without a subject")
        when = formats.weekday_moment(each.starts)
        when = words.say("{when}, repeats", when=when) if each.repeats else when
        column.addWidget(label(subject, Type.STRONG, wraps=True))
        people = ", ".join((*each.people, *each.strangers))
        told = ". ".join(part for part in (when, people) if part)
        column.addWidget(label(told, Type.SECONDARY, "text2", wraps=True))
        suggested = [(one.id, one.name) for one in each.choices]
        rest = [(one.id, one.name) for one in found.accounts if one.id not in dict(suggested)]
        editor = SearchChoiceEditor(self.look, [*suggested, *rest], none=words.say("leave out"))
        editor.set_name(words.say("Client of “{subject}”", subject=subject))
        editor.set_value(suggested[0][0] if suggested else None)
        column.addWidget(editor)
        self.editors[each.uid] = editor

    def _take(self) -> None:
        accounts: dict[str, UUID | None] = {uid: editor.value() for uid, editor in self.editors.items()}
        self.done_well()
        _import(self._desk, self._over, self._data, accounts)


def _import(desk: Desk, over: QWidget, data: bytes, accounts: dict[str, UUID | None]) -> None:
    words = desk.look.words
    work = partial(
        import_invitations,
        desk.workspace,
        data,
        accounts,
        as_of=desk.now(),
        untitled=words.say("Meeting without a subject"),
    )
    desk.change(over, work, lambda taken: desk.hub.notice(told(desk, taken), undoable=_changed(taken)))


def _changed(taken: Taken) -> bool:
    return bool(taken.new or taken.changed or taken.cancelled)


def told(desk: Desk, taken: Taken) -> str:
    """What became of a file, in one line."""
    words = desk.look.words
    parts = [
        words.say_many("{count} meeting planned", "{count} meetings planned", len(taken.new)),
        words.say_many("{count} changed", "{count} changed", taken.changed),
        words.say_many("{count} cancelled", "{count} cancelled", taken.cancelled),
        words.say_many("{count} as it was", "{count} as they were", taken.same),
        words.say_many("{count} left out", "{count} left out", taken.left),
        words.say_many("{count} unreadable", "{count} unreadable", taken.unreadable),
    ]
    counts = (len(taken.new), taken.changed, taken.cancelled, taken.same, taken.left, taken.unreadable)
    return ", ".join(part for part, count in zip(parts, counts, strict=True) if count)


def _nothing(desk: Desk, found: Invitations) -> str:
    """Why nothing came of a file."""
    words = desk.look.words
    if any(each.standing is Standing.NOT_OURS for each in found.found):
        return words.say("What this file calls off was never planned here.")
    return words.say("Everything in this file is over already.")
