"""What of the portfolio is asked for: conditions, order and groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.score import HealthBand
from kam.core.text import fold, sort_key
from kam.core.vocabulary import (
    AbcClass,
    AccountStatus,
    BusinessType,
    ClockState,
    KeyGroup,
    RelationshipDegree,
    Segment,
    Term,
    XyzClass,
)
from kam.core.vocabulary.term import label
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.rows import Entry


class Grouping(Term):
    """What the rows are grouped by."""

    NONE = "none", label("portfolio grouping", "no groups")
    SEGMENT = "segment", label("portfolio grouping", "segment")
    STATUS = "status", label("portfolio grouping", "status")
    OWNER = "owner", label("portfolio grouping", "owner")
    KEY_GROUP = "key_group", label("portfolio grouping", "key group")
    CLASS = "class", label("portfolio grouping", "ABC class")
    HEALTH = "health", label("portfolio grouping", "health")
    DEGREE = "degree", label("portfolio grouping", "relationship degree")
    INDUSTRY = "industry", label("portfolio grouping", "industry")
    CITY = "city", label("portfolio grouping", "city")
    HOLDING = "holding", label("portfolio grouping", "parent company")


class Condition(Term):
    """A condition that a query can set: a chip of the filter bar."""

    TEXT = "text", label("portfolio condition", "words in the name")
    STATUSES = "statuses", label("portfolio condition", "status")
    OWNERS = "owners", label("portfolio condition", "owner")
    SEGMENTS = "segments", label("portfolio condition", "segment")
    KEY_GROUPS = "key_groups", label("portfolio condition", "key group")
    CLASSES = "classes", label("portfolio condition", "ABC class")
    EVENNESS = "evenness", label("portfolio condition", "XYZ class")
    DEGREES = "degrees", label("portfolio condition", "relationship degree")
    BUSINESS_TYPES = "business_types", label("portfolio condition", "business type")
    CITIES = "cities", label("portfolio condition", "city")
    INDUSTRIES = "industries", label("portfolio condition", "industry")
    HEALTH_BANDS = "health_bands", label("portfolio condition", "health")
    CHURN_RISKS = "churn_risks", label("portfolio condition", "churn risk")
    HEALTH_BELOW = "health_below", label("portfolio condition", "Health not sound")
    HEALTH_FELL = "health_fell", label("portfolio condition", "Health fell")
    INERTIA = "inertia", label("portfolio condition", "Inertia")
    COMPLAINTS = "with_complaints", label("portfolio condition", "Has complaints")
    CLOCK_IN_DANGER = "clock_in_danger", label("portfolio condition", "Clock at risk or breached")
    WITHOUT_MEETING = "without_meeting", label("portfolio condition", "No meeting planned")
    CONTACT_OVERDUE = "contact_overdue", label("portfolio condition", "Contact overdue")
    POTENTIAL_UNSET = "potential_unset", label("portfolio condition", "Potential not set")
    FALLING = "falling", label("portfolio condition", "Revenue below last year")
    WITHOUT_SALES = "without_sales", label("portfolio condition", "No purchases in 12 months")
    BY_HAND = "by_hand", label("portfolio condition", "Set by hand")


@dataclass(frozen=True, slots=True)
class PortfolioQuery:
    """Which accounts are shown, and how. A set that is empty asks for nothing.

    Every word of ``text`` must stand somewhere in the name, legal name, number, tax number, city or
    industry. In ``owners`` None means accounts without an owner, in ``key_groups`` those without a group, in
    ``classes`` and ``evenness`` those without a class, in ``health_bands`` those of whom nothing is known.
    """

    text: str = ""
    statuses: frozenset[AccountStatus] = frozenset()
    owners: frozenset[UUID | None] = frozenset()
    segments: frozenset[Segment] = frozenset()
    key_groups: frozenset[KeyGroup | None] = frozenset()
    classes: frozenset[AbcClass | None] = frozenset()
    evenness: frozenset[XyzClass | None] = frozenset()
    degrees: frozenset[RelationshipDegree] = frozenset()
    business_types: frozenset[BusinessType | None] = frozenset()
    cities: frozenset[str | None] = frozenset()
    industries: frozenset[str | None] = frozenset()
    health_bands: frozenset[HealthBand | None] = frozenset()
    churn_risks: frozenset[ChurnRisk] = frozenset()
    health_below: bool = False
    health_fell: bool = False
    inertia: bool = False
    with_complaints: bool = False
    clock_in_danger: bool = False
    without_meeting: bool = False
    contact_overdue: bool = False
    potential_unset: bool = False
    falling: bool = False
    without_sales: bool = False
    by_hand: bool = False
    sort: PortfolioColumn = PortfolioColumn.REVENUE
    descending: bool = True
    grouping: Grouping = Grouping.NONE

    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that are set."""
        return tuple(each for each in Condition if self._is_set(each))

    def without(self, *dropped: Condition) -> PortfolioQuery:
        """The same query with fewer conditions; order and groups stay."""
        nothing = PortfolioQuery()
        return replace(self, **{each.value: getattr(nothing, each.value) for each in dropped})

    def _is_set(self, condition: Condition) -> bool:
        value = getattr(self, condition.value)
        return bool(fold(value)) if isinstance(value, str) else bool(value)

    def fits(self, *besides: Condition) -> Callable[[Entry], bool]:
        """Whether an account meets every condition on its row that is set, ``besides`` left out.

        What is asked of health is left to ``fitting``: it stands in no row.
        """
        tests = [
            _TESTS[condition](getattr(self, condition.value))
            for condition in self.conditions()
            if condition in _TESTS and condition not in besides
        ]
        if len(tests) == 1:
            return tests[0]
        return lambda entry: all(test(entry) for test in tests)


