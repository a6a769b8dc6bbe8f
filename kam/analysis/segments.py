"""Which accounts matter: ABC by revenue, crossed with potential, gives the segment (domain.md §2)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from kam.analysis.explanation import Reason
from kam.analysis.portfolio import ranked
from kam.analysis.ratios import Percent, ratio, share
from kam.core.vocabulary import AbcClass, Segment, Term
from kam.core.vocabulary.term import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kam.core.money import Money

POTENTIAL_SCALE = range(1, 6)


@dataclass(frozen=True, slots=True)
class SegmentSettings:
    """ABC at 80 and 95 per cent; potential: VIP from 3, strategic from 4, tail up to 2 (domain.md §2)."""

    a_percent: Percent = 80
    b_percent: Percent = 95
    vip_potential: int = 3
    strategic_potential: int = 4
    tail_potential: int = 2
    tail_purchases: int = 1
    tail_months: int = 6


class SegmentReason(Term):
    """Why an account has its segment."""

    VIP = "vip", label("segment reason", "Class A and potential {potential}; VIP from {threshold}")
    STRATEGIC = "strategic", label("segment reason", "Potential {potential}; strategic from {threshold}")
    TAIL = (
        "tail",
        label("segment reason", "Class C, potential {potential}, purchases in {months} months: {purchases}"),
    )
    TYPICAL = "typical", label("segment reason", "No rule for VIP, strategic or tail applies")
    POTENTIAL_UNSET = "potential_unset", label("segment reason", "The potential is not set")
    CLASS = (
        "class",
        label("segment reason", "Class {abc}: {share} of revenue, {cumulative} with those before it"),
    )
    NO_CLASS = "no_class", label("segment reason", "No revenue in 12 months, so no class")
    CLASS_BY_HAND = "class_by_hand", label("segment reason", "Class {abc}, set by hand")


class AbcReason(Term):
    """Why an account has its class."""

    LARGEST = "largest", label("ABC reason", "The largest account, {share} of revenue: always A")
    PLACE = (
        "place",
        label(
            "ABC reason",
            "Number {place} by revenue of 12 months: {share} of it, {cumulative} with those before",
        ),
    )
    WITHIN = "within", label("ABC reason", "Class {abc} reaches to {threshold} %")
    BEYOND = "beyond", label("ABC reason", "Class B ends at {threshold} %, what follows is C")
    NONE = "none", label("ABC reason", "No revenue in 12 months, so no class")


@dataclass(frozen=True, slots=True)
class AbcStanding:
    """An account's class with what it follows from: its share, and the share down to and including it."""

    account: UUID
    abc: AbcClass
    place: int
    share: Decimal
    cumulative: Decimal


@dataclass(frozen=True, slots=True)
class SegmentVerdict:
    """A computed segment and its reasons; an override by hand is kept beside it, not in it."""

    segment: Segment
    reasons: tuple[Reason, ...]


def abc_classes(
    revenues: Mapping[UUID, Money], settings: SegmentSettings = SegmentSettings()
) -> dict[UUID, AbcStanding]:
    """The classes of the accounts by their 12-month revenue net of returns, largest first.

    A while the cumulative share including the account is at most 80 %, then B to 95 %, then C; the largest is
    always A. An account without revenue has no class and is not in the answer.
    """
    accounts = ranked(revenues)
    whole = sum(account.revenue.minor for account in accounts)
    end_of_a, end_of_b = share(settings.a_percent) * whole, share(settings.b_percent) * whole
    standings, reached = {}, 0
    for account in accounts:
        reached += account.revenue.minor
        if account.place == 1 or reached <= end_of_a:
            abc = AbcClass.A
        else:
            abc = AbcClass.B if reached <= end_of_b else AbcClass.C
        standings[account.account] = AbcStanding(
            account.account,
            abc,
            account.place,
            ratio(account.revenue.minor, whole) or Decimal(0),
            ratio(reached, whole) or Decimal(0),
        )
    return standings


def abc_reasons(
    standing: AbcStanding | None, settings: SegmentSettings = SegmentSettings()
) -> tuple[Reason, ...]:
    """What a class follows from; ``standing`` is None without revenue."""
    if standing is None:
        return (Reason.of(AbcReason.NONE),)
    if standing.place == 1:
        return (Reason.of(AbcReason.LARGEST, share=standing.share),)
    place = Reason.of(
        AbcReason.PLACE, place=standing.place, share=standing.share, cumulative=standing.cumulative
    )
    if standing.abc is AbcClass.C:
        return (place, Reason.of(AbcReason.BEYOND, threshold=settings.b_percent))
    threshold = settings.a_percent if standing.abc is AbcClass.A else settings.b_percent
    return (place, Reason.of(AbcReason.WITHIN, abc=standing.abc, threshold=threshold))


def segment_of(
    standing: AbcStanding | None,
    potential: int | None,
    purchases: int,
    settings: SegmentSettings = SegmentSettings(),
    *,
    by_hand: AbcClass | None = None,
) -> SegmentVerdict:
    """The segment of an account.

    ``standing`` is None without revenue, ``potential`` 1–5 is None until the KAM has set it (the segment is
    then unknown), ``purchases`` are those of the last 6 months (``settings.tail_months``). A class that was
    set ``by_hand`` counts before the computed one.
    Raises ValueError for a potential off the scale.
    """
    of_class = _class_reason(standing, by_hand)
    if potential is None:
        return SegmentVerdict(Segment.UNKNOWN, (Reason.of(SegmentReason.POTENTIAL_UNSET), of_class))
    if potential not in POTENTIAL_SCALE:
        message = f"potential is 1 to 5, not {potential}"
        raise ValueError(message)
    abc = by_hand or (standing.abc if standing else None)
    segment, reason = _rule(abc, potential, purchases, settings)
    return SegmentVerdict(segment, (reason, of_class))


def _rule(
    abc: AbcClass | None, potential: int, purchases: int, settings: SegmentSettings
) -> tuple[Segment, Reason]:
    if abc is AbcClass.A and potential >= settings.vip_potential:
        reason = Reason.of(SegmentReason.VIP, potential=potential, threshold=settings.vip_potential)
        return Segment.VIP, reason
    if potential >= settings.strategic_potential:
        reason = Reason.of(
            SegmentReason.STRATEGIC, potential=potential, threshold=settings.strategic_potential
        )
        return Segment.STRATEGIC, reason
    seldom = purchases <= settings.tail_purchases
    if abc is AbcClass.C and potential <= settings.tail_potential and seldom:
        reason = Reason.of(
            SegmentReason.TAIL, potential=potential, months=settings.tail_months, purchases=purchases
        )
        return Segment.TAIL, reason
    return Segment.TYPICAL, Reason.of(SegmentReason.TYPICAL)


def _class_reason(standing: AbcStanding | None, by_hand: AbcClass | None) -> Reason:
    if by_hand is not None:
        return Reason.of(SegmentReason.CLASS_BY_HAND, abc=by_hand)
    if standing is None:
        return Reason.of(SegmentReason.NO_CLASS)
    return Reason.of(
        SegmentReason.CLASS, abc=standing.abc, share=standing.share, cumulative=standing.cumulative
    )
