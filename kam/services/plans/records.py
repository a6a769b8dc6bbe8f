"""How the parts of a plan are kept in their records, and read from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError, RuleError
from kam.core.vocabulary import PlanStatus
from kam.models import (
    BudgetLine,
    CommunicationLine,
    GrowthSource,
    Objective,
    Plan,
    PlanDecision,
    Record,
    Risk,
    SwotItem,
)
from kam.services.forms import FieldKind, FormField, shown_money
from kam.services.plans.parts import (
    BudgetPart,
    ContactLine,
    ContactsPart,
    CostLine,
    DecisionLine,
    DecisionsPart,
    GrowthLine,
    GrowthPart,
    HeadPart,
    InitiativeLine,
    InitiativesPart,
    Line,
    MilestoneLine,
    ObjectiveLine,
    ObjectivesPart,
    Part,
    Parts,
    RiskLine,
    RisksPart,
    SwotLine,
    SwotPart,
    TextPart,
)
from kam.services.plans.telling import (
    dependencies_of,
    initiatives_of,
    lines_of,
    milestones_of,
)

HEAD_FIELDS: Final = tuple(FormField(name) for name in HeadPart.__dataclass_fields__)
TEXT_FIELDS: Final = tuple(FormField(name) for name in TextPart.__dataclass_fields__)
INITIATIVE_FIELDS: Final = tuple(
    FormField(name)
    for name in ("objective_id", "title", "owner_id", "starts_on", "ends_on", "progress", "status")
)
INITIATIVE_FACTS: Final = frozenset({"progress", "status"})
MILESTONE_FIELDS: Final = tuple(FormField(name) for name in ("title", "due_on", "passed_on"))


@dataclass(frozen=True, slots=True)
class Keeping:
    """A part's lines in a table.

    ``named`` are the fields without which a line says nothing; ``facts`` may still change once the plan was
    submitted; ``sums`` are in the currency of the line.
    """

    step: str
    entity: type[Record]
    line: Callable[..., Line]
    named: tuple[str, ...]
    fields: tuple[FormField, ...]
    facts: frozenset[str] = frozenset()

    @property
    def sums(self) -> tuple[FormField, ...]:
        """The fields that are money."""
        return tuple(each for each in self.fields if each.kind is FieldKind.MONEY)

    def told(self, record: Any, currency: str) -> Line:
        """A line of its record; a sum without a currency of its own is in ``currency``."""
        return self.line(record.id, **{each.name: _shown(record, each, currency) for each in self.fields})


def _shown(record: Any, field: FormField, currency: str) -> Any:
    value = getattr(record, field.column)
    return shown_money(value, record.currency or currency) if field.kind is FieldKind.MONEY else value


def _plain(*names: str) -> tuple[FormField, ...]:
    return tuple(FormField(name) for name in names)


def _sum(name: str, *, signed: bool = False) -> FormField:
    return FormField(name, FieldKind.MONEY, f"{name}_minor", signed)


KEEPING: Final[dict[type[Part], Keeping]] = {
    SwotPart: Keeping(
        "plan.swot", SwotItem, SwotLine, ("text",), _plain("kind", "text", "evidence", "weight")
    ),
    ObjectivesPart: Keeping(
        "plan.objectives",
        Objective,
        ObjectiveLine,
        ("title",),
        _plain(*(name for name in ObjectiveLine.__dataclass_fields__ if name != "id")),
        frozenset({"status", "outcome"}),
    ),
    GrowthPart: Keeping(
        "plan.growth",
        GrowthSource,
        GrowthLine,
        ("title", "amount"),
        (*_plain("title", "opportunity_id"), _sum("amount", signed=True)),
    ),
    RisksPart: Keeping(
        "plan.risks",
        Risk,
        RiskLine,
        ("title",),
        (
            *_plain("title", "consequence", "probability", "impact", "response", "owner_id", "status"),
            _sum("at_stake"),
        ),
        frozenset({"status"}),
    ),
    ContactsPart: Keeping(
        "plan.contacts",
        CommunicationLine,
        ContactLine,
        ("colleague_id", "stakeholder_id"),
        _plain("colleague_id", "stakeholder_id", "every_days", "about"),
    ),
    BudgetPart: Keeping(
        "plan.budget",
        BudgetLine,
        CostLine,
        ("title", "amount"),
        (FormField("title"), _sum("amount"), _sum("spent")),
        frozenset({"spent"}),
    ),
    DecisionsPart: Keeping(
        "plan.decisions",
        PlanDecision,
        DecisionLine,
        ("text",),
        (
            *_plain("text", "needed_by", "effort", "decided_on", "decided_by", "outcome", "review_id"),
            _sum("amount"),
        ),
        frozenset({"decided_on", "decided_by", "outcome", "review_id"}),
    ),
}
STEPS: Final[dict[type[Part], str]] = {
    HeadPart: "plan.head",
    TextPart: "plan.text",
    InitiativesPart: "plan.initiatives",
    **{part: keeping.step for part, keeping in KEEPING.items()},
}


def facts_of(part: type[Part]) -> frozenset[str]:
    """The fields of a part's lines that may still change once the plan was submitted."""
    if part is InitiativesPart:
        return INITIATIVE_FACTS
    return KEEPING[part].facts if part in KEEPING else frozenset()


