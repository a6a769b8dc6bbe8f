"""How what is not known is said on paper, and why it matters."""

from __future__ import annotations

from typing import Final

from kam.core.text import with_capital
from kam.core.words import Label, PluralLabel, label, plural
from kam.reports.content import Unknown, UnknownKind
from kam.reports.kit import Kit

_UNKNOWN: Final[dict[UnknownKind, Label]] = {
    UnknownKind.BUDGET: label("unknown", "budget: {subject}"),
    UnknownKind.DECISION_ORDER: label("unknown", "how and by whom it is decided"),
    UnknownKind.SPEND: label("unknown", "who supplies {subject}, {amount}"),
    UnknownKind.COMPETITOR_STALE: label("unknown", "{subject}: nothing seen since {since}"),
    UnknownKind.SATISFACTION: label("unknown", "{subject} not measured since {since}"),
    UnknownKind.ATTITUDE: label("unknown", "where {subject} stands"),
    UnknownKind.ATTITUDE_STALE: label("unknown", "where {subject} stands, rated {since}"),
    UnknownKind.PERSON: label("unknown", "who is the {subject}"),
    UnknownKind.SECTION_STALE: label("unknown", "dossier, {subject}: not verified since {since}"),
}
_NEVER: Final[dict[UnknownKind, Label]] = {
    UnknownKind.BUDGET: label("unknown", "their budget"),
    UnknownKind.SPEND: label("unknown", "who supplies {subject}"),
    UnknownKind.COMPETITOR_STALE: label("unknown", "what {subject} is doing here"),
    UnknownKind.SATISFACTION: label("unknown", "{subject} never measured"),
    UnknownKind.SECTION_STALE: label("unknown", "dossier, {subject}: never verified"),
}

_WHY: Final[dict[UnknownKind, Label]] = {
    UnknownKind.BUDGET: label("why we ask", "what we may ask for hangs on it"),
    UnknownKind.DECISION_ORDER: label("why we ask", "an agreement holds only with whoever decides"),
    UnknownKind.SPEND: label("why we ask", "it could be ours"),
    UnknownKind.COMPETITOR_STALE: label("why we ask", "their offer may have changed"),
    UnknownKind.SATISFACTION: label("why we ask", "discontent would go unseen"),
    UnknownKind.ATTITUDE: label("why we ask", "nobody can tell help from hindrance"),
    UnknownKind.ATTITUDE_STALE: label("why we ask", "it may have changed since"),
    UnknownKind.PERSON: label("why we ask", "we cannot win over somebody we do not know"),
    UnknownKind.SECTION_STALE: label("why we ask", "we may be relying on what is no longer so"),
}


def unknown_reason(kit: Kit, unknown: Unknown) -> str:
    """What we do not know and why it matters; what somebody put in words gives its own reason."""
    what = unknown_sentence(kit, unknown)
    if unknown.kind not in _WHY:
        return what
    return kit.words.say("{what} — {why}", what=what, why=kit.words.of(_WHY[unknown.kind]))


def unknown_sentence(kit: Kit, unknown: Unknown) -> str:
    """What we do not know, without whom to ask."""
    if unknown.kind is UnknownKind.TEXT:
        return unknown.subject[:1].upper() + unknown.subject[1:]
    marked = _UNKNOWN[unknown.kind]
    needed = {
        UnknownKind.BUDGET: bool(unknown.subject),
        UnknownKind.SPEND: unknown.amount is not None,
    }.get(unknown.kind, unknown.since is not None)
    if not needed and unknown.kind in _NEVER:
        marked = _NEVER[unknown.kind]
    since = kit.formats.month_year(unknown.since) if unknown.since else ""
    amount = kit.money(unknown.amount) if unknown.amount is not None else ""
    said = kit.words.of(marked, subject=unknown.subject, since=since, amount=amount)
    return with_capital(said)


GAPS: Final[PluralLabel] = plural("{count} gap", "{count} gaps")
