"""The sheet with what is said of a document: name, kind, date, tags, contract."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kam.core.errors import ConflictError
from kam.core.vocabulary import DocumentKind
from kam.services.documents import DocumentDraft, DocumentRow, change_document
from kam.ui.desk import Desk
from kam.ui.places import account_place
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, DateEditor, Option, TextEditor, WordsEditor, options_of
from kam.ui.widgets.fields.typed import rebase

_LABELS = 96


class ChangeSheet(FormSheet):
    """Changes what is said of a document; its bytes stay."""

    stale = Signal()
    """Somebody else changed it: it is to be read anew."""

    def __init__(self, desk: Desk, parent: QWidget, row: DocumentRow, contracts: tuple[Option, ...]) -> None:
        look, words = desk.look, desk.look.words
        heading, primary = words.say_in("heading", "Document"), words.say_in("button", "Save")
        draft = desk.draft("document.change", row.id, at=account_place(row.account_id, "documents", row.id))
        super().__init__(look, parent, heading, primary=primary, draft=draft, new=False, label_width=_LABELS)
        self._desk = desk
        self._row = row
        form = self.form
        kinds = ChoiceEditor(look, options_of(look, list(DocumentKind)))
        none = words.say_in("contract", "none")
        form.add("name", words.say_in("document", "Name"), TextEditor(look), value=row.name)
        form.add("kind", words.say_in("document", "Kind"), kinds, value=row.kind)
        on = DateEditor(look, desk.today, past=True)
        form.add("on", words.say_in("document", "Date"), on, value=row.on)
        tags = WordsEditor(look, placeholder=words.say("apart by commas"))
        form.add("tags", words.say_in("document", "Tags"), tags, value=row.tags)
        contract = ChoiceEditor(look, contracts, none=none)
        form.add("contract_id", words.say_in("document", "Contract"), contract, value=row.contract_id)
        self.wished.connect(self._save)

    @property
    def document_id(self) -> UUID:
        """Which document it is."""
        return self._row.id

    def follow(self, row: DocumentRow) -> None:
        """The document was read anew: what was not touched follows, what was typed stays."""
        if row.version != self._row.version:
            self._row = row
            rebase(self.form, {name: getattr(row, name) for name in self.form.fields})

    def _save(self) -> None:
        values = self.form.values()
        if values is None:
            return
        self.set_busy(busy=True)
        row = self._row
        draft = DocumentDraft(
            **{**values, "name": values["name"] or ""},
            interaction_id=row.interaction_id,
            complaint_id=row.complaint_id,
        )
        work = partial(change_document, self._desk.workspace, row.id, draft, version=row.version)
        self._desk.change(self, work, lambda _: self.done_well(), otherwise=self._refused)

    def _refused(self, error: Exception) -> bool:
        if isinstance(error, ConflictError):
            self.stale.emit()
        return self.take(error)
