"""Making one account of two, with everything that hangs on either; undo makes two of one (domain.md §2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from kam.core.changes import Area, Outcome
from kam.models import Account, Stakeholder
from kam.services.accounts.merging_fields import CHOICES, Side, merged_values
from kam.services.accounts.merging_moves import (
    end_second_words,
    move_everything,
    parent_of_merged,
    say_currencies,
)
from kam.services.accounts.merging_preview import both_accounts, places_at_both
from kam.services.accounts.merging_twins import Settled, settle_twins
from kam.services.accounts.pins import replace_pin
from kam.services.briefs.maps import join_maps_behind_briefs
from kam.services.people.merging import join_place
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did: records that went over by table, what became of twins, places that became one."""

    account: UUID
    moved: Mapping[str, int]
    settled: Mapping[str, Settled]
    people_joined: int


def merge_accounts(
    workspace: Workspace, keep_id: UUID, other_id: UUID, choices: Mapping[str, Side] | None = None
) -> Outcome[MergeReport]:
    """Make one account of two in one step and keep the first; what the kept one lacks comes from the other.

    Everything that hangs on the other goes over: people, interactions, promises, complaints, contracts,
    plans, orders, documents. What both have for the same thing is settled by the rules of ``merging_twins``;
    ``choices`` names a side for fields (``merging_fields.MERGED_FIELDS``) and for those tables. Whoever is at
    both has one place afterwards. Subsidiaries of the other become the kept one's.

    Raises:
        NotFoundError: ``account.gone``.
        RuleError: ``account.merge_with_itself``, ``account.merge_amount``, ``account.merge_currencies``.

    """
    chosen = dict(choices or {})
    if strangers := chosen.keys() - CHOICES:
        message = f"a merge has no choice of {sorted(strangers)}"
        raise TypeError(message)
    details = {"keep": keep_id.bytes, "other": other_id.bytes}
    with workspace.writing("accounts.merged", details=details) as unit:
        keep, other = both_accounts(unit, keep_id, other_id)
        values = merged_values(keep, other, chosen)
        say_currencies(unit, (keep, other), values.get("currency", keep.currency))
        parent = parent_of_merged(unit, keep, other)
        settled = settle_twins(unit, keep, other, chosen)
        end_second_words(unit, keep_id, other_id)
        at_both = places_at_both(unit, keep_id, other_id)
        moved = move_everything(unit, keep_id, other_id)
        for mine, theirs in at_both:
            join_place(unit, unit.get_one(Stakeholder, mine), unit.get_one(Stakeholder, theirs))
        replace_pin(unit, other_id, keep_id)
        join_maps_behind_briefs(unit, other_id, keep_id)
        unit.flush()
        unit.erase_raw([("account", other_id.bytes)])
        unit.expire_all()
        kept = unit.get_one(Account, keep_id)
        for name, value in {**values, "parent_id": parent}.items():
            setattr(kept, name, value)
        return Outcome(MergeReport(keep_id, moved, settled, len(at_both)), Area.EVERYTHING)
