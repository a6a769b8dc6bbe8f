"""Sparing the garbage collector.

Rows by the hundred thousand hold no cycles; walking them again and again takes a third of an import's time,
and much of a portfolio's.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collecting() -> Iterator[None]:
    """Let the collector rest inside the block; what is not used any more is freed all the same."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
