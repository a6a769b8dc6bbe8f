"""The menu of saved views of a list: what is shown goes under a name, and comes back by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from kam.core.text import sort_key
from kam.services.views import SavedView, delete_view, rename_view, save_view, saved_views
from kam.ui.desk import Desk
from kam.ui.drafts import Draft
from kam.ui.places import Place
from kam.ui.widgets.buttons import Button, menu_button
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import TextEditor

_LONGEST: Final = 100


class Shown(Protocol):
    """What a list shows, as it can be saved."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is filtered out."""
        ...

    def content(self) -> dict[str, Any]:
        """It as it is saved."""
        ...


ShownT = TypeVar("ShownT", bound=Shown)


@dataclass(frozen=True, slots=True)
class ListOfViews(Generic[ShownT]):
    """Which list the views are of, and how they are read and compared."""

    code: str
    place: Place
    usual: ShownT
    """Everything, as it is without a view."""
    whole: str
    """How the entry of the menu says «everything»."""
    whole_on: str
    """How the button says it."""
    read: Callable[[Mapping[str, Any]], ShownT]
    is_changed: Callable[[ShownT, ShownT], bool]
    """Whether what is shown (the second) is not what was saved (the first)."""


class ViewsMenu(QObject):
    """Knows the saved views and which of them is on; the page shows what is chosen."""

    chosen = Signal(object)
    """What the page shall show, as its list reads it."""

    def __init__(
        self, desk: Desk, page: QWidget, views_of: ListOfViews[ShownT], current: UUID | None = None
    ) -> None:
        super().__init__(page)
        self._of: ListOfViews[Any] = views_of
        self._desk = desk
        self._page = page
        self._words = desk.look.words
        self._views: Sequence[SavedView] = ()
        self._current = current
        self._now: Shown = views_of.usual
        self._menu = QMenu(page)
        self._menu.aboutToShow.connect(self._fill)
        self.sheet: FormSheet | None = None
        self.button: Button = menu_button(desk.look, "", self._menu, icon="bookmark")
        self.button.setProperty("compact", True)
        self._name_button()

    @property
    def current(self) -> UUID | None:
        """The view that is on."""
        return self._current

    def refresh(self) -> None:
        """Read which views there are."""
        self._desk.read(
            self, partial(saved_views, self._desk.workspace, self._of.code), self._know, key="views"
        )

    def show_now(self, now: Shown) -> None:
        """What the page shows: the button says whether it is the view's own."""
        self._now = now
        self._name_button()

    # The menu

    def _fill(self) -> None:
        menu, words = self._menu, self._words
        menu.clear()
        whole = self._add(self._of.whole, self._choose_whole)
        whole.setCheckable(True)
        whole.setChecked(self._current is None and self._now.is_whole)
        menu.addSeparator()
        for view in self._views:
            action = self._add(view.name, partial(self._choose, view))
            action.setCheckable(True)
            action.setChecked(view.id == self._current)
        menu.addSeparator()
        current = self._view()
        if current is not None and self._is_changed(current):
            self._add(words.say("Save changes to “{name}”", name=current.name), partial(self._keep, current))
        self._add(words.say("Save as…"), self.ask_to_save)
        if current is not None:
            self._add(words.say("Rename “{name}”…", name=current.name), partial(self.ask_to_rename, current))
            self._add(words.say("Delete “{name}”", name=current.name), partial(self._delete, current))

    def _add(self, text: str, run: Any) -> QAction:
        action = self._menu.addAction(text.replace("&", "&&"))
        action.triggered.connect(lambda _=False: run())
        return action

    def _choose_whole(self) -> None:
        self._current = None
        self.chosen.emit(self._of.usual)

    def _choose(self, view: SavedView) -> None:
        self._current = view.id
        self.chosen.emit(self._of.read(view.content))

    # Saving

    def ask_to_save(self) -> None:
        """Ask under which name what is shown goes."""
        words = self._words
        draft = self._desk.draft(f"view.new.{self._of.code}", at=self._of.place)
        sheet = self._sheet(words.say("Save the view"), "", words.say_in("button", "Save"), draft)

        def tell_replaced() -> None:
            typed = sort_key(sheet.form["name"].value() or "")
            same = any(sort_key(view.name) == typed for view in self._views)
            sheet.primary.setText(
                words.say_in("button", "Replace") if same else words.say_in("button", "Save")
            )

        def save() -> None:
            name, now = sheet.form["name"].value() or "", self._now
            use_case = partial(save_view, self._desk.workspace, name, now.content(), self._of.code)
            self._desk.change(sheet, use_case, partial(self._saved, sheet), otherwise=sheet.take)

        sheet.form.changed.connect(tell_replaced)
        sheet.wished.connect(save)
        sheet.open()

    def ask_to_rename(self, view: SavedView) -> None:
        """Ask for another name of a view."""
        words = self._words
        draft = self._desk.draft("view.rename", view.id, at=self._of.place)
        sheet = self._sheet(words.say("Rename the view"), view.name, words.say_in("button", "Rename"), draft)

        def rename() -> None:
            name = sheet.form["name"].value() or ""
            use_case = partial(rename_view, self._desk.workspace, view.id, name, self._of.code)
            self._desk.change(sheet, use_case, lambda _: self._saved(sheet, view.id), otherwise=sheet.take)

        sheet.wished.connect(rename)
        sheet.open()

    def _sheet(self, heading: str, name: str, primary: str, draft: Draft) -> FormSheet:
        words = self._words
        sheet = FormSheet(self._desk.look, self._page.window(), heading, primary=primary, draft=draft)
        editor = TextEditor(self._desk.look, longest=_LONGEST)
        hint = words.say("The kind of view is saved, with its conditions, order, groups and columns.")
        sheet.form.add("name", words.say_in("view", "Name"), editor, value=name or None, hint=hint)
        editor.line.selectAll()
        self.sheet = sheet
        return sheet

    def _saved(self, sheet: FormSheet, view_id: UUID) -> None:
        sheet.done_well()
        self._current = view_id
        self.refresh()

    def _keep(self, view: SavedView) -> None:
        content = self._now.content()
        use_case = partial(save_view, self._desk.workspace, view.name, content, self._of.code)
        notice = self._words.say("View “{name}” saved", name=view.name)
        self._desk.change(self, use_case, lambda _: self.refresh(), notice=notice)

    def _delete(self, view: SavedView) -> None:
        use_case = partial(delete_view, self._desk.workspace, view.id, self._of.code)
        notice = self._words.say("View “{name}” deleted", name=view.name)
        self._current = None
        self._desk.change(self, use_case, lambda _: self.refresh(), notice=notice, undoable=True)

    # Inside

    def _know(self, views: tuple[SavedView, ...]) -> None:
        self._views = views
        self._name_button()

    def _view(self) -> SavedView | None:
        return next((view for view in self._views if view.id == self._current), None)

    def _is_changed(self, view: SavedView) -> bool:
        return self._of.is_changed(self._of.read(view.content), self._now)

    def _name_button(self) -> None:
        words, view = self._words, self._view()
        if view is not None:
            name = view.name
            if self._is_changed(view):
                name = words.say("{view}, changed", view=name)
        elif self._now.is_whole:
            name = self._of.whole_on
        else:
            name = words.say("not saved")
        self.button.setText(words.say("View: {name}", name=name))
