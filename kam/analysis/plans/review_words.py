"""What a finding of a plan's review says, alike in the window, on paper and in the command line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final
from uuid import UUID

from kam.analysis.plans.findings import Detail, Finding, FindingCode
from kam.core.formats import Formats
from kam.core.money import Money
from kam.core.words import Label, PluralLabel, Words, label, plural

SENTENCES: Final[Mapping[FindingCode, Label]] = MappingProxyType(
    {
        FindingCode.OBJECTIVE_WITHOUT_ACTIONS: label(
            "plan finding", "“{title}”: nobody has promised anything for it yet"
        ),
        FindingCode.OBJECTIVE_WITHOUT_NEXT_STEP: label(
            "plan finding", "“{title}”: all its actions are closed, and it is not reached"
        ),
        FindingCode.OBJECTIVE_WITHOUT_MEASURE: label(
            "plan finding", "“{title}” has no target: nobody can tell whether it is reached"
        ),
        FindingCode.OBJECTIVE_WITHOUT_BASELINE: label(
            "plan finding", "“{title}” has no baseline: progress cannot be told"
        ),
        FindingCode.OBJECTIVE_WITHOUT_OWNER: label("plan finding", "“{title}”: nobody of us answers for it"),
        FindingCode.OBJECTIVE_OUTSIDE_PLAN: label(
            "plan finding", "“{title}” is due on {due_on}, the plan goes from {starts_on} to {ends_on}"
        ),
        FindingCode.REVENUE_ABOVE_WHITESPACE: label(
            "plan finding", "“{title}” asks for {growth} more; the whole whitespace is {whitespace}"
        ),
        FindingCode.GROWTH_SHORT: label(
            "plan finding", "The sources bring {sources} of {growth}; {missing} come from nowhere"
        ),
        FindingCode.INITIATIVE_AFTER_OBJECTIVE: label(
            "plan finding", "“{title}” ends on {ends_on}, its objective is due on {objective_due}"
        ),
        FindingCode.INITIATIVE_BEFORE_OTHER: label(
            "plan finding", "“{title}” ends on {ends_on}, but waits for “{other}”, which ends on {other_ends}"
        ),
        FindingCode.MILESTONE_OUTSIDE: label(
            "plan finding", "“{title}” on {due_on} lies outside the dates of “{initiative}”"
        ),
        FindingCode.ACTION_AFTER_OBJECTIVE: label(
            "plan finding", "“{title}” is due on {due_on}, “{objective}” on {objective_due} already"
        ),
        FindingCode.ACTION_WITHOUT_DATE: label("plan finding", "“{title}” has no date"),
        FindingCode.ACTION_WITHOUT_OWNER: label("plan finding", "“{title}”: nobody is to do it"),
        FindingCode.RISK_WITHOUT_RESPONSE: label(
            "plan finding", "“{title}” ({probability} × {impact}): no response is written down"
        ),
        FindingCode.RISK_WITHOUT_OWNER: label("plan finding", "“{title}”: nobody of us watches it"),
        FindingCode.RISK_UNRATED: label("plan finding", "“{title}”: how likely, and how bad?"),
        FindingCode.DECIDER_WITHOUT_CONTACT: label(
            "plan finding", "{person} decides, and nobody of us is to meet them by the communication plan"
        ),
        FindingCode.CONTACT_GONE: label(
            "plan finding", "{person} has left and stands in the communication plan still"
        ),
        FindingCode.OWNER_GONE: label("plan finding", "“{title}” belongs to {person}, who has left"),
        FindingCode.BUDGET_OVERSPENT: label("plan finding", "“{title}”: {spent} spent, {amount} planned"),
        FindingCode.DECISION_OVERDUE: label("plan finding", "“{title}” was needed by {needed_by}"),
        FindingCode.COMPLAINT_OVERDUE: label(
            "plan finding", "“{title}” is past its norm: settle it before asking for more"
        ),
        FindingCode.STRONG_WITHOUT_EVIDENCE: label(
            "plan finding", "“{title}” has the greatest weight and no evidence"
        ),
    }
)
"""What is said of each code; those that count days stand in ``COUNTED``."""

COUNTED: Final[Mapping[FindingCode, PluralLabel]] = MappingProxyType(
    {
        FindingCode.OBJECTIVE_NOT_MEASURED: plural(
            "“{title}” has not been measured for {count} day",
            "“{title}” has not been measured for {count} days",
        ),
        FindingCode.INITIATIVE_LATE: plural(
            "“{title}” should have ended {count} day ago", "“{title}” should have ended {count} days ago"
        ),
        FindingCode.MILESTONE_LATE: plural(
            "“{title}” should have been passed {count} day ago",
            "“{title}” should have been passed {count} days ago",
        ),
        FindingCode.ACTION_LATE: plural("“{title}” is {count} day late", "“{title}” is {count} days late"),
        FindingCode.REVIEW_OVERDUE: plural(
            "No review for {count} day, and none is planned",
            "No review for {count} days, and none is planned",
        ),
    }
)


def finding_words(
    finding: Finding, words: Words, formats: Formats, names: Mapping[UUID, str]
) -> tuple[str, str]:
    """The heading of a finding, and the sentence that says what it is about; ``names`` are people's."""
    shown = {name: _shown(value, words, formats, names) for name, value in finding.details.items()}
    heading = words.of(finding.code.label)
    counted = COUNTED.get(finding.code)
    if counted is not None:
        return heading, words.count(counted, int(str(finding.details["days"])), **shown)
    return heading, words.of(SENTENCES[finding.code], **shown)


def _shown(value: Detail, words: Words, formats: Formats, names: Mapping[UUID, str]) -> str:
    match value:
        case UUID():
            return names.get(value) or words.say_in("plan value", "name not known")
        case Money():
            return formats.money(value.minor, value.currency)
        case date():
            return formats.full_date(value)
        case int() | Decimal():
            return formats.tidy(value)
        case str():
            return value
