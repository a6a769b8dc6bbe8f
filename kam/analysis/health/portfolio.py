"""The health of a portfolio: a mean weighted by revenue, what pulls it down, who moved (domain.md §9).

Only clients with a health and with revenue weigh; the others are counted, never lost. Weights are the revenue
of the last twelve whole months at every moment that is compared, so that a shift of revenue is no movement
of health.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final
from uuid import UUID

from kam.analysis.health.scale import FULL, whole_points
from kam.analysis.health.score import Health, HealthBand, HealthFactor, Moved, what_moved
from kam.core.vocabulary import Segment

_TENTHS: Final = 10


@dataclass(frozen=True, slots=True)
class Moment:
    """A score as of a day; None where nothing was known."""

    on: date
    score: int | None


@dataclass(frozen=True, slots=True)
class PortfolioClient:
    """A client as the portfolio's health needs it; ``revenue`` is minor units of twelve whole months."""

    id: UUID
    name: str
    segment: Segment
    revenue: int
    health: Health | None
    month_ago: Health | None = None
    trend: tuple[Moment, ...] = ()
    is_inertia: bool = False

    @property
    def change(self) -> int | None:
        """Points more than a month ago; None where one of the two is not known."""
        if self.health is None or self.month_ago is None:
            return None
        return self.health.score - self.month_ago.score

    @property
    def moved(self) -> tuple[Moved, ...]:
        """What made the change, the greatest first."""
        if self.health is None or self.month_ago is None:
            return ()
        return what_moved(self.month_ago, self.health)

    @property
    def weighs(self) -> bool:
        """Whether it stands on the map: it has a health, and revenue to weigh it by."""
        return self.health is not None and self.revenue > 0


@dataclass(frozen=True, slots=True)
class Loss:
    """A factor over the whole portfolio, in points of its health, to the tenth.

    ``weight`` is what the factor could bring (with the shares of factors that are not known of a client, so
    that all weights make 100), ``lost`` what is missing of it, ``change`` how much less is lost than a month
    ago (negative: more is), None where nobody's health was known then. ``clients`` know the factor; they
    lose most first.
    """

    factor: HealthFactor
    weight: Decimal
    lost: Decimal
    change: Decimal | None
    clients: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class PortfolioMoment:
    """The weighted mean at the end of a day, of so many clients; None where none was known."""

    on: date
    score: Decimal | None
    clients: int


@dataclass(frozen=True, slots=True)
class Mover:
    """A client whose health moved within the month, and by how much."""

    client: PortfolioClient
    points: int


@dataclass(frozen=True, slots=True)
class PortfolioHealth:
    """What is said of a portfolio's health.

    ``score`` and ``missing`` are tenths and make 100 together; the losses make ``missing`` exactly. The
    ``change`` is told of the clients known at both moments, and the changes of the losses make it exactly.
    Revenue is minor units.
    """

    score: Decimal | None
    change: Decimal | None
    missing: Decimal
    losses: tuple[Loss, ...]
    months: tuple[PortfolioMoment, ...]
    fell: tuple[Mover, ...]
    rose: tuple[Mover, ...]
    bands: Mapping[HealthBand, tuple[PortfolioClient, ...]]
    """Who stands on the map, by band, the greatest revenue first."""
    inertia: tuple[PortfolioClient, ...]
    without_health: tuple[PortfolioClient, ...]
    without_revenue: tuple[PortfolioClient, ...]
    """Those with a health and nothing to weigh it by."""
    weighed: tuple[PortfolioClient, ...]
    """Who stands on the map, the greatest revenue first."""

    def revenue_of(self, band: HealthBand) -> int:
        """What the clients of a band bought."""
        return sum(client.revenue for client in self.bands[band])


def portfolio_health(clients: Iterable[PortfolioClient]) -> PortfolioHealth:
    """Everything about some clients at once."""
    everybody = sorted(clients, key=lambda client: (-client.revenue, client.name, client.id))
    weighed = tuple(client for client in everybody if client.weighs)
    losses, missing, change = _losses(weighed)
    return PortfolioHealth(
        score=FULL - missing if weighed else None,
        change=change,
        missing=missing,
        losses=losses,
        months=_months(weighed),
        fell=_movers(everybody, lambda points: points < 0),
        rose=_movers(everybody, lambda points: points > 0),
        bands={band: tuple(each for each in weighed if _band(each) is band) for band in HealthBand},
        inertia=tuple(client for client in everybody if client.is_inertia),
        without_health=tuple(client for client in everybody if client.health is None),
        without_revenue=tuple(
            client for client in everybody if client.health is not None and client.revenue <= 0
        ),
        weighed=weighed,
    )


