"""The base of all entities: identity, optimistic version, type map, and checks on what is set."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Integer, MetaData, event
from sqlalchemy.orm import DeclarativeBase, Mapped, QueryableAttribute, declared_attr, mapped_column
from sqlalchemy.orm.attributes import AttributeEventToken

from kam.core.errors import RuleError
from kam.core.ids import new_id
from kam.core.money import is_currency
from kam.core.periods import Month
from kam.models.columns import audience_info
from kam.models.types import BoundedText, Identifier, IsoDate, Moment, MonthText, Thousandths, YesNo

_CHECKED = frozenset({"range", "not_negative"})
# What cannot be shown, and what turns the direction of everything after it, beyond the text itself.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Base(DeclarativeBase):
    """All tables: STRICT, one type map."""

    metadata = metadata
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Identifier,
        date: IsoDate,
        datetime: Moment,
        Month: MonthText,
        Decimal: Thousandths,
        bool: YesNo,
        int: Integer,
    }


class Record(Base):
    """A journaled record: a UUIDv7 made by us and a counter that detects lost updates."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(
        primary_key=True, default=new_id, info=audience_info(client=True), sort_order=-2
    )
    version: Mapped[int] = mapped_column(default=1, info=audience_info(client=True), sort_order=-1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - a class attribute
        return {"version_id_col": cls.__table__.c.version, "eager_defaults": False}

    def __init__(self, **values: Any) -> None:
        """Defaults hold from the first moment, not only once stored."""
        for column in type(self).__table__.columns:
            if column.key not in values and column.default is not None:
                made: Any = column.default
                values[column.key] = made.arg(None) if made.is_callable else made.arg
        super().__init__(**values)

    def check(self) -> None:
        """Raise a RuleError when the record as a whole breaks a rule; called before it is stored."""

    def __init_subclass__(cls, **options: Any) -> None:
        arguments = cls.__dict__.get("__table_args__", ())
        if isinstance(arguments, dict):
            cls.__table_args__ = {"sqlite_strict": True} | arguments
        else:
            cls.__table_args__ = (*arguments, {"sqlite_strict": True})
        super().__init_subclass__(**options)


def clean_text(value: str, *, field: str, limit: int) -> str:
    """Text as it may be stored: no characters that cannot be shown, no blanks at its ends.

    Marks that turn the direction of reading go too: they would turn what stands beside the text. A text in
    which nothing can be seen (joiners and spaces of no width alone) is empty.

    Raises:
        RuleError: ``domain.too_long`` when more than ``limit`` characters remain.

    """
    cleaned = _UNPRINTABLE.sub("", value).strip()
    if len(cleaned) > limit:
        raise RuleError("domain.too_long", field=field, limit=limit, length=len(cleaned))
    return cleaned if _can_be_seen(cleaned) else ""


def _can_be_seen(text: str) -> bool:
    """Whether anything of it leaves a mark on the screen."""
    return _LETTER_OR_DIGIT.search(text) is not None or any(
        unicodedata.category(character)[0] not in "CZ" for character in text
    )


def _clean_on_set(target: Record, value: Any, _old: Any, event_token: AttributeEventToken) -> Any:
    key = event_token.key
    column = type(target).__table__.c[key]
    if value is None:
        return value
    if isinstance(column.type, BoundedText):
        value = clean_text(str(value), field=f"{column.table.name}.{key}", limit=column.type.limit)
        if column.info.get("currency") and not is_currency(value):
            raise RuleError("domain.not_a_currency", value=value)
        return value
    if (span := column.info.get("range")) is not None and not span[0] <= value <= span[1]:
        raise RuleError(
            "domain.out_of_range", field=f"{column.table.name}.{key}", low=span[0], high=span[1], value=value
        )
    if column.info.get("not_negative") and value < 0:
        raise RuleError("domain.negative_amount")
    return value


@event.listens_for(Record, "attribute_instrument", propagate=True)
def _watch_text(cls: type[Record], key: str, attribute: QueryableAttribute[Any]) -> None:
    table = getattr(cls, "__table__", None)
    column = None if table is None else table.c.get(key)
    if column is None:
        return
    if isinstance(column.type, BoundedText) or not _CHECKED.isdisjoint(column.info):
        event.listen(attribute, "set", _clean_on_set, retval=True)
