"""Whether a client may leave within three months, and why; inertia that passes for loyalty (domain.md §9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final
from uuid import UUID

from kam.analysis.explanation import Reason
from kam.analysis.health.score import Health, HealthBand, HealthFactor
from kam.core.vocabulary import Term
from kam.core.vocabulary.term import label


class ChurnRisk(Term):
    """How likely a client is to leave within three months."""

    LOW = "low", label("churn risk", "low")
    MEDIUM = "medium", label("churn risk", "medium")
    HIGH = "high", label("churn risk", "high")


class ChurnReason(Term):
    """What speaks for a client's leaving."""

    SILENT = "silent", label("churn reason", "Last order {days} days ago, usually every {usual}")
    CHAMPION_LOST = "champion_lost", label("churn reason", "{name}, who stood for us, is lost since {on}")
    BREACHED = "breached", label("churn reason", "Complaint {number} is open past its norm")
    CONTRACT = (
        "contract",
        label("churn reason", "The contract ends on {on}, and nobody has talked of the next"),
    )
    RED = "red", label("churn reason", "Health {score}")
    FELL = "fell", label("churn reason", "Health fell by {points} in three months")


_WEIGHT: Final[Mapping[ChurnReason, int]] = MappingProxyType(
    {
        ChurnReason.SILENT: 2,
        ChurnReason.CHAMPION_LOST: 2,
        ChurnReason.BREACHED: 2,
        ChurnReason.CONTRACT: 2,
        ChurnReason.RED: 2,
        ChurnReason.FELL: 1,
    }
)
"""A fall alone is a warning; anything else alone is a risk; two of them are a high one."""


@dataclass(frozen=True, slots=True)
class ChurnSettings:
    """Measures of the signals: an order overdue by more than twice the usual, a fall of ten points.

    A champion counts as lost for half a year, a contract's end from ninety days before it. From ``medium``
    signals on the risk is medium, from ``high`` on high.
    """

    overdue_ratio: Decimal = Decimal(2)
    fall: int = 10
    lost_days: int = 183
    contract_days: int = 90
    medium: int = 2
    high: int = 4


@dataclass(frozen=True, slots=True)
class LostChampion:
    """Who stood for us and left, or turned away, on a date."""

    id: UUID
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class EndingContract:
    """A contract in force, the day it ends, and whether the next one is talked of."""

    id: UUID
    ends_on: date
    talked_of: bool


@dataclass(frozen=True, slots=True)
class ChurnSignals:
    """What is known of an account on a day. ``days`` and ``usual`` are of its orders, ``ratio`` theirs."""

    health: Health | None = None
    health_before: int | None = None
    """The score of three months ago."""
    days: int = 0
    usual: Decimal | None = None
    ratio: Decimal | None = None
    lost: tuple[LostChampion, ...] = ()
    breached: tuple[tuple[UUID, str], ...] = ()
    """Open complaints past their norm: identity and number."""
    contracts: tuple[EndingContract, ...] = ()


@dataclass(frozen=True, slots=True)
class ChurnSign:
    """One thing that speaks for leaving, with its weight and the records behind it."""

    reason: Reason
    weight: int
    records: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Churn:
    """A level and what speaks for it, the heaviest first."""

    risk: ChurnRisk
    signs: tuple[ChurnSign, ...]


def churn_of(known: ChurnSignals, as_of: date, settings: ChurnSettings = ChurnSettings()) -> Churn:
    """The level by the weight of what speaks for leaving; several of one kind count once."""
    signs = [*_orders(known, settings), *_people(known, as_of, settings), *_complaints(known)]
    signs += [*_contracts(known, as_of, settings), *_health(known, settings)]
    weight = sum({each.reason.code: each.weight for each in signs}.values())
    risk = (
        ChurnRisk.HIGH
        if weight >= settings.high
        else ChurnRisk.MEDIUM
        if weight >= settings.medium
        else ChurnRisk.LOW
    )
    return Churn(risk, tuple(sorted(signs, key=lambda each: -each.weight)))


def _sign(reason: Reason, *records: UUID) -> ChurnSign:
    return ChurnSign(reason, _WEIGHT[ChurnReason.of(reason.code)], records)


def _orders(known: ChurnSignals, settings: ChurnSettings) -> list[ChurnSign]:
    if known.ratio is None or known.usual is None or known.ratio <= settings.overdue_ratio:
        return []
    return [_sign(Reason.of(ChurnReason.SILENT, days=known.days, usual=known.usual))]


def _people(known: ChurnSignals, as_of: date, settings: ChurnSettings) -> list[ChurnSign]:
    return [
        _sign(Reason.of(ChurnReason.CHAMPION_LOST, name=each.name, on=each.on), each.id)
        for each in known.lost
        if 0 <= (as_of - each.on).days <= settings.lost_days
    ]


def _complaints(known: ChurnSignals) -> list[ChurnSign]:
    return [_sign(Reason.of(ChurnReason.BREACHED, number=number), id_) for id_, number in known.breached]


def _contracts(known: ChurnSignals, as_of: date, settings: ChurnSettings) -> list[ChurnSign]:
    return [
        _sign(Reason.of(ChurnReason.CONTRACT, on=each.ends_on), each.id)
        for each in known.contracts
        if not each.talked_of and 0 <= (each.ends_on - as_of).days <= settings.contract_days
    ]


def _health(known: ChurnSignals, settings: ChurnSettings) -> list[ChurnSign]:
    if known.health is None:
        return []
    signs = []
    if known.health.band is HealthBand.RED:
        signs.append(_sign(Reason.of(ChurnReason.RED, score=known.health.score)))
    fall = (known.health_before or 0) - known.health.score
    if fall >= settings.fall:
        signs.append(_sign(Reason.of(ChurnReason.FELL, points=fall)))
    return signs


_STEADY: Final = 60
_POOR: Final = 50


def is_inertia(health: Health) -> bool:
    """Money that stands still over people that cool: long custom is not loyalty (domain.md §9).

    Revenue trend and order rhythm are sound as far as they are known (one of them is), people and contact are
    poor as far as they are known (one of them is).
    """
    scores = {each.factor: each.found.score for each in health.factors}
    money = [scores[each] for each in (HealthFactor.REVENUE, HealthFactor.RHYTHM) if each in scores]
    people = [scores[each] for each in (HealthFactor.PEOPLE, HealthFactor.CONTACT) if each in scores]
    return bool(money and people) and min(money) >= _STEADY and max(people) < _POOR
