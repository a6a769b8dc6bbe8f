"""A dry run: what an import would do, what stands in its way, and what it adds up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.core.money import Money
from kam.core.periods import MONTHS, Month
from kam.exchange.parse import Progress
from kam.exchange.planning import Form
from kam.exchange.tables import Table
from kam.models import Receivable
from kam.services.imports.answers import Answers
from kam.services.imports.choice import Settled
from kam.services.imports.importing import Prepared, Staged, stage_table
from kam.services.imports.problems import ProblemGroup, group_problems, rows_of
from kam.services.imports.report import ImportReport
from kam.services.imports.source import SourceFile, SourceRow, source_row
from kam.services.rates import Exchange
from kam.services.revenue import known_months, revenues
from kam.store.workspace import Workspace

_ROWS_OF_A_GROUP: Final = 60
_MOST_MONTHS: Final = 120
_SALES: Final = frozenset({Form.ORDER_LINES, Form.MONTHLY_TOTALS})
_ONE_RECORD_A_ROW: Final = frozenset(Form) - {Form.MONTHLY_TOTALS, Form.TARGETS}


@dataclass(frozen=True, slots=True)
class FileTotal:
    """What the rows add up to, in the workspace's currency; ``before`` is what stands beside it.

    Beside sales and targets of some months the sales of the same months a year ago, as far as anybody's are
    known; beside receivables what is owed now. ``partly``: some currency has no rate, so that it is more.
    """

    form: Form
    amount: Money
    first: Month | None = None
    last: Month | None = None
    before: Money | None = None
    partly: bool = False


@dataclass(frozen=True, slots=True)
class DryRun:
    """What an import would do as things are decided now. ``rows`` are those that stand in some group.

    ``newest_step`` is the last step of the journal that it reckons with: after another one the check is to
    be made anew.
    """

    report: ImportReport
    groups: tuple[ProblemGroup, ...]
    total: FileTotal | None
    rows: Mapping[int, SourceRow]
    newest_step: int

    @property
    def writes(self) -> int:
        """How many records would be added, changed or taken away."""
        return self.report.added + self.report.updated + self.report.removed

    @property
    def comes_in(self) -> int:
        """How many records would be added or changed."""
        return self.report.added + self.report.updated

    @property
    def counts_rows(self) -> bool:
        """Whether every record is one row of the file."""
        return self.report.form in _ONE_RECORD_A_ROW

    @property
    def decided(self) -> tuple[int, int]:
        """How many rows of the groups are decided about, and how many they are."""
        return sum(group.solved for group in self.groups), sum(group.rows for group in self.groups)


def dry_run(
    workspace: Workspace,
    source: SourceFile,
    settled: Settled,
    answers: Answers,
    progress: Progress | None = None,
) -> DryRun:
    """Go through the rows of a file and write nothing. ``progress`` may raise to give up.

    Raises:
        UserError: the rows cannot be read as it is settled: a required field has no column, a column does
            not tell how it is written.

    """
    table = source.table(settled.formats, settled.header_row)
    plan = settled.plan(table)
    staged = stage_table(workspace, table, plan, answers=answers, keep=False, progress=progress)
    with workspace.reading() as session:
        groups = group_problems(session, staged)
        total = _total(session, staged)
    rows = _rows(table, rows_of(groups, _ROWS_OF_A_GROUP))
    return DryRun(staged.report, groups, total, rows, staged.newest_step)


def prepare_chosen(
    workspace: Workspace,
    source: SourceFile,
    settled: Settled,
    answers: Answers,
    progress: Progress | None = None,
) -> Prepared:
    """As ``dry_run``, for writing: the rows that can be taken, the others left out."""
    table = source.table(settled.formats, settled.header_row)
    return stage_table(workspace, table, settled.plan(table), answers=answers, progress=progress).prepared


def _rows(table: Table, wanted: frozenset[int]) -> Mapping[int, SourceRow]:
    """Some rows as the file has them."""
    found: dict[int, SourceRow] = {}
    if wanted:
        last = max(wanted)
        for number, cells in table.rows():
            if number > last:
                break
            if number in wanted:
                found[number] = source_row(number, cells, max(len(table.header), len(cells)))
    return MappingProxyType(found)


def _total(session: Session, staged: Staged) -> FileTotal | None:
    """What the taken rows add up to; None where nothing is counted in money."""
    sums, setting = staged.staging.sums, staged.staging.setting
    if not sums:
        return None
    form = staged.report.form
    exchange = Exchange.read(session, setting.currency)
    minor = 0
    for (currency, month), amount in sums.items():
        money = Money.of(amount, currency)
        day = setting.today if month is None else min(month.last_day, setting.today)
        minor += exchange.of_day(money.minor, currency, day) or 0
    months = sorted(month for _, month in sums if month is not None)
    first, last = (months[0], months[-1]) if months else (None, None)
    return FileTotal(
        form=form,
        amount=Money(minor, setting.currency),
        first=first,
        last=last,
        before=_before(session, form, exchange, first, last),
        partly=bool(exchange.missing),
    )


def _before(
    session: Session, form: Form, exchange: Exchange, first: Month | None, last: Month | None
) -> Money | None:
    """The sales of the same months a year ago, or what is owed now; None where that is not known."""
    if form is Form.RECEIVABLES:
        return _owed(session, exchange)
    if form not in _SALES | {Form.TARGETS} or first is None or last is None:
        return None
    known = known_months(session)
    count = first.months_until(last) + 1
    if known is None or count > _MOST_MONTHS:
        return None
    months = [month - MONTHS for month in first.span(count)]
    if not all(month in known for month in months):
        return None
    found = revenues(session, exchange, months)
    return Money(sum(each.minor for each in found.by_account.values()), exchange.currency)


def _owed(session: Session, exchange: Exchange) -> Money | None:
    """What is owed by all accounts as it was imported last."""
    query = select(Receivable.currency, func.sum(Receivable.amount_minor)).group_by(Receivable.currency)
    rows = session.execute(query).all()
    day = session.scalar(select(func.max(Receivable.as_of)))
    if not rows or day is None:
        return None
    return Money(sum(exchange.of_day(minor, code, day) or 0 for code, minor in rows), exchange.currency)
