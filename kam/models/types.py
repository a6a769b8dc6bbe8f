"""Column types: how each kind of value is stored in STRICT SQLite and in PostgreSQL.

ids BLOB(16) · text TEXT · dates ISO TEXT · moments INTEGER microseconds UTC · months TEXT YYYY-MM ·
money INTEGER minor units · quantities INTEGER thousandths · vocabularies TEXT or INTEGER with CHECK.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Dialect, Integer, LargeBinary, Text, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine

from kam.core.errors import UserError
from kam.core.periods import Month
from kam.core.vocabulary import ScaleTerm, Term

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_THOUSAND = 1000
_ID_BYTES = 16

T = TypeVar("T")
TermT = TypeVar("TermT", bound=Term)
ScaleT = TypeVar("ScaleT", bound=ScaleTerm)


class Identifier(TypeDecorator[UUID]):
    """A UUID: 16 bytes in SQLite, ``uuid`` in PostgreSQL."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The dialect's own form."""
        return dialect.type_descriptor(Uuid() if dialect.name == "postgresql" else LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        """To the driver."""
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        """From the driver."""
        if value is None or dialect.name == "postgresql":
            return value  # type: ignore[no-any-return]
        return stored_id(value)


class Moment(TypeDecorator[datetime]):
    """A moment that happened: microseconds since 1970 UTC in SQLite, ``timestamptz`` in PostgreSQL.

    A naive datetime is refused: a moment without a zone is not a moment.
    """

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The dialect's own form."""
        return dialect.type_descriptor(DateTime(timezone=True) if dialect.name == "postgresql" else Integer())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """To the driver."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"a moment needs a zone: {value!r}"
            raise ValueError(message)
        return value if dialect.name == "postgresql" else to_micros(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From the driver."""
        if value is None or dialect.name == "postgresql":
            return value  # type: ignore[no-any-return]
        return stored_moment(value)


def _decoded(decode: Callable[[], T]) -> T:
    """A stored value, decoded; what no kam ever wrote means that the file is damaged."""
    try:
        return decode()
    except (ValueError, TypeError, OverflowError) as error:
        raise UserError("store.damaged_value") from error


def stored_id(value: bytes) -> UUID:
    """The id that SQLite keeps as 16 bytes.

    Raises:
        UserError: ``store.damaged_value`` for anything else.

    """
    try:
        if len(value) != _ID_BYTES:
            raise UserError("store.damaged_value")
        return UUID(int=int.from_bytes(value))  # faster than by its bytes
    except TypeError as error:
        raise UserError("store.damaged_value") from error


def stored_moment(micros: int) -> datetime:
    """The moment that SQLite keeps as microseconds from 1970 UTC.

    Raises:
        UserError: ``store.damaged_value`` for one beyond the calendar.

    """
    try:
        return from_micros(micros)
    except (TypeError, OverflowError) as error:
        raise UserError("store.damaged_value") from error


def to_micros(moment: datetime) -> int:
    """Whole microseconds from 1970 UTC to an aware moment."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def from_micros(micros: int) -> datetime:
    """The UTC moment that many microseconds after 1970."""
    return _EPOCH + timedelta(microseconds=micros)


class IsoDate(TypeDecorator[date]):
    """A date: ISO text in SQLite, ``date`` in PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The dialect's own form."""
        return dialect.type_descriptor(Date() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        """To the driver."""
        if value is None or dialect.name == "postgresql":
            return value
        return value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """From the driver."""
        if value is None or dialect.name == "postgresql":
            return value  # type: ignore[no-any-return]
        return _decoded(lambda: date.fromisoformat(value))


class LocalMoment(TypeDecorator[datetime]):
    """A planned wall-clock time without a zone (the zone stands beside it): ISO text to the minute."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To the driver."""
        if value is None:
            return None
        if value.tzinfo is not None:
            message = f"a local time carries its zone in a column of its own: {value!r}"
            raise ValueError(message)
        return value.isoformat(timespec="minutes")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From the driver."""
        return None if value is None else _decoded(lambda: datetime.fromisoformat(value))


class MonthText(TypeDecorator[Month]):
    """A calendar month: ``YYYY-MM``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Month | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To the driver."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Month | None:  # noqa: ARG002
        """From the driver."""
        return None if value is None else _decoded(lambda: Month.parse(value))


class Thousandths(TypeDecorator[Decimal]):
    """A quantity exact to three decimals: whole thousandths."""

    impl = BigInteger().with_variant(Integer(), "sqlite")
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """To the driver."""
        return None if value is None else int((value * _THOUSAND).to_integral_value())

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """From the driver."""
        return None if value is None else Decimal(value).scaleb(-3)


class YesNo(TypeDecorator[bool]):
    """Yes or no: 1 or 0 in SQLite, ``boolean`` in PostgreSQL."""

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The dialect's own form."""
        return dialect.type_descriptor(Boolean() if dialect.name == "postgresql" else Integer())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:  # noqa: FBT001 - driver value
        """To the driver."""
        if value is None or dialect.name == "postgresql":
            return value
        return int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:  # noqa: ARG002 - driver value
        """From the driver."""
        return None if value is None else bool(value)


class BoundedText(TypeDecorator[str]):
    """Text of at most ``limit`` characters; the schema checks the length too."""

    impl = Text
    cache_ok = True

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit


class TermText(TypeDecorator[TermT], Generic[TermT]):
    """A value of a vocabulary, stored as its code."""

    impl = Text
    cache_ok = True

    def __init__(self, vocabulary: type[TermT]) -> None:
        super().__init__()
        self.vocabulary = vocabulary

    def process_bind_param(self, value: TermT | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To the driver; a code outside the vocabulary is a ValueError."""
        return None if value is None else str(self.vocabulary.of(value).value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> TermT | None:  # noqa: ARG002
        """From the driver."""
        return None if value is None else _decoded(lambda: self.vocabulary.of(value))


class ScaleNumber(TypeDecorator[ScaleT], Generic[ScaleT]):
    """A step of a scale, stored as its number."""

    impl = Integer
    cache_ok = True

    def __init__(self, scale: type[ScaleT]) -> None:
        super().__init__()
        self.scale = scale

    def process_bind_param(self, value: ScaleT | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """To the driver; a number outside the scale is a ValueError."""
        return None if value is None else int(self.scale.of(value))

    def process_result_value(self, value: int | None, dialect: Dialect) -> ScaleT | None:  # noqa: ARG002
        """From the driver."""
        return None if value is None else _decoded(lambda: self.scale.of(value))


class BigNumber(TypeDecorator[int]):
    """A whole number beyond 32 bits."""

    impl = BigInteger().with_variant(Integer(), "sqlite")
    cache_ok = True


class MinorUnits(TypeDecorator[int]):
    """Money in whole minor units of the currency in the record's ``currency``."""

    impl = BigInteger().with_variant(Integer(), "sqlite")
    cache_ok = True
