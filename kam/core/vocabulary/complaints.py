"""Complaints and their clocks (domain.md §8)."""

from __future__ import annotations

from kam.core.vocabulary.term import Term, label


class ComplaintKind(Term):
    """What is complained of."""

    QUALITY = "quality", label("complaint kind", "quality")
    QUANTITY = "quantity", label("complaint kind", "quantity")
    DELIVERY = "delivery", label("complaint kind", "delivery")
    DOCUMENTS = "documents", label("complaint kind", "documents")
    PRICE_INVOICE = "price_invoice", label("complaint kind", "price or invoice")
    SERVICE = "service", label("complaint kind", "service")
    COMMUNICATION = "communication", label("complaint kind", "communication")
    OTHER = "other", label("complaint kind", "other")


class Severity(Term):
    """How bad it is."""

    CRITICAL = "critical", label("severity", "critical")
    HIGH = "high", label("severity", "high")
    NORMAL = "normal", label("severity", "normal")
    LOW = "low", label("severity", "low")


class ComplaintStage(Term):
    """How far the complaint has come."""

    RECEIVED = "received", label("complaint stage", "received")
    ACKNOWLEDGED = "acknowledged", label("complaint stage", "acknowledged")
    ASSESSED = "assessed", label("complaint stage", "assessed")
    INVESTIGATING = "investigating", label("complaint stage", "investigating")
    RESPONSE_OFFERED = "response_offered", label("complaint stage", "response offered")
    DECIDED = "decided", label("complaint stage", "decided")
    CLOSED = "closed", label("complaint stage", "closed")
    REJECTED = "rejected", label("complaint stage", "rejected")
    REOPENED = "reopened", label("complaint stage", "reopened")


class ClockKind(Term):
    """Which norm a clock measures."""

    ACKNOWLEDGEMENT = "acknowledgement", label("clock", "acknowledgement")
    FIRST_RESPONSE = "first_response", label("clock", "first response")
    RESOLUTION = "resolution", label("clock", "resolution")


class ClockState(Term):
    """How a clock stands."""

    ON_TRACK = "on_track", label("clock state", "on track")
    AT_RISK = "at_risk", label("clock state", "at risk")
    BREACHED = "breached", label("clock state", "breached")
    MET = "met", label("clock state", "met")
    PAUSED = "paused", label("clock state", "paused")


class NormUnit(Term):
    """What a norm counts."""

    MINUTE = "minute", label("norm unit", "minute")
    HOUR = "hour", label("norm unit", "hour")
    WORKING_DAY = "working_day", label("norm unit", "working day")


class NormRuns(Term):
    """When a norm's clock runs."""

    ALWAYS = "always", label("norm runs", "always")
    WORKING = "working", label("norm runs", "in working time")


class CompensationKind(Term):
    """What makes good."""

    DISCOUNT = "discount", label("compensation kind", "discount")
    REPLACEMENT = "replacement", label("compensation kind", "replacement")
    REFUND = "refund", label("compensation kind", "refund")
    EXTRA_DELIVERY = "extra_delivery", label("compensation kind", "extra delivery")
    GIFT = "gift", label("compensation kind", "gift")
    BONUS = "bonus", label("compensation kind", "bonus")
    EXPLANATION = "explanation", label("compensation kind", "explanation")


class WhyBranch(Term):
    """Which question a chain of whys answers."""

    CAUSE = "cause", label("why", "why it happened")
    ESCAPE = "escape", label("why", "why it escaped")
