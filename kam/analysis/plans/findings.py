"""What a review of a plan can find: a code that says what, how it weighs, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum
from types import MappingProxyType
from typing import TypeAlias
from uuid import UUID

from kam.analysis.plans.sections import PlanSection
from kam.core.money import Money
from kam.core.vocabulary.term import Term, label

Detail: TypeAlias = str | int | Decimal | date | Money | UUID
"""A person is told by identity."""


class Severity(IntEnum):
    """How a finding weighs; the worst is the lowest."""

    SERIOUS = 0
    """The plan contradicts itself: so it cannot come true."""
    WARNING = 1
    """It may come true, and something in it will go wrong."""
    NOTE = 2


class FindingCode(Term):
    """What was found; the label is its heading."""

    OBJECTIVE_WITHOUT_ACTIONS = "objective_without_actions", label("finding", "Objective without actions")
    OBJECTIVE_WITHOUT_NEXT_STEP = (
        "objective_without_next_step",
        label("finding", "Objective without next step"),
    )
    OBJECTIVE_WITHOUT_MEASURE = "objective_without_measure", label("finding", "Objective without target")
    OBJECTIVE_WITHOUT_BASELINE = "objective_without_baseline", label("finding", "Objective without baseline")
    OBJECTIVE_WITHOUT_OWNER = "objective_without_owner", label("finding", "Objective without owner")
    OBJECTIVE_OUTSIDE_PLAN = "objective_outside_plan", label("finding", "Objective outside the plan")
    OBJECTIVE_NOT_MEASURED = "objective_not_measured", label("finding", "Objective is not measured")
    REVENUE_ABOVE_WHITESPACE = (
        "revenue_above_whitespace",
        label("finding", "More revenue than there is to win"),
    )
    GROWTH_SHORT = "growth_short", label("finding", "Sources of growth do not suffice")
    INITIATIVE_AFTER_OBJECTIVE = (
        "initiative_after_objective",
        label("finding", "Initiative ends after its objective"),
    )
    INITIATIVE_BEFORE_OTHER = (
        "initiative_before_other",
        label("finding", "Initiative ends before its forerunner"),
    )
    INITIATIVE_LATE = "initiative_late", label("finding", "Initiative is late")
    MILESTONE_OUTSIDE = "milestone_outside", label("finding", "Milestone outside its initiative")
    MILESTONE_LATE = "milestone_late", label("finding", "Milestone was not passed")
    ACTION_AFTER_OBJECTIVE = (
        "action_after_objective",
        label("finding", "Action after the end of its objective"),
    )
    ACTION_WITHOUT_DATE = "action_without_date", label("finding", "Action without a date")
    ACTION_WITHOUT_OWNER = "action_without_owner", label("finding", "Action without owner")
    ACTION_LATE = "action_late", label("finding", "Action is late")
    RISK_WITHOUT_RESPONSE = "risk_without_response", label("finding", "Risk without response")
    RISK_WITHOUT_OWNER = "risk_without_owner", label("finding", "Risk without owner")
    RISK_UNRATED = "risk_unrated", label("finding", "Risk is not rated")
    DECIDER_WITHOUT_CONTACT = "decider_without_contact", label("finding", "Decider without one of us")
    CONTACT_GONE = "contact_gone", label("finding", "Contact with somebody who has left")
    OWNER_GONE = "owner_gone", label("finding", "Owner has left")
    BUDGET_OVERSPENT = "budget_overspent", label("finding", "More spent than planned")
    DECISION_OVERDUE = "decision_overdue", label("finding", "Decision is overdue")
    REVIEW_OVERDUE = "review_overdue", label("finding", "Review is overdue")
    COMPLAINT_OVERDUE = "complaint_overdue", label("finding", "Complaint past its norm")
    STRONG_WITHOUT_EVIDENCE = "strong_without_evidence", label("finding", "Weighty, and without evidence")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found: ``item_id`` is the line it is about (of a decider, the person), None for the plan.

    ``details`` fill the sentence that ``review_words`` says.
    """

    code: FindingCode
    severity: Severity
    section: PlanSection
    item_id: UUID | None = None
    details: Mapping[str, Detail] = field(default_factory=lambda: MappingProxyType({}))
