"""The import as a use case: prepared by reading only, then carried out as one step in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from kam.core.errors import ConflictError, UserError
from kam.core.words import words_for
from kam.exchange.cells import shown
from kam.exchange.fields import Kind
from kam.exchange.mapping import Mapping
from kam.exchange.parse import Amends, Progress, Reading, read_rows
from kam.exchange.planning import Form, Plan, open_table, plan_import
from kam.exchange.rows import Problem
from kam.exchange.tables import Table
from kam.services.garbage import no_collecting
from kam.services.imports.accounts import stage_accounts
from kam.services.imports.answers import Answers
from kam.services.imports.contracts import stage_contracts
from kam.services.imports.monthly_totals import stage_monthly_totals
from kam.services.imports.order_lines import stage_order_lines
from kam.services.imports.people import stage_people
from kam.services.imports.receivables import stage_receivables
from kam.services.imports.report import ImportReport
from kam.services.imports.staging import Changes, Rows, Setting, Staging, Unkept
from kam.services.imports.targets import stage_targets
from kam.services.profile import read_profile
from kam.store.journal import StepKind, read_steps
from kam.store.workspace import Workspace

REPEATED: Final = "exchange.repeated_key"
_STEPS: Final = {
    Kind.ACCOUNTS: "accounts.imported",
    Kind.PEOPLE: "people.imported",
    Kind.SALES: "sales.imported",
    Kind.TARGETS: "targets.imported",
    Kind.RECEIVABLES: "receivables.imported",
    Kind.CONTRACTS: "contracts.imported",
}
_STAGES: Final[dict[Form, Callable[[Session, Staging, Rows[Any]], None]]] = {
    Form.ACCOUNTS: stage_accounts,
    Form.PEOPLE: stage_people,
    Form.ORDER_LINES: stage_order_lines,
    Form.MONTHLY_TOTALS: stage_monthly_totals,
    Form.TARGETS: stage_targets,
    Form.RECEIVABLES: stage_receivables,
    Form.CONTRACTS: stage_contracts,
}


@dataclass(frozen=True)
class Prepared:
    """An import that only waits to be written, as long as nobody else writes before."""

    report: ImportReport
    changes: Changes
    newest_step: int


def import_file(
    workspace: Workspace,
    source: Path,
    kind: Kind,
    *,
    mapping: Mapping | None = None,
    dry_run: bool = False,
    skip_bad_rows: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring in a table as one step of the journal, or say what would come in (``dry_run``).

    Records are known again by the mapping's key: what is new is added, what differs is updated, what the
    file does not say stays. A dry run needs no more than a workspace open for reading.

    Raises:
        UserError: as ``prepare_import`` and ``carry_out``; nothing was written then.

    """
    prepared = prepare_import(
        workspace, source, kind, mapping=mapping, skip_bad_rows=skip_bad_rows, progress=progress
    )
    return prepared.report if dry_run else carry_out(workspace, prepared)


def prepare_import(
    workspace: Workspace,
    source: Path,
    kind: Kind,
    *,
    mapping: Mapping | None = None,
    skip_bad_rows: bool = False,
    progress: Progress | None = None,
) -> Prepared:
    """Read a table, resolve what it names and compare it with what is there. Writes nothing.

    Raises:
        UserError: ``exchange.*`` when the file or the mapping cannot be used as a whole;
            ``import.refused`` with the ``report`` when rows have mistakes and are not to be skipped.
        AmbiguousError: ``exchange.*`` when a column does not tell how it is written.

    """
    table = open_table(source, kind, mapping)
    staged = stage_table(workspace, table, plan_import(table, kind, mapping), progress=progress)
    if staged.report.problems and not skip_bad_rows:
        raise UserError("import.refused", report=staged.report)
    return staged.prepared


