"""The sheets in which lines of the dossier are added and changed, one for each kind of line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from kam.core.vocabulary import AddressKind, TeamRole
from kam.core.words import Label, label
from kam.services.dossier import (
    AddressDraft,
    CompetitorDraft,
    ContractDraft,
    Draft,
    SpecialTermDraft,
    TeamDraft,
    UnitDraft,
)
from kam.services.dossier.rows import (
    AddressLine,
    CompetitorLine,
    ContractLine,
    SpecialTermLine,
    TeamLine,
    UnitLine,
)
from kam.ui.account.dossier.choices import Reading, currency_editor
from kam.ui.desk import Desk
from kam.ui.widgets.fields import (
    ChoiceEditor,
    CountEditor,
    DateEditor,
    Form,
    LongTextEditor,
    MoneyEditor,
    ScaleEditor,
    TextEditor,
    YesNoEditor,
    options_of,
)
from kam.ui.widgets.fields.suggesting import suggesting

THREATS: Final = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class PartKind:
    """A kind of line: what its sheet is called, which fields it has, what they become."""

    line: type
    draft: type[Any]
    code: str
    added: Label
    """The heading of the sheet for a new line."""
    changed: Label
    removed: Label
    """What the notice says when one was deleted."""
    build: Callable[[Form, Desk, Reading, Any], None]
    make: Callable[[dict[str, Any]], Draft]


def _contract(form: Form, desk: Desk, reading: Reading, line: ContractLine | None) -> None:
    look, words = desk.look, desk.look.words
    amount = line.amount if line else None
    currency = amount.currency if amount else reading.dossier.terms.currency
    form.add("number", words.say_in("contract", "Number"), TextEditor(look))
    form.add("subject", words.say_in("contract", "Subject"), TextEditor(look))
    sum_editor = MoneyEditor(look, currency)
    form.add("amount", words.say_in("contract", "Amount"), sum_editor)
    form.add("currency", words.say("Currency"), currency_editor(desk, sum_editor, currency), value=currency)
    form.add("starts_on", words.say_in("contract", "Begins"), DateEditor(look, desk.today, past=True))
    form.add("ends_on", words.say_in("contract", "Ends"), DateEditor(look, desk.today))
    notice = CountEditor(look, words.say_in("unit", "days"))
    form.add("notice_days", words.say("Notice before the end"), notice)
    form.add("renews_itself", words.say("Renewal"), YesNoEditor(look, words.say("Renews itself")))
    form.add("sla", words.say("SLA"), TextEditor(look))
    talks = DateEditor(look, desk.today, past=True)
    form.add("renewal_talks_since", words.say("Talks on renewal since"), talks)


def _term(form: Form, desk: Desk, reading: Reading, line: SpecialTermLine | None) -> None:
    del line
    look, words = desk.look, desk.look.words
    form.add("what", words.say("What was agreed"), LongTextEditor(look, lines=2))
    form.add("since", words.say_in("term", "From"), DateEditor(look, desk.today, past=True))
    form.add("until", words.say_in("term", "Until"), DateEditor(look, desk.today))
    nobody = words.say_in("colleague", "nobody")
    form.add("approved_by_id", words.say("Approved by"), ChoiceEditor(look, reading.colleagues, none=nobody))


def _unit(form: Form, desk: Desk, reading: Reading, line: UnitLine | None) -> None:
    del reading, line
    look, words = desk.look, desk.look.words
    form.add("name", words.say_in("field", "Name"), TextEditor(look))
    form.add("notes", words.say("Notes"), LongTextEditor(look))


def _competitor(form: Form, desk: Desk, reading: Reading, line: CompetitorLine | None) -> None:
    del line
    look, words = desk.look, desk.look.words
    form.add("competitor", words.say_in("field", "Competitor"), suggesting(look, reading.competitors))
    lines = ChoiceEditor(look, reading.product_lines, none=words.say("all or not known"))
    form.add("product_line_id", words.say("Product line"), lines)
    form.add("share_percent", words.say_in("competitor", "Share"), CountEditor(look, "%"))
    form.add("threat", words.say("Threat"), ScaleEditor(look, THREATS, none="—"))
    form.add("strengths", words.say("Good at"), LongTextEditor(look, lines=2))
    form.add("weaknesses", words.say("Weak at"), LongTextEditor(look, lines=2))
    form.add("seen_on", words.say("Last seen"), DateEditor(look, desk.today, past=True))


def _member(form: Form, desk: Desk, reading: Reading, line: TeamLine | None) -> None:
    look, words = desk.look, desk.look.words
    names = tuple(text for _, text in reading.colleagues)
    hint = "" if line else words.say("A name that nobody of us has yet makes a new colleague.")
    form.add("colleague", words.say_in("field", "Who"), suggesting(look, names), hint=hint)
    form.add("role", words.say_in("field", "Role"), ChoiceEditor(look, options_of(look, list(TeamRole))))


def _address(form: Form, desk: Desk, reading: Reading, line: AddressLine | None) -> None:
    del reading, line
    look, words = desk.look, desk.look.words
    form.add("kind", words.say_in("field", "Kind"), ChoiceEditor(look, options_of(look, list(AddressKind))))
    form.add("line", words.say("Street, building"), TextEditor(look))
    form.add("city", words.say_in("address", "City"), TextEditor(look))
    form.add("region", words.say_in("address", "Region"), TextEditor(look))
    form.add("postal_code", words.say("Postal code"), TextEditor(look))
    form.add("country", words.say_in("address", "Country"), TextEditor(look))


def _contract_draft(values: dict[str, Any]) -> Draft:
    return ContractDraft(**{name: value for name, value in values.items() if name != "currency"})


def _competitor_draft(values: dict[str, Any]) -> Draft:
    return CompetitorDraft(**{**values, "competitor": values["competitor"] or ""})


def _member_draft(values: dict[str, Any]) -> Draft:
    return TeamDraft(values["colleague"] or "", values["role"] or TeamRole.OTHER, make_new=True)


CONTRACT: Final = PartKind(
    ContractLine,
    ContractDraft,
    "contract",
    label("heading", "New contract"),
    label("heading", "Contract"),
    label("notice", "The contract is deleted."),
    _contract,
    _contract_draft,
)
TERM: Final = PartKind(
    SpecialTermLine,
    SpecialTermDraft,
    "term",
    label("heading", "New special term"),
    label("heading", "Special term"),
    label("notice", "The special term is deleted."),
    _term,
    lambda values: SpecialTermDraft(**{**values, "what": values["what"] or ""}),
)
UNIT: Final = PartKind(
    UnitLine,
    UnitDraft,
    "unit",
    label("heading", "New business unit"),
    label("heading", "Business unit"),
    label("notice", "The business unit is deleted."),
    _unit,
    lambda values: UnitDraft(**{**values, "name": values["name"] or ""}),
)
COMPETITOR: Final = PartKind(
    CompetitorLine,
    CompetitorDraft,
    "competitor",
    label("heading", "New competitor"),
    label("heading", "Competitor"),
    label("notice", "The competitor is deleted from this client."),
    _competitor,
    _competitor_draft,
)
MEMBER: Final = PartKind(
    TeamLine,
    TeamDraft,
    "member",
    label("heading", "One more of us"),
    label("heading", "One of us on the account"),
    label("notice", "Taken out of the team."),
    _member,
    _member_draft,
)
ADDRESS: Final = PartKind(
    AddressLine,
    AddressDraft,
    "address",
    label("heading", "New address"),
    label("heading", "Address"),
    label("notice", "The address is deleted."),
    _address,
    lambda values: AddressDraft(**values),
)
KINDS: Final = (CONTRACT, TERM, UNIT, COMPETITOR, MEMBER, ADDRESS)


def kind_of(line: object) -> PartKind:
    """The kind that a line is of; LookupError for what is no line."""
    for kind in KINDS:
        if type(line) is kind.line:
            return kind
    message = f"{type(line).__name__} is no line of the dossier"
    raise LookupError(message)


def values_of(line: object, form: Form) -> dict[str, Any]:
    """What the fields of a line's form hold; the currency of a sum stands in the sum."""
    return {name: getattr(line, name) for name in form.fields if hasattr(line, name)}
