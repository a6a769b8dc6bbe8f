"""The sheet with everything about a cell of the whitespace."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kam.core.vocabulary import WhitespaceStage
from kam.services.dossier import CellDraft, set_whitespace_cell
from kam.services.drafts import together
from kam.ui.account.whitespace.keys import CellPlace
from kam.ui.desk import Desk
from kam.ui.places import account_place
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, DateEditor, LongTextEditor, MoneyEditor, options_of
from kam.ui.widgets.fields.suggesting import suggesting

_LABELS = 132
_WIDTH = 520


class CellSheet(FormSheet):
    """How far a line is won in a unit, what could be, and against whom; ``tab`` is where it was opened."""

    def __init__(  # what a cell is of, and where
        self,
        desk: Desk,
        over: QWidget,
        account_id: UUID,
        place: CellPlace,
        *,
        currency: str,
        competitors: tuple[str, ...],
        tab: str,
    ) -> None:
        words, cell = desk.look.words, place.cell
        of = together(each for each in (place.product_line_id, place.unit_id) if each is not None)
        super().__init__(
            desk.look,
            over,
            words.say("{line}, {unit}", line=place.line, unit=place.unit),
            primary=words.say_in("button", "Save"),
            draft=desk.draft("dossier.cell", account_id, of, at=account_place(account_id, tab)),
            new=cell is None,
            label_width=_LABELS,
            width=_WIDTH,
        )
        self._desk = desk
        self._account_id = account_id
        self._place = place
        known = cell.potential.currency if cell and cell.potential else currency
        self._add_fields(known, competitors)
        self.wished.connect(self._save)

    def _add_fields(self, currency: str, competitors: tuple[str, ...]) -> None:
        look, words, form, cell = self.look, self.look.words, self.form, self._place.cell
        form.add(
            "stage",
            words.say_in("whitespace", "How far"),
            ChoiceEditor(look, options_of(look, list(WhitespaceStage))),
        )
        rival = words.say_in("field", "Competitor")
        form.add("competitor", rival, suggesting(look, competitors))
        form.add("potential", words.say("Could be a year"), MoneyEditor(look, currency))
        today = DateEditor(look, self._desk.today, past=True)
        form.add("on", words.say_in("whitespace", "As of"), today)
        form.add("note", words.say_in("field", "Note"), LongTextEditor(look, lines=2))
        if cell is None:
            form.set_values({"stage": WhitespaceStage.POTENTIAL})
        else:
            form.set_values({name: getattr(cell, name) for name in form.fields})

    def _save(self) -> None:
        values = self.form.values() or {}
        place = self._place
        draft = CellDraft(place.product_line_id, place.unit_id, **values)
        version = place.cell.version if place.cell else None
        work = partial(set_whitespace_cell, self._desk.workspace, self._account_id, draft, version=version)
        self._desk.save(self, work)