def weighted_mean(pairs: Iterable[tuple[int, int]]) -> Fraction | None:
    """The mean of values by their weights; None where nothing weighs."""
    found = [(value, weight) for value, weight in pairs if weight > 0]
    whole = sum(weight for _, weight in found)
    return Fraction(sum(value * weight for value, weight in found), whole) if whole else None


def _band(client: PortfolioClient) -> HealthBand | None:
    return None if client.health is None else client.health.band


def _movers(clients: Sequence[PortfolioClient], wanted: Callable[[int], bool]) -> tuple[Mover, ...]:
    """The greatest movement first; of equal ones that of the greatest revenue."""
    found = [
        Mover(client, client.change)
        for client in clients
        if client.change is not None and wanted(client.change)
    ]
    return tuple(sorted(found, key=lambda mover: (-abs(mover.points), -mover.client.revenue)))


def _months(weighed: Sequence[PortfolioClient]) -> tuple[PortfolioMoment, ...]:
    """The mean at every day that a trend tells of."""
    days = sorted({moment.on for client in weighed for moment in client.trend})
    scores: dict[date, list[tuple[int, int]]] = {day: [] for day in days}
    for client in weighed:
        for moment in client.trend:
            if moment.score is not None:
                scores[moment.on].append((moment.score, client.revenue))
    return tuple(
        PortfolioMoment(
            day, None if (mean := weighted_mean(scores[day])) is None else _tenth(mean), len(scores[day])
        )
        for day in days
    )


def _losses(weighed: Sequence[PortfolioClient]) -> tuple[tuple[Loss, ...], Decimal, Decimal | None]:
    """The factors in their order of telling, what is missing to 100, and the change of the month."""
    now = _mean_of_factors([(client.health, client.revenue) for client in weighed if client.health])
    both = [client for client in weighed if client.health and client.month_ago]
    later = _mean_of_factors([(client.health, client.revenue) for client in both if client.health])
    earlier = _mean_of_factors([(client.month_ago, client.revenue) for client in both if client.month_ago])
    factors = [factor for factor in HealthFactor if factor in now]
    lost = _in_tenths([now[factor][1] for factor in factors])
    weights = _in_tenths([now[factor][0] for factor in factors])
    compared = [factor for factor in HealthFactor if factor in later or factor in earlier]
    nothing = (Fraction(), Fraction())
    moved = _in_tenths(
        [earlier.get(factor, nothing)[1] - later.get(factor, nothing)[1] for factor in compared]
    )
    changes = dict(zip(compared, moved, strict=True))
    found = tuple(
        Loss(
            factor,
            weight,
            loss,
            changes.get(factor, Decimal(0)) if both else None,
            _who_loses(weighed, factor),
        )
        for factor, weight, loss in zip(factors, weights, lost, strict=True)
    )
    gone = [factor for factor in compared if factor not in now and changes[factor]]
    found += tuple(Loss(factor, Decimal(0), Decimal(0), changes[factor], ()) for factor in gone)
    return found, sum(lost, Decimal(0)), sum(moved, Decimal(0)) if both else None


def _mean_of_factors(known: Sequence[tuple[Health, int]]) -> dict[HealthFactor, tuple[Fraction, Fraction]]:
    """Of each factor that somebody knows: what it could bring, and what is missing of it."""
    whole = sum(revenue for _, revenue in known)
    found: dict[HealthFactor, list[int]] = {}
    for health, revenue in known:
        for each in health.factors:
            sums = found.setdefault(each.factor, [0, 0])
            sums[0] += (each.points + each.gain) * revenue
            sums[1] += each.gain * revenue
    return {factor: (Fraction(most, whole), Fraction(gain, whole)) for factor, (most, gain) in found.items()}


def _who_loses(weighed: Sequence[PortfolioClient], factor: HealthFactor) -> tuple[UUID, ...]:
    """Whose points of a factor are missing, by what they weigh in the whole."""
    losing = []
    for client in weighed:
        gain = (
            sum(each.gain for each in client.health.factors if each.factor is factor) if client.health else 0
        )
        if gain:
            losing.append((-gain * client.revenue, client.id))
    return tuple(account for _, account in sorted(losing))


def _tenth(exact: Fraction) -> Decimal:
    return Decimal(round(exact * _TENTHS)) / _TENTHS


def _in_tenths(exact: Sequence[Fraction]) -> list[Decimal]:
    """Tenths near these that add up to their sum as it is rounded."""
    return [Decimal(points) / _TENTHS for points in whole_points([each * _TENTHS for each in exact])]
