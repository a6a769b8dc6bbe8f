"""What a version keeps: the content comes back as it was, and nothing else is ever taken for it."""

from __future__ import annotations

import hashlib
import random
import zlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.plans.content import PlanBudget, PlanContent, PlanMeasurement, PlanText
from kam.core.errors import RuleError
from kam.core.ids import new_id
from kam.core.money import Money
from kam.services.plans.freezing import FORMAT, freeze, thaw
from tests.plans import a_plan, a_risk, an_initiative, an_objective, any_plan

GOAL = an_objective(
    current=Decimal("84.20"), measurements=(PlanMeasurement(new_id(), date(2026, 11, 1), Decimal("84.20")),)
)
PLAN = a_plan(
    text=PlanText(ambition="Первый поставщик на обеих площадках"),
    objectives=(GOAL,),
    initiatives=(an_initiative(GOAL, starts_on=date(2026, 9, 1)),),
    risks=(a_risk(at_stake=Money(700_000_00, "RUB")),),
    budget=(PlanBudget(new_id(), "Образцы", Money(35_000_000, "RUB")),),
)
HEAD = len(b"kamplan") + 2 + 16


def packed(body: bytes, *, number: int = FORMAT) -> bytes:
    """Bytes as another program would seal them."""
    written = number.to_bytes(2)
    return b"kamplan" + written + hashlib.sha256(written + body).digest()[:16] + body


def sealed(content: Any, *, number: int = FORMAT) -> bytes:
    return packed(zlib.compress(msgpack.packb(content)), number=number)


def fields_of(content: PlanContent) -> dict[str, Any]:
    found: dict[str, Any] = msgpack.unpackb(zlib.decompress(freeze(content)[HEAD:]))
    return found


def refusal(frozen: bytes) -> str:
    with pytest.raises(RuleError) as refused:
        thaw(frozen, number=3)
    assert refused.value.details == {"number": 3}
    return refused.value.code


@given(any_plan())
def test_the_content_comes_back_as_it_was(plan: PlanContent) -> None:
    assert thaw(freeze(plan), number=1) == plan


def test_a_figure_comes_back_to_the_last_place() -> None:
    found = thaw(freeze(PLAN), number=1).objectives[0].current
    assert str(found) == "84.20"


def test_the_same_content_gives_the_same_bytes() -> None:
    assert freeze(PLAN) == freeze(replace(PLAN))


def test_no_flipped_bit_goes_unnoticed() -> None:
    frozen = freeze(PLAN)
    for at in range(len(frozen)):
        for bit in (0, 3, 7):
            broken = bytearray(frozen)
            broken[at] ^= 1 << bit
            assert refusal(bytes(broken)) == "plan.version_damaged"


def test_what_is_cut_off_or_followed_by_something_is_damaged() -> None:
    frozen = freeze(PLAN)
    for length in (0, 1, 7, 8, 9, HEAD - 1, HEAD, HEAD + 1, len(frozen) // 2, len(frozen) - 1):
        assert refusal(frozen[:length]) == "plan.version_damaged"
    assert refusal(frozen + b"\0") == "plan.version_damaged"
    assert refusal(packed(frozen[HEAD:] + b"more")) == "plan.version_damaged"


@given(st.binary(max_size=400))
def test_bytes_of_anything_else_are_damaged_even_if_they_are_sealed(other: bytes) -> None:
    assert refusal(other) == "plan.version_damaged"
    assert refusal(packed(other)) == "plan.version_damaged"
    assert refusal(packed(zlib.compress(other))) == "plan.version_damaged"


@pytest.mark.parametrize("content", [None, 1, "plan", [], {}, {"title": "План"}, [{}]])
def test_what_is_no_plan_is_damaged(content: Any) -> None:
    assert refusal(sealed(content)) == "plan.version_damaged"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", b"short"),
        ("title", None),
        ("title", 7),
        ("starts_on", "yesterday"),
        ("starts_on", 20260701),
        ("text", []),
        ("objectives", {}),
        ("objectives", [{"id": b"0" * 16}]),
        ("risks", [1]),
        ("budget", [{"id": b"0" * 16, "title": "", "amount": [1, "RUB", 2]}]),
        ("budget", [{"id": b"0" * 16, "title": "", "amount": [1, "roubles"]}]),
        ("budget", [{"id": b"0" * 16, "title": "", "amount": ["1", "RUB"]}]),
    ],
)
def test_a_field_of_another_kind_is_damage(name: str, value: Any) -> None:
    assert refusal(sealed(fields_of(PLAN) | {name: value})) == "plan.version_damaged"


@pytest.mark.parametrize("figure", ["NaN", "Infinity", "1E+99999999", "1E-99999999", "", 5])
def test_figures_that_nobody_would_write_are_damage(figure: Any) -> None:
    content = fields_of(PLAN)
    content["objectives"][0]["target"] = figure
    assert refusal(sealed(content)) == "plan.version_damaged"


def test_what_unpacks_without_end_is_damage() -> None:
    assert refusal(packed(zlib.compress(bytes(1 << 27)))) == "plan.version_damaged"
    assert refusal(packed(zlib.compress(b"\x91" * 100_000))) == "plan.version_damaged"


def test_a_format_of_a_newer_program_is_told_as_such() -> None:
    assert refusal(sealed(fields_of(PLAN), number=FORMAT + 1)) == "plan.version_newer"
    assert refusal(sealed({"all": "different"}, number=40_000)) == "plan.version_newer"


def test_a_word_of_a_newer_program_is_told_as_such() -> None:
    assert refusal(sealed(fields_of(PLAN) | {"strategy": "conquer"})) == "plan.version_newer"


def test_a_field_that_is_not_known_is_passed_over() -> None:
    content = fields_of(PLAN) | {"mood": "good"}
    content["objectives"][0]["confidence"] = 4
    assert thaw(sealed(content), number=1) == PLAN


def test_a_field_that_is_not_written_yet_has_its_default() -> None:
    content = fields_of(PLAN)
    del content["budget"], content["text"]
    assert thaw(sealed(content), number=1) == replace(PLAN, budget=(), text=PlanText())


def test_shuffled_bytes_are_damaged() -> None:
    dice = random.Random(7)
    frozen = bytearray(freeze(PLAN))
    for _ in range(50):
        broken = frozen[:]
        dice.shuffle(broken)
        assert refusal(bytes(broken)) == "plan.version_damaged"
