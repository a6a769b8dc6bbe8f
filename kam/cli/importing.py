"""``kam import``: brings a table in, or says by row and column what is wrong with it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from kam.cli.context import Context
from kam.cli.parsing import DONE, MENDABLE
from kam.core.errors import UserError
from kam.core.words import Words, plural

if TYPE_CHECKING:
    from kam.services.imports import ImportReport, Problem, Progress

_MOST_SHOWN: Final = 20
_LONG_FILE: Final = 20_000

_DONE: Final = {
    "accounts": plural(
        "{count} account added, {updated} updated, {unchanged} unchanged.",
        "{count} accounts added, {updated} updated, {unchanged} unchanged.",
    ),
    "people": plural(
        "{count} person added, {updated} updated, {unchanged} unchanged.",
        "{count} people added, {updated} updated, {unchanged} unchanged.",
    ),
    "order_lines": plural(
        "{count} order line added, {updated} updated, {unchanged} unchanged.",
        "{count} order lines added, {updated} updated, {unchanged} unchanged.",
    ),
    "monthly_totals": plural(
        "{count} monthly total added, {updated} updated, {unchanged} unchanged.",
        "{count} monthly totals added, {updated} updated, {unchanged} unchanged.",
    ),
    "targets": plural(
        "{count} target added, {updated} updated, {unchanged} unchanged.",
        "{count} targets added, {updated} updated, {unchanged} unchanged.",
    ),
    "receivables": plural(
        "{count} receivable added, {updated} updated, {unchanged} unchanged.",
        "{count} receivables added, {updated} updated, {unchanged} unchanged.",
    ),
    "contracts": plural(
        "{count} contract added, {updated} updated, {unchanged} unchanged.",
        "{count} contracts added, {updated} updated, {unchanged} unchanged.",
    ),
}
_WOULD: Final = {
    "accounts": plural(
        "{count} account would be added, {updated} updated, {unchanged} are unchanged; nothing was written.",
        "{count} accounts would be added, {updated} updated, {unchanged} are unchanged; nothing was written.",
    ),
    "people": plural(
        "{count} person would be added, {updated} updated, {unchanged} are unchanged; nothing was written.",
        "{count} people would be added, {updated} updated, {unchanged} are unchanged; nothing was written.",
    ),
    "order_lines": plural(
        "{count} order line would be added, {updated} updated, {unchanged} are unchanged;"
        " nothing was written.",
        "{count} order lines would be added, {updated} updated, {unchanged} are unchanged;"
        " nothing was written.",
    ),
    "monthly_totals": plural(
        "{count} monthly total would be added, {updated} updated, {unchanged} are unchanged;"
        " nothing was written.",
        "{count} monthly totals would be added, {updated} updated, {unchanged} are unchanged;"
        " nothing was written.",
    ),
    "targets": plural(
        "{count} target would be added, {updated} updated, {unchanged} are unchanged; nothing was written.",
        "{count} targets would be added, {updated} updated, {unchanged} are unchanged; nothing was written.",
    ),
    "receivables": plural(
        "{count} receivable would be added, {updated} updated, {unchanged} are unchanged;"
        " nothing was written.",
        "{count} receivables would be added, {updated} updated, {unchanged} are unchanged;"
        " nothing was written.",
    ),
    "contracts": plural(
        "{count} contract would be added, {updated} updated, {unchanged} are unchanged; nothing was written.",
        "{count} contracts would be added, {updated} updated, {unchanged} are unchanged;"
        " nothing was written.",
    ),
}
_FUTURE: Final = plural(
    "Look at the dates: {count} row is of a month that has not come yet, row {row} ({month})."
    " Where day and month have changed places, write into the mapping, under [formats]:"
    ' date_order = "dmy" or date_order = "mdy".',
    "Look at the dates: {count} rows are of months that have not come yet, the first is row {row} ({month})."
    " Where day and month have changed places, write into the mapping, under [formats]:"
    ' date_order = "dmy" or date_order = "mdy".',
)


def import_table(context: Context, given: Namespace) -> int:
    """Bring in a table; until all of it is understood the workspace is only read."""
    from kam.services.imports import Kind, carry_out, prepare_import, read_mapping

    kind = Kind(given.kind)
    mapping = None if given.mapping is None else read_mapping(given.mapping)
    try:
        with context.open(given.workspace) as workspace, _progress(context) as progress:
            prepared = prepare_import(
                workspace,
                given.source,
                kind,
                mapping=mapping,
                skip_bad_rows=given.skip_bad_rows,
                progress=progress,
            )
    except UserError as error:
        if error.code != "import.refused":
            raise
        _complain(context, error.details["report"], as_json=given.json)  # type: ignore[arg-type]
        return MENDABLE
    report = prepared.report
    if not given.dry_run and prepared.changes:
        with context.open(given.workspace, for_writing=True) as workspace:
            report = carry_out(workspace, prepared)
    if given.json:
        context.json(_plain(report, context))
    else:
        everything = mapping is None or mapping.columns is None or mapping.recognise
        _tell(context, report, would=given.dry_run, everything=everything)
    return DONE


def _tell(context: Context, report: ImportReport, *, would: bool, everything: bool) -> None:
    """One sentence of what was done, and what deserves a look.

    Columns that fill nothing are told where all were to be recognised (``everything``); a mapping that names
    the ones it wants has left out the others on purpose.
    """
    words = context.words
    sentences = _WOULD if would else _DONE
    counts = {"updated": report.updated, "unchanged": report.unchanged}
    context.tell(words.count(sentences[report.form.value], report.added, **counts))
    if report.removed:
        gone = words.say_many(
            "{count} receivable that the file no longer has was taken away.",
            "{count} receivables that the file no longer has were taken away.",
            report.removed,
        )
        would_go = words.say_many(
            "{count} receivable that the file no longer has would be taken away.",
            "{count} receivables that the file no longer has would be taken away.",
            report.removed,
        )
        context.tell(would_go if would else gone)
    if (future := report.future) is not None:
        places = {"row": future.first_row, "month": future.first_month}
        context.tell(words.count(_FUTURE, future.rows, **places))
    if report.created_product_lines:
        context.tell(words.say("New product lines: {names}.", names=_listed(report.created_product_lines)))
    if report.created_units:
        context.tell(words.say("New business units: {names}.", names=_listed(report.created_units)))
    if everything and report.unused_columns:
        context.tell(words.say("Columns not used: {names}.", names=_listed(report.unused_columns)))
    if report.refused:
        context.tell(
            words.say_many("{count} row was left out:", "{count} rows were left out:", report.refused)
        )
        for line in _problem_lines(context, report):
            context.tell(line)


def _complain(context: Context, report: ImportReport, *, as_json: bool) -> None:
    """Why nothing was imported: a sentence on the error stream, then the rows that are wrong."""
    context.tell_error(
        context.words.say_many(
            "Nothing was imported: {count} row has mistakes.",
            "Nothing was imported: {count} rows have mistakes.",
            report.refused,
        )
    )
    if as_json:
        context.json(_plain(report, context))
        return
    for line in _problem_lines(context, report):
        context.tell_error(line)


def _problem_lines(context: Context, report: ImportReport) -> Iterator[str]:
    from kam.services.imports import shown

    words = context.words
    for problem in report.problems[:_MOST_SHOWN]:
        what = _sentence(problem, context)
        places = {"row": problem.row, "column": shown(problem.column), "value": problem.value, "what": what}
        if not problem.column:
            yield "  " + words.say("Row {row}: {what}", **places)
        elif not problem.value or problem.value in what:
            yield "  " + words.say("Row {row}, column “{column}”: {what}", **places)
        else:
            yield "  " + words.say("Row {row}, column “{column}”, “{value}”: {what}", **places)
    if (more := len(report.problems) - _MOST_SHOWN) > 0:
        yield "  " + words.say_many("and {count} mistake more", "and {count} mistakes more", more)


def _sentence(problem: Problem, context: Context) -> str:
    return context.sentence(UserError(problem.code, **problem.details))


def _plain(report: ImportReport, context: Context) -> dict[str, Any]:
    """The report as an object: codes beside sentences, every problem of every row."""
    return {
        "kind": report.kind,
        "form": report.form,
        "source": report.source,
        "rows": report.rows,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "refused": report.refused,
        "removed": report.removed,
        "created_product_lines": report.created_product_lines,
        "created_units": report.created_units,
        "unused_columns": report.unused_columns,
        "future": report.future,
        "recorded": report.recorded,
        "problems": [
            {
                "row": problem.row,
                "column": problem.column,
                "value": problem.value,
                "code": problem.code,
                "text": _sentence(problem, context),
            }
            for problem in report.problems
        ],
    }


def _listed(names: tuple[str, ...]) -> str:
    from kam.services.imports import shown

    first = [shown(name) for name in names[:_MOST_SHOWN]]
    return ", ".join(first + ["…"] * (len(names) > _MOST_SHOWN))


@contextmanager
def _progress(context: Context) -> Iterator[Progress | None]:
    """How far the reading of a long file has come, on a terminal; the line is wiped in the end."""
    if not context.errors.isatty():
        yield None
        return
    line = _ProgressLine(context)
    try:
        yield line.show
    finally:
        line.wipe()


class _ProgressLine:
    """One line that is written over and over."""

    def __init__(self, context: Context) -> None:
        self._errors = context.errors
        self._words: Words = context.words
        self._width = 0

    def show(self, done: int, total: int | None) -> None:
        """So many rows of so many."""
        if (total or done) < _LONG_FILE:
            return
        if total is None:
            text = self._words.say("Looking through the file: row {done}", done=done)
        else:
            text = self._words.say("Reading: row {done} of {total}", done=done, total=total)
        self._write(text)

    def wipe(self) -> None:
        """Leave no trace of it."""
        if self._width:
            self._write("")
            self._errors.write("\r")
            self._errors.flush()

    def _write(self, text: str) -> None:
        self._errors.write("\r" + text.ljust(self._width))
        self._errors.flush()
        self._width = len(text)
