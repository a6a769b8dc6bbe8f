"""How changed settings are kept: by name, as JSON of what differs from the defaults."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.errors import UserError
from kam.core.field_errors import FieldError
from kam.models import Setting
from kam.store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    GroupT = TypeVar("GroupT", bound=DataclassInstance)
else:
    GroupT = TypeVar("GroupT")

_DAMAGED: Final = "store.damaged_value"
_MOST_DAYS: Final = 36_525
"""A century."""


def read_setting(session: Session, name: str) -> Any:
    """The stored value of a setting; None where it has its default."""
    stored = session.scalar(select(Setting.value).where(Setting.name == name))
    return None if stored is None else json.loads(stored)


def put_setting(unit: UnitOfWork, name: str, value: Any) -> None:
    """Store a setting; nothing, or nothing that differs, restores its default."""
    record = unit.scalars(select(Setting).where(Setting.name == name)).one_or_none()
    if value in (None, {}, []):
        if record is not None:
            unit.remove(Setting, [record.id])
        return
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if record is None:
        unit.add(Setting(name=name, value=text))
    elif record.value != text:
        record.value = text


def changed(usual: GroupT, stored: Mapping[str, Any] | None) -> GroupT:
    """The usual figures with those that were set; a name from a later version is left alone.

    Raises:
        UserError: ``store.damaged_value`` for what no kam ever wrote.

    """
    if not isinstance(stored, Mapping | None):
        raise UserError(_DAMAGED)
    names = {each.name for each in fields(usual)}
    values = {name: value for name, value in (stored or {}).items() if name in names}
    if any(_is_other(getattr(usual, name), value) for name, value in values.items()):
        raise UserError(_DAMAGED)
    return replace(usual, **values)


def stored_days(stored: object, usual: int) -> int:
    """A number of days that is stored by itself; the usual one where there is none, raises as ``changed``."""
    if stored is None:
        return usual
    if type(stored) is not int or not 0 <= stored <= _MOST_DAYS:
        raise UserError(_DAMAGED)
    return stored


def _is_other(usual: object, value: object) -> bool:
    """Whether a figure is stored as something else than a number."""
    return type(usual) is int and (isinstance(value, bool) or not isinstance(value, int | Decimal))


def groups_in_force(kind: type[GroupT], stored: Mapping[str, Any]) -> GroupT:
    """Groups of figures together, each a field of ``kind`` and stored under that field's name."""
    usual = kind()
    names = [each.name for each in fields(kind) if is_dataclass(getattr(usual, each.name))]
    return replace(
        usual, **{name: changed(getattr(usual, name), stored[name]) for name in names if name in stored}
    )


def read_group(session: Session, name: str, usual: GroupT) -> GroupT:
    """A group of figures in force."""
    return changed(usual, read_setting(session, name))


def put_group(unit: UnitOfWork, name: str, usual: GroupT, values: Mapping[str, Any]) -> None:
    """Set figures of a group; those of its figures that no page shows stay as they are stored.

    Of a figure that JSON cannot hold give the default itself, or the text it is stored as.
    """
    stored = {**(read_setting(unit, name) or {}), **values}
    differing = {key: value for key, value in stored.items() if getattr(usual, key, None) != value}
    put_setting(unit, name, differing)


def out_of_range(name: str, value: int, low: int, high: int) -> Iterator[FieldError]:
    """What is wrong with a figure that must be from ``low`` to ``high``."""
    if not low <= value <= high:
        yield FieldError(name, "field.out_of_range", {"value": value, "low": low, "high": high})
