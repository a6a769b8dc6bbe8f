"""The fields that can be imported, per kind: type, bounds and the words for each value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Final

from kam.core.vocabulary import (
    AccountStatus,
    Attitude,
    BusinessType,
    BuyingRole,
    Circle,
    PaymentForm,
    ScaleTerm,
    TargetMeasure,
    Term,
)
from kam.core.words import Label, label


class Kind(StrEnum):
    """What a file brings."""

    ACCOUNTS = "accounts"
    PEOPLE = "people"
    SALES = "sales"
    TARGETS = "targets"
    RECEIVABLES = "receivables"
    CONTRACTS = "contracts"


class FieldType(Enum):
    """How a cell of the field is read."""

    LINE = auto()
    NOTE = auto()
    AMOUNT = auto()
    WHOLE = auto()
    DATE = auto()
    MONTH = auto()
    FLAG = auto()
    TERM = auto()
    TERMS = auto()
    CURRENCY = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a column may fill: its name in mappings and rows, its label, how it is read, its bounds.

    ``longest`` counts characters; ``low`` and ``high`` bound numbers, both included.
    """

    name: str
    label: Label
    holds: FieldType = FieldType.LINE
    longest: int = 300
    low: int | None = None
    high: int | None = None
    vocabulary: type[Term | ScaleTerm] | None = None
    whole_year: bool = False


CODE: Final = 40
SHORT: Final = 100
PLACE: Final = 200
MAIL: Final = 254
LINE: Final = 500
NOTE: Final = 20_000

