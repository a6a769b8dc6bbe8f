"""Scenarios as they run at clients: what is left of them; stopping and moving what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.working_days import next_working_day, working_days_later
from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, RuleError
from kam.core.vocabulary import CommitmentStatus, InteractionKind, InteractionStatus
from kam.models import Account, Commitment, Interaction, ScenarioRun
from kam.services.commitments.shifting import calendar_from
from kam.services.profile import read_profile
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RunStep:
    """What a step of a run became: a task (no channel) or a contact, and whether it is still open."""

    id: UUID
    on: date | None
    text: str
    channel: InteractionKind | None
    is_open: bool
    done: bool


@dataclass(frozen=True, slots=True)
class RunRow:
    """A scenario at a client. It runs while something of it is open and it was not stopped."""

    id: UUID
    account_id: UUID
    account: str
    scenario_id: UUID | None
    name: str
    started_on: date
    stopped_on: date | None
    steps: tuple[RunStep, ...]

    @property
    def open(self) -> tuple[RunStep, ...]:
        """What is still to be done, the next first."""
        return tuple(step for step in self.steps if step.is_open)

    @property
    def done(self) -> int:
        """How many steps were done."""
        return sum(step.done for step in self.steps)

    @property
    def is_running(self) -> bool:
        """Whether anything is left of it."""
        return self.stopped_on is None and bool(self.open)


def list_runs(workspace: Workspace, account_id: UUID | None = None) -> tuple[RunRow, ...]:
    """The runs at a client, or at all of them: those that still run first, the latest first."""
    with workspace.reading() as session:
        query = select(ScenarioRun, Account.name).join(Account, Account.id == ScenarioRun.account_id)
        if account_id is not None:
            query = query.where(ScenarioRun.account_id == account_id)
        found = [_row(session, run, name) for run, name in session.execute(query)]
    found.sort(key=lambda run: (run.started_on, run.id), reverse=True)
    return tuple(sorted(found, key=lambda run: not run.is_running))


def read_run(workspace: Workspace, run_id: UUID) -> RunRow:
    """One run; raises NotFoundError ``scenario.run_gone``."""
    with workspace.reading() as session:
        run = _run(session, run_id)
        return _row(session, run, session.get_one(Account, run.account_id).name)


def stop_run(workspace: Workspace, run_id: UUID) -> Outcome[int]:
    """Stop a scenario: its open tasks and planned contacts are cancelled. Returns how many.

    Raises:
        RuleError: ``scenario.stopped``.
        NotFoundError: ``scenario.run_gone``.

    """
    with workspace.writing("scenario.stopped") as unit:
        run = _running(unit, run_id)
        today = read_profile(unit).today(unit.now)
        tasks, contacts = _open(unit, run)
        for task in tasks:
            task.cancel(today)
        for contact in contacts:
            contact.status = InteractionStatus.CANCELLED
        run.stopped_on = today
        return Outcome(len(tasks) + len(contacts), Area.COMMITMENTS | Area.INTERACTIONS)


def shift_run(workspace: Workspace, run_id: UUID, working_days: int) -> Outcome[int]:
    """Move what is open of a scenario by working days, earlier where negative, never before today.

    What is late moves from today. Contacts keep their hour, the distances between steps stay. Returns how
    many moved.

    Raises:
        RuleError: ``scenario.stopped``, ``domain.time_skipped``.
        NotFoundError: ``scenario.run_gone``.

    """
    with workspace.writing("scenario.shifted") as unit:
        run = _running(unit, run_id)
        today = read_profile(unit).today(unit.now)
        calendar = calendar_from(unit, today)

        def later(day: date) -> date:
            moved = working_days_later(calendar, day, working_days)
            return moved if moved >= today else next_working_day(calendar, today)

        tasks, contacts = _open(unit, run)
        moved = 0
        for task in tasks:
            if task.due_on is not None and (due := later(task.due_on)) != task.due_on:
                unit.add(task.shift(due, agreed=False, on=today))
                moved += 1
        for contact in contacts:
            day = contact.starts_local.date()
            if (other := later(day)) != day:
                contact.schedule(contact.starts_local + timedelta(days=(other - day).days), contact.zone)
                moved += 1
        return Outcome(moved, Area.COMMITMENTS | Area.INTERACTIONS)


def _run(session: Session, run_id: UUID) -> ScenarioRun:
    run = session.get(ScenarioRun, run_id)
    if run is None:
        raise NotFoundError("scenario.run_gone")
    return run


def _running(session: Session, run_id: UUID) -> ScenarioRun:
    run = _run(session, run_id)
    if run.stopped_on is not None:
        raise RuleError("scenario.stopped", stopped_on=run.stopped_on)
    return run


def _open(session: Session, run: ScenarioRun) -> tuple[Sequence[Commitment], Sequence[Interaction]]:
    tasks = select(Commitment).where(
        Commitment.scenario_run_id == run.id, Commitment.status == CommitmentStatus.OPEN
    )
    contacts = select(Interaction).where(
        Interaction.scenario_run_id == run.id, Interaction.status == InteractionStatus.PLANNED
    )
    return session.scalars(tasks).all(), session.scalars(contacts).all()


def _row(session: Session, run: ScenarioRun, account: str) -> RunRow:
    tasks = session.scalars(select(Commitment).where(Commitment.scenario_run_id == run.id)).all()
    contacts = session.scalars(select(Interaction).where(Interaction.scenario_run_id == run.id)).all()
    steps = [
        RunStep(
            each.id,
            each.due_on,
            each.text,
            None,
            is_open=each.status is CommitmentStatus.OPEN,
            done=each.status is CommitmentStatus.KEPT,
        )
        for each in tasks
    ]
    steps += [
        RunStep(
            each.id,
            each.starts_local.date(),
            each.subject,
            each.kind,
            is_open=each.status is InteractionStatus.PLANNED,
            done=each.status is InteractionStatus.DONE,
        )
        for each in contacts
    ]
    steps.sort(key=lambda step: (step.on or date.max, step.id))
    return RunRow(
        run.id,
        run.account_id,
        account,
        run.scenario_id,
        run.name,
        run.started_on,
        run.stopped_on,
        tuple(steps),
    )
