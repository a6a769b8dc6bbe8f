"""The menu of saved views: the conditions, order, groups and columns that go under a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from kam.core.text import sort_key
from kam.services.portfolio.query_json import as_json, from_json
from kam.services.portfolio.reading import PortfolioQuery
from kam.services.views import SavedView, delete_view, rename_view, save_view, saved_views
from kam.ui.desk import Desk
from kam.ui.drafts import Draft
from kam.ui.places import ACCOUNTS
from kam.ui.widgets.buttons import Button, menu_button
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import TextEditor

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class ShownView:
    """What a view of the portfolio says: the query, and the columns from the left (none: as they are)."""

    query: PortfolioQuery
    columns: tuple[str, ...] = ()

    def content(self) -> dict[str, Any]:
        """The view as it is saved."""
        return {"query": as_json(self.query), "columns": list(self.columns)}

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> ShownView:
        """The view that was saved, as far as this version knows it."""
        query, columns = content.get("query"), content.get("columns")
        return cls(
            from_json(query if isinstance(query, Mapping) else {}),
            tuple(str(each) for each in columns) if isinstance(columns, list) else (),
        )


class ViewsMenu(QObject):
    """Knows the saved views and which of them is on; the page shows what is chosen."""

    chosen = Signal(object)
    """The ``ShownView`` to show."""

    def __init__(self, desk: Desk, page: QWidget, current: UUID | None = None) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._words = desk.look.words
        self._views: Sequence[SavedView] = ()
        self._current = current
        self._now = ShownView(PortfolioQuery())
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
        self._desk.read(self, partial(saved_views, self._desk.workspace), self._know, key="views")

    def show_now(self, now: ShownView) -> None:
        """What the page shows: the button says whether it is the view's own."""
        self._now = now
        self._name_button()

    # The menu

    def _fill(self) -> None:
        menu, words = self._menu, self._words
        menu.clear()
        whole = self._add(words.say("Whole portfolio"), self._choose_whole)
        whole.setCheckable(True)
        whole.setChecked(self._current is None and not self._now.query.conditions())
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
        self.chosen.emit(ShownView(PortfolioQuery()))

    def _choose(self, view: SavedView) -> None:
        self._current = view.id
        self.chosen.emit(ShownView.of(view.content))

    # Saving

    def ask_to_save(self) -> None:
        """Ask under which name what is shown goes."""
        words = self._words
        draft = self._desk.draft("view.new", at=ACCOUNTS)
        sheet = self._sheet(words.say("Save the view"), "", words.say_in("button", "Save"), draft)

        def tell_replaced() -> None:
            typed = sort_key(sheet.form["name"].value() or "")
            same = any(sort_key(view.name) == typed for view in self._views)
            sheet.primary.setText(
                words.say_in("button", "Replace") if same else words.say_in("button", "Save")
            )

        def save() -> None:
            name, now = sheet.form["name"].value() or "", self._now
            use_case = partial(save_view, self._desk.workspace, name, now.content())
            self._desk.change(sheet, use_case, partial(self._saved, sheet), otherwise=sheet.take)

        sheet.form.changed.connect(tell_replaced)
        sheet.wished.connect(save)
        sheet.open()

    def ask_to_rename(self, view: SavedView) -> None:
        """Ask for another name of a view."""
        words = self._words
        draft = self._desk.draft("view.rename", view.id, at=ACCOUNTS)
        sheet = self._sheet(words.say("Rename the view"), view.name, words.say_in("button", "Rename"), draft)

        def rename() -> None:
            name = sheet.form["name"].value() or ""
            use_case = partial(rename_view, self._desk.workspace, view.id, name)
            self._desk.change(sheet, use_case, lambda _: self._saved(sheet, view.id), otherwise=sheet.take)

        sheet.wished.connect(rename)
        sheet.open()

    def _sheet(self, heading: str, name: str, primary: str, draft: Draft) -> FormSheet:
        words = self._words
        sheet = FormSheet(self._desk.look, self._page.window(), heading, primary=primary, draft=draft)
        editor = TextEditor(self._desk.look, longest=_LONGEST)
        hint = words.say("Conditions, order, groups and columns are saved.")
        sheet.form.add("name", words.say_in("view", "Name"), editor, value=name or None, hint=hint)
        editor.line.selectAll()
        self.sheet = sheet
        return sheet

    def _saved(self, sheet: FormSheet, view_id: UUID) -> None:
        sheet.done_well()
        self._current = view_id
        self.refresh()

    def _keep(self, view: SavedView) -> None:
        use_case = partial(save_view, self._desk.workspace, view.name, self._now.content())
        notice = self._words.say("View “{name}” saved", name=view.name)
        self._desk.change(self, use_case, lambda _: self.refresh(), notice=notice)

    def _delete(self, view: SavedView) -> None:
        use_case = partial(delete_view, self._desk.workspace, view.id)
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
        saved = ShownView.of(view.content)
        return saved.query != self._now.query or (bool(saved.columns) and saved.columns != self._now.columns)

    def _name_button(self) -> None:
        words, view = self._words, self._view()
        if view is not None:
            name = view.name
            if self._is_changed(view):
                name = words.say("{view}, changed", view=name)
        elif self._now.query.conditions():
            name = words.say("not saved")
        else:
            name = words.say("whole portfolio")
        self.button.setText(words.say("View: {name}", name=name))
