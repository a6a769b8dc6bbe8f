"""What a use case tells about itself: its result and the areas it changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto
from typing import Generic, TypeVar

T = TypeVar("T")


class Area(Flag):
    """Kinds of things that a change touches; pages refresh when their area does."""

    NONE = 0
    ACCOUNTS = auto()
    PEOPLE = auto()
    INTERACTIONS = auto()
    COMMITMENTS = auto()
    SALES = auto()
    OPPORTUNITIES = auto()
    PLANS = auto()
    COMPLAINTS = auto()
    SURVEYS = auto()
    SETTINGS = auto()
    EVERYTHING = (
        ACCOUNTS
        | PEOPLE
        | INTERACTIONS
        | COMMITMENTS
        | SALES
        | OPPORTUNITIES
        | PLANS
        | COMPLAINTS
        | SURVEYS
        | SETTINGS
    )


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """The value a use case returns and the areas it changed."""

    value: T
    changed: Area
