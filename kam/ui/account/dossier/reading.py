"""The sections that are forms, as lines: identity, portrait, terms."""

from __future__ import annotations

from decimal import Decimal

from kam.core.telling import Teller
from kam.services.dossier.rows import Dossier, Identity, Portrait, Terms
from kam.ui.account.dossier.facts import Fact
from kam.ui.look import Look


def identity_facts(look: Look, one: Identity, missing: frozenset[str]) -> list[Fact]:
    """Who the client is; the numbers stand together."""
    words, formats = look.words, look.formats
    numbers = " / ".join(filter(None, (one.tax_number, one.tax_reason_code)))
    lines = _Lines(missing)
    lines.add(words.say("Full name"), one.legal_name, "legal_name")
    lines.add(words.say_in("dossier", "Tax number"), numbers or None, "tax_number")
    lines.add(words.say("Registration number"), one.registration_number, "registration_number")
    lines.add(words.say("Number in our system"), one.external_id, "external_id")
    phones = ", ".join(one.phones) or None
    contact = ", ".join(filter(None, (phones, one.email))) or None
    lines.add(words.say("Phone, e-mail"), contact, "phones")
    lines.add(words.say("Website"), one.site, "site")
    since = formats.full_date(one.client_since) if one.client_since else None
    lines.add(words.say("Client since"), since, "client_since")
    lines.add(words.say("Led by"), one.owner, "owner_id")
    return lines.facts


def portrait_facts(look: Look, one: Portrait, missing: frozenset[str]) -> list[Fact]:
    """What kind of business it is; short values that belong together share a line."""
    words = look.words
    kind = words.of(one.business_type.label) if one.business_type else None
    lines = _Lines(missing)
    what = "; ".join(filter(None, (kind, one.industry))) or None
    lines.add(words.say("Type, industry"), what, "industry" if one.industry is None else "business_type")
    lines.add(words.say("Size"), _size(look, one), "headcount" if not one.headcount else "annual_revenue")
    potential = words.say("{step} of 5", step=one.potential) if one.potential is not None else None
    lines.add(words.say_in("dossier", "Potential"), potential, "potential")
    founded = words.say("since {year}", year=one.founded) if one.founded else None
    owned = ", ".join(filter(None, (one.ownership, founded))) or None
    lines.add(words.say("Owners, founded"), owned, "ownership")
    for name, text, field in (
        (words.say("Lines of business"), one.business_lines, "business_lines"),
        (words.say("Earns by"), one.earns_by, "earns_by"),
        (words.say("Their customers"), one.their_customers, "their_customers"),
        (words.say("Market"), one.market_position, "market_position"),
        (words.say("Growth plans"), one.growth_plans, "growth_plans"),
        (words.say("Pressures"), one.pressures, "pressures"),
        (words.say("Sources they trust"), one.trusted_sources, "trusted_sources"),
        (words.say("Value for them"), one.values, "values"),
        (words.say("Notes"), one.notes, "notes"),
    ):
        lines.add(name, text, field)
    return lines.facts


def terms_facts(look: Look, one: Terms, missing: frozenset[str]) -> list[Fact]:
    """On what terms we sell."""
    words = look.words
    teller = Teller(words, look.formats)
    lines = _Lines(missing)
    form = words.of(one.payment_form.label) if one.payment_form else None
    days = (
        words.say_many("{count} day", "{count} days", one.deferral_days)
        if one.deferral_days is not None
        else None
    )
    payment = ", ".join(filter(None, (form, days))) or None
    lines.add(words.say("Payment"), payment, "payment_form" if form is None else "deferral_days")
    limit = teller.shown(one.credit_limit) if one.credit_limit is not None else None
    lines.add(words.say("Credit limit"), limit, "credit_limit")
    discount = _percent(look, one.discount) if one.discount is not None else None
    price = ", ".join(filter(None, (one.price_list, discount))) or None
    lines.add(words.say("Price list, discount"), price, "price_list")
    lines.add(words.say("Currency"), one.currency, "currency")
    return lines.facts


def missing_fields(dossier: Dossier) -> frozenset[str]:
    """The fields of the forms that are asked for and empty."""
    return frozenset(each.field for each in dossier.completeness.missing)


def _size(look: Look, one: Portrait) -> str | None:
    words = look.words
    people = None
    if one.headcount is not None:
        number = look.formats.number(one.headcount)
        people = words.say_many("{number} person", "{number} people", one.headcount, number=number)
    revenue = None
    if one.annual_revenue is not None:
        short = look.formats.money(one.annual_revenue.minor, one.annual_revenue.currency)
        revenue = words.say("{sum} a year", sum=short)
    return ", ".join(filter(None, (people, revenue))) or None


def _percent(look: Look, percent: Decimal) -> str:
    """With as many decimals as it has."""
    exponent = percent.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return look.formats.percent(percent / 100, places)


class _Lines:
    """Gathers lines: a value that is there, or one that is missing and asked for."""

    def __init__(self, missing: frozenset[str]) -> None:
        self._missing = missing
        self.facts: list[Fact] = []

    def add(self, name: str, text: str | None, field: str) -> None:
        """One more line; what is empty and not asked for says nothing."""
        if text is not None:
            self.facts.append(Fact(name, text, field))
        elif field in self._missing:
            self.facts.append(Fact(name, None, field))
