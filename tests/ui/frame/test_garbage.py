"""Garbage is looked for on the interface thread alone, and only when there is enough of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from weakref import ref

import pytest
from PySide6.QtCore import QObject

from kam.ui.garbage import Garbage


class Ring:
    """Holds itself: only a look for garbage takes it away."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def garbage() -> Iterator[Garbage]:
    """In a program whose own collector is off, as the window's is."""
    gc.collect()
    gc.disable()
    parent = QObject()
    yield Garbage(parent)
    gc.enable()


@pytest.mark.slow
def test_a_little_garbage_waits(garbage: Garbage) -> None:
    ring = ref(Ring())
    assert garbage.look() is None
    assert ring() is not None


@pytest.mark.slow
def test_much_of_it_is_taken_away(garbage: Garbage) -> None:
    ring = ref(Ring())
    kept = [[] for _ in range(30_000)]  # type: ignore[var-annotated]
    assert garbage.look() == 0
    assert ring() is None
    assert len(kept) == 30_000


@pytest.mark.slow
def test_what_outlives_many_looks_is_looked_through_ever_more_seldom(garbage: Garbage) -> None:
    looked = []
    for _ in range(130):
        kept = [[] for _ in range(21_000)]  # type: ignore[var-annotated]
        looked.append(garbage.look())
        del kept
    assert looked.count(0) > looked.count(1) > looked.count(2) > 0


def test_what_was_there_before_is_spared(garbage: Garbage) -> None:
    ring = ref(Ring())
    garbage.spare_what_is_here()
    try:
        gc.collect()
        assert ring() is not None
    finally:
        gc.unfreeze()
