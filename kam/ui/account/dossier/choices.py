"""What the editors of the dossier offer: us, the competitors, what we sell, other accounts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from uuid import UUID

from kam.core.vocabulary import FoundKind
from kam.services.dossier import Dossier, read_dossier
from kam.services.palette import PaletteHit, palette_hits
from kam.services.settings.colleagues import list_colleagues
from kam.services.settings.competitors import list_competitors
from kam.services.settings.product_lines import list_product_lines
from kam.ui.desk import Desk
from kam.ui.widgets.fields import ChoiceEditor, MoneyEditor, Option
from kam.ui.widgets.fields.typed import Plain
from kam.ui.widgets.people_picker import Answer, Candidate, PeoplePicker

_CURRENCIES: Final = ("RUB", "USD", "EUR", "GBP", "CNY", "KZT", "BYN", "UZS", "TRY")


@dataclass(frozen=True, slots=True)
class Reading:
    """A dossier and what can be chosen in its editors."""

    dossier: Dossier
    colleagues: tuple[Option, ...]
    """Who is here, by identity; who has left stays to be chosen where they are named already."""
    competitors: tuple[str, ...]
    product_lines: tuple[Option, ...]

    def colleague(self, name: str) -> UUID | None:
        """One of us by name."""
        return next((each for each, text in self.colleagues if text == name), None)


def read_all(desk: Desk, account_id: UUID) -> Reading:
    """The dossier of an account as of now, and what its editors offer."""
    dossier = read_dossier(desk.workspace, account_id, as_of=desk.now())
    named = {dossier.identity.owner_id, *(term.approved_by_id for term in dossier.terms.special)}
    return Reading(
        dossier=dossier,
        colleagues=tuple(
            (each.id, each.name)
            for each in list_colleagues(desk.workspace)
            if each.left_on is None or each.id in named
        ),
        competitors=tuple(each.name for each in list_competitors(desk.workspace)),
        product_lines=tuple(
            (each.id, "\u2003" * each.depth + each.name)
            for each in list_product_lines(desk.workspace)
            if each.retired_on is None or any(line.product_line_id == each.id for line in dossier.competitors)
        ),
    )


class AccountPicker(PeoplePicker):
    """An account, found by typing; its value is the account's identity."""

    def __init__(self, desk: Desk, known: dict[UUID, str], *, besides: UUID) -> None:
        """``known`` are names of accounts that may be shown; ``besides`` is not offered."""
        super().__init__(
            desk.look, self._search_accounts, placeholder=desk.look.words.say("Name of a client")
        )
        self._desk = desk
        self._known = dict(known)
        self._besides = besides
        self._popup.setAccessibleName(desk.look.words.say("Clients found"))

    def value(self) -> UUID | None:  # type: ignore[override]  # one account, not people
        """The account."""
        picked = super().value()
        return picked.id if isinstance(picked, Candidate) and isinstance(picked.id, UUID) else None

    def set_value(self, value: Any) -> None:
        """Show an account by its identity."""
        candidate = None if value is None else Candidate(value, self._known.get(value, "?"))
        super().set_value(candidate)

    def said(self, value: Any) -> str:
        """The name of an account."""
        return "" if value is None else self._known.get(value, "?")

    def typed(self) -> Plain:
        """Identity and name of what is picked."""
        value = self.value()
        return None if value is None else [str(value), self.said(value)]

    def retype(self, typed: object) -> None:
        """Show what was picked before."""
        if isinstance(typed, list) and len(typed) == 2:  # noqa: PLR2004 - identity and name
            self._known[UUID(str(typed[0]))] = str(typed[1])
            self.set_value(UUID(str(typed[0])))
        else:
            self.set_value(None)

    def _search_accounts(self, text: str, answer: Answer) -> None:
        def found(hits: list[PaletteHit]) -> None:
            self._known |= {hit.id: hit.title for hit in hits}
            answer([Candidate(hit.id, hit.title) for hit in hits if hit.id != self._besides])

        work = partial(palette_hits, self._desk.workspace, text, kinds=[FoundKind.ACCOUNT], limit=8)
        self._desk.read(self, work, found, key="accounts")


def currency_editor(desk: Desk, amount: MoneyEditor, currency: str) -> ChoiceEditor:
    """The currency of a sum; the sum beside it is read in it."""
    codes = dict.fromkeys((currency, desk.currency, *_CURRENCIES))
    editor = ChoiceEditor(desk.look, [(code, code) for code in codes])
    editor.set_value(currency)
    editor.changed.connect(lambda: amount.set_currency(str(editor.value())))
    return editor
