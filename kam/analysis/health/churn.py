"""Whether a client may leave within three months, and why; inertia that passes for loyalty (domain.md §9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from types import MappingProxyType
from typing import Final, NamedTuple
from uuid import UUID

from kam.analysis.explanation import Reason
from kam.analysis.health.pace import QUARTER_DAYS
from kam.analysis.health.score import Health, HealthBand, HealthFactor, HealthSettings, health_of
from kam.analysis.ratios import Percent, share
from kam.core.vocabulary import Term
from kam.core.vocabulary.term import label


class ChurnRisk(Term):
    """How likely a client is to leave within three months."""

    LOW = "low", label("churn risk", "low")
    MEDIUM = "medium", label("churn risk", "medium")
    HIGH = "high", label("churn risk", "high")


class ChurnReason(Term):
    """What speaks for a client's leaving."""

    SILENT = "silent", label("churn reason", "Last purchase {days}, usually every {usual} days")
    PACE = (
        "pace",
        label("churn reason", "At the pace of their orders, three months without one are {chance} likely"),
    )
    ONCE = (
        "once",
        label("churn reason", "Days with an order so far: {bought}, the last one {days}"),
    )
    CHAMPION_LOST = "champion_lost", label("churn reason", "Champion lost on {on}: {name}")
    BREACHED = "breached", label("churn reason", "Complaint {number} is open past its norm")
    CONTRACT = (
        "contract",
        label("churn reason", "The contract ends on {on}, and nobody has talked of the next"),
    )
    RED = "red", label("churn reason", "Health is only {score}")
    FELL = "fell", label("churn reason", "Health fell by {points} in three months")


_WEIGHT: Final[Mapping[ChurnReason, int]] = MappingProxyType(
    {
        ChurnReason.SILENT: 2,
        ChurnReason.PACE: 2,
        ChurnReason.ONCE: 2,
        ChurnReason.CHAMPION_LOST: 2,
        ChurnReason.BREACHED: 2,
        ChurnReason.CONTRACT: 2,
        ChurnReason.RED: 2,
        ChurnReason.FELL: 1,
    }
)
"""A fall alone is a warning; anything else alone is a risk; two of them are a high one.

Which signs of the orders there are, and from where on, was chosen by replaying history
(docs/decisions/churn.md).
"""


@dataclass(frozen=True, slots=True)
class ChurnSettings:
    """Measures of the signals: an order overdue by more than twice the usual, a fall of ten points.

    Of who usually orders at least once a quarter, three months of silence are a sign from ``quiet_percent``
    likely; of who bought on too few days to have a rhythm, ``once_days`` without another order. A champion
    counts as lost for half a year, a contract's end from ninety days before it. From ``medium`` signals on
    the risk is medium, from ``high`` on high.
    """

    overdue_ratio: Decimal = Decimal(2)
    fall: int = 10
    lost_days: int = 183
    contract_days: int = 90
    medium: int = 2
    high: int = 4
    quiet_percent: Percent = 40
    once_days: int = 90


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


class ChurnSignals(NamedTuple):
    """What is known of an account on a day.

    ``days`` since the last order, the ``usual`` interval, their ``ratio``, how many days of orders there
    were (``bought``) and the chance of a ``quiet`` quarter are of its orders.
    """

    health: Health | None = None
    health_before: int | None = None
    """The score of three months ago."""
    days: int = 0
    usual: Decimal | None = None
    ratio: Decimal | None = None
    bought: int = 0
    quiet: Decimal | None = None
    lost: tuple[LostChampion, ...] = ()
    breached: tuple[tuple[UUID, str], ...] = ()
    """Open complaints past their norm: identity and number."""
    contracts: tuple[EndingContract, ...] = ()


class ChurnSign(NamedTuple):
    """One thing that speaks for leaving, with its weight and the records behind it."""

    reason: Reason
    weight: int
    records: tuple[UUID, ...] = ()


