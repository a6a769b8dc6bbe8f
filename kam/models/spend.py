"""What the client spends in our category and with whom (domain.md §6)."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from kam.core.vocabulary import ServedBy, WhitespaceStage
from kam.models.base import Record
from kam.models.columns import LINE, currency, kept, money, one_of_each, owned, plain, term, whole, written


class ClientSpend(Record):
    """Total spend of the client on a product line (and unit) in a year.

    It goes with its unit: without one it would claim to be the spend of the whole account.
    """

    __tablename__ = "client_spend"
    __table_args__ = one_of_each(
        "client_spend", "account_id", "year", unless_unknown=("unit_id", "product_line_id")
    )

    account_id: Mapped[UUID] = owned("account", index=False)
    unit_id: Mapped[UUID | None] = owned("business_unit")
    product_line_id: Mapped[UUID | None] = kept("product_line")
    year: Mapped[int] = whole(1900, 2999)
    total_minor: Mapped[int] = money()
    currency: Mapped[str] = currency(client=False)
    on: Mapped[date | None] = plain()
    source: Mapped[str | None] = written(LINE)


class SupplierShare(Record):
    """The part of a client's spend that one supplier serves; a competitor may be named."""

    __tablename__ = "supplier_share"
    __table_args__ = (
        CheckConstraint("competitor_id IS NULL OR served_by = 'competitor'", name="competitor_named"),
    )

    spend_id: Mapped[UUID] = owned("client_spend")
    served_by: Mapped[ServedBy] = term(ServedBy)
    competitor_id: Mapped[UUID | None] = kept("competitor")
    amount_minor: Mapped[int] = money(not_negative=True)


class WhitespaceCell(Record):
    """How far a unit × product line is won, and what could still be."""

    __tablename__ = "whitespace_cell"
    __table_args__ = one_of_each(
        "whitespace_cell", "account_id", "product_line_id", unless_unknown=("unit_id",)
    )

    account_id: Mapped[UUID] = owned("account", index=False)
    unit_id: Mapped[UUID | None] = owned("business_unit")
    product_line_id: Mapped[UUID] = kept("product_line")
    stage: Mapped[WhitespaceStage] = term(WhitespaceStage)
    potential_minor: Mapped[int | None] = money()
    currency: Mapped[str | None] = currency(client=False)
    competitor_id: Mapped[UUID | None] = kept("competitor")
    on: Mapped[date | None] = plain()
    note: Mapped[str | None] = written(LINE, search=True)
