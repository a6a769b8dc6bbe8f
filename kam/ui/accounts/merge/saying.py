"""What a merge decides about, in words: fields, their values, and what goes over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from kam.core.telling import Teller
from kam.core.words import Label, PluralLabel, label, plural
from kam.ui.look import Look

FIELDS: Final[Mapping[str, Label]] = {
    "external_id": label("account", "Number"),
    "name": label("account", "Name"),
    "legal_name": label("account", "Legal name"),
    "tax_number": label("account", "Tax number"),
    "tax_reason_code": label("account", "Tax reason code"),
    "registration_number": label("account", "Registration number"),
    "site": label("account", "Website"),
    "phone": label("account", "Phones"),
    "email": label("account", "E-mail"),
    "logo_sha256": label("account", "Logo"),
    "owner_id": label("account", "Owner"),
    "status": label("account", "Status"),
    "potential": label("account", "Potential"),
    "client_since": label("account", "Client since"),
    "industry": label("account", "Industry"),
    "business_type": label("account", "Business type"),
    "ownership": label("account", "Owners"),
    "founded": label("account", "Founded"),
    "headcount": label("account", "People"),
    "annual_revenue_minor": label("account", "Revenue a year"),
    "business_lines": label("account", "Lines of business"),
    "earns_by": label("account", "Earns by"),
    "their_customers": label("account", "Their customers"),
    "market_position": label("account", "Market"),
    "growth_plans": label("account", "Growth plans"),
    "pressures": label("account", "Pressures"),
    "trusted_sources": label("account", "Sources they trust"),
    "values": label("account", "Value for them"),
    "notes": label("account", "Notes"),
    "currency": label("account", "Currency"),
    "payment_form": label("account", "Payment"),
    "deferral_days": label("account", "Deferral, days"),
    "credit_limit_minor": label("account", "Credit limit"),
    "discount_hundredths": label("account", "Discount"),
    "price_list": label("account", "Price list"),
}
TWINS: Final[Mapping[str, Label]] = {
    "monthly_sales": label("account merge", "Sales of the same months"),
    "target": label("account merge", "Targets of the same months"),
    "client_spend": label("account merge", "Spend of the same year"),
    "whitespace_cell": label("account merge", "The same whitespace"),
}
"""Figures that both can have, and whose side can be chosen."""
ADDED_UP: Final = frozenset({"monthly_sales", "target"})
"""Of these both parts are added up unless a side is chosen; of the others the later one counts."""
MOVED: Final[Mapping[str, PluralLabel]] = {
    "stakeholder": plural("{count} person", "{count} people"),
    "interaction": plural("{count} meeting or note", "{count} meetings and notes"),
    "commitment": plural("{count} promise", "{count} promises"),
    "complaint": plural("{count} complaint", "{count} complaints"),
    "contract": plural("{count} contract", "{count} contracts"),
    "order_line": plural("{count} order line", "{count} order lines"),
    "monthly_sales": plural("{count} month of sales", "{count} months of sales"),
    "document": plural("{count} document", "{count} documents"),
}
"""What goes over and is named; the rest is counted together."""


@dataclass(frozen=True, slots=True)
class MergeWords:
    """Says fields and values; money in the currency of its side."""

    look: Look
    colleagues: Mapping[UUID, str]

    def field(self, name: str) -> str:
        """What a field is called."""
        return self.look.words.of(FIELDS[name])

    def value(self, name: str, value: Any, currency: str) -> str:
        """A value as it stands in its field."""
        formats, words = self.look.formats, self.look.words
        match name:
            case "owner_id":
                text = self.colleagues.get(value, "—")
            case "logo_sha256":
                text = words.say("a logo of its own")
            case "annual_revenue_minor" | "credit_limit_minor":
                text = formats.money(value, currency)
            case "discount_hundredths":
                text = formats.percent(Decimal(value) / 10_000, 2 if value % 100 else 0)
            case "founded":
                text = str(value)
            case _:
                if isinstance(value, int):
                    text = formats.number(value)
                else:
                    text = Teller(words, formats).shown(value).replace("\n", ", ")
        return text

    def moves(self, counts: Mapping[str, int]) -> str:
        """What goes over: «3 человека, 12 встреч и заметок, ещё 5 записей»."""
        words = self.look.words
        told = [words.count(said, counts[name]) for name, said in MOVED.items() if counts.get(name)]
        rest = sum(count for name, count in counts.items() if name not in MOVED)
        if rest:
            told.append(words.say_many("{count} more record", "{count} more records", rest))
        return ", ".join(told)

    def filled(self, names: tuple[str, ...]) -> str:
        """The fields that only the other one has."""
        return ", ".join(self.field(name) for name in names)
