"""Health as it was at the end of a month, and what a client's leaving would cost (domain.md §9)."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kam.core.errors import RuleError
from kam.core.periods import Month
from kam.models.base import Base, Record
from kam.models.columns import NOTE, SHORT, audience_info, currency, money, owned, plain, whole, written
from kam.models.types import MonthText

PERMILLE = 1000
LONGEST_TERMS = 365
_FACTORS = 2000


class HealthSnapshot(Base):
    """The health of an account at the end of a month, as it was judged then; never written again.

    Outside journal and search, and without a foreign key: a deleted account that comes back has its trend.
    ``score`` and ``band`` are empty where nothing was known. ``factors`` is JSON: of each factor its own
    score and its points of health, ``{"revenue": [80, 16]}``.
    """

    __tablename__ = "health_snapshot"
    __table_args__ = (
        CheckConstraint("(score IS NULL) = (band IS NULL)", name="scored_has_band"),
        CheckConstraint("band IS NULL OR band IN ('red', 'amber', 'green')", name="band"),
        CheckConstraint("risk IN ('low', 'medium', 'high')", name="risk"),
        {"sqlite_strict": True},
    )

    account_id: Mapped[UUID] = mapped_column(primary_key=True, info=audience_info())
    month: Mapped[Month] = mapped_column(MonthText, primary_key=True, info=audience_info())
    taken_on: Mapped[date] = plain()
    score: Mapped[int | None] = whole(0, 100)
    band: Mapped[str | None] = written(SHORT)
    known_permille: Mapped[int] = whole(0, PERMILLE)
    risk: Mapped[str] = written(SHORT)
    factors: Mapped[str] = written(_FACTORS)


class RetentionCase(Record):
    """What a client who leaves would cost over twelve months, and a concession that may keep them.

    Chances, shares and the yearly price of money are in thousandths. ``leaving`` is the chance of leaving
    without the concession, ``leaving_then`` in spite of it.
    """

    __tablename__ = "retention_case"
    __table_args__ = (CheckConstraint("margin_minor <= revenue_minor", name="margin_within_revenue"),)

    account_id: Mapped[UUID] = owned("account")
    made_on: Mapped[date] = plain()
    currency: Mapped[str] = currency(client=False)
    revenue_minor: Mapped[int] = money(not_negative=True)
    margin_minor: Mapped[int] = money()
    leaving_permille: Mapped[int] = whole(0, PERMILLE)
    leaving_then_permille: Mapped[int] = whole(0, PERMILLE)
    discount_permille: Mapped[int] = whole(0, PERMILLE, default=0)
    terms_days: Mapped[int] = whole(0, LONGEST_TERMS, default=0)
    service_minor: Mapped[int] = money(not_negative=True, default=0)
    capital_permille: Mapped[int] = whole(0, PERMILLE, default=200)
    note: Mapped[str | None] = written(NOTE, search=True)

    def check(self) -> None:
        """Refuse a margin above the revenue it is made of."""
        if self.margin_minor > self.revenue_minor:
            raise RuleError("domain.margin_over_revenue")
