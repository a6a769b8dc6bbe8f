"""From a section of the plan, or a line of it, to where it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final
from uuid import UUID

from kam.analysis.plans.content import PlanContent
from kam.analysis.plans.sections import PlanSection
from kam.ui.account.plan.deeds import PlanDeeds
from kam.ui.account.plan.editing import PlanEditing
from kam.ui.account.plan.lines import (
    CONTACT,
    COST,
    DECISION,
    GROWTH,
    INITIATIVE,
    OBJECTIVE,
    RISK,
    SWOT,
    LineKind,
)

KINDS: Final[Mapping[PlanSection, LineKind]] = MappingProxyType(
    {
        PlanSection.SWOT: SWOT,
        PlanSection.OBJECTIVES: OBJECTIVE,
        PlanSection.INITIATIVES: INITIATIVE,
        PlanSection.GROWTH: GROWTH,
        PlanSection.RISKS: RISK,
        PlanSection.CONTACTS: CONTACT,
        PlanSection.BUDGET: COST,
        PlanSection.DECISIONS: DECISION,
    }
)
VIEWS: Final[Mapping[PlanSection, str]] = MappingProxyType(
    {
        PlanSection.CLIENT: "charter",
        PlanSection.CHARTER: "charter",
        PlanSection.GROWTH: "charter",
        PlanSection.DECISIONS: "charter",
        PlanSection.CONTACTS: "people",
        PlanSection.BUDGET: "people",
        PlanSection.REVIEWS: "agreement",
    }
)
"""Where a section is read; the others on the first view."""
_FIRST: Final = "plan"


class Leading:
    """A line opens in its sheet; a section without a line in its view, its sentences in theirs."""

    def __init__(self, editing: PlanEditing, deeds: PlanDeeds, show_view: Callable[[str], None]) -> None:
        self._editing, self._deeds, self._show_view = editing, deeds, show_view

    def lead(self, section: PlanSection, item_id: UUID | None) -> None:
        """Go there."""
        plan = self._editing.plan
        if plan is None:
            return
        if item_id is not None and self._open(plan.content, section, item_id):
            return
        self._show_view(VIEWS.get(section, _FIRST))

    def _open(self, content: PlanContent, section: PlanSection, item_id: UUID) -> bool:
        plan, kind = self._editing.plan, KINDS.get(section)
        if plan is None:
            return False
        if kind is not None and kind.find(plan, item_id) is not None:
            self._editing.change(kind, item_id)
            return True
        if section is PlanSection.CONTACTS and item_id in plan.theirs and plan.can_be_written:
            self._editing.add(CONTACT, stakeholder_id=item_id)
            return True
        return self._open_below(content, section, item_id)

    def _open_below(self, content: PlanContent, section: PlanSection, item_id: UUID) -> bool:
        """What stands under another line: an action, a measurement, a milestone."""
        if section is PlanSection.ACTIONS:
            found = next((each.objective_id for each in content.actions if each.id == item_id), item_id)
            if content.objective(found) is not None:
                self._deeds.show_actions(found)
                return True
        if section is PlanSection.MEASUREMENTS and content.objective(item_id) is not None:
            self._deeds.measure(item_id)
            return True
        if section is PlanSection.MILESTONES:
            for work in content.initiatives:
                if any(each.id == item_id for each in work.milestones):
                    self._editing.change(INITIATIVE, work.id)
                    return True
        return False
