"""What a file brought, typed: one frozen row per record. ``row`` is its number in the source.

None means that the file says nothing: no such column, or an empty cell. An import leaves that field alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from kam.core.periods import Month
from kam.core.vocabulary import (
    AccountStatus,
    Attitude,
    BusinessType,
    BuyingRole,
    Circle,
    PaymentForm,
    TargetMeasure,
)


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A client. ``parent`` is the external number or name of its holding, ``owner`` the name of our KAM."""

    row: int
    external_id: str | None = None
    name: str | None = None
    legal_name: str | None = None
    tax_number: str | None = None
    tax_reason_code: str | None = None
    registration_number: str | None = None
    status: AccountStatus | None = None
    business_type: BusinessType | None = None
    industry: str | None = None
    site: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None
    potential: int | None = None
    credit_limit: Decimal | None = None
    deferral_days: int | None = None
    payment_form: PaymentForm | None = None
    currency: str | None = None
    parent: str | None = None
    owner: str | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person at a client. ``account`` is its number, tax number or name; a full name is in parts."""

    row: int
    account: str
    external_id: str | None = None
    family_name: str | None = None
    given_name: str | None = None
    patronymic: str | None = None
    job_title: str | None = None
    department: str | None = None
    phone: str | None = None
    mobile: str | None = None
    fax: str | None = None
    email: str | None = None
    birthday: date | None = None
    buying_roles: tuple[BuyingRole, ...] | None = None
    circle: Circle | None = None
    influence: int | None = None
    attitude: Attitude | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class SalesLineRow:
    """A line of an order; key = order number + line number. Amounts in major units, a return below zero."""

    row: int
    account: str
    date: date
    order_number: str
    line_number: int
    revenue: Decimal
    product: str | None = None
    product_line: str | None = None
    unit: str | None = None
    quantity: Decimal | None = None
    cost: Decimal | None = None
    currency: str | None = None
    is_return: bool = False


@dataclass(frozen=True, slots=True)
class SalesTotalRow:
    """Sales of a month or a part of them: those of one account, unit, month and product line add up."""

    row: int
    account: str
    month: Month
    revenue: Decimal
    product_line: str | None = None
    unit: str | None = None
    quantity: Decimal | None = None
    cost: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """What is to be reached with an account in a month, with a product line or all together."""

    row: int
    account: str
    month: Month
    amount: Decimal
    product_line: str | None = None
    measure: TargetMeasure | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class ReceivableRow:
    """What is still to be paid of a document by a date; an overpayment is below zero."""

    row: int
    account: str
    document: str
    due_on: date
    amount: Decimal
    currency: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class ContractRow:
    """An agreement with a client; known again by its number, or by its subject, within the account."""

    row: int
    account: str
    number: str | None = None
    subject: str | None = None
    amount: Decimal | None = None
    currency: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    renews_itself: bool | None = None
    notice_days: int | None = None
    sla: str | None = None
    renewal_talks_since: date | None = None


Row: TypeAlias = (
    AccountRow | PersonRow | SalesLineRow | SalesTotalRow | TargetRow | ReceivableRow | ContractRow
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file: where, what stood there, and the code of its sentence.

    ``column`` is the heading as the file has it and ``field`` what it fills, both empty when the whole row is
    meant; ``said`` is what stood there uncut, where that is a name.
    """

    row: int
    column: str
    value: str
    code: str
    details: dict[str, object]
    field: str = ""
    said: str = ""