@dataclass(frozen=True)
class Staged:
    """A table gone through row by row: what it would write, and everything there is to say of it."""

    report: ImportReport
    staging: Staging
    reading: Reading
    newest_step: int

    @property
    def prepared(self) -> Prepared:
        """What only waits to be written."""
        return Prepared(self.report, self.staging.changes, self.newest_step)


def stage_table(
    workspace: Workspace,
    table: Table,
    plan: Plan,
    *,
    answers: Answers | None = None,
    keep: bool = True,
    progress: Progress | None = None,
) -> Staged:
    """Read the rows, resolve what they name by itself or by the answers, compare with what is there.

    What is to be written is only kept where it is going to be.

    Raises:
        UserError: the file ends amid its quotation marks and the like.
        AmbiguousError: ``exchange.*`` when a column does not tell how it is written.

    """
    answers = answers or Answers()
    with no_collecting(), workspace.reading() as session:
        reading = _reading(table, plan, answers, progress)
        newest = _newest_step(session)
        profile = read_profile(session)
        setting = Setting(
            currency=profile.currency,
            words=words_for(profile.language),
            today=profile.today(workspace.clock.now()),
            source=shown(table.source),
        )
        staging = Staging(plan, setting, answers, Changes() if keep else Unkept())
        _STAGES[plan.form](session, staging, reading)
    return Staged(_report(staging, reading), staging, reading, newest)


def _reading(table: Table, plan: Plan, answers: Answers, progress: Progress | None) -> Reading:
    """The rows to be gone through; where the last of one key counts, the earlier ones are passed over."""
    amends = Amends(answers.cells)
    if answers.last_of_repeats:
        looked = read_rows(table, plan, progress=progress, amends=amends)
        for _ in looked:
            pass
        amends = replace(amends, passed_over=_superseded(looked.problems))
    return read_rows(table, plan, progress=progress, amends=amends)


def _superseded(problems: list[Problem]) -> frozenset[int]:
    """Of rows with one key all but the last."""
    alike: dict[int, list[int]] = {}
    for problem in problems:
        if problem.code == REPEATED:
            first = int(str(problem.details["first"]))
            alike.setdefault(first, [first]).append(problem.row)
    return frozenset(row for rows in alike.values() for row in rows[:-1])


def carry_out(workspace: Workspace, prepared: Prepared, progress: Progress | None = None) -> ImportReport:
    """Write a prepared import as one step; the report says whether there was anything to write.

    ``progress`` is told how many records are written and may raise: then nothing is.

    Raises:
        ConflictError: ``import.overtaken`` when the workspace changed since it was prepared.

    """
    report = prepared.report
    if not prepared.changes:
        return report
    details = {
        "source": report.source,
        "added": report.added,
        "updated": report.updated,
        "refused": report.refused,
    }
    step = _STEPS[report.kind]
    with no_collecting(), workspace.writing(step, kind=StepKind.IMPORT, details=details) as unit:
        if _newest_step(unit) != prepared.newest_step:
            raise ConflictError("import.overtaken")
        prepared.changes.write(unit, progress)
    return replace(report, recorded=True)


def _report(staging: Staging, reading: Reading) -> ImportReport:
    """What there is to say; rows refused by the file's own reading and by the workspace together."""
    problems = sorted([*reading.problems, *staging.problems], key=lambda problem: problem.row)
    return ImportReport(
        kind=reading.plan.kind,
        form=reading.plan.form,
        source=staging.setting.source,
        rows=reading.rows,
        added=staging.added,
        updated=staging.updated,
        unchanged=staging.unchanged,
        refused=reading.bad_rows + len(staging.bad_rows),
        created_product_lines=tuple(staging.created_product_lines),
        created_units=tuple(staging.created_units),
        problems=tuple(problems),
        unused_columns=reading.plan.unused,
        future=staging.future,
        removed=staging.removed,
        passed_over=reading.passed_over,
        created_accounts=tuple(staging.created_accounts),
    )


def _newest_step(session: Session) -> int:
    return next((step.seq for step in read_steps(session.connection(), limit=1)), 0)
