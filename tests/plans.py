"""Contents of account plans for tests: one in a line, and any that can be."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from kam.analysis.plans.content import (
    PlanAction,
    PlanContent,
    PlanInitiative,
    PlanObjective,
    PlanRisk,
)
from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.vocabulary import ObjectiveKind, Side, Term

FIRST, LAST = date(2026, 7, 1), date(2027, 6, 30)
TODAY = date(2026, 11, 24)


def a_plan(**values: Any) -> PlanContent:
    """A plan from July to June."""
    usual: dict[str, Any] = {
        "id": new_id(),
        "account_id": new_id(),
        "title": "План 2026/27",
        "starts_on": FIRST,
        "ends_on": LAST,
    }
    return PlanContent(**usual | values)


def an_objective(title: str = "Контракт 2027", **values: Any) -> PlanObjective:
    """An objective of revenue from 79.4 to 96, unless said otherwise."""
    usual: dict[str, Any] = {
        "id": new_id(),
        "kind": ObjectiveKind.REVENUE,
        "baseline": Decimal("79.4"),
        "target": Decimal(96),
    }
    return PlanObjective(title=title, **usual | values)


def an_initiative(objective: PlanObjective, title: str = "Переговоры", **values: Any) -> PlanInitiative:
    """Work under an objective."""
    return PlanInitiative(id=values.pop("id", new_id()), objective_id=objective.id, title=title, **values)


def an_action(objective: PlanObjective, text: str = "Выслать расчёт", **values: Any) -> PlanAction:
    """A promise of ours under an objective."""
    usual: dict[str, Any] = {
        "id": new_id(),
        "objective_id": objective.id,
        "text": text,
        "side": Side.OURS,
    }
    return PlanAction(**usual | values)


def a_risk(title: str = "Тендер в январе", **values: Any) -> PlanRisk:
    """Something that may go wrong."""
    return PlanRisk(id=values.pop("id", new_id()), title=title, **values)


_PLAIN: dict[type, st.SearchStrategy[Any]] = {
    UUID: st.uuids(),
    str: st.text(max_size=12),
    int: st.integers(-(2**40), 2**40),
    bool: st.booleans(),
    date: st.dates(),
    Decimal: st.decimals(-(10**15), 10**15, places=4),
    Money: st.builds(Money, st.integers(-(10**15), 10**15), st.sampled_from(["RUB", "EUR", "JPY"])),
}


def anything(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a type out of which contents are made."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, types.UnionType):
        return st.one_of(*(st.none() if part is type(None) else anything(part) for part in hint.__args__))
    if typing.get_origin(hint) is tuple:
        of = hint.__args__[0]
        by_id = (lambda line: line.id) if dataclasses.is_dataclass(of) else None
        return st.lists(anything(of), max_size=2, unique_by=by_id).map(tuple)
    if issubclass(hint, Term):
        return st.sampled_from(list(hint))
    hints = typing.get_type_hints(hint)
    fields = {field.name: anything(hints[field.name]) for field in dataclasses.fields(hint)}
    return st.builds(hint, **fields)


def any_plan() -> st.SearchStrategy[PlanContent]:
    """Any content that a plan can have."""
    return anything(PlanContent)