ACCOUNT_FIELDS: Final = (
    Field("external_id", label("field", "external number"), longest=SHORT),
    Field("name", label("field", "name")),
    Field("legal_name", label("field", "legal name")),
    Field("tax_number", label("field", "tax number"), longest=CODE),
    Field("tax_reason_code", label("field", "tax registration reason code"), longest=CODE),
    Field("registration_number", label("field", "registration number"), longest=CODE),
    Field("status", label("field", "status"), FieldType.TERM, vocabulary=AccountStatus),
    Field("business_type", label("field", "business type"), FieldType.TERM, vocabulary=BusinessType),
    Field("industry", label("field", "industry")),
    Field("site", label("field", "web site"), longest=LINE),
    Field("phone", label("field", "phone"), longest=SHORT),
    Field("email", label("field", "e-mail"), longest=MAIL),
    Field("address", label("field", "address"), longest=LINE),
    Field("city", label("field", "city"), longest=PLACE),
    Field("region", label("field", "region"), longest=PLACE),
    Field("postal_code", label("field", "postal code"), longest=CODE),
    Field("country", label("field", "country"), longest=SHORT),
    Field("potential", label("field", "potential"), FieldType.WHOLE, low=1, high=5),
    Field("credit_limit", label("field", "credit limit"), FieldType.AMOUNT, low=0),
    Field("deferral_days", label("field", "days of deferral"), FieldType.WHOLE, low=0, high=3650),
    Field("payment_form", label("field", "payment form"), FieldType.TERM, vocabulary=PaymentForm),
    Field("currency", label("field", "currency"), FieldType.CURRENCY),
    Field("parent", label("field", "parent company")),
    Field("owner", label("field", "account manager")),
    Field("notes", label("field", "notes"), FieldType.NOTE, longest=NOTE),
)
PERSON_FIELDS: Final = (
    Field("external_id", label("field", "external number"), longest=SHORT),
    Field("account", label("field", "account")),
    Field("full_name", label("field", "full name"), longest=LINE),
    Field("family_name", label("field", "family name"), longest=PLACE),
    Field("given_name", label("field", "given name"), longest=PLACE),
    Field("patronymic", label("field", "patronymic"), longest=PLACE),
    Field("job_title", label("field", "job title")),
    Field("department", label("field", "department")),
    Field("phone", label("field", "phone"), longest=SHORT),
    Field("mobile", label("field", "mobile phone"), longest=SHORT),
    Field("fax", label("field", "fax"), longest=SHORT),
    Field("email", label("field", "e-mail"), longest=MAIL),
    Field("birthday", label("field", "birthday"), FieldType.DATE, whole_year=True),
    Field("buying_roles", label("field", "buying roles"), FieldType.TERMS, vocabulary=BuyingRole),
    Field("circle", label("field", "circle"), FieldType.TERM, vocabulary=Circle),
    Field("influence", label("field", "influence"), FieldType.WHOLE, low=1, high=5),
    Field("attitude", label("field", "attitude"), FieldType.TERM, vocabulary=Attitude),
    Field("notes", label("field", "notes"), FieldType.NOTE, longest=NOTE),
)
SALES_FIELDS: Final = (
    Field("account", label("field", "account")),
    Field("date", label("field", "date"), FieldType.DATE),
    Field("month", label("field", "month"), FieldType.MONTH),
    Field("order_number", label("field", "order number"), longest=SHORT),
    Field("line_number", label("field", "line number"), FieldType.WHOLE, low=1, high=1_000_000),
    Field("product", label("field", "product")),
    Field("product_line", label("field", "product line"), longest=PLACE),
    Field("unit", label("field", "business unit")),
    Field("quantity", label("field", "quantity"), FieldType.AMOUNT),
    Field("revenue", label("field", "revenue"), FieldType.AMOUNT),
    Field("cost", label("field", "cost"), FieldType.AMOUNT),
    Field("currency", label("field", "currency"), FieldType.CURRENCY),
    Field("is_return", label("field", "return"), FieldType.FLAG),
)
TARGET_FIELDS: Final = (
    Field("account", label("field", "account")),
    Field("month", label("field", "month"), FieldType.MONTH),
    Field("product_line", label("field", "product line"), longest=PLACE),
    Field("measure", label("field", "measure"), FieldType.TERM, vocabulary=TargetMeasure),
    Field("amount", label("field", "target amount"), FieldType.AMOUNT, low=0),
    Field("currency", label("field", "currency"), FieldType.CURRENCY),
)
RECEIVABLE_FIELDS: Final = (
    Field("account", label("field", "account")),
    Field("document", label("field", "document"), longest=SHORT),
    Field("due_on", label("field", "due date"), FieldType.DATE),
    Field("amount", label("field", "amount owed"), FieldType.AMOUNT),
    Field("currency", label("field", "currency"), FieldType.CURRENCY),
    Field("as_of", label("field", "as of"), FieldType.DATE),
)
CONTRACT_FIELDS: Final = (
    Field("account", label("field", "account")),
    Field("number", label("field", "contract number"), longest=SHORT),
    Field("subject", label("field", "subject of the contract"), longest=LINE),
    Field("amount", label("field", "contract amount"), FieldType.AMOUNT, low=0),
    Field("currency", label("field", "currency"), FieldType.CURRENCY),
    Field("starts_on", label("field", "start"), FieldType.DATE),
    Field("ends_on", label("field", "end"), FieldType.DATE),
    Field("renews_itself", label("field", "renews itself"), FieldType.FLAG),
    Field("notice_days", label("field", "days of notice"), FieldType.WHOLE, low=0, high=3650),
    Field("sla", label("field", "service level"), FieldType.NOTE, longest=NOTE),
    Field("renewal_talks_since", label("field", "renewal talks since"), FieldType.DATE),
)
FIELDS: Final[dict[Kind, dict[str, Field]]] = {
    kind: {field.name: field for field in fields}
    for kind, fields in (
        (Kind.ACCOUNTS, ACCOUNT_FIELDS),
        (Kind.PEOPLE, PERSON_FIELDS),
        (Kind.SALES, SALES_FIELDS),
        (Kind.TARGETS, TARGET_FIELDS),
        (Kind.RECEIVABLES, RECEIVABLE_FIELDS),
        (Kind.CONTRACTS, CONTRACT_FIELDS),
    )
}
KEYS: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.ACCOUNTS: ("external_id", "tax_number", "name"),
    Kind.PEOPLE: ("external_id", "full_name", "email"),
    Kind.SALES: ("order_number", "month"),
    Kind.TARGETS: ("month",),
    Kind.RECEIVABLES: ("document",),
    Kind.CONTRACTS: ("number", "subject"),
}
"""By which field a second import knows a record again; the first that the file has, unless the mapping says.

A person's ``full_name`` counts within their account; it stands before the e-mail, which many lack.
``order_number`` goes with the line's number, ``month`` of sales with account, unit and product line, of
targets with account, product line and measure; ``document`` with account and due date; ``number`` and
``subject`` of a contract count within their account.
"""
MONTH_FIELDS: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.SALES: ("revenue", "quantity", "cost"),
    Kind.TARGETS: ("amount",),
}
"""What columns may hold whose headings are months; the first unless the mapping says."""
