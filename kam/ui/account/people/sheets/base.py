"""What every sheet of the people's tab does: asks the writer, says what was refused, closes when done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from kam.core.changes import Outcome
from kam.core.vocabulary import BuyingRole, Circle
from kam.services.people.rows import PlaceRow, StakeholderMap
from kam.ui.account.people.persons import PersonWords
from kam.ui.desk import Desk
from kam.ui.drafts import Draft
from kam.ui.look import Look
from kam.ui.places import account_place
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, MultiChoiceEditor, Option, options_of

T = TypeVar("T")
LABELS = 136
WIDE = 560


class DeedSheet(FormSheet):
    """A form sheet that saves through a use case; nothing typed is lost when that is refused."""

    def __init__(  # as a sheet
        self,
        desk: Desk,
        over: QWidget,
        heading: str,
        sentence: str = "",
        *,
        primary: str,
        draft: Draft,
        new: bool = True,
        width: int = 480,
    ) -> None:
        super().__init__(
            desk.look,
            over,
            heading,
            sentence,
            primary=primary,
            draft=draft,
            new=new,
            label_width=LABELS,
            width=width,
        )
        self.desk = desk
        self.words = desk.look.words
        self.persons = PersonWords(desk.look)
        self.wished.connect(self._save)

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[Any]] | None:
        """What is to be done with the values of the form; None when that is nothing."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def notice(self, values: dict[str, Any]) -> str | None:  # noqa: ARG002 - for those who say something
        """The line for the status bar, which offers to take it back."""
        return None

    def show_result(self, result: Any) -> None:
        """It was done."""

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its rows of chips need at its width."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _save(self) -> None:
        values = self.form.values()
        if values is None:
            return
        work = self.use_case(values)
        if work is None:
            self.done_well()
            return
        self.set_busy(busy=True)
        notice = self.notice(values)
        self.desk.change(
            self, work, self._finish, otherwise=self.take, notice=notice, undoable=notice is not None
        )

    def _finish(self, result: Any) -> None:
        self.done_well()
        self.show_result(result)


def draft_of(
    desk: Desk, deed: str, about: PlaceRow | StakeholderMap, *others: UUID, view: str | None = None
) -> Draft:
    """The draft of a sheet about somebody, or about the whole map."""
    item = about.id if isinstance(about, PlaceRow) else None
    at = replace(account_place(about.account_id, "people", item), view=view)
    return desk.draft(f"people.{deed}", item or about.account_id, *others, at=at)


def people_options(look: Look, rows: Iterable[PlaceRow]) -> list[Option]:
    """People to choose from: name and title, by the alphabet."""
    persons = PersonWords(look)

    def text(row: PlaceRow) -> str:
        title = "" if row.is_placeholder else persons.title(row)
        return ", ".join(part for part in (persons.heading(row), title) if part)

    return sorted(((row.id, text(row)) for row in rows), key=lambda option: option[1].casefold())


def boss_editor(look: Look, found: StakeholderMap, but: UUID | None = None) -> ChoiceEditor:
    """Whom somebody reports to; those below them are not offered."""
    barred = set() if but is None else {but, *below(found, but)}
    rows = [row for row in found.places if row.id not in barred]
    return ChoiceEditor(look, people_options(look, rows), none=look.words.say("nobody"))


def below(found: StakeholderMap, place_id: UUID) -> set[UUID]:
    """Everybody who reports to somebody, through however many."""
    reached: set[UUID] = set()
    waiting = [place_id]
    while waiting:
        boss = waiting.pop()
        for row in found.places:
            if row.reports_to == boss and row.id not in reached:
                reached.add(row.id)
                waiting.append(row.id)
    return reached


def roles_editor(look: Look) -> MultiChoiceEditor:
    """The roles in buying, as chips."""
    return MultiChoiceEditor(look, options_of(look, list(BuyingRole)))


def circle_editor(look: Look) -> ChoiceEditor:
    """How near somebody is to the decision."""
    words = look.words
    options: list[Option] = [
        (each, words.say("{number}: {name}", number=int(each), name=words.of(each.label))) for each in Circle
    ]
    return ChoiceEditor(look, options, none=words.say("not set"))
