"""Identities never repeat, sort by creation, and can be made repeatable."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from uuid import RFC_4122

import pytest

from kam.core.ids import new_id, seeded_ids

START = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)


def seeded(seed: int, count: int, start: datetime = START) -> list[str]:
    with seeded_ids(seed, start):
        return [str(new_id()) for _ in range(count)]


def test_identities_grow() -> None:
    made = [new_id() for _ in range(20_000)]
    assert all(one < other for one, other in pairwise(made))
    assert {one.version for one in made} == {7}


def test_the_same_seed_and_start_give_the_same_identities() -> None:
    assert seeded(7, 50) == seeded(7, 50)


def test_another_seed_or_start_gives_others() -> None:
    later = START.replace(hour=9)
    assert not set(seeded(7, 50)) & set(seeded(8, 50))
    assert not set(seeded(7, 50)) & set(seeded(7, 50, later))


def test_seeded_identities_grow_and_are_true_uuid7() -> None:
    with seeded_ids(1, START):
        made = [new_id() for _ in range(10_000)]
    assert all(one < other for one, other in pairwise(made))
    assert {(one.version, one.variant) for one in made} == {(7, RFC_4122)}
    assert made[0].int >> 80 == int(START.timestamp() * 1000)


def test_identities_are_free_again_after_the_block_even_when_it_fails() -> None:
    with pytest.raises(KeyboardInterrupt), seeded_ids(1, START):
        raise KeyboardInterrupt
    assert new_id().int >> 80 > int(START.timestamp() * 1000)
    assert new_id() != new_id()


def test_a_block_inside_a_block_does_not_disturb_it() -> None:
    undisturbed = seeded(7, 2)
    with seeded_ids(7, START):
        first = str(new_id())
        seeded(9, 3)
        second = str(new_id())
    assert [first, second] == undisturbed
