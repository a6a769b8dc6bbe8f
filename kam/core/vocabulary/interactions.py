"""Interactions and commitments (domain.md §4, §5)."""

from __future__ import annotations

from kam.core.vocabulary.term import ScaleTerm, Term, label


class InteractionKind(Term):
    """What kind of contact it is."""

    MEETING = "meeting", label("interaction kind", "meeting")
    CALL = "call", label("interaction kind", "call")
    EMAIL = "email", label("interaction kind", "e-mail")
    MESSENGER = "messenger", label("interaction kind", "message")
    SITE_VISIT = "site_visit", label("interaction kind", "site visit")
    EVENT = "event", label("interaction kind", "event")
    BUSINESS_REVIEW = (
        "business_review",
        label("interaction kind", "business review (QBR)"),
    )
    GIFT = "gift", label("interaction kind", "gift or attention")
    NOTE = "note", label("interaction kind", "note")


class InteractionStatus(Term):
    """Whether it has happened."""

    PLANNED = "planned", label("interaction status", "planned")
    DONE = "done", label("interaction status", "done")
    CANCELLED = "cancelled", label("interaction status", "cancelled")
    MISSED = "missed", label("interaction status", "missed")


class InteractionOutcome(Term):
    """What it brought."""

    ADVANCE = "advance", label("outcome", "advance")
    CONTINUATION = "continuation", label("outcome", "continuation")
    NO_RESULT = "no_result", label("outcome", "no result")


class Direction(Term):
    """Who wrote or called."""

    OUTGOING = "outgoing", label("direction", "outgoing")
    INCOMING = "incoming", label("direction", "incoming")


class Mood(ScaleTerm):
    """How it felt."""

    VERY_BAD = -2, label("mood", "very bad")
    BAD = -1, label("mood", "bad")
    NEUTRAL = 0, label("mood", "neutral")
    GOOD = 1, label("mood", "good")
    VERY_GOOD = 2, label("mood", "very good")


class AskOrOfferKind(Term):
    """Whether we ask or give."""

    ASK = "ask", label("ask or offer", "ask")
    OFFER = "offer", label("ask or offer", "offer")


class ChecklistCode(Term):
    """The default items of the preparation checklist."""

    PURPOSE = "purpose", label("checklist", "purpose set")
    ATTENDEES = "attendees", label("checklist", "attendees known")
    PROMISES = "promises", label("checklist", "promises checked")
    COMPLAINTS = "complaints", label("checklist", "complaints checked")
    NUMBERS = "numbers", label("checklist", "numbers fresh")
    OFFER = "offer", label("checklist", "offer and limits set")
    QUESTIONS = "questions", label("checklist", "questions written")
    PRODUCT_FACTS = "product_facts", label("checklist", "product facts at hand")
    BRIEF_PRINTED = "brief_printed", label("checklist", "brief printed")
    LOGISTICS = "logistics", label("checklist", "logistics: leave-at time")
    CUSTOM = "custom", label("checklist", "own item")


class Side(Term):
    """Who promised."""

    OURS = "ours", label("side", "ours")
    THEIRS = "theirs", label("side", "theirs")


class CommitmentStatus(Term):
    """What became of a promise."""

    OPEN = "open", label("commitment status", "open")
    KEPT = "kept", label("commitment status", "kept")
    BROKEN = "broken", label("commitment status", "broken")
    CANCELLED = "cancelled", label("commitment status", "cancelled")


class CommitmentKind(Term):
    """What a commitment is for, where a complaint's cure needs to know."""

    PROMISE = "promise", label("commitment kind", "promise")
    CONTAINMENT = "containment", label("commitment kind", "containment")
    CORRECTIVE = "corrective", label("commitment kind", "corrective action")
    PREVENTIVE = "preventive", label("commitment kind", "preventive action")
