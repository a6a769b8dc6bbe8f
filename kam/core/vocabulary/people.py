"""People and stakeholders (domain.md §3)."""

from __future__ import annotations

from kam.core.vocabulary.term import ScaleTerm, Term, label


class BuyingRole(Term):
    """The part a stakeholder plays in buying."""

    INITIATOR = "initiator", label("buying role", "initiator")
    USER = "user", label("buying role", "user")
    INFLUENCER = "influencer", label("buying role", "influencer")
    DECIDER = "decider", label("buying role", "decider")
    APPROVER = "approver", label("buying role", "approver")
    BUYER = "buyer", label("buying role", "buyer")
    GATEKEEPER = "gatekeeper", label("buying role", "gatekeeper")
    EXECUTIVE_SPONSOR = "executive_sponsor", label("buying role", "sponsor")
    COACH = "coach", label("buying role", "coach")


class Circle(ScaleTerm):
    """How near a stakeholder is to the decision."""

    CORE = 1, label("circle", "those who need and decide")
    SUPPORT = 2, label("circle", "supporting functions")
    OUTER = 3, label("circle", "those who may matter later")


class Attitude(ScaleTerm):
    """How a stakeholder stands to us."""

    OPPONENT = -2, label("attitude", "opponent")
    SCEPTIC = -1, label("attitude", "sceptic")
    NEUTRAL = 0, label("attitude", "neutral")
    SUPPORTER = 1, label("attitude", "supporter")
    CHAMPION = 2, label("attitude", "champion")


class ContactLevel(ScaleTerm):
    """How deep our contact is."""

    UNKNOWN = 0, label("contact level", "unknown")
    NONE = 1, label("contact level", "no contact")
    OCCASIONAL = 2, label("contact level", "occasional")
    REGULAR = 3, label("contact level", "regular")
    DEEP = 4, label("contact level", "deep")


class RelationshipLevel(ScaleTerm):
    """What we are to them."""

    NONE = 0, label("relationship level", "none")
    SUPPLIER = 1, label("relationship level", "supplier")
    CREDIBLE_SOURCE = 2, label("relationship level", "credible source")
    PROBLEM_SOLVER = 3, label("relationship level", "problem solver")
    TRUSTED_ADVISER = 4, label("relationship level", "trusted adviser")


class DecisionLens(Term):
    """Through what a stakeholder judges."""

    FINANCE = "finance", label("decision lens", "finance")
    TECHNOLOGY = "technology", label("decision lens", "technology")
    RELATIONSHIP = "relationship", label("decision lens", "relationship")
    BUSINESS = "business", label("decision lens", "business")


class RatingKind(Term):
    """Which rating of a stakeholder a dated record holds."""

    ATTITUDE = "attitude", label("rating kind", "attitude")
    INFLUENCE = "influence", label("rating kind", "influence")
    CONTACT_LEVEL = "contact_level", label("rating kind", "contact")
    RELATIONSHIP_LEVEL = (
        "relationship_level",
        label("rating kind", "relationship level"),
    )


class LineKind(Term):
    """How two stakeholders are tied."""

    REPORTS_TO = "reports_to", label("line between people", "reports to")
    INFLUENCES = "influences", label("line between people", "influences")
    CONFLICTS = "conflicts", label("line between people", "conflicts")
    INFORMAL = "informal", label("line between people", "informal")


class ContactKind(Term):
    """A way to reach a person."""

    PHONE = "phone", label("contact kind", "phone")
    MOBILE = "mobile", label("contact kind", "mobile")
    EMAIL = "email", label("contact kind", "e-mail")
    MESSENGER = "messenger", label("contact kind", "messenger")
    SOCIAL = "social", label("contact kind", "social network")
    OTHER = "other", label("contact kind", "other")


class Channel(Term):
    """By what means somebody is reached."""

    PHONE = "phone", label("channel", "phone")
    MESSENGER = "messenger", label("channel", "messenger")
    SOCIAL = "social", label("channel", "social media")
    EMAIL = "email", label("channel", "e-mail")
    PORTAL = "portal", label("channel", "portal")
    LETTER = "letter", label("channel", "letter")
    MEETING = "meeting", label("channel", "in a meeting")
