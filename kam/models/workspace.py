"""The workspace itself: whose it is, who works here, when, and with what (domain.md §6, §8)."""

from datetime import date, time
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from kam.models.base import Record
from kam.models.columns import (
    NOTE,
    SERVER_WHERE,
    SHORT,
    audience_info,
    currency,
    kept,
    one_where_set,
    owned,
    plain,
    whole,
    written,
)

_MINUTES_A_DAY = 24 * 60


class WorkspaceProfile(Record):
    """Our company, as this file knows it: exactly one row."""

    __tablename__ = "workspace"

    single: Mapped[int] = whole(1, 1, default=1, unique=True)
    company: Mapped[str] = written(300, client=True, default="")
    currency: Mapped[str] = currency(default="RUB")
    language: Mapped[str] = written(8, client=True, default="ru")
    country: Mapped[str] = written(2, client=True, default="RU")
    zone: Mapped[str] = written(64, client=True, default="Europe/Moscow")
    fiscal_year_starts: Mapped[int] = whole(1, 12, default=1)
    revenue_is_gross: Mapped[bool] = plain(default=False)
    complaint_number_pattern: Mapped[str] = written(SHORT, default="K-{year}-{number:04}")
    logo_sha256: Mapped[bytes | None] = mapped_column(LargeBinary, info=audience_info(client=True))

    @property
    def time_zone(self) -> ZoneInfo:
        """The zone in which days begin and plans are made."""
        return ZoneInfo(self.zone)


class Setting(Record):
    """A changed setting: its name and its value as JSON. What is absent has its default."""

    __tablename__ = "setting"

    name: Mapped[str] = written(SHORT, unique=True)
    value: Mapped[str] = written(NOTE)


class Colleague(Record):
    """One of us. Exactly one is *me*."""

    __tablename__ = "colleague"
    __table_args__ = (
        Index(
            "uq_colleague_me",
            "is_me",
            unique=True,
            sqlite_where=sql("is_me = 1"),
            info={SERVER_WHERE: sql("is_me")},
        ),
    )

    name: Mapped[str] = written(200, client=True, search=True)
    job_title: Mapped[str | None] = written(200, client=True, search=True)
    email: Mapped[str | None] = written(254, search=True)
    phone: Mapped[str | None] = written(SHORT, search=True)
    is_me: Mapped[bool] = plain(default=False)
    left_on: Mapped[date | None] = plain()


class Calendar(Record):
    """Working hours of the working weekdays, in minutes from midnight; default 9–18, Monday–Friday.

    ``holidays`` keeps the public holidays of the country ``holidays_of`` as JSON of year to dates, so that a
    clock reads the same whatever a later program knows of them.
    """

    __tablename__ = "calendar"
    __table_args__ = (CheckConstraint("ends = 0 OR starts < ends", name="hours"),)

    name: Mapped[str] = written(SHORT)
    zone: Mapped[str] = written(64)
    holidays_of: Mapped[str | None] = written(8)
    holidays: Mapped[str | None] = written(NOTE)
    starts: Mapped[int] = whole(0, _MINUTES_A_DAY, default=9 * 60)
    ends: Mapped[int] = whole(0, _MINUTES_A_DAY, default=18 * 60)
    weekdays: Mapped[int] = whole(0, 127, default=0b0011111)
    is_default: Mapped[bool] = plain(default=False)

    @property
    def working_weekdays(self) -> frozenset[int]:
        """Weekdays with work, Monday = 0."""
        return frozenset(day for day in range(7) if self.weekdays >> day & 1)

    @property
    def hours(self) -> tuple[time, time]:
        """When work begins and ends; an end of 00:00 is the coming midnight."""
        return _clock_time(self.starts), _clock_time(self.ends)


def _clock_time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


class CalendarException(Record):
    """A date that differs from the week: closed (no hours) or open at hours of its own."""

    __tablename__ = "calendar_exception"
    __table_args__ = (
        UniqueConstraint("calendar_id", "on"),
        CheckConstraint("(starts IS NULL) = (ends IS NULL)", name="both_or_neither"),
    )

    calendar_id: Mapped[UUID] = owned("calendar")
    on: Mapped[date] = plain()
    starts: Mapped[int | None] = whole(0, _MINUTES_A_DAY)
    ends: Mapped[int | None] = whole(0, _MINUTES_A_DAY)
    name: Mapped[str | None] = written(200)


class ProductLine(Record):
    """A branch or leaf of what we sell, with its unit of measure. What is sold no more is retired."""

    __tablename__ = "product_line"
    __table_args__ = (
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_its_own_parent"),
        one_where_set("product_line", "external_id"),
    )

    name: Mapped[str] = written(200, client=True, search=True)
    name_key: Mapped[str] = written(400, client=True, index=True)
    unit: Mapped[str | None] = written(40, client=True)
    parent_id: Mapped[UUID | None] = kept("product_line")
    external_id: Mapped[str | None] = written(SHORT)
    retired_on: Mapped[date | None] = plain()


class Competitor(Record):
    """A company that sells what we sell."""

    __tablename__ = "competitor"

    name: Mapped[str] = written(300, search=True)
    name_key: Mapped[str] = written(600, index=True)
    notes: Mapped[str | None] = written(NOTE, search=True)


class CurrencyRate(Record):
    """How many units of the workspace's currency one unit of another was worth on a date (millionths)."""

    __tablename__ = "currency_rate"
    __table_args__ = (UniqueConstraint("currency", "on"),)

    currency: Mapped[str] = currency(client=False)
    on: Mapped[date] = plain()
    rate_millionths: Mapped[int] = whole(1, 10**15)

    @property
    def rate(self) -> Decimal:
        """Units of the workspace's currency for one of this."""
        return Decimal(self.rate_millionths).scaleb(-6)
