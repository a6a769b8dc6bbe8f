"""Which fields each section of the dossier has, and in which columns they are kept."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kam.core.vocabulary import DossierSection
from kam.services.forms import FieldKind, FormField

if TYPE_CHECKING:
    from collections.abc import Mapping

_IDENTITY: Final = (
    FormField("name"),
    FormField("legal_name"),
    FormField("tax_number"),
    FormField("tax_reason_code"),
    FormField("registration_number"),
    FormField("external_id"),
    FormField("site"),
    FormField("phones", FieldKind.LIST, kept_in="phone"),
    FormField("email"),
    FormField("status"),
    FormField("client_since"),
    FormField("owner_id"),
    FormField("parent_id"),
)
_PORTRAIT: Final = (
    FormField("industry"),
    FormField("business_type"),
    FormField("ownership"),
    FormField("founded"),
    FormField("headcount"),
    FormField("annual_revenue", FieldKind.MONEY, kept_in="annual_revenue_minor"),
    FormField("potential"),
    FormField("business_lines"),
    FormField("earns_by"),
    FormField("their_customers"),
    FormField("market_position"),
    FormField("growth_plans"),
    FormField("pressures"),
    FormField("trusted_sources"),
    FormField("values"),
    FormField("notes"),
)
_TERMS: Final = (
    FormField("currency"),
    FormField("payment_form"),
    FormField("deferral_days"),
    FormField("credit_limit", FieldKind.MONEY, kept_in="credit_limit_minor"),
    FormField("discount", FieldKind.PERCENT, kept_in="discount_hundredths"),
    FormField("price_list"),
)
FIELDS: Final[Mapping[DossierSection, tuple[FormField, ...]]] = MappingProxyType(
    {
        DossierSection.IDENTITY: _IDENTITY,
        DossierSection.PORTRAIT: _PORTRAIT,
        DossierSection.TERMS: _TERMS,
    }
)
"""The sections that are forms over the account's own fields; the others are lists of lines."""
