"""Why a computed value is what it is, part by part (domain.md §2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from kam.analysis.explanation import Reason
from kam.analysis.key_groups import suggest_key_group, why_no_key_group
from kam.analysis.rhythm import DegreeReason
from kam.analysis.segments import abc_reasons, segment_of
from kam.analysis.variation import variation_reasons
from kam.core.errors import NotFoundError
from kam.core.vocabulary import (
    AbcClass,
    KeyGroup,
    Overridden,
    RelationshipDegree,
    Segment,
    Term,
    XyzClass,
)
from kam.services.portfolio.book import read_computed
from kam.services.portfolio.rows import Computed
from kam.services.portfolio.settings import PortfolioSettings
from kam.services.profile import read_profile
from kam.services.standing import ByHand, Standing, standings
from kam.store.workspace import Workspace

VOCABULARY_OF: Final[Mapping[Overridden, type[Term]]] = {
    Overridden.SEGMENT: Segment,
    Overridden.KEY_GROUP: KeyGroup,
    Overridden.ABC: AbcClass,
    Overridden.XYZ: XyzClass,
    Overridden.RELATIONSHIP_DEGREE: RelationshipDegree,
}
"""What each computed value can be, and be set to by hand."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A value as it stands, as it was computed, and why it was.

    ``value`` is the one set ``by_hand`` where there is one. ``computed`` is None where nothing can be said
    (no revenue, no class). The reasons are those of the computed value, most telling first; ``ReasonTeller``
    says them in words.
    """

    what: Overridden
    value: Term | None
    computed: Term | None
    reasons: tuple[Reason, ...]
    by_hand: ByHand | None


@dataclass(frozen=True, slots=True)
class _Facts:
    """What an explanation looks at."""

    account: UUID
    currency: str
    standing: Standing
    computed: Computed
    settings: PortfolioSettings


def explain(workspace: Workspace, account_id: UUID, what: Overridden, *, as_of: datetime) -> Explanation:
    """Why one of the computed values of an account is what it is.

    Raises:
        NotFoundError: ``account.gone``.

    """
    with workspace.reading() as session:
        facts = _read(workspace, session, account_id, as_of)
    computed, reasons = _EXPLAINED[what](facts)
    by_hand = facts.standing.by_hand.get(what)
    value = computed if by_hand is None else VOCABULARY_OF[what].of(by_hand.value)
    return Explanation(what, value, computed, reasons, by_hand)


def explain_segment(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> Explanation:
    """Why an account is in its segment."""
    return explain(workspace, account_id, Overridden.SEGMENT, as_of=as_of)


def explain_abc(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> Explanation:
    """Why an account has its class by revenue."""
    return explain(workspace, account_id, Overridden.ABC, as_of=as_of)


def explain_xyz(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> Explanation:
    """Why an account has its class by evenness."""
    return explain(workspace, account_id, Overridden.XYZ, as_of=as_of)


def explain_key_group(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> Explanation:
    """Why a key group is suggested, or what is missing to one."""
    return explain(workspace, account_id, Overridden.KEY_GROUP, as_of=as_of)


def explain_degree(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> Explanation:
    """Why a relationship has its degree."""
    return explain(workspace, account_id, Overridden.RELATIONSHIP_DEGREE, as_of=as_of)


def _read(workspace: Workspace, session: Session, account_id: UUID, as_of: datetime) -> _Facts:
    profile = read_profile(session)
    today: date = profile.today(as_of)
    standing = standings(workspace, session, today).get(account_id)
    if standing is None:
        raise NotFoundError("account.gone")
    computed = read_computed(workspace, session, profile, today)
    settings = PortfolioSettings.of(profile.settings)
    return _Facts(account_id, profile.currency, standing, computed, settings)


_Explained = tuple[Term | None, tuple[Reason, ...]]


def _segment(facts: _Facts) -> _Explained:
    """Computed from the class as it stands: one set by hand moves the segment."""
    standing = facts.standing
    by_hand = standing.by_hand.get(Overridden.ABC)
    verdict = segment_of(
        standing.place,
        standing.potential,
        standing.purchases,
        facts.settings.segments,
        by_hand=AbcClass.of(by_hand.value) if by_hand else None,
    )
    return verdict.segment, verdict.reasons


def _abc(facts: _Facts) -> _Explained:
    place = facts.standing.place
    return place.abc if place else None, abc_reasons(place, facts.settings.segments)


def _xyz(facts: _Facts) -> _Explained:
    months = facts.computed.sales.known_sums(facts.account, facts.currency)
    reasons = variation_reasons(months, facts.settings.variation)
    return facts.computed.xyz.get(facts.account), reasons


def _key_group(facts: _Facts) -> _Explained:
    known = facts.standing.group_facts
    suggestion = suggest_key_group(known, facts.settings.key_groups)
    if suggestion is None:
        return None, why_no_key_group(known, facts.settings.key_groups)
    return suggestion.group, suggestion.reasons


def _degree(facts: _Facts) -> _Explained:
    verdict = facts.computed.degrees.get(facts.account)
    if verdict is None:
        return RelationshipDegree.NOT_YET, (Reason.of(DegreeReason.NEVER),)
    return verdict.degree, (verdict.reason,)


_EXPLAINED: Final[Mapping[Overridden, Callable[[_Facts], _Explained]]] = {
    Overridden.SEGMENT: _segment,
    Overridden.ABC: _abc,
    Overridden.XYZ: _xyz,
    Overridden.KEY_GROUP: _key_group,
    Overridden.RELATIONSHIP_DEGREE: _degree,
}
