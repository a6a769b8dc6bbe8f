"""Account plans (domain.md §7)."""

from __future__ import annotations

from kam.core.vocabulary.term import Term, label


class PlanStatus(Term):
    """Where a plan stands."""

    DRAFT = "draft", label("plan status", "draft")
    SUBMITTED = "submitted", label("plan status", "submitted")
    RETURNED = "returned", label("plan status", "returned")
    APPROVED = "approved", label("plan status", "approved")
    CLOSED = "closed", label("plan status", "closed")


class RelationshipStrategy(Term):
    """What we want with the account."""

    INVEST = "invest", label("relationship strategy", "invest")
    GROW = "grow", label("relationship strategy", "grow")
    HOLD = "hold", label("relationship strategy", "hold")
    HARVEST = "harvest", label("relationship strategy", "harvest")


class ObjectiveKind(Term):
    """What an objective is about."""

    REVENUE = "revenue", label("objective kind", "revenue")
    RELATIONSHIP = "relationship", label("objective kind", "relationship")
    CLIENT_SUCCESS = "client_success", label("objective kind", "client success")


class ObjectiveStatus(Term):
    """What became of an objective."""

    OPEN = "open", label("objective status", "open")
    MET = "met", label("objective status", "met")
    MISSED = "missed", label("objective status", "missed")
    DROPPED = "dropped", label("objective status", "dropped")


class SwotKind(Term):
    """A quadrant."""

    STRENGTH = "strength", label("SWOT", "strength")
    WEAKNESS = "weakness", label("SWOT", "weakness")
    OPPORTUNITY = "opportunity", label("SWOT", "opportunity")
    THREAT = "threat", label("SWOT", "threat")


class ApprovalAnswer(Term):
    """What an approver says."""

    YES = "yes", label("approval", "yes")
    YES_WITH_EDITS = "yes_with_edits", label("approval", "yes, with edits")
    NO = "no", label("approval", "no")


class InitiativeStatus(Term):
    """How an initiative goes."""

    PLANNED = "planned", label("initiative status", "planned")
    RUNNING = "running", label("initiative status", "running")
    DONE = "done", label("initiative status", "done")
    DROPPED = "dropped", label("initiative status", "dropped")


class RiskStatus(Term):
    """How a risk is held."""

    OPEN = "open", label("risk status", "open")
    CLOSED = "closed", label("risk status", "closed")
    HAPPENED = "happened", label("risk status", "happened")
