"""Templates of touches: three come with the program, one's own are kept in the workspace."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.errors import ConflictError, NotFoundError
from kam.core.field_errors import FieldError, refuse
from kam.core.resources import resource_path
from kam.core.text import sort_key
from kam.core.vocabulary import BuyingRole, InteractionKind
from kam.models import ScenarioRun, ScenarioStep, TouchScenario
from kam.services.forms import FormField, fill
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_LANGUAGES = ("ru", "en")
_STEP = tuple(FormField(name) for name in ("day", "channel", "role", "text"))
_HEAD = (FormField("name"), FormField("purpose"))


@dataclass(frozen=True, slots=True)
class Step:
    """So many calendar days after the start, by a channel (none: a task of ours), to a role, with what."""

    day: int
    text: str
    channel: InteractionKind | None = None
    role: BuyingRole | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A scenario. One that comes with the program has a ``code``, one's own an ``id``."""

    name: str
    purpose: str | None
    steps: tuple[Step, ...]
    id: UUID | None = None
    code: str | None = None
    version: int = 0
    retired: bool = False
    runs: int = 0

    @property
    def is_own(self) -> bool:
        """Whether it is kept in the workspace and can be changed."""
        return self.id is not None

    @property
    def days(self) -> int:
        """From the first step to the last."""
        days = [step.day for step in self.steps]
        return max(days) - min(days) if days else 0


@cache
def built_in(language: str) -> tuple[Template, ...]:
    """The scenarios that come with the program, in a language; English where there is none in it."""
    folder = resource_path("scenarios", language if language in _LANGUAGES else "en")
    return tuple(_read(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml")))


def _read(text: str) -> Template:
    told = tomllib.loads(text)
    steps = tuple(
        Step(
            day=each["day"],
            text=each["text"],
            channel=InteractionKind.of(each["channel"]) if "channel" in each else None,
            role=BuyingRole.of(each["role"]) if "role" in each else None,
        )
        for each in told["steps"]
    )
    return Template(told["name"], told["purpose"], steps, code=told["code"])


def list_templates(workspace: Workspace, language: str) -> tuple[Template, ...]:
    """One's own by name, those no longer used last; then those that come with the program."""
    with workspace.reading() as session:
        own = [template_of(session, each) for each in session.scalars(select(TouchScenario)).all()]
    own.sort(key=lambda each: (each.retired, sort_key(each.name)))
    return (*own, *built_in(language))


def find_template(session: Session, key: UUID | str, language: str) -> Template:
    """A template by its id or its code; NotFoundError ``scenario.gone``."""
    if isinstance(key, str):
        found = next((each for each in built_in(language) if each.code == key), None)
    else:
        stored = session.get(TouchScenario, key)
        found = None if stored is None else template_of(session, stored)
    if found is None:
        raise NotFoundError("scenario.gone")
    return found


def template_of(session: Session, stored: TouchScenario) -> Template:
    """A stored template with its steps in their order."""
    runs = select(func.count()).select_from(ScenarioRun).where(ScenarioRun.scenario_id == stored.id)
    return Template(
        name=stored.name,
        purpose=stored.purpose,
        steps=tuple(
            Step(each.day, each.text, each.channel, each.role) for each in _steps(session, stored.id)
        ),
        id=stored.id,
        version=stored.version,
        retired=stored.retired_on is not None,
        runs=session.scalar(runs) or 0,
    )


def save_template(workspace: Workspace, template: Template) -> Outcome[UUID]:
    """Keep a template: a new one where it has no id, else as it stands now. Steps go by their day.

    Raises:
        FieldErrors: ``name``, ``purpose``, ``steps`` (``scenario.without_steps``), ``steps.2.text``.
        NotFoundError: ``scenario.gone``.
        ConflictError: ``dossier.changed_meanwhile``.

    """
    with workspace.writing("scenario.saved") as unit, unit.no_autoflush:
        stored = TouchScenario() if template.id is None else _stored(unit, template.id)
        if template.id is not None and stored.version != template.version:
            raise ConflictError("dossier.changed_meanwhile")
        faults = fill(stored, _HEAD, {"name": template.name, "purpose": template.purpose}, currency="")
        if not template.steps:
            faults.append(FieldError("steps", "scenario.without_steps"))
        steps = list(_filled(stored, template.steps, faults))
        refuse(faults)
        unit.add(stored)
        old = _steps(unit, stored.id) if template.id is not None else []
        _replace(unit, old, sorted(steps, key=lambda each: each.day))
        return Outcome(stored.id, Area.SETTINGS)


def retire_template(workspace: Workspace, template_id: UUID, *, retired: bool = True) -> Outcome[None]:
    """Offer a template no more, or again; what was applied stays. Raises NotFoundError ``scenario.gone``."""
    with workspace.writing("scenario.retired" if retired else "scenario.brought_back") as unit:
        stored = _stored(unit, template_id)
        stored.retired_on = read_profile(unit).today(unit.now) if retired else None
        return Outcome(None, Area.SETTINGS)


def delete_template(workspace: Workspace, template_id: UUID) -> Outcome[None]:
    """Delete a template; what was made from it stays under its name. Raises NotFoundError."""
    with workspace.writing("scenario.deleted") as unit:
        _stored(unit, template_id)
        unit.remove(TouchScenario, [template_id])
        return Outcome(None, Area.SETTINGS)


def _stored(unit: UnitOfWork, template_id: UUID) -> TouchScenario:
    found = unit.get(TouchScenario, template_id)
    if found is None:
        raise NotFoundError("scenario.gone")
    return found


def _steps(session: Session, template_id: UUID) -> list[ScenarioStep]:
    query = select(ScenarioStep).where(ScenarioStep.scenario_id == template_id)
    return list(session.scalars(query.order_by(ScenarioStep.position, ScenarioStep.id)))


def _filled(stored: TouchScenario, steps: Sequence[Step], faults: list[FieldError]) -> Iterator[ScenarioStep]:
    for number, step in enumerate(steps):
        made = ScenarioStep(scenario_id=stored.id)
        values = {"day": step.day, "channel": step.channel, "role": step.role, "text": step.text}
        wrong = fill(made, _STEP, values, currency="")
        faults += [FieldError(f"steps.{number}.{each.field}", each.code, each.details) for each in wrong]
        yield made


def _replace(unit: UnitOfWork, old: Sequence[ScenarioStep], new: Sequence[ScenarioStep]) -> None:
    """Make the stored steps those of the template, writing what differs alone."""
    for number, step in enumerate(new):
        step.position = number
        if number >= len(old):
            unit.add(step)
            continue
        for name in ("position", "day", "channel", "role", "text"):
            if getattr(old[number], name) != getattr(step, name):
                setattr(old[number], name, getattr(step, name))
    for each in old[len(new) :]:
        unit.delete(each)
