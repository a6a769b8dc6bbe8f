"""ABC × potential: where each account stands on the field, and what each segment makes (domain.md §2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from kam.analysis.segments import POTENTIAL_SCALE, SegmentSettings
from kam.core.vocabulary import AbcClass, Segment

_USUAL: Final = SegmentSettings()


@dataclass(frozen=True, slots=True)
class MatrixAccount:
    """An account to be placed: sums in minor units of one currency, ``margin`` None while it is unknown."""

    id: UUID
    abc: AbcClass | None
    potential: int | None
    segment: Segment
    revenue: int
    margin: int | None


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of a cell that belongs to one segment. Cells of class C and low potential have two.

    Which of the two an account is in, the purchases of the last months decide, or the KAM.
    """

    abc: AbcClass
    potential: int
    segment: Segment


@dataclass(frozen=True, slots=True)
class SegmentSum:
    """What a segment makes; where some margin is unknown, the whole is at least ``margin``."""

    segment: Segment
    count: int
    revenue: int
    margin: int
    margin_unknown: int


@dataclass(frozen=True, slots=True)
class Placement:
    """Who stands in which cell, largest first, and who stands in none.

    ``undefined`` have no potential yet, whatever their class; ``without_class`` have one, and no revenue.
    """

    cells: dict[tuple[AbcClass, int], tuple[UUID, ...]]
    undefined: tuple[UUID, ...]
    without_class: tuple[UUID, ...]
    sums: tuple[SegmentSum, ...]


def zones(settings: SegmentSettings = _USUAL) -> tuple[Zone, ...]:
    """The segments of every cell by the rules of ``segment_of``, the tail after the typical it borders on."""
    found = []
    for abc in AbcClass:
        for potential in POTENTIAL_SCALE:
            if abc is AbcClass.A and potential >= settings.vip_potential:
                found.append(Zone(abc, potential, Segment.VIP))
            elif potential >= settings.strategic_potential:
                found.append(Zone(abc, potential, Segment.STRATEGIC))
            else:
                found.append(Zone(abc, potential, Segment.TYPICAL))
                if abc is AbcClass.C and potential <= settings.tail_potential:
                    found.append(Zone(abc, potential, Segment.TAIL))
    return tuple(found)


def place_accounts(accounts: Iterable[MatrixAccount]) -> Placement:
    """Every account in its cell, in one of the lists beside the field, and in the sums of its segment."""
    ordered = sorted(accounts, key=lambda account: (-account.revenue, account.id))
    cells: dict[tuple[AbcClass, int], list[UUID]] = {}
    for account in ordered:
        if account.abc is not None and account.potential is not None:
            cells.setdefault((account.abc, account.potential), []).append(account.id)
    return Placement(
        cells={cell: tuple(members) for cell, members in cells.items()},
        undefined=tuple(account.id for account in ordered if account.potential is None),
        without_class=tuple(
            account.id for account in ordered if account.potential is not None and account.abc is None
        ),
        sums=tuple(_sum(segment, ordered) for segment in Segment),
    )


def _sum(segment: Segment, accounts: Iterable[MatrixAccount]) -> SegmentSum:
    members = [account for account in accounts if account.segment is segment]
    known = [account.margin for account in members if account.margin is not None]
    unknown = sum(account.margin is None and account.revenue != 0 for account in members)
    revenue = sum(account.revenue for account in members)
    return SegmentSum(segment, len(members), revenue, sum(known), unknown)
