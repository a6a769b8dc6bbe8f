"""Why an account is key (domain.md §2).

Breadwinner and prospective are suggested by computation; image-maker and expert are the KAM's word and never
come from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kam.analysis.explanation import Reason
from kam.analysis.ratios import Percent, ratio, share
from kam.core.vocabulary import KeyGroup, Term
from kam.core.vocabulary.term import label

if TYPE_CHECKING:
    from kam.core.money import Money


@dataclass(frozen=True, slots=True)
class KeyGroupSettings:
    """A breadwinner brings 10 % of our revenue (domain.md §2).

    For a prospective account the plan gives words alone ("new or small with us, big budget"); their measures:
    New: no purchase yet, or the first within 12 months. Small: we have at most a quarter of what the client
    spends in our category. Big budget: won whole, that spend would make the client a breadwinner; where
    the spend is not known, potential 4 or 5 stands for it.
    """

    breadwinner_percent: Percent = 10
    new_months: int = 12
    small_wallet_percent: Percent = 25
    big_potential: int = 4


class KeyGroupReason(Term):
    """Why a key group is suggested."""

    BREADWINNER = (
        "breadwinner",
        label("key group reason", "Brings {share} of our revenue; breadwinner from {threshold} %"),
    )
    NEW = "new", label("key group reason", "New with us: months since the first purchase: {months}")
    NOT_YET = "not_yet", label("key group reason", "Has not bought from us yet")
    SMALL = "small", label("key group reason", "Small with us: we have {share} of the client's spend")
    BIG_SPEND = "big_spend", label("key group reason", "Big budget: spends {spend} a year in our category")
    BIG_POTENTIAL = (
        "big_potential",
        label("key group reason", "Big budget by its potential: {potential} of 5"),
    )
    COMPETITOR = (
        "competitor",
        label("key group reason", "The strongest competitor has {share} of the client's spend"),
    )


class NoGroupReason(Term):
    """Why no key group is suggested."""

    BELOW = (
        "below",
        label("key group reason", "Brings {share} of our revenue; breadwinner from {threshold} %"),
    )
    NOT_NEW = (
        "not_new",
        label(
            "key group reason",
            "Neither new with us nor known to be small: a prospective account is one of them",
        ),
    )
    BUDGET_UNKNOWN = (
        "budget_unknown",
        label(
            "key group reason", "No big budget is known: no spend is recorded, no potential from {threshold}"
        ),
    )
    BUDGET_SMALL = (
        "budget_small",
        label(
            "key group reason", "Spends {spend} a year in our category: not enough to become a breadwinner"
        ),
    )


@dataclass(frozen=True, slots=True)
class KeyGroupFacts:
    """What the suggestion follows from; sums are of 12 months (or the last known year of spend).

    ``months_since_first_purchase`` is None when the client has not bought yet; ``spend``, ``our_part`` and
    ``competitor_part`` (of the strongest competitor) are None where unknown.
    """

    revenue: Money
    portfolio_revenue: Money
    months_since_first_purchase: int | None
    potential: int | None = None
    spend: Money | None = None
    our_part: Money | None = None
    competitor_part: Money | None = None


@dataclass(frozen=True, slots=True)
class KeyGroupSuggestion:
    """A group and what speaks for it."""

    group: KeyGroup
    reasons: tuple[Reason, ...]


def suggest_key_group(
    facts: KeyGroupFacts, settings: KeyGroupSettings = KeyGroupSettings()
) -> KeyGroupSuggestion | None:
    """The group that the figures suggest, if any. Who feeds us is not merely promising."""
    whole = facts.portfolio_revenue.minor
    threshold = share(settings.breadwinner_percent)
    if whole > 0 and facts.revenue.minor * threshold.denominator >= threshold.numerator * whole:
        reason = Reason.of(
            KeyGroupReason.BREADWINNER,
            share=ratio(facts.revenue.minor, whole) or 0,
            threshold=settings.breadwinner_percent,
        )
        return KeyGroupSuggestion(KeyGroup.BREADWINNER, (reason,))
    entry = _new_or_small(facts, settings)
    if entry is None:
        return None
    budget = _big_budget(facts, whole * threshold, settings)
    if budget is None:
        return None
    return KeyGroupSuggestion(KeyGroup.PROSPECTIVE, (entry, budget, *_competitor(facts)))


def _big_budget(facts: KeyGroupFacts, enough: Fraction, settings: KeyGroupSettings) -> Reason | None:
    if facts.spend is not None:
        big = facts.spend.minor > 0 and facts.spend.minor >= enough
        return Reason.of(KeyGroupReason.BIG_SPEND, spend=facts.spend) if big else None
    if facts.potential is not None and facts.potential >= settings.big_potential:
        return Reason.of(KeyGroupReason.BIG_POTENTIAL, potential=facts.potential)
    return None


def _new_or_small(facts: KeyGroupFacts, settings: KeyGroupSettings) -> Reason | None:
    months = facts.months_since_first_purchase
    if months is None:
        return Reason.of(KeyGroupReason.NOT_YET)
    if months < settings.new_months:
        return Reason.of(KeyGroupReason.NEW, months=months)
    if facts.spend is not None and facts.our_part is not None and facts.spend.minor > 0:
        ours = Fraction(facts.our_part.minor, facts.spend.minor)
        if ours <= share(settings.small_wallet_percent):
            return Reason.of(KeyGroupReason.SMALL, share=ratio(facts.our_part.minor, facts.spend.minor) or 0)
    return None


def _competitor(facts: KeyGroupFacts) -> tuple[Reason, ...]:
    if facts.spend is None or facts.competitor_part is None:
        return ()
    theirs = ratio(facts.competitor_part.minor, facts.spend.minor)
    return (Reason.of(KeyGroupReason.COMPETITOR, share=theirs),) if theirs else ()


def why_no_key_group(
    facts: KeyGroupFacts, settings: KeyGroupSettings = KeyGroupSettings()
) -> tuple[Reason, ...]:
    """What is missing to each suggestion, for an account to which ``suggest_key_group`` gives none."""
    whole = facts.portfolio_revenue.minor
    brings = ratio(facts.revenue.minor, whole) or 0
    reasons = [Reason.of(NoGroupReason.BELOW, share=brings, threshold=settings.breadwinner_percent)]
    if _new_or_small(facts, settings) is None:
        reasons.append(Reason.of(NoGroupReason.NOT_NEW))
    if _big_budget(facts, whole * share(settings.breadwinner_percent), settings) is None:
        if facts.spend is None:
            reasons.append(Reason.of(NoGroupReason.BUDGET_UNKNOWN, threshold=settings.big_potential))
        else:
            reasons.append(Reason.of(NoGroupReason.BUDGET_SMALL, spend=facts.spend))
    return tuple(reasons)
