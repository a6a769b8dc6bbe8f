"""What complaints cost, and how much revenue hangs on those that are open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from kam.analysis.complaints.facts import Compensated
    from kam.core.vocabulary import CompensationKind


@dataclass(frozen=True, slots=True)
class CostLine:
    """What one kind of compensation came to, and for which complaints."""

    kind: CompensationKind
    minor: int
    ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class CostFigures:
    """Compensation in minor units of the workspace's currency, the dearest kind first.

    ``unknown`` are complaints with a compensation whose sum nobody wrote down, or for whose currency no rate
    is known: they are in no sum.
    """

    minor: int
    ids: tuple[UUID, ...]
    lines: tuple[CostLine, ...]
    unknown: tuple[UUID, ...]


def cost_figures(compensations: Iterable[Compensated]) -> CostFigures:
    """The sums of some compensations."""
    sums: dict[CompensationKind, int] = defaultdict(int)
    members: dict[CompensationKind, dict[UUID, None]] = defaultdict(dict)
    known: dict[UUID, None] = {}
    unknown: dict[UUID, None] = {}
    for one in compensations:
        if one.minor is None:
            unknown[one.complaint_id] = None
            continue
        sums[one.kind] += one.minor
        members[one.kind][one.complaint_id] = None
        known[one.complaint_id] = None
    lines = [CostLine(kind, minor, tuple(members[kind])) for kind, minor in sums.items()]
    return CostFigures(
        minor=sum(sums.values()),
        ids=tuple(known),
        lines=tuple(sorted(lines, key=lambda line: -line.minor)),
        unknown=tuple(unknown),
    )


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A client with open complaints and what they bought in twelve months; None = no sales are known."""

    account_id: UUID
    minor: int | None
    ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class MoneyAtRisk:
    """Revenue of twelve months with the clients that have open complaints (domain.md §8), most first."""

    minor: int
    ids: tuple[UUID, ...]
    lines: tuple[RiskLine, ...]


def money_at_risk(
    open_by_account: Mapping[UUID, tuple[UUID, ...]], revenue: Mapping[UUID, int]
) -> MoneyAtRisk:
    """The revenue that hangs on open complaints. Each client counts once, however often they complain."""
    lines = sorted(
        (RiskLine(account, revenue.get(account), ids) for account, ids in open_by_account.items()),
        key=lambda line: -(line.minor or 0),
    )
    return MoneyAtRisk(
        minor=sum(line.minor or 0 for line in lines),
        ids=tuple([identity for line in lines for identity in line.ids]),
        lines=tuple(lines),
    )
