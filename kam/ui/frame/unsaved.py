"""The entry in the status line that tells of unsaved text from before, and leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from kam.core.changes import Area, Outcome
from kam.services.drafts import KeptDraft, drop_drafts, kept_drafts
from kam.ui.desk import Desk
from kam.ui.places import place_from

_MOST = 12
"""A menu has no room for more: the newest."""


class Unsaved(QPushButton):
    """Shows itself while text of an earlier run waits for forms that nobody has opened since."""

    went = Signal(object)
    """The ``Place`` where the form of a draft is found."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.waiting: list[KeptDraft] = []
        """What waits, the newest first."""
        self.setProperty("kind", "link")
        self.setProperty("type", "secondary")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        desk.drafts.taken.connect(self._taken)
        self.hide()

    def look_for(self) -> None:
        """Look what an earlier run has left."""
        self._desk.read(self, partial(kept_drafts, self._desk.workspace), self._show, key="drafts")

    def _show(self, waiting: Sequence[KeptDraft]) -> None:
        self.waiting = list(waiting)
        self._say()

    def _taken(self, key: str) -> None:
        self.waiting = [each for each in self.waiting if each.key != key]
        self._say()

    def _say(self) -> None:
        words = self._desk.look.words
        if len(self.waiting) == 1:
            text = words.say("Unsaved text was kept: {form}", form=self._name(self.waiting[0]))
        else:
            count = len(self.waiting)
            text = words.say_many(
                "Unsaved text was kept: {count} form", "Unsaved text was kept: {count} forms", count
            )
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setVisible(bool(self.waiting))

    def _fill(self) -> None:
        words, menu = self._desk.look.words, self._menu
        menu.clear()
        for each in self.waiting[:_MOST]:
            moment = self._desk.moment(each.saved_at)
            text = words.say("{form} ({moment})", form=self._name(each), moment=moment)
            action = menu.addAction(self._desk.look.theme.icon("pencil"), text.replace("&", "&&"))
            action.triggered.connect(partial(self._go, each))
        menu.addSeparator()
        discard = words.say("Discard all of it…") if len(self.waiting) > 1 else words.say("Discard it…")
        action = menu.addAction(self._desk.look.theme.icon("trash-2"), discard)
        action.triggered.connect(self._ask_to_discard)

    def _name(self, draft: KeptDraft) -> str:
        if draft.account is None:
            return draft.title
        words = self._desk.look.words
        return words.say_in("draft", "{form}, {client}", form=draft.title, client=draft.account)

    def _go(self, draft: KeptDraft, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        place = place_from(draft.place)
        if place is not None:
            self.went.emit(place)

    def _ask_to_discard(self) -> None:
        from kam.ui.widgets.dialogs import confirm  # only where it is wished: a start does without dialogs

        words = self._desk.look.words
        confirm(
            self._desk.look,
            self.window(),
            words.say("Discard what was not saved?"),
            words.say("What was typed then is gone for good. What was saved stays as it is."),
            primary=words.say_in("button", "Discard"),
            run=self._discard,
            danger=True,
        )

    def _discard(self) -> None:
        keys = [each.key for each in self.waiting]

        def work() -> Outcome[int]:
            return Outcome(drop_drafts(self._desk.workspace, keys), Area.NONE)

        self._desk.change(self, work)
        self._show(())
