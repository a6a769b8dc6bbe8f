"""Identities: UUIDv7, so that records made on two laptops never collide and sort by creation."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

_source: ContextVar[Callable[[], UUID] | None] = ContextVar("kam_id_source", default=None)


def new_id() -> UUID:
    """A new identity, greater than any made before it in this process."""
    source = _source.get()
    return uuid7() if source is None else source()


@contextmanager
def seeded_ids(seed: int, start: datetime) -> Iterator[None]:
    """Make identities repeatable inside the block: the same seed and start give the same sequence."""
    numbers = random.Random(seed)  # noqa: S311 - identities are not secrets
    milliseconds = int(start.timestamp() * 1000)
    counter = 0

    def make() -> UUID:
        nonlocal counter
        counter += 1
        moment = milliseconds + (counter >> 12)
        high = (moment & (1 << 48) - 1) << 80 | 0x7 << 76 | (counter & 0xFFF) << 64
        return UUID(int=high | 0b10 << 62 | numbers.getrandbits(62))

    token = _source.set(make)
    try:
        yield
    finally:
        _source.reset(token)
