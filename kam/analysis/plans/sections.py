"""The sections of an account plan, in the order in which it is read."""

from __future__ import annotations

from kam.core.vocabulary.term import Term, label


class PlanSection(Term):
    """A part of a plan: where a finding leads, and what a comparison of versions is grouped by."""

    HEAD = "head", label("plan section", "Plan")
    AMBITION = "ambition", label("plan section", "Ambition and strategy")
    CLIENT = "client", label("plan section", "What matters to the client")
    CHARTER = "charter", label("plan section", "Charter")
    SWOT = "swot", label("plan section", "SWOT")
    OBJECTIVES = "objectives", label("plan section", "Objectives")
    MEASUREMENTS = "measurements", label("plan section", "Measurements")
    INITIATIVES = "initiatives", label("plan section", "Initiatives")
    MILESTONES = "milestones", label("plan section", "Milestones")
    ACTIONS = "actions", label("plan section", "Actions")
    GROWTH = "growth", label("plan section", "Sources of growth")
    RISKS = "risks", label("plan section", "Risks")
    CONTACTS = "contacts", label("plan section", "Communication plan")
    BUDGET = "budget", label("plan section", "Budget")
    DECISIONS = "decisions", label("plan section", "Decisions")
    REVIEWS = "reviews", label("plan section", "Reviews")