def plan_of(session: Session, plan_id: UUID) -> Plan:
    """A plan; NotFoundError ``plan.gone``."""
    plan = session.get(Plan, plan_id)
    if plan is None:
        raise NotFoundError("plan.gone")
    return plan


def must_be_written(plan: Plan) -> None:
    """Only a draft and what was returned is written.

    Raises RuleError ``plan.closed``, ``plan.submitted``, ``plan.approved``.
    """
    must_take_facts(plan)
    if plan.status is PlanStatus.SUBMITTED:
        raise RuleError("plan.submitted", title=plan.title)
    if plan.status is PlanStatus.APPROVED:
        raise RuleError("plan.approved", title=plan.title)


def must_take_facts(plan: Plan) -> None:
    """What happens is noted until the plan is closed; RuleError ``plan.closed``."""
    if plan.status is PlanStatus.CLOSED:
        raise RuleError("plan.closed", title=plan.title)


def read_parts(session: Session, plan: Plan, currency: str) -> Parts:
    """Everything of a plan that is written by hand; sums without a currency are in ``currency``."""
    kinds: tuple[type[Part], ...] = (
        HeadPart,
        TextPart,
        SwotPart,
        ObjectivesPart,
        InitiativesPart,
        GrowthPart,
        RisksPart,
        ContactsPart,
        BudgetPart,
        DecisionsPart,
    )
    return Parts(*(read_part(session, plan, kind, currency) for kind in kinds))  # type: ignore[arg-type]


def read_part(session: Session, plan: Plan, kind: type[Part], currency: str) -> Part:
    """One part as it is stored."""
    if kind is HeadPart:
        return HeadPart(*(getattr(plan, each.column) for each in HEAD_FIELDS))
    if kind is TextPart:
        return TextPart(*(getattr(plan, each.column) for each in TEXT_FIELDS))
    if kind is InitiativesPart:
        return _initiatives(session, plan)
    keeping = KEEPING[kind]
    made: Callable[..., Part] = kind
    return made(tuple(keeping.told(each, currency) for each in lines_of(session, plan, keeping.entity)))


def _initiatives(session: Session, plan: Plan) -> InitiativesPart:
    rows = initiatives_of(session, plan.id)
    milestones = milestones_of(session, [each.id for each in rows])
    before = dependencies_of(session, [each.id for each in rows])
    return InitiativesPart(
        tuple(
            InitiativeLine(
                row.id,
                **{each.name: getattr(row, each.column) for each in INITIATIVE_FIELDS},
                milestones=tuple(
                    MilestoneLine(
                        one.id, **{each.name: getattr(one, each.column) for each in MILESTONE_FIELDS}
                    )
                    for one in milestones[row.id]
                ),
                after=tuple(one.before_id for one in before[row.id]),
            )
            for row in rows
        )
    )
