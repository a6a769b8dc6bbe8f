"""The sections of a meeting's brief: what is prepared, ordered and hidden one by one."""

from __future__ import annotations

from kam.core.vocabulary.term import Term, label


class BriefSection(Term):
    """A section of the brief, as its editor lists it."""

    PURPOSE = "purpose", label("brief section", "Purpose and outcomes")
    ATTENDEES = "attendees", label("brief section", "Attendees")
    CHANGES = "changes", label("brief section", "Changes")
    COMPLAINTS = "complaints", label("brief section", "Complaints")
    PROMISES = "promises", label("brief section", "Promises")
    MONEY = "money", label("brief section", "Money")
    OPPORTUNITIES = "opportunities", label("brief section", "Opportunities and whitespace")
    COMPETITORS = "competitors", label("brief section", "Competitors")
    RISKS = "risks", label("brief section", "Risks and uncovered roles")
    OBJECTIONS = "objections", label("brief section", "Objections and answers")
    ASKS = "asks", label("brief section", "Asks, offers and limits")
    QUESTIONS = "questions", label("brief section", "Questions")
    UNKNOWN = "unknown", label("brief section", "Not known")
    CHECKLIST = "checklist", label("brief section", "Check before leaving")
    CAPTURE = "capture", label("brief section", "Strip to write on")
    AGENDA = "agenda", label("brief section", "Agenda for the client")
