"""The filter bar of the portfolio: the query as conditions, and a condition as a query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kam.core.text import with_capital
from kam.core.vocabulary import BusinessType, Term, XyzClass
from kam.core.words import Words
from kam.services.portfolio.reading import Condition, Grouping, PortfolioChoices, PortfolioQuery
from kam.ui.look import Look
from kam.ui.widgets.filter_bar import Several, Switch, Value
from kam.ui.widgets.query_filters import QueryFilters

QUICK: Final = (Condition.HEALTH_BELOW, Condition.COMPLAINTS, Condition.CONTACT_OVERDUE)
"""Conditions that stand in the bar even while they are off."""
_MOST_NAMES: Final = 40
"""A menu of cities or industries shows so many, the most frequent."""


class PortfolioFilters(QueryFilters[PortfolioQuery]):
    """For a table words are typed and rows grouped."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Name, city, number"), PortfolioQuery())
        self._choices: PortfolioChoices | None = None
        self._is_for_table = True
        self._held: tuple[QWidget, ...] = ()
        self.grouped.connect(lambda grouping: self.alter(grouping=grouping))
        self.show_query(self._query)

    def show_query(self, query: PortfolioQuery) -> None:
        """Show a query; tells nobody."""
        super().show_query(query)
        groupings = [(each, self._words.of(each.label)) for each in Grouping]
        self.show_grouping(self._words.of(query.grouping.label), groupings)
        self.group_button.setVisible(self._is_for_table)

    def hold(self, before: QWidget, after: QWidget) -> None:
        """What stands before and after the conditions where they are for no table."""
        layout = self.layout()
        if isinstance(layout, QHBoxLayout):
            layout.insertWidget(0, before)
            layout.addWidget(after)
        self._held = (before, after)
        self.show_for_table(for_table=self._is_for_table)

    def show_for_table(self, *, for_table: bool) -> None:
        """For a table words are typed and rows grouped; elsewhere the words stand as a condition."""
        self._is_for_table = for_table
        for each in self._held:
            each.setVisible(not for_table)
        self.text.setVisible(for_table)
        self.group_button.setVisible(for_table)
        self.show_query(self._query)

    def show_choices(self, choices: PortfolioChoices) -> None:
        """What can be chosen now, with counts."""
        self._choices = choices
        self.show_query(self._query)

    def condition_text(self, condition: Condition) -> str:
        """A condition of the query as its chip says it."""
        for several in self.several_of(self._query):
            if several.code == condition.value:
                return several.text(self._look)
        if condition is Condition.TEXT:
            return self._words.say("“{text}”", text=self._query.text)
        return self._switch_text(condition)

    def _switch_text(self, condition: Condition) -> str:
        """A condition that is set or not; where it has a measure of the settings, with that."""
        known = None if self._choices is None else self._choices.health
        if known is not None and condition is Condition.HEALTH_BELOW:
            return self._words.say("Health below {score}", score=known.below)
        if known is not None and condition is Condition.HEALTH_FELL:
            return self._words.say_many(
                "Health fell by {count} point or more", "Health fell by {count} points or more", known.fall
            )
        return self._words.of(condition.label)

    def switch(self, code: str, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Words that stand as a condition can only be taken off."""
        if code == Condition.TEXT.value:
            self.clear(code)
        else:
            super().switch(code, on)

    def clear(self, code: str) -> None:
        """Let a condition go."""
        self.ask(self._query.without(Condition.of(code)))

    def switches_of(self, query: PortfolioQuery) -> list[Switch]:
        """Each condition that is kept as yes or no."""
        counts = self._choices.conditions if self._choices is not None else {}
        typed = []
        if query.text and not self._is_for_table:
            typed.append(Switch(Condition.TEXT.value, self.condition_text(Condition.TEXT), on=True))
        return typed + [
            Switch(
                each.value,
                self._switch_text(each),
                on=getattr(query, each.value),
                count=counts.get(each),
                quick=each in QUICK,
            )
            for each in Condition
            if isinstance(getattr(query, each.value), bool)
        ]

    def several_of(self, query: PortfolioQuery) -> list[Several]:
        """Each condition that is kept as a set, with how many there are of each value."""
        choices = self._choices
        if choices is None:
            return []
        nobody = self._words.say("nobody")
        owners = tuple(Value(each, name or nobody, count) for each, name, count in choices.owners)
        sets: tuple[tuple[Condition, tuple[Value, ...]], ...] = (
            (Condition.OWNERS, owners),
            (Condition.STATUSES, _terms(choices.statuses, self._words)),
            (Condition.SEGMENTS, _terms(choices.segments, self._words)),
            (Condition.KEY_GROUPS, _terms(choices.key_groups, self._words)),
            (Condition.CLASSES, _terms(choices.classes, self._words)),
            (Condition.EVENNESS, _all(XyzClass, self._words)),
            (Condition.DEGREES, _terms(choices.degrees, self._words)),
            (Condition.BUSINESS_TYPES, _all(BusinessType, self._words)),
            (Condition.HEALTH_BANDS, _terms(choices.health.bands, self._words, self._words.say("not known"))),
            (Condition.CHURN_RISKS, _terms(choices.health.risks, self._words)),
            (Condition.INDUSTRIES, _names(choices.industries)),
            (Condition.CITIES, _names(choices.cities)),
        )
        found = []
        for each, values in sets:
            chosen: frozenset[Any] = getattr(query, each.value)
            offered = self._with_chosen(values, chosen)
            found.append(Several(each.value, with_capital(self._words.of(each.label)), offered, chosen))
        return found

    def _with_chosen(self, values: tuple[Value, ...], chosen: frozenset[Any]) -> tuple[Value, ...]:
        """What is chosen is said even where nobody has it any more: a view outlives its clients."""
        offered = {value.value for value in values}
        missing = [each for each in chosen if each not in offered]
        return (*values, *(Value(each, self._said(each), 0) for each in missing))

    def _said(self, value: object) -> str:
        if isinstance(value, Term):
            return self._words.of(value.label)
        if isinstance(value, str):
            return value
        return self._words.say("not set") if value is None else self._words.say("somebody without clients")


def _terms(
    pairs: Iterable[tuple[Term | None, int | None]], words: Words, none: str = ""
) -> tuple[Value, ...]:
    missing = none or words.say("not set")
    return tuple(
        Value(term, words.of(term.label) if term is not None else missing, count) for term, count in pairs
    )


def _all(vocabulary: type[Term], words: Words) -> tuple[Value, ...]:
    """All values of a vocabulary that is not counted."""
    return tuple(Value(term, words.of(term.label)) for term in vocabulary)


def _names(pairs: Iterable[tuple[str, int]]) -> tuple[Value, ...]:
    return tuple(Value(name, name, count) for name, count in list(pairs)[:_MOST_NAMES])
