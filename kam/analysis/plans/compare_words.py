"""What a comparison of plans says, alike in the window, on paper and in the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from kam.analysis.plans.compare import FieldChange, LineChange, PlanLine
from kam.analysis.plans.content import (
    PlanAction,
    PlanContact,
    PlanContent,
    PlanDecisionLine,
    PlanMeasurement,
    PlanReview,
    PlanSwot,
)
from kam.analysis.plans.sections import PlanSection
from kam.core.formats import Formats
from kam.core.money import Money
from kam.core.vocabulary import ScaleTerm, Term
from kam.core.words import Label, Words, label

_DECIMALS = 6
_NOTHING, _YES, _NO = label("plan value", "nothing"), label("plan value", "yes"), label("plan value", "no")

FIELD_LABELS: Final[Mapping[str, Label]] = MappingProxyType(
    {
        "about": label("plan field", "about what"),
        "after": label("plan field", "waits for"),
        "ambition": label("plan field", "ambition"),
        "amount": label("plan field", "sum"),
        "at_stake": label("plan field", "at stake"),
        "baseline": label("plan field", "baseline"),
        "client_goals": label("plan field", "the client's goals"),
        "client_initiatives": label("plan field", "the client's initiatives"),
        "client_pressures": label("plan field", "what presses the client"),
        "client_wording": label("plan field", "as the client reads it"),
        "closed_on": label("plan field", "closed on"),
        "colleague_id": label("plan field", "who of ours"),
        "consequence": label("plan field", "consequence"),
        "current": label("plan field", "current"),
        "decided_by": label("plan field", "decided by"),
        "decided_on": label("plan field", "decided on"),
        "delivery": label("plan field", "delivery"),
        "due_on": label("plan field", "due"),
        "effort": label("plan field", "effort"),
        "ends_on": label("plan field", "end"),
        "every_days": label("plan field", "every so many days"),
        "evidence": label("plan field", "evidence"),
        "field_of_play": label("plan field", "field of play"),
        "how_client_gains": label("plan field", "how the client gains it"),
        "impact": label("plan field", "impact"),
        "interaction_id": label("plan field", "meeting"),
        "kind": label("plan field", "kind"),
        "measure": label("plan field", "measure"),
        "needed_by": label("plan field", "needed by"),
        "note": label("plan field", "note"),
        "notes": label("plan field", "notes"),
        "objective_id": label("plan field", "objective"),
        "on": label("plan field", "date"),
        "opportunity_id": label("plan field", "opportunity"),
        "our_ids": label("plan field", "attendees of ours"),
        "outcome": label("plan field", "outcome"),
        "outlook": label("plan field", "outlook"),
        "owner_id": label("plan field", "owner"),
        "passed_on": label("plan field", "passed on"),
        "probability": label("plan field", "probability"),
        "progress": label("plan field", "progress, %"),
        "promised_to_client": label("plan field", "promised to the client"),
        "relations": label("plan field", "relations"),
        "response": label("plan field", "response"),
        "results": label("plan field", "results"),
        "review_id": label("plan field", "review"),
        "side": label("plan field", "side"),
        "spent": label("plan field", "spent"),
        "stakeholder_id": label("plan field", "who of theirs"),
        "starts_on": label("plan field", "start"),
        "status": label("plan field", "status"),
        "strategy": label("plan field", "relationship strategy"),
        "target": label("plan field", "target"),
        "text": label("plan field", "wording"),
        "their_ids": label("plan field", "attendees of theirs"),
        "title": label("plan field", "title"),
        "under": label("plan field", "belongs to"),
        "unit": label("plan field", "unit"),
        "value": label("plan field", "value"),
        "value_we_bring": label("plan field", "value we bring"),
        "weight": label("plan field", "weight"),
        "what_we_gain": label("plan field", "what we gain"),
    }
)
"""What each compared field is called."""

LINE_LABELS: Final[Mapping[PlanSection, Label]] = MappingProxyType(
    {
        PlanSection.SWOT: label("plan line", "SWOT line"),
        PlanSection.OBJECTIVES: label("plan line", "objective"),
        PlanSection.MEASUREMENTS: label("plan line", "measurement"),
        PlanSection.INITIATIVES: label("plan line", "initiative"),
        PlanSection.MILESTONES: label("plan line", "milestone"),
        PlanSection.ACTIONS: label("plan line", "action"),
        PlanSection.GROWTH: label("plan line", "source of growth"),
        PlanSection.RISKS: label("plan line", "risk"),
        PlanSection.CONTACTS: label("plan line", "contact"),
        PlanSection.BUDGET: label("plan line", "budget line"),
        PlanSection.DECISIONS: label("plan line", "decision"),
        PlanSection.REVIEWS: label("plan line", "review"),
    }
)
"""What one line of a section is called."""


def own_names(plan: PlanContent, formats: Formats) -> dict[UUID, str]:
    """What the lines of a plan are called to which its other lines refer."""
    return {
        **{each.id: each.title for each in plan.objectives},
        **{each.id: each.title for each in plan.initiatives},
        **{each.id: formats.full_date(each.on) for each in plan.reviews},
    }


@dataclass(frozen=True, slots=True)
class PlanTeller:
    """Says in one language what lines and values of a plan are.

    ``names`` are those of people, and of whatever else a plan refers to by identity: opportunities, meetings,
    and its own lines (``own_names``). Whoever has no name any more is told as such.
    """

    words: Words
    formats: Formats
    names: Mapping[UUID, str] = field(default_factory=lambda: MappingProxyType({}))

    def field(self, change: FieldChange) -> str:
        """What the field is called."""
        return self.words.of(FIELD_LABELS[change.name])

    def title(self, line: PlanLine) -> str:
        """Which line it is: by its own words, else by its day or by who takes part."""
        if isinstance(line, PlanContact):
            return self.words.say(
                "{ours} – {theirs}",
                ours=self.name(line.colleague_id),
                theirs=self.name(line.stakeholder_id),
            )
        if isinstance(line, PlanMeasurement | PlanReview):
            return self.formats.full_date(line.on)
        return line.text if isinstance(line, PlanSwot | PlanAction | PlanDecisionLine) else line.title

    def subject(self, change: LineChange) -> str:
        """Which line changed; a measurement by its objective too: a day does not tell what was measured."""
        title = self.title(change.line)
        if not isinstance(change.line, PlanMeasurement) or change.under is None:
            return title
        return self.words.say_in(
            "change",
            "{objective}: {value}, {date}",
            objective=self.name(change.under),
            value=self.value(change.line.value),
            date=title,
        )

    def name(self, who: UUID) -> str:
        """A name; of somebody whose name is not known any more, that it is not."""
        return self.names.get(who) or self.words.say_in("plan value", "name not known")

    def value(self, value: Any) -> str:
        """A value before or after. Texts are as they were typed."""
        match value:
            case None | () | "":
                return self.words.of(_NOTHING)
            case Term() | ScaleTerm():
                return self.words.of(value.label)
            case UUID():
                return self.name(value)
            case tuple():
                return ", ".join(sorted(self.value(each) for each in value))
            case str():
                return value
        return self._figure(value)

    def _figure(self, value: Money | date | Decimal | int) -> str:
        match value:
            case bool():
                return self.words.of(_YES if value else _NO)
            case Money():
                return self.formats.money(value.minor, value.currency)
            case date():
                return self.formats.full_date(value)
        return self.formats.tidy(value, _DECIMALS)