_Test = Callable[[Entry], bool]
_IN_DANGER: Final = frozenset({ClockState.AT_RISK, ClockState.BREACHED})


def _has_words(text: str) -> _Test:
    words = fold(text).split()
    if len(words) == 1:
        (only,) = words
        return lambda entry: only in entry.haystack
    return lambda entry: all(word in entry.haystack for word in words)


def _one_of(read: Callable[[Entry], Any]) -> Callable[[frozenset[Any]], _Test]:
    def among(wanted: frozenset[Any]) -> _Test:
        return lambda entry: read(entry) in wanted

    return among


def _alike(read: Callable[[Entry], str]) -> Callable[[frozenset[str | None]], _Test]:
    """Places and industries as people write them: case and ё do not count."""

    def among(wanted: frozenset[str | None]) -> _Test:
        keys = {"" if each is None else sort_key(each) for each in wanted}
        return lambda entry: read(entry) in keys

    return among


def _if(test: _Test) -> Callable[[bool], _Test]:
    return lambda _set: test


_TESTS: Final[Mapping[Condition, Callable[[Any], _Test]]] = {
    Condition.TEXT: _has_words,
    Condition.STATUSES: _one_of(lambda entry: entry.row.status),
    Condition.OWNERS: _one_of(lambda entry: entry.row.owner_id),
    Condition.SEGMENTS: _one_of(lambda entry: entry.row.segment),
    Condition.KEY_GROUPS: _one_of(lambda entry: entry.row.key_group),
    Condition.CLASSES: _one_of(lambda entry: entry.row.abc),
    Condition.EVENNESS: _one_of(lambda entry: entry.row.xyz),
    Condition.DEGREES: _one_of(lambda entry: entry.row.degree),
    Condition.BUSINESS_TYPES: _one_of(lambda entry: entry.row.business_type),
    Condition.CITIES: _alike(lambda entry: entry.city_key),
    Condition.INDUSTRIES: _alike(lambda entry: entry.industry_key),
    Condition.COMPLAINTS: _if(lambda entry: entry.row.open_complaints > 0),
    Condition.CLOCK_IN_DANGER: _if(lambda entry: entry.row.worst_clock in _IN_DANGER),
    Condition.WITHOUT_MEETING: _if(lambda entry: entry.row.next_meeting is None),
    Condition.CONTACT_OVERDUE: _if(lambda entry: entry.row.contact_overdue),
    Condition.POTENTIAL_UNSET: _if(lambda entry: entry.row.potential is None),
    Condition.FALLING: _if(lambda entry: entry.row.change is not None and entry.row.change < 0),
    Condition.WITHOUT_SALES: _if(lambda entry: entry.row.revenue_12m.minor <= 0),
    Condition.BY_HAND: _if(lambda entry: bool(entry.row.by_hand)),
}
