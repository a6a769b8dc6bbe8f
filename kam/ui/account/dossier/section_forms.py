"""The forms of the sections over the account's own fields: identity, portrait, terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from kam.core.vocabulary import AccountStatus, BusinessType, DossierSection, PaymentForm
from kam.services.dossier import Dossier
from kam.services.dossier.sections import FIELDS
from kam.ui.account.dossier.choices import AccountPicker, Reading, currency_editor
from kam.ui.account.dossier.facts import NAME_WIDTH
from kam.ui.desk import Desk
from kam.ui.widgets.fields import (
    ChoiceEditor,
    CountEditor,
    DateEditor,
    Form,
    LongTextEditor,
    MoneyEditor,
    PercentEditor,
    ScaleEditor,
    TextEditor,
    WordsEditor,
    options_of,
)
from kam.ui.widgets.fields.year import YearEditor

POTENTIAL: Final = (1, 2, 3, 4, 5)
_LINES: Final = 2


def form_of(section: DossierSection, desk: Desk, reading: Reading) -> Form:
    """The form of a section, showing what is known now."""
    form = Form(desk.look, label_width=NAME_WIDTH)
    _BUILDERS[section](form, desk, reading)
    form.set_values(values_of(section, reading.dossier))
    return form


def values_of(section: DossierSection, dossier: Dossier) -> dict[str, Any]:
    """What the fields of a section hold."""
    rows = {
        DossierSection.IDENTITY: dossier.identity,
        DossierSection.PORTRAIT: dossier.portrait,
        DossierSection.TERMS: dossier.terms,
    }
    return {field.name: getattr(rows[section], field.name) for field in FIELDS[section]}


def version_of(section: DossierSection, dossier: Dossier) -> int:
    """The version of a section, to be handed back when it is saved."""
    versions = {
        DossierSection.IDENTITY: dossier.identity.version,
        DossierSection.PORTRAIT: dossier.portrait.version,
        DossierSection.TERMS: dossier.terms.version,
    }
    return versions[section]


def _identity(form: Form, desk: Desk, reading: Reading) -> None:
    look, words = desk.look, desk.look.words
    holding = {line.id: line.name for line in reading.dossier.identity.holding}
    form.add("name", words.say_in("field", "Name"), TextEditor(look))
    form.add("legal_name", words.say("Full name"), TextEditor(look))
    form.add("tax_number", words.say("Tax number"), TextEditor(look))
    form.add("tax_reason_code", words.say("Tax reason code"), TextEditor(look))
    form.add("registration_number", words.say("Registration number"), TextEditor(look))
    form.add("external_id", words.say("Number in our system"), TextEditor(look))
    form.add("phones", words.say_in("field", "Phones"), WordsEditor(look))
    form.add("email", words.say_in("field", "E-mail"), TextEditor(look))
    form.add("site", words.say("Website"), TextEditor(look))
    form.add(
        "status", words.say_in("field", "Status"), ChoiceEditor(look, options_of(look, list(AccountStatus)))
    )
    form.add("client_since", words.say("Client since"), DateEditor(look, desk.today, past=True))
    nobody = words.say_in("colleague", "nobody")
    form.add("owner_id", words.say("Led by"), ChoiceEditor(look, reading.colleagues, none=nobody))
    picker = AccountPicker(desk, holding, besides=reading.dossier.account_id)
    form.add("parent_id", words.say("Parent company"), picker)


def _portrait(form: Form, desk: Desk, reading: Reading) -> None:
    look, words = desk.look, desk.look.words
    unknown = words.say_in("choice", "not known")
    kinds = ChoiceEditor(look, options_of(look, list(BusinessType)), none=unknown)
    form.add("business_type", words.say("Business type"), kinds)
    form.add("industry", words.say("Industry"), TextEditor(look))
    form.add("headcount", words.say("People"), CountEditor(look, words.say_in("unit", "people")))
    form.add("annual_revenue", words.say("Revenue a year"), MoneyEditor(look, reading.dossier.terms.currency))
    potential = ScaleEditor(look, POTENTIAL, none="—")
    form.add("potential", words.say_in("dossier", "Potential"), potential)
    form.add("ownership", words.say("Owners"), TextEditor(look))
    form.add("founded", words.say("Founded"), YearEditor(look))
    for name, text in (
        ("business_lines", words.say("Lines of business")),
        ("earns_by", words.say("Earns by")),
        ("their_customers", words.say("Their customers")),
        ("market_position", words.say("Market")),
        ("growth_plans", words.say("Growth plans")),
        ("pressures", words.say("Pressures")),
        ("trusted_sources", words.say("Sources they trust")),
        ("values", words.say("Value for them")),
        ("notes", words.say("Notes")),
    ):
        form.add(name, text, LongTextEditor(look, lines=_LINES))


def _terms(form: Form, desk: Desk, reading: Reading) -> None:
    look, words = desk.look, desk.look.words
    unknown = words.say_in("choice", "not known")
    forms = ChoiceEditor(look, options_of(look, list(PaymentForm)), none=unknown)
    currency = reading.dossier.terms.currency
    form.add("payment_form", words.say("Payment"), forms)
    form.add("deferral_days", words.say("Deferral"), CountEditor(look, words.say_in("unit", "days")))
    limit = MoneyEditor(look, currency)
    form.add("credit_limit", words.say("Credit limit"), limit)
    form.add("price_list", words.say("Price list"), TextEditor(look))
    form.add("discount", words.say_in("field", "Discount"), PercentEditor(look))
    form.add("currency", words.say("Currency"), currency_editor(desk, limit, currency))


_BUILDERS: Final[Mapping[DossierSection, Callable[[Form, Desk, Reading], None]]] = MappingProxyType(
    {
        DossierSection.IDENTITY: _identity,
        DossierSection.PORTRAIT: _portrait,
        DossierSection.TERMS: _terms,
    }
)