_WEIGHING: Final = HealthSettings()
_MONEY: Final = frozenset({HealthFactor.REVENUE, HealthFactor.RHYTHM})


@dataclass(frozen=True, slots=True)
class Churn:
    """A level and what speaks for it, the heaviest first."""

    risk: ChurnRisk
    signs: tuple[ChurnSign, ...]


def churn_of(
    known: ChurnSignals,
    as_of: date,
    settings: ChurnSettings = ChurnSettings(),
    health: HealthSettings = _WEIGHING,
) -> Churn:
    """The level by the weight of what speaks for leaving; several of one kind count once.

    ``health`` is what the known health was weighed by.
    """
    signs = [*_orders(known, settings), *_people(known, as_of, settings), *_complaints(known)]
    signs += [*_contracts(known, as_of, settings), *_health(known, settings, health)]
    signs.sort(key=attrgetter("weight"), reverse=True)
    return Churn(_level(_weight(signs), settings), tuple(signs))


def asks_for_fall(known: Churn, settings: ChurnSettings = ChurnSettings()) -> bool:
    """Whether a fall of health, which was not looked for, would make the risk graver."""
    weight = _weight(known.signs)
    return _level(weight + _WEIGHT[ChurnReason.FELL], settings) is not known.risk


def _weight(signs: Iterable[ChurnSign]) -> int:
    return sum({each.reason.code: each.weight for each in signs}.values())


def _level(weight: int, settings: ChurnSettings) -> ChurnRisk:
    if weight >= settings.high:
        return ChurnRisk.HIGH
    return ChurnRisk.MEDIUM if weight >= settings.medium else ChurnRisk.LOW


def _sign(reason: Reason, *records: UUID) -> ChurnSign:
    return ChurnSign(reason, _WEIGHT[ChurnReason.of(reason.code)], records)


def _orders(known: ChurnSignals, settings: ChurnSettings) -> Iterator[ChurnSign]:
    if known.usual is None:
        if known.bought and known.days >= settings.once_days:
            yield _sign(Reason.of(ChurnReason.ONCE, bought=known.bought, days=known.days))
        return
    if _is_silent(known, settings):
        yield _sign(Reason.of(ChurnReason.SILENT, days=known.days, usual=known.usual))
    if (
        known.quiet is not None
        and known.usual <= QUARTER_DAYS
        and Fraction(known.quiet) >= share(settings.quiet_percent)
    ):
        yield _sign(Reason.of(ChurnReason.PACE, chance=known.quiet))


def _is_silent(known: ChurnSignals, settings: ChurnSettings) -> bool:
    return known.ratio is not None and known.ratio > settings.overdue_ratio


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


def _health(known: ChurnSignals, settings: ChurnSettings, weighing: HealthSettings) -> list[ChurnSign]:
    if known.health is None or not _stands(known.health, weighing):
        return []
    signs = []
    if known.health.band is HealthBand.RED and not (
        _is_silent(known, settings) and _is_red_by_orders_alone(known.health, weighing)
    ):
        signs.append(_sign(Reason.of(ChurnReason.RED, score=known.health.score)))
    fall = (known.health_before or 0) - known.health.score
    if fall >= settings.fall:
        signs.append(_sign(Reason.of(ChurnReason.FELL, points=fall)))
    return signs


def _stands(health: Health, weighing: HealthSettings) -> bool:
    """Whether it says something of leaving: it knows the money, or as many factors as it takes to be green.

    Of a client of whom one person was written down so far nothing is known, and nothing is feared.
    """
    if any(each.factor in _MONEY for each in health.factors):
        return True
    return Fraction(health.known) >= share(weighing.least_known)


def _is_red_by_orders_alone(health: Health, weighing: HealthSettings) -> bool:
    """One silence is no two signs: whether health would not be red but for the rhythm of orders."""
    others = [each.found for each in health.factors if each.factor is not HealthFactor.RHYTHM]
    apart = health_of(others, weighing)
    return apart is None or apart.band is not HealthBand.RED


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
