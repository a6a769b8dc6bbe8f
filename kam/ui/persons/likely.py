"""While a name is typed: who it may be of those who are there already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from kam.services.people.identity import LikelyPerson, likely_same_person
from kam.services.people.names import NameParts
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.glyphs import AvatarGlyph, IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.panels import clear
from kam.ui.widgets.pieces import Run

_PAUSE = 250
_SHOWN = 3


class LikelyPeople(QFrame):
    """Asks at each pause of typing; offers to take who is there, and remembers who was taken."""

    changed = Signal()
    """Somebody was taken, or let go."""
    laid_out = Signal()
    """It takes another height now."""
    open_wished = Signal(object)
    """Somebody found is to be shown instead: their identity."""

    def __init__(
        self,
        desk: Desk,
        account_id: UUID | None,
        typed: Callable[[], tuple[NameParts, str | None, str | None]],
        *,
        may_open: bool = False,
    ) -> None:
        """``typed`` gives name, e-mail and phone as they stand in the form.

        Where they ``may_open``, who is found can be shown instead of being given another place.
        """
        super().__init__()
        self._desk = desk
        self._look = desk.look
        self._account_id = account_id
        self._typed = typed
        self._may_open = may_open
        self.taken: LikelyPerson | None = None
        self.found: tuple[LikelyPerson, ...] = ()
        self.setProperty("role", "strip")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(4)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.ask)
        self.setVisible(False)

    def show_account(self, account_id: UUID | None) -> None:
        """The place is to be at another client: the same name there counts for more."""
        if account_id != self._account_id:
            self._account_id = account_id
            self.touch()

    def touch(self) -> None:
        """Something was typed: ask when the typing pauses."""
        if self.taken is None:
            self._timer.start()

    def ask(self) -> None:
        """Ask who it may be."""
        name, email, phone = self._typed()
        if not (name or email or phone):
            self._show(())
            return
        work = partial(
            likely_same_person,
            self._desk.workspace,
            name,
            email=email,
            phone=phone,
            account_id=self._account_id,
        )
        self._desk.read(self, work, self._show, key="likely people")

    def take(self, person: LikelyPerson | None) -> None:
        """It is this person; None: it is nobody of them."""
        self.taken = person
        self._lay_out()
        self.changed.emit()

    def _show(self, found: Sequence[LikelyPerson]) -> None:
        if self.taken is None:
            self.found = tuple(found)[:_SHOWN]
            self._lay_out()

    def _lay_out(self) -> None:
        clear(self._column)
        words = self._look.words
        if self.taken is not None:
            self._column.addWidget(
                label(words.say("The same person is given a place here too:"), tone="text2")
            )
            self._add(self.taken, words.say("No, somebody else"), None)
        elif self.found:
            sign = IconGlyph("users", "accent_text", 16)
            heading = Run(words.say("Perhaps they are here already"), Type.STRONG)
            self._column.addWidget(LineLabel(self._look, (sign, heading)))
            for person in self.found:
                self._add(person, words.say("It is them"), person)
        self.setVisible(self.taken is not None or bool(self.found))
        self.laid_out.emit()

    def _add(self, person: LikelyPerson, deed: str, taken: LikelyPerson | None) -> None:
        words = self._look.words
        row = QHBoxLayout()
        row.setSpacing(Size.GRID)
        row.addWidget(LineLabel(self._look, (AvatarGlyph(person.name.initials or "?"),)))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(ElidedLabel(person.name.full, Type.NAME))
        where = ", ".join(person.places) or words.say("no place yet")
        because = words.of(person.because.label)
        names.addWidget(ElidedLabel(f"{where} · {because}", Type.SECONDARY, "text2"))
        row.addLayout(names, 1)
        if self._may_open:
            shown = link(self._look, words.say("Show"), run=partial(self.open_wished.emit, person.person_id))
            shown.setAccessibleName(words.say("Show {name}", name=person.name.full))
            row.addWidget(shown)
        made = link(self._look, deed, run=partial(self.take, taken))
        made.setAccessibleName(f"{deed}: {person.name.full}")
        row.addWidget(made)
        self._column.addLayout(row)
