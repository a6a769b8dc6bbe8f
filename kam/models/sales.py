"""Orders, sales facts, targets and receivables (domain.md §6)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kam.core.periods import Month
from kam.core.vocabulary import SalesSource, TargetMeasure
from kam.models.base import Base, Record
from kam.models.columns import (
    SHORT,
    audience_info,
    currency,
    kept,
    money,
    one_of_each,
    owned,
    plain,
    term,
    whole,
    written,
)
from kam.models.types import BoundedText, Identifier, MinorUnits, MonthText, TermText, Thousandths

NO_ID = UUID(int=0)


class OrderLine(Record):
    """A line of an order as imported; its key is the order's number and the line's.

    An order is what its lines share; it has no record of its own.
    """

    __tablename__ = "order_line"
    __table_args__ = (
        UniqueConstraint("order_number", "line_number"),
        Index("ix_order_line_account_date", "account_id", "on"),
    )

    account_id: Mapped[UUID] = owned("account", index=False)
    unit_id: Mapped[UUID | None] = kept("business_unit", index=False)
    product_line_id: Mapped[UUID | None] = kept("product_line", index=False)
    order_number: Mapped[str] = written(SHORT)
    line_number: Mapped[int] = whole(1, 1_000_000)
    on: Mapped[date] = plain(client=True)
    product: Mapped[str | None] = written(300, client=True)
    quantity: Mapped[Decimal | None] = plain(client=True)
    revenue_minor: Mapped[int] = money(client=True)
    cost_minor: Mapped[int | None] = money()
    currency: Mapped[str] = currency()
    is_return: Mapped[bool] = plain(default=False)


class MonthlySales(Record):
    """A monthly total of an account, unit and product line, where that is all there is."""

    __tablename__ = "monthly_sales"
    __table_args__ = (
        Index("uq_monthly_sales_key", "account_id", "month", "product_line_key", "unit_key", unique=True),
    )

    account_id: Mapped[UUID] = owned("account", index=False)
    month: Mapped[Month] = plain(client=True)
    unit_id: Mapped[UUID | None] = kept("business_unit", index=False)
    product_line_id: Mapped[UUID | None] = kept("product_line", index=False)
    unit_key: Mapped[UUID] = mapped_column(default=NO_ID, info=audience_info(client=True))
    product_line_key: Mapped[UUID] = mapped_column(default=NO_ID, info=audience_info(client=True))
    quantity: Mapped[Decimal | None] = plain(client=True)
    revenue_minor: Mapped[int] = money(client=True)
    cost_minor: Mapped[int | None] = money()
    currency: Mapped[str] = currency()

    def check(self) -> None:
        """The parts of the key that may be unknown follow from the references."""
        self.unit_key = self.unit_id or NO_ID
        self.product_line_key = self.product_line_id or NO_ID


class SalesFact(Base):
    """Sales per account, month, product line and unit, derived from the sources by the unit of work.

    Never journaled: it follows from ``OrderLine`` and ``MonthlySales``. Where a month of an account has
    order lines, its monthly totals do not count: one source, never both added. An absent product line
    or unit is the nil UUID. Cost is None when any of its parts is unknown.
    """

    __tablename__ = "sales_fact"
    __table_args__ = (
        PrimaryKeyConstraint("account_id", "month", "product_line_id", "unit_id", "currency"),
        Index("ix_sales_fact_month", "month"),
        {"sqlite_strict": True, "sqlite_with_rowid": False},
    )

    account_id: Mapped[UUID] = mapped_column(Identifier, info=audience_info(client=True))
    month: Mapped[Month] = mapped_column(MonthText, info=audience_info(client=True))
    product_line_id: Mapped[UUID] = mapped_column(Identifier, info=audience_info(client=True))
    unit_id: Mapped[UUID] = mapped_column(Identifier, info=audience_info(client=True))
    currency: Mapped[str] = mapped_column(
        BoundedText(3), info=audience_info(client=True) | {"currency": True}
    )
    source: Mapped[SalesSource] = mapped_column(TermText(SalesSource), info=audience_info())
    quantity: Mapped[Decimal | None] = mapped_column(Thousandths, info=audience_info(client=True))
    revenue_minor: Mapped[int] = mapped_column(MinorUnits, info=audience_info(client=True))
    cost_minor: Mapped[int | None] = mapped_column(MinorUnits, info=audience_info())


class Target(Record):
    """What was set as a goal for an account, month and product line (none: the whole account)."""

    __tablename__ = "target"
    __table_args__ = one_of_each(
        "target", "account_id", "month", "measure", unless_unknown=("product_line_id",)
    )

    account_id: Mapped[UUID] = owned("account", index=False)
    month: Mapped[Month] = plain()
    product_line_id: Mapped[UUID | None] = kept("product_line")
    measure: Mapped[TargetMeasure] = term(TargetMeasure, default=TargetMeasure.REVENUE)
    amount_minor: Mapped[int] = money()
    currency: Mapped[str] = currency(client=False)


class Receivable(Record):
    """What is still to be paid of a document by a date, as imported; ``as_of`` is the day it was true.

    A document payable in parts has a record for each date.
    """

    __tablename__ = "receivable"
    __table_args__ = (UniqueConstraint("account_id", "document", "due_on"),)

    account_id: Mapped[UUID] = owned("account")
    document: Mapped[str] = written(SHORT, search=True)
    due_on: Mapped[date] = plain()
    amount_minor: Mapped[int] = money()
    currency: Mapped[str] = currency(client=False)
    as_of: Mapped[date | None] = plain()
