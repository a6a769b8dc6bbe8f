"""The sheets in which lines of a plan are added and changed, one for each kind of line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from kam.core.vocabulary import InitiativeStatus, ObjectiveKind, ObjectiveStatus, RiskStatus, SwotKind
from kam.core.words import Label, label
from kam.services.plans.parts import (
    BudgetPart,
    ContactLine,
    ContactsPart,
    CostLine,
    DecisionLine,
    DecisionsPart,
    GrowthLine,
    GrowthPart,
    InitiativeLine,
    InitiativesPart,
    Line,
    ObjectiveLine,
    ObjectivesPart,
    Part,
    RiskLine,
    RisksPart,
    SwotLine,
    SwotPart,
)
from kam.services.plans.reading import PlanReading
from kam.ui.account.plan.milestones import MilestonesEditor
from kam.ui.desk import Desk
from kam.ui.widgets.fields import (
    ChoiceEditor,
    CountEditor,
    DateEditor,
    DecimalEditor,
    Editor,
    Form,
    LongTextEditor,
    MoneyEditor,
    MultiChoiceEditor,
    Option,
    ScaleEditor,
    TextEditor,
    options_of,
)
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor

_SCALE: Final = (1, 2, 3, 4, 5)
_WEIGHTS: Final = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class LineKind:
    """A kind of line: its part and class, what its sheet is called, which fields it has."""

    code: str
    part: type[Part]
    line: type[Any]
    name: str
    """The list in ``Parts``."""
    added: Label
    changed: Label
    removed: Label
    """What the notice says when one was deleted."""
    build: Callable[[Form, Desk, PlanReading, Any], None]

    def lines(self, plan: PlanReading) -> tuple[Line, ...]:
        """The lines of this kind in a plan."""
        found: tuple[Line, ...] = getattr(plan.parts, self.name).lines
        return found

    def find(self, plan: PlanReading, line_id: UUID) -> Line | None:
        """A line by its identity."""
        return next((each for each in self.lines(plan) if each.id == line_id), None)


def people(ids: tuple[UUID, ...], names: Mapping[UUID, str]) -> list[Option]:
    """People to choose from."""
    return [(each, names[each]) for each in ids]


def _owner(desk: Desk, plan: PlanReading) -> SearchChoiceEditor:
    nobody = desk.look.words.say("nobody yet")
    return SearchChoiceEditor(desk.look, people(plan.ours, plan.colleagues), none=nobody)


def _add(form: Form, name: str, text: str, editor: Editor, hint: str = "") -> None:
    form.add(name, text, editor, hint=hint)


def _swot(form: Form, desk: Desk, plan: PlanReading, line: SwotLine) -> None:
    del plan, line
    look, words = desk.look, desk.look.words
    _add(form, "kind", words.say("Quadrant"), ChoiceEditor(look, options_of(look, list(SwotKind))))
    _add(form, "text", words.say_in("swot", "What"), LongTextEditor(look, lines=2))
    hint = words.say("A figure, a document, who said it and when: what convinces your own management.")
    _add(form, "evidence", words.say("Evidence"), LongTextEditor(look, lines=2), hint)
    _add(form, "weight", words.say("Weight"), ScaleEditor(look, _WEIGHTS))


def _objective(form: Form, desk: Desk, plan: PlanReading, line: ObjectiveLine) -> None:
    look, words = desk.look, desk.look.words
    _add(
        form,
        "kind",
        words.say_in("objective", "Kind"),
        ChoiceEditor(look, options_of(look, list(ObjectiveKind))),
    )
    _add(form, "title", words.say_in("objective", "What shall be reached"), TextEditor(look))
    _add(
        form,
        "client_wording",
        words.say("In words for the client"),
        TextEditor(look),
        words.say("Goes into the client’s copy; without it the objective stays internal."),
    )
    _add(form, "measure", words.say("Measured by"), TextEditor(look))
    money = look.formats.symbol(plan.currency)
    hint = words.say("Revenue in {currency} reads its present value from the sales.", currency=money)
    _add(form, "unit", words.say_in("column", "Unit"), TextEditor(look), hint)
    _add(form, "baseline", words.say("Was at the beginning"), DecimalEditor(look))
    _add(form, "target", words.say("Shall be"), DecimalEditor(look))
    _add(form, "due_on", words.say("By when"), DateEditor(look, desk.today))
    _add(form, "owner_id", words.say("Who answers"), _owner(desk, plan))
    if plan.content.objective(line.id) is not None:
        statuses = ChoiceEditor(look, options_of(look, list(ObjectiveStatus)))
        _add(form, "status", words.say_in("objective", "Status"), statuses)
        _add(form, "outcome", words.say("What came of it"), LongTextEditor(look, lines=2))


def _initiative(form: Form, desk: Desk, plan: PlanReading, line: InitiativeLine) -> None:
    look, words = desk.look, desk.look.words
    objectives = [(each.id, each.title) for each in plan.content.objectives]
    _add(
        form, "objective_id", words.say_in("initiative", "For the objective"), ChoiceEditor(look, objectives)
    )
    _add(form, "title", words.say_in("initiative", "What is done"), TextEditor(look))
    _add(form, "owner_id", words.say("Who answers"), _owner(desk, plan))
    _add(form, "starts_on", words.say_in("initiative", "Begins"), DateEditor(look, desk.today))
    _add(form, "ends_on", words.say_in("initiative", "Ends"), DateEditor(look, desk.today))
    _add(form, "progress", words.say("Done"), CountEditor(look, "%"))
    statuses = ChoiceEditor(look, options_of(look, list(InitiativeStatus)))
    _add(form, "status", words.say_in("initiative", "Status"), statuses)
    others = [(each.id, each.title) for each in plan.content.initiatives if each.id != line.id]
    if others:
        _add(form, "after", words.say("Cannot end before"), MultiChoiceEditor(look, others))
    _add(form, "milestones", words.say("Milestones"), MilestonesEditor(look, desk.today))


def _risk(form: Form, desk: Desk, plan: PlanReading, line: RiskLine) -> None:
    look, words = desk.look, desk.look.words
    _add(form, "title", words.say_in("risk", "What may happen"), TextEditor(look))
    _add(form, "consequence", words.say_in("risk", "What it would do to us"), LongTextEditor(look, lines=2))
    _add(form, "probability", words.say("Probability"), ScaleEditor(look, _SCALE, none="—"))
    _add(form, "impact", words.say("Impact"), ScaleEditor(look, _SCALE, none="—"))
    currency = line.at_stake.currency if line.at_stake else plan.currency
    _add(form, "at_stake", words.say("At stake"), MoneyEditor(look, currency))
    _add(form, "response", words.say_in("risk", "What we do about it"), LongTextEditor(look, lines=2))
    _add(form, "owner_id", words.say("Who answers"), _owner(desk, plan))
    statuses = ChoiceEditor(look, options_of(look, list(RiskStatus)))
    _add(form, "status", words.say_in("risk", "Status"), statuses)


def _contact(form: Form, desk: Desk, plan: PlanReading, line: ContactLine) -> None:
    del line
    look, words = desk.look, desk.look.words
    ours = SearchChoiceEditor(look, people(plan.ours, plan.colleagues))
    theirs = SearchChoiceEditor(look, people(plan.theirs, plan.stakeholders))
    _add(form, "colleague_id", words.say("Who of us"), ours)
    _add(form, "stakeholder_id", words.say("Whom of theirs"), theirs)
    _add(form, "every_days", words.say("Every"), CountEditor(look, words.say_in("unit", "days")))
    _add(form, "about", words.say("About what"), LongTextEditor(look, lines=2))


def _cost(form: Form, desk: Desk, plan: PlanReading, line: CostLine) -> None:
    look, words = desk.look, desk.look.words
    currency = line.amount.currency if line.amount else plan.currency
    _add(form, "title", words.say_in("budget", "What for"), TextEditor(look))
    _add(form, "amount", words.say_in("budget", "Planned"), MoneyEditor(look, currency))
    _add(form, "spent", words.say_in("budget", "Spent"), MoneyEditor(look, currency))


def _growth(form: Form, desk: Desk, plan: PlanReading, line: GrowthLine) -> None:
    look, words = desk.look, desk.look.words
    currency = line.amount.currency if line.amount else plan.currency
    _add(form, "title", words.say("Where growth comes from"), TextEditor(look))
    _add(form, "amount", words.say("A year"), MoneyEditor(look, currency))
    deals = [(each, title) for each, title in plan.opportunities.items()]
    none = words.say_in("opportunity", "none")
    _add(form, "opportunity_id", words.say("Opportunity"), SearchChoiceEditor(look, deals, none=none))


def _decision(form: Form, desk: Desk, plan: PlanReading, line: DecisionLine) -> None:
    look, words = desk.look, desk.look.words
    currency = line.amount.currency if line.amount else plan.currency
    _add(form, "text", words.say("What is to be decided"), LongTextEditor(look, lines=2))
    _add(form, "needed_by", words.say("Needed by"), DateEditor(look, desk.today))
    _add(form, "amount", words.say("Money for it"), MoneyEditor(look, currency))
    _add(form, "effort", words.say("Effort"), TextEditor(look))
    _add(form, "decided_on", words.say("Decided on"), DateEditor(look, desk.today, past=True))
    _add(form, "decided_by", words.say("Decided by"), TextEditor(look))
    _add(form, "outcome", words.say("What was decided"), TextEditor(look))


SWOT: Final = LineKind(
    "swot",
    SwotPart,
    SwotLine,
    "swot",
    label("heading", "A line of SWOT"),
    label("heading", "A line of SWOT"),
    label("notice", "The line of SWOT is deleted."),
    _swot,
)
OBJECTIVE: Final = LineKind(
    "objective",
    ObjectivesPart,
    ObjectiveLine,
    "objectives",
    label("heading", "New objective"),
    label("heading", "Objective"),
    label("notice", "The objective is deleted; its promises stay."),
    _objective,
)
INITIATIVE: Final = LineKind(
    "initiative",
    InitiativesPart,
    InitiativeLine,
    "initiatives",
    label("heading", "New initiative"),
    label("heading", "Initiative"),
    label("notice", "The initiative is deleted."),
    _initiative,
)
RISK: Final = LineKind(
    "risk",
    RisksPart,
    RiskLine,
    "risks",
    label("heading", "New risk"),
    label("heading", "Risk"),
    label("notice", "The risk is deleted."),
    _risk,
)
CONTACT: Final = LineKind(
    "contact",
    ContactsPart,
    ContactLine,
    "contacts",
    label("heading", "Who meets whom"),
    label("heading", "Who meets whom"),
    label("notice", "The line of the communication plan is deleted."),
    _contact,
)
COST: Final = LineKind(
    "cost",
    BudgetPart,
    CostLine,
    "budget",
    label("heading", "New line of the budget"),
    label("heading", "Line of the budget"),
    label("notice", "The line of the budget is deleted."),
    _cost,
)
GROWTH: Final = LineKind(
    "growth",
    GrowthPart,
    GrowthLine,
    "growth",
    label("heading", "New source of growth"),
    label("heading", "Source of growth"),
    label("notice", "The source of growth is deleted."),
    _growth,
)
DECISION: Final = LineKind(
    "decision",
    DecisionsPart,
    DecisionLine,
    "decisions",
    label("heading", "New decision"),
    label("heading", "Decision"),
    label("notice", "The decision is deleted."),
    _decision,
)
KINDS: Final = (SWOT, OBJECTIVE, INITIATIVE, RISK, CONTACT, COST, GROWTH, DECISION)
