"""Money, spend and opportunities (domain.md §6)."""

from __future__ import annotations

from kam.core.vocabulary.term import Term, label


class SalesSource(Term):
    """Where the sales of an account and month come from: orders or totals, never both."""

    ORDERS = "orders", label("sales source", "order lines")
    TOTALS = "totals", label("sales source", "monthly totals")


class ServedBy(Term):
    """Who serves a part of the client's need."""

    US = "us", label("served by", "us")
    COMPETITOR = "competitor", label("served by", "competitor")
    IN_HOUSE = "in_house", label("served by", "in-house")
    NOT_NEEDED = "not_needed", label("served by", "not consumed")
    UNKNOWN = "unknown", label("served by", "unknown")


class WhitespaceStage(Term):
    """How far a unit and product line is won."""

    WON = "won", label("whitespace stage", "won")
    CURRENT = "current", label("whitespace stage", "current")
    POTENTIAL = "potential", label("whitespace stage", "potential")
    COMPETITOR = "competitor", label("whitespace stage", "competitor")
    CLOSED = "closed", label("whitespace stage", "closed")


class OpportunityKind(Term):
    """What kind of growth it is."""

    NEW = "new", label("opportunity kind", "new business")
    UPSELL = "upsell", label("opportunity kind", "upsell")
    CROSS_SELL = "cross_sell", label("opportunity kind", "cross-sell")
    RENEWAL = "renewal", label("opportunity kind", "renewal")


class OpportunityStage(Term):
    """How far it has come."""

    IDEA = "idea", label("opportunity stage", "idea")
    QUALIFIED = "qualified", label("opportunity stage", "qualified")
    PROPOSED = "proposed", label("opportunity stage", "proposed")
    NEGOTIATING = "negotiating", label("opportunity stage", "negotiating")
    WON = "won", label("opportunity stage", "won")
    LOST = "lost", label("opportunity stage", "lost")


class TargetMeasure(Term):
    """What a target counts."""

    REVENUE = "revenue", label("target measure", "revenue")
    MARGIN = "margin", label("target measure", "margin")
