"""The fields of a complaint that are typed into forms, and what may stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from kam.core.field_errors import FieldError
from kam.core.money import Money
from kam.models import BusinessUnit, Colleague, Complaint, ProductLine
from kam.services.complaints.records import person_faults
from kam.services.forms import FormField, fill, money_fault

FIELDS: Final = tuple(
    FormField(name)
    for name in (
        "number", "summary", "kind", "severity", "channel", "raised_by_id", "unit_id", "product_line_id",
        "department", "description", "remedy_sought", "order_number", "owner_id", "containment", "root_cause",
        "escape_cause", "agreed_line", "client_status", "rejection_reason",
    )
)  # fmt: skip
NUMBER_TAKEN: Final = {"complaint.number": FieldError("number", "complaint.number_taken")}


def put(session: Session, complaint: Complaint, values: Mapping[str, Any]) -> list[FieldError]:
    """Set what is named; what cannot be as it is, is told."""
    values = {name: _tidy(value) for name, value in values.items()}
    faults: list[FieldError] = []
    if "amount" in values:
        faults += _put_amount(complaint, values.pop("amount"))
    faults += fill(complaint, FIELDS, values, currency="")
    faults += foreign(session, complaint)
    return faults


def _tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) and type(value) is str else value


def _put_amount(complaint: Complaint, amount: Money | None) -> Iterator[FieldError]:
    if amount is not None and (fault := money_fault("amount", amount, amount.currency)):
        yield fault
        return
    complaint.amount_minor = None if amount is None else amount.minor
    complaint.currency = None if amount is None else amount.currency


def foreign(session: Session, complaint: Complaint) -> Iterator[FieldError]:
    """What is referred to must be there, and of this client where it is a client's."""
    yield from person_faults(session, complaint)
    if complaint.unit_id is not None:
        unit = session.get(BusinessUnit, complaint.unit_id)
        if unit is None or unit.account_id != complaint.account_id:
            yield FieldError("unit_id", "documents.not_theirs")
    if complaint.product_line_id is not None and session.get(ProductLine, complaint.product_line_id) is None:
        yield FieldError("product_line_id", "complaint.line_gone")
    if complaint.owner_id is not None and session.get(Colleague, complaint.owner_id) is None:
        yield FieldError("owner_id", "colleague.gone")
