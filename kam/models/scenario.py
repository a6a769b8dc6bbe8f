"""Touch scenarios: templates of steps, and where they were applied (domain.md §5)."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, validates

from kam.core.errors import RuleError
from kam.core.vocabulary import BuyingRole, InteractionKind
from kam.models.base import Record
from kam.models.columns import LINE, cleared, owned, plain, term, whole, written


class TouchScenario(Record):
    """A template of touches. One that is used no more is retired; what was applied stays."""

    __tablename__ = "touch_scenario"

    name: Mapped[str] = written(200)
    purpose: Mapped[str | None] = written(LINE)
    retired_on: Mapped[date | None] = plain()

    @validates("name")
    def _name_is_written(self, _key: str, value: str) -> str:
        if not value or not value.strip():
            raise RuleError("scenario.without_name")
        return value


class ScenarioStep(Record):
    """A step of a template: so many days after the start, through a channel, to a role, with what.

    Without a channel it is a task of ours. ``day`` counts calendar days from the start, which is day 0; a
    step that falls on a day off moves to the next working day.
    """

    __tablename__ = "scenario_step"

    scenario_id: Mapped[UUID] = owned("touch_scenario")
    position: Mapped[int] = whole(0, 10_000, default=0)
    day: Mapped[int] = whole(-365, 1000, default=0)
    channel: Mapped[InteractionKind | None] = term(InteractionKind)
    role: Mapped[BuyingRole | None] = term(BuyingRole)
    text: Mapped[str] = written(LINE)

    @validates("text")
    def _text_is_written(self, _key: str, value: str) -> str:
        if not value or not value.strip():
            raise RuleError("scenario.step_without_text")
        return value


class ScenarioRun(Record):
    """A scenario applied to an account; what was made from its steps names it as its origin."""

    __tablename__ = "scenario_run"
    __table_args__ = (CheckConstraint("stopped_on IS NULL OR stopped_on >= started_on", name="order"),)

    account_id: Mapped[UUID] = owned("account")
    scenario_id: Mapped[UUID | None] = cleared("touch_scenario")
    name: Mapped[str] = written(200)
    started_on: Mapped[date] = plain()
    stopped_on: Mapped[date | None] = plain()
