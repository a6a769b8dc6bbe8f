"""What the account is to us: segment, key group, and the contract in force (domain.md §2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kam.analysis.contracts import ContractTerm, ContractWindow, contract_window
from kam.core.vocabulary import KeyGroup, Overridden, Segment
from kam.models import Contract, Override
from kam.services.briefs.scene import Scene
from kam.services.standing import standing_as_held


@dataclass(frozen=True, slots=True)
class BriefStanding:
    """Segment and group as they stand on the date of the data, those set by hand before the computed ones."""

    segment: Segment
    group: KeyGroup | None


def overridden_term(override: Override) -> Segment | KeyGroup | None:
    """What an override sets; None for one of another kind."""
    if override.what is Overridden.SEGMENT:
        return Segment.of(override.value)
    return KeyGroup.of(override.value) if override.what is Overridden.KEY_GROUP else None


def collect_standing(scene: Scene) -> BriefStanding:
    """As everywhere else, over the whole portfolio; potential and what the KAM decided as they stood then."""
    standing = standing_as_held(
        scene.workspace,
        scene.session,
        scene.account.id,
        scene.known_on,
        potential=scene.account.potential,
        overrides=scene.records(Override),
    )
    return BriefStanding(standing.segment, standing.key_group)


def contract_in_force(contracts: Sequence[Contract], day: date) -> Contract | None:
    """The contract that runs on a day; of several the one that ends first and does not renew itself.

    Where none runs any more, the one that ended last, so that the paper can say so.
    """
    begun = [
        one
        for one in contracts
        if one.ends_on is not None and (one.starts_on is None or one.starts_on <= day)
    ]
    running = [one for one in begun if one.ends_on is not None and one.ends_on >= day]
    if running:
        return min(running, key=lambda one: (one.renews_itself, one.ends_on or day, one.id))
    if any(one.ends_on is None and (one.starts_on is None or one.starts_on <= day) for one in contracts):
        return None
    ended = [one for one in begun if not one.renews_itself]
    return max(ended, key=lambda one: (one.ends_on or day, one.id), default=None)


def open_window(scene: Scene, contract: Contract) -> ContractWindow | None:
    """The window of a contract at the day of the meeting, if it is open and no talks have begun."""
    if contract.renewal_talks_since is not None and contract.renewal_talks_since <= scene.known_on:
        return None
    term = ContractTerm(contract.id, contract.ends_on, contract.notice_days, contract.renews_itself)
    return contract_window(term, scene.day, scene.settings.contracts)
