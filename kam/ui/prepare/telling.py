"""How far a section is, and what it lacks, in words."""

from __future__ import annotations

from typing import Final

from kam.core.formats import Formats
from kam.core.vocabulary import BriefSection
from kam.core.words import Label, Words, label
from kam.services.preparing import Lack, LackKind, Readiness, SectionState, Where

READINESS: Final[dict[Readiness, Label]] = {
    Readiness.READY: label("section", "ready"),
    Readiness.THIN: label("section", "thin"),
    Readiness.MISSING: label("section", "missing"),
}
TONES: Final = {Readiness.READY: "text2", Readiness.THIN: "amber", Readiness.MISSING: "accent_text"}
_LACKS: Final[dict[LackKind, Label]] = {
    LackKind.PURPOSE: label("lack", "State the purpose"),
    LackKind.BEST_OUTCOME: label("lack", "no best outcome"),
    LackKind.MINIMUM: label("lack", "no least outcome"),
    LackKind.NOBODY_COMES: label("lack", "Say who comes"),
    LackKind.NOBODY_OF_OURS: label("lack", "nobody of us"),
    LackKind.TASK: label("lack", "no task: {subject}"),
    LackKind.NAME: label("lack", "name unknown: {subject}"),
    LackKind.ROLE: label("lack", "no role: {subject}"),
    LackKind.ATTITUDE: label("lack", "attitude not rated: {subject}"),
    LackKind.NEVER_MET: label("lack", "no earlier meeting"),
    LackKind.COMPLAINT_LINE: label("lack", "{subject}: no agreed line"),
    LackKind.PROMISES: label("lack", "no promises recorded"),
    LackKind.PROMISE_DATE: label("lack", "no date: {subject}"),
    LackKind.SALES: label("lack", "Import sales"),
    LackKind.WALLET: label("lack", "their spend is unknown"),
    LackKind.OPPORTUNITIES: label("lack", "Fill in the whitespace"),
    LackKind.COMPETITORS: label("lack", "Name the competitors"),
    LackKind.COMPETITOR_STALE: label("lack", "{subject}: not checked for {days}"),
    LackKind.RISKS: label("lack", "none recorded"),
    LackKind.OBJECTIONS: label("lack", "Prepare answers"),
    LackKind.ANSWERS: label("lack", "answers: {count} of {of}"),
    LackKind.ASKS: label("lack", "Add asks and offers"),
    LackKind.LIMIT: label("lack", "no limit: {subject}"),
    LackKind.QUESTIONS: label("lack", "Add questions"),
    LackKind.SAYABLE: label("lack", "none to be read by the client"),
    LackKind.CHECKLIST: label("lack", "Add items"),
    LackKind.AGENDA: label("lack", "Add points"),
}
WHERE: Final[dict[Where, Label]] = {
    Where.PEOPLE: label("fill in", "People of the client"),
    Where.DOSSIER: label("fill in", "Dossier"),
    Where.SALES: label("fill in", "Import"),
    Where.OVERVIEW: label("fill in", "Overview of the client"),
}
_ABOUT: Final[dict[BriefSection, Label]] = {
    BriefSection.CHANGES: label("about section", "Found by kam: what changed since the last meeting."),
    BriefSection.COMPLAINTS: label("about section", "Taken from the complaints that are open."),
    BriefSection.PROMISES: label("about section", "Taken from the promises of both sides."),
    BriefSection.MONEY: label("about section", "Counted from the sales, targets and wallet."),
    BriefSection.OPPORTUNITIES: label("about section", "Taken from the opportunities and the whitespace."),
    BriefSection.COMPETITORS: label("about section", "Taken from the dossier."),
    BriefSection.RISKS: label("about section", "Taken from the map of people and the plan."),
    BriefSection.UNKNOWN: label(
        "about section", "Found by kam; internal questions with whom to ask stand here too."
    ),
    BriefSection.CAPTURE: label("about section", "Empty lines to write on; always on the paper."),
}


def lack_sentence(lack: Lack, words: Words) -> str:
    """What a section lacks."""
    days = words.say_many("{count} day", "{count} days", lack.count)
    said = {"subject": lack.subject, "days": days, "count": lack.count, "of": lack.of}
    if lack.kind is LackKind.COMPETITOR_STALE and not lack.count:
        return words.say_in("lack", "{subject}: never checked", subject=lack.subject)
    return words.of(_LACKS[lack.kind], **said)


def summary(state: SectionState, words: Words, formats: Formats) -> str:
    """What stands at the right end of a section's row: what it lacks first, else how much it has."""
    if state.lacks:
        return lack_sentence(state.lacks[0], words)
    if state.count is None:
        return ""
    if state.of is not None:
        return words.say("{count} of {of}", count=state.count, of=state.of)
    if state.late:
        late = words.say_many("{count} late", "{count} late", state.late)
        return words.say("{count}, {late}", count=formats.number(state.count), late=late)
    return formats.number(state.count)


def about(section: BriefSection, words: Words) -> str:
    """Where a section that is not typed comes from; empty for those that are."""
    return words.of(_ABOUT[section]) if section in _ABOUT else ""
