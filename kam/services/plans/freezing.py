"""A plan's content as bytes: what a submitted version keeps for as long as there is a workspace.

The bytes are a mark, the number of the format, a digest of all that follows, and the content, packed by the
names of its fields. So a field that a later program adds has its default in what is older, and one that this
program does not know is passed over. What cannot be understood at all, because its format or a word of a
vocabulary is younger than this program, is told apart from what is damaged: any bit that is not as it was
written is noticed.
"""

from __future__ import annotations

import dataclasses
import hashlib
import types
import typing
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final
from uuid import UUID

import msgpack

from kam.analysis.plans.content import PlanContent
from kam.core.errors import RuleError
from kam.core.money import Money, is_currency
from kam.core.vocabulary import ScaleTerm, Term

FORMAT: Final = 1
"""Raised when an older program could no longer make sense of what is written."""
_MARK: Final = b"kamplan"
_DIGEST_BYTES: Final = 16
_HEAD: Final = len(_MARK) + 2 + _DIGEST_BYTES
_LARGEST: Final = 1 << 26
"""64 MB unpacked: far beyond any plan that people can read, and no danger to memory."""
_MOST_DIGITS = 40


class _YoungerError(Exception):
    """Written by a program that knows more words than this one."""


def freeze(content: PlanContent) -> bytes:
    """The content as bytes; the same content gives the same bytes."""
    packed = zlib.compress(msgpack.packb(_plain(content)), 9)
    number = FORMAT.to_bytes(2)
    return _MARK + number + _digest(number, packed) + packed


def thaw(frozen: bytes, *, number: int) -> PlanContent:
    """The content of a version; ``number`` is said if it cannot be read.

    Raises:
        RuleError: ``plan.version_damaged``, ``plan.version_newer``.

    """
    mark, after = len(_MARK), len(_MARK) + 2
    written, digest, packed = frozen[mark:after], frozen[after:_HEAD], frozen[_HEAD:]
    if frozen[:mark] != _MARK or digest != _digest(written, packed):
        raise RuleError("plan.version_damaged", number=number)
    if int.from_bytes(written) > FORMAT:
        raise RuleError("plan.version_newer", number=number)
    try:
        content: PlanContent = _typed(PlanContent, msgpack.unpackb(_unsqueezed(packed)))
    except _YoungerError as error:
        raise RuleError("plan.version_newer", number=number) from error
    except (ValueError, TypeError, ArithmeticError, zlib.error, msgpack.UnpackException) as error:
        raise RuleError("plan.version_damaged", number=number) from error
    return content


def _digest(number: bytes, packed: bytes) -> bytes:
    return hashlib.sha256(number + packed).digest()[:_DIGEST_BYTES]


def _unsqueezed(packed: bytes) -> bytes:
    squeezed = zlib.decompressobj()
    data = squeezed.decompress(packed, _LARGEST)
    if squeezed.unconsumed_tail or squeezed.unused_data or not squeezed.eof:
        message = "too large, cut off or followed by something else"
        raise ValueError(message)
    return data


def _plain(value: Any) -> Any:
    """A value as msgpack can hold it. Defaults are written too: a later program may have others."""
    if isinstance(value, Term | ScaleTerm):
        return value.value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if write := _WRITTEN.get(type(value)):
        return write(value)
    if dataclasses.is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    return value


def _typed(kind: Any, value: Any) -> Any:
    """The value of a type as it was packed. Raises ValueError or TypeError for anything else."""
    if isinstance(kind, types.UnionType):
        return None if value is None else _typed(kind.__args__[0], value)
    if typing.get_origin(kind) is tuple:
        return tuple(_typed(kind.__args__[0], each) for each in _is(list, value))
    if dataclasses.is_dataclass(kind) and kind is not Money:
        return _filled(kind, _is(dict, value))
    if issubclass(kind, Term | ScaleTerm):
        return _term(kind, value)
    return _READ[kind](value)


def _filled(kind: Any, values: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{name: _typed(hints[name], value) for name, value in values.items() if name in hints})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _term(kind: Any, value: Any) -> Any:
    try:
        return kind.of(value)
    except ValueError as error:
        raise _YoungerError from error


def _is(kind: type[Any], value: Any) -> Any:
    if type(value) is not kind:
        message = f"{kind.__name__} expected, not {type(value).__name__}"
        raise ValueError(message)
    return value


def _money(value: Any) -> Money:
    minor, currency = _is(list, value)
    if not is_currency(_is(str, currency)):
        message = f"no currency: {currency!r}"
        raise ValueError(message)
    return Money(_is(int, minor), currency)


def _decimal(value: Any) -> Decimal:
    found = Decimal(_is(str, value))
    if not found.is_finite() or abs(found.adjusted()) > _MOST_DIGITS:
        message = f"no number that anybody would write: {value}"
        raise ValueError(message)
    return found


_WRITTEN: Final[Mapping[type[Any], Callable[[Any], Any]]] = types.MappingProxyType(
    {
        UUID: lambda value: value.bytes,
        date: date.isoformat,
        Decimal: str,
        Money: lambda value: [value.minor, value.currency],
    }
)
_READ: Final[Mapping[Any, Callable[[Any], Any]]] = types.MappingProxyType(
    {
        UUID: lambda value: UUID(bytes=_is(bytes, value)),
        str: lambda value: _is(str, value),
        int: lambda value: _is(int, value),
        bool: lambda value: _is(bool, value),
        date: lambda value: date.fromisoformat(_is(str, value)),
        Decimal: _decimal,
        Money: _money,
    }
)
