"""What an import did, or would do."""

from __future__ import annotations

from dataclasses import dataclass

from kam.core.changes import Area
from kam.core.periods import Month
from kam.exchange.fields import Kind
from kam.exchange.planning import Form
from kam.exchange.rows import Problem

_AREAS = {
    Kind.ACCOUNTS: Area.ACCOUNTS,
    Kind.PEOPLE: Area.PEOPLE,
    Kind.SALES: Area.SALES | Area.ACCOUNTS,
    Kind.TARGETS: Area.SALES,
    Kind.RECEIVABLES: Area.SALES,
    Kind.CONTRACTS: Area.ACCOUNTS,
}


@dataclass(frozen=True, slots=True)
class FutureSales:
    """Rows of the file whose sales are of a month that has not come yet, and the first and last of them."""

    rows: int
    first_row: int
    first_month: Month
    last_row: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """``added``, ``updated`` and ``unchanged`` count records, ``rows`` and ``refused`` rows of the file.

    A record is an account, a person at an account, an order line, a target, a receivable, a contract, or a
    monthly total (which several rows may make up). ``removed`` counts the records whose place the file
    takes: receivables that are paid, sales of a month that came from the other source. ``passed_over`` are
    rows that were left out because a later one has their key. ``future`` deserves a look: such rows are
    taken, but most probably their dates are misread. ``recorded`` says whether a step was written: not by a
    dry run, nor when nothing changed.
    """

    kind: Kind
    form: Form
    source: str
    rows: int
    added: int
    updated: int
    unchanged: int
    refused: int
    created_product_lines: tuple[str, ...]
    created_units: tuple[str, ...]
    problems: tuple[Problem, ...]
    unused_columns: tuple[str, ...]
    future: FutureSales | None = None
    recorded: bool = False
    removed: int = 0
    passed_over: int = 0
    created_accounts: tuple[str, ...] = ()

    @property
    def changed(self) -> Area:
        """The areas that a recorded import changed."""
        if not self.recorded:
            return Area.NONE
        return _AREAS[self.kind] | (Area.ACCOUNTS if self.created_accounts else Area.NONE)
