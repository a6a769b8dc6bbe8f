"""Whatever a use case of plans refuses or does has its words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kam.services.plans
from kam.core.sentences import SENTENCES, STEPS
from kam.core.vocabulary import AccountStatus, RelationshipStrategy
from kam.services.plans import records
from kam.services.plans.templates import prompts_for

SOURCES = sorted(Path(kam.services.plans.__file__).parent.glob("*.py"))
_STEP = re.compile(r"""\.writing\(\s*"([a-z_.]+)"(?: if [^"]+ else "([a-z_.]+)")?""")
_CODE = re.compile(r"""(?:Error|FieldError)\((?:[^"()]*,\s*|f?"[^"]*",\s*)?"([a-z_]+\.[a-z_]+)\"""")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_step_and_every_refusal_has_its_sentence(source: Path) -> None:
    text = source.read_text("utf-8")
    steps = {step for found in _STEP.findall(text) for step in found if step}
    assert steps <= STEPS.keys()
    assert set(_CODE.findall(text)) <= SENTENCES.keys()


def test_every_part_has_its_step() -> None:
    assert set(records.STEPS.values()) <= STEPS.keys()


@pytest.mark.parametrize("status", AccountStatus)
@pytest.mark.parametrize("strategy", RelationshipStrategy)
def test_every_plan_is_asked_something(strategy: RelationshipStrategy, status: AccountStatus) -> None:
    assert prompts_for(strategy, status, "ru") is not None
