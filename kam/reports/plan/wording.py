"""How the values of a plan are said, in every format alike: figures of objectives, dates, states, changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from enum import Enum
from typing import Final

from kam.core.formats import Formats
from kam.core.money import Money
from kam.core.text import fold, with_capital
from kam.core.vocabulary import ApprovalAnswer, PlanStatus, ScaleTerm, Term
from kam.core.words import Label, Words, label
from kam.reports.content.plan import (
    NoQuarter,
    ObjectiveLine,
    PlanApproval,
    PlanChange,
    PlanChangeSort,
    PlanHead,
    PlanValue,
    ReviewLine,
    TeamMember,
)

DASH: Final = "—"
_AROUND: Final = ' :;,.–—-«»„“”"'
_ARROW: Final = " →"
_NO_BREAK_ARROW: Final = "\u00a0→"
"""No line begins with the arrow."""
APART: Final[dict[NoQuarter, Label]] = {
    NoQuarter.OVERDUE: label("forecast", "should have come"),
    NoQuarter.LATER: label("forecast", "later"),
    NoQuarter.UNDATED: label("forecast", "no date"),
}
"""What opportunities are called that stand in no quarter of the forecast."""
_MOST_PLACES: Final = 3
_THREE_FIGURES: Final = 3

_ANSWERS: Final[dict[ApprovalAnswer, Label]] = {
    ApprovalAnswer.YES: label("approval on paper", "agreed"),
    ApprovalAnswer.YES_WITH_EDITS: label("approval on paper", "agreed, with edits"),
    ApprovalAnswer.NO: label("approval on paper", "not agreed"),
}
_VERSIONS: Final[dict[PlanStatus, Label]] = {
    PlanStatus.SUBMITTED: label("version on paper", "submitted"),
    PlanStatus.RETURNED: label("version on paper", "returned"),
    PlanStatus.APPROVED: label("version on paper", "approved"),
    PlanStatus.CLOSED: label("version on paper", "at the close"),
}
"""How a version stands: of another gender than the plan, where a language has them."""
REVIEW_QUESTIONS: Final[tuple[Label, ...]] = (
    label("review question", "Does the client see the value they named?"),
    label("review question", "Do we know who decides, and how?"),
    label("review question", "Did we keep what we promised?"),
    label("review question", "Do we grow where we decided to?"),
)
"""What the four ratings of a review answer: results, relations, delivery, outlook."""


class Way(Enum):
    """How an objective goes from baseline to target."""

    UP = "up"
    DOWN = "down"


def period(words: Words, formats: Formats, head: PlanHead) -> str:
    """«1 июля 2026 — 31 декабря 2027»."""
    return words.say(
        "{first} — {last}", first=formats.long_date(head.starts_on), last=formats.long_date(head.ends_on)
    )


def own_title(title: str, document: str, account: str) -> str:
    """A plan's title where it says more than the name of the document and whose it is; else nothing.

    «План развития: Ромашка» under «План развития клиента — Ромашка» says everything twice.
    """
    rest = fold(title).replace(fold(account), " ").strip(_AROUND)
    return "" if fold(document).startswith(rest) else title


def version_name(words: Words, head: PlanHead) -> str:
    """«Версия 3 — на согласовании», «Черновик»."""
    if head.version is None:
        return with_capital(words.of(head.status.label))
    status = words.of(_VERSIONS.get(head.status, head.status.label))
    return words.say("Version {number} — {status}", number=head.version, status=status)


def figure(formats: Formats, line: ObjectiveLine, value: Decimal | None, currency: str) -> str:
    """A value of an objective's measure: «82,1», «84,2 млн ₽»; a dash where it is unknown.

    What is calculated is no finer than what somebody wrote of the measure, or than three figures tell.
    """
    if value is None:
        return DASH
    if line.is_money:
        return formats.money(Money.of(value, currency).minor, currency)
    return formats.tidy(value, _places_of(line, value))


def rounded(line: ObjectiveLine, value: Decimal) -> Decimal:
    """A value of an objective's measure as fine as ``figure`` says it."""
    return value.quantize(Decimal(1).scaleb(-_places_of(line, value)), ROUND_HALF_EVEN)


