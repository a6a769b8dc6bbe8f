"""Changing one or many clients at once: only what is touched changes, in one step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from kam.analysis.segments import POTENTIAL_SCALE
from kam.core.vocabulary import AccountStatus, BusinessType, KeyGroup, Overridden, Term
from kam.services.accounts.editing import bulk_update
from kam.services.drafts import together
from kam.services.portfolio.rows import PortfolioRow
from kam.services.settings.colleagues import ColleagueRow, list_colleagues
from kam.ui.desk import Desk
from kam.ui.places import ACCOUNTS
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import LongTextEditor, Option, TextEditor, options_of
from kam.ui.widgets.fields.mixed import MIXED, add_choice, in_common

_READ: Final = {
    "status": lambda row: row.status,
    "owner_id": lambda row: row.owner_id,
    "potential": lambda row: row.potential,
    "business_type": lambda row: row.business_type,
    "industry": lambda row: row.industry,
    "key_group": lambda row: row.key_group,
}


class BulkSheet(FormSheet):
    """Shows what the clients have in common; a field that is left alone changes nothing."""

    def __init__(self, desk: Desk, page: QWidget, rows: Sequence[PortfolioRow]) -> None:
        words = desk.look.words
        one = len(rows) == 1
        heading = words.say_many("Change {count} client", "Change {count} clients", len(rows))
        super().__init__(
            desk.look,
            page.window(),
            words.say("Change “{name}”", name=rows[0].name) if one else heading,
            "" if one else words.say("Only what you touch changes, for all of them at once."),
            primary=words.say_in("button", "Change"),
            draft=desk.draft("account.change", together(row.id for row in rows), at=ACCOUNTS),
            new=False,
            label_width=140,
            width=560,
        )
        self._desk = desk
        self._rows = rows
        self.form.setEnabled(False)
        self.wished.connect(self._change)
        desk.read(self, partial(list_colleagues, desk.workspace), self._fill)

    def _fill(self, colleagues: list[ColleagueRow]) -> None:
        """The fields come when it is known who there is to choose from."""
        look, words = self.look, self.look.words
        owned = {row.owner_id for row in self._rows}
        owners: list[Option] = [
            (each.id, each.name) for each in colleagues if each.left_on is None or each.id in owned
        ]
        scale = [(step, look.formats.number(step)) for step in POTENTIAL_SCALE]
        kinds = options_of(look, tuple(BusinessType))
        statuses = options_of(look, tuple(AccountStatus))
        self._add_choice("status", words.say_in("account", "Status"), statuses)
        self._add_choice("owner_id", words.say_in("account", "Owner"), [(None, words.say("nobody")), *owners])
        none = (None, words.say("not set"))
        self._add_choice("potential", words.say_in("account", "Potential"), [none, *scale])
        self._add_choice("business_type", words.say_in("account", "Business type"), [none, *kinds])
        industry = self._common("industry")
        editor = TextEditor(look, placeholder=words.say("different") if industry is MIXED else "")
        shown = None if industry is MIXED else industry
        self.form.add("industry", words.say_in("account", "Industry"), editor, value=shown)
        groups = options_of(look, tuple(KeyGroup))
        hint = words.say("What computation suggests is set by hand then, and wants a reason.")
        self._add_choice("key_group", words.say_in("account", "Key group"), groups, hint=hint)
        self.form.add("reason", words.say_in("field", "Reason"), LongTextEditor(look, lines=2))
        self.form["key_group"].changed.connect(self._show_reason)
        self._show_reason()
        self.form.setEnabled(True)
        self.form["status"].setFocus()

    def _add_choice(self, name: str, text: str, options: Sequence[Option], *, hint: str = "") -> None:
        add_choice(self.form, name, text, options, self._common(name), hint=hint)

    def _common(self, name: str) -> Any:
        return in_common([_READ[name](row) for row in self._rows])

    def _show_reason(self) -> None:
        field = self.form.fields["key_group"]
        self.form.fields["reason"].setVisible(field.is_changed())
        self.adjustSize()

    def _change(self) -> None:
        changed = self.form.changed_values()
        if changed is None:
            return
        reason = changed.pop("reason", None)
        by_hand: dict[Overridden, Term] = {}
        if isinstance(group := changed.pop("key_group", None), KeyGroup):
            by_hand[Overridden.KEY_GROUP] = group
        if not changed and not by_hand:
            self.done_well()
            return
        words = self.look.words
        notice = words.say_many("{count} client changed", "{count} clients changed", len(self._rows))
        ids = [row.id for row in self._rows]
        use_case = partial(bulk_update, self._desk.workspace, ids, changed, by_hand, str(reason or ""))
        self._desk.save(self, use_case, notice=notice, undoable=True)
