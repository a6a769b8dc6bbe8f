"""The draft of forms: kept while one types, put back when they are opened again, discarded on wish."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet

from PySide6.QtWidgets import QWidget

from kam.ui.draft_keeper import DraftKeeper
from kam.ui.drafts import Draft, Payload
from kam.ui.look import Look
from kam.ui.widgets.fields.form import Form
from kam.ui.widgets.fields.typed import Plain, reset, retype, typed_into
from kam.ui.widgets.restored_note import RestoredNote


class FormDraft:
    """Forms by name that are saved together.

    The owner puts ``note`` over them, calls ``begin`` when they are shown and ``end`` when all is over.
    """

    def __init__(
        self, look: Look, draft: Draft, title: str, forms: Mapping[str, Form], owner: QWidget
    ) -> None:
        self._forms = dict(forms)
        self._owner = owner
        self._touched = False
        self._begun: dict[str, dict[str, Plain]] = {}
        self.came_back: Callable[[AbstractSet[str]], None] | None = None
        """Hears into which forms something came back."""
        self.note = RestoredNote(look)
        self.keeper = DraftKeeper(draft, title, self.contents, owner)
        self.note.discarded.connect(self.discard)
        for form in self._forms.values():
            form.changed.connect(self._touch)

    def begin(self) -> None:
        """The forms are shown: what was filled in beforehand is nothing typed; put back what was."""
        self._begun = self._typed()
        self.keeper.ask(self._restore)

    def contents(self) -> Payload | None:
        """What was typed, form by form; None where nothing was."""
        typed = self._typed()
        return typed if any(typed.values()) and typed != self._begun else None

    def discard(self) -> None:
        """Show the forms as if nothing had been typed."""
        self.note.hide()
        for name, form in self._forms.items():
            reset(form)
            retype(form, self._begun.get(name, {}))
        self.keeper.drop()

    def end(self) -> None:
        """It is saved, or given up."""
        self.keeper.drop()

    def _typed(self) -> dict[str, dict[str, Plain]]:
        return {name: typed_into(form) for name, form in self._forms.items()}

    def _restore(self, contents: Payload, moment: str) -> None:
        """Put back what was kept, but never over what was typed in the meantime."""
        touched = self._touched
        for name, form in self._forms.items():
            kept = contents.get(name)
            typed = typed_into(form) if touched else {}
            if isinstance(kept, dict):
                retype(form, {field: value for field, value in kept.items() if field not in typed})
        if self.contents() is None:
            self.keeper.drop()
            return
        self.note.tell(moment)
        if self.came_back is not None:
            self.came_back({name for name, typed in self._typed().items() if typed})
        self.keeper.touch()

    def _touch(self) -> None:
        self._touched = True
        self.keeper.touch()