def _places_of(line: ObjectiveLine, value: Decimal) -> int:
    return _places(value, line.baseline, line.target, *(each.value for each in line.measurements))


def _places(value: Decimal | int, *beside: PlanValue) -> int:
    """Places of three figures, and as many as the values beside it have: 69,7 beside 108, 1,82 beside 1,7."""
    told = _THREE_FIGURES - max(Decimal(value).adjusted(), 0) - 1 if value else 0
    return min(max([told, 0, *map(_written, beside)]), _MOST_PLACES)


def _written(value: PlanValue) -> int:
    """How many places a figure is written with, zeros at the end apart."""
    if not isinstance(value, Decimal):
        return 0
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def measure_of(line: ObjectiveLine) -> str:
    """What is measured and in what: «доля, %»."""
    return ", ".join(filter(None, (line.measure, "" if line.is_money else line.unit)))


def way(line: ObjectiveLine) -> Way:
    """Down where less is better."""
    if line.baseline is not None and line.target is not None and line.target < line.baseline:
        return Way.DOWN
    return Way.UP


def money(formats: Formats, value: Money) -> str:
    """A sum in its own currency."""
    return formats.money(value.minor, value.currency)


def spoken(words: Words, formats: Formats, value: PlanValue, *, exact: bool = False) -> str:
    """A value before or after a change, a figure as short as it tells or exact; a dash for nothing."""
    match value:
        case None | "":
            return DASH
        case Term() | ScaleTerm():
            return words.of(value.label)
        case Money():
            return money(formats, value)
        case date():
            return formats.full_date(value)
        case Decimal() | int():
            return formats.tidy(value, _MOST_PLACES if exact else _places(value))
    return str(value)


def change_text(words: Words, formats: Formats, change: PlanChange) -> str:
    """«срок: 28.02.2027 → 15.03.2027», or nothing for what was added or removed whole."""
    if change.sort is not PlanChangeSort.CHANGED:
        return ""
    before, after = (spoken(words, formats, each) for each in (change.before, change.after))
    if before == after:  # less than three figures tell
        before, after = (spoken(words, formats, each, exact=True) for each in (change.before, change.after))
    said = words.say_in("change", "{before} → {after}", before=before, after=after)
    if change.field is not None:
        said = words.say_in(
            "change", "{field}: {before} → {after}", field=words.of(change.field), before=before, after=after
        )
    return said.replace(_ARROW, _NO_BREAK_ARROW)


def answer(words: Words, approval: PlanApproval) -> str:
    """What somebody said to the version; nothing while there is no answer."""
    if approval.is_author:
        return words.say_in("approval on paper", "submitted") if approval.on else ""
    return words.of(_ANSWERS[approval.answer]) if approval.answer else ""


def role_of(words: Words, member: TeamMember) -> str:
    """What one of ours is on the account, in the team's own words or those of the vocabulary."""
    return member.role_text or (words.of(member.role.label) if member.role else "")


def ratings(review: ReviewLine) -> tuple[int | None, ...]:
    """The four ratings in the order of their questions."""
    return (review.results, review.relations, review.delivery, review.outlook)


def every(words: Words, days: int | None) -> str:
    """«раз в 14 дней»."""
    if days is None:
        return ""
    return words.say_many("every {count} day", "every {count} days", days)


def listed(words: Words, names: Sequence[str], most: int = 2, between: str = ", ") -> str:
    """Some names, and how many more there are: «А, Б и ещё 3»."""
    shown = between.join(names[:most])
    if len(names) <= most:
        return shown
    return words.say("{names} and {count} more", names=shown, count=len(names) - most)
