"""How tests bring tables into a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from kam.core.errors import UserError
from kam.exchange.mapping import parse_mapping
from kam.models import Record, metadata
from kam.services.imports import ImportReport, Kind, import_file
from kam.store.references import journaled_tables
from tests.builders import Office

DATA = Path(__file__).parent / "data" / "import"


@dataclass
class Desk:
    """A workspace, and a short way to import texts into it."""

    office: Office
    folder: Path

    def bring(
        self,
        kind: str,
        source: str | Path,
        mapping: str | None = None,
        *,
        dry_run: bool = False,
        skip_bad_rows: bool = False,
    ) -> ImportReport:
        """Import a file, or a text as a file; the mapping is its lines below ``kind``."""
        if isinstance(source, str):
            path = self.folder / f"{kind}.csv"
            path.write_text(source, "utf-8")
            source = path
        wanted = Kind(kind)
        plan = None if mapping is None else parse_mapping(f'kind = "{kind}"\n{mapping}')
        return import_file(
            self.office.workspace, source, wanted, mapping=plan, dry_run=dry_run, skip_bad_rows=skip_bad_rows
        )

    def refusal(
        self, kind: str, source: str | Path, mapping: str | None = None
    ) -> list[tuple[int, str, str]]:
        """Row, column and code of everything for which an import is refused."""
        try:
            self.bring(kind, source, mapping)
        except UserError as error:
            if error.code != "import.refused":
                raise
            return faults(error.details["report"])  # type: ignore[arg-type]
        pytest.fail("the import was not refused")

    def all(self, entity: type[Record], *names: str) -> list[Any]:
        """Fields of all records of an entity, in the order of their making."""
        columns = [getattr(entity, name) for name in names]
        with self.office.workspace.reading() as session:
            rows = session.execute(select(*columns).order_by(entity.id)).all()
        return [row[0] for row in rows] if len(names) == 1 else [tuple(row) for row in rows]

    def content(self) -> Mapping[str, Iterable[object]]:
        """Every row of every journaled table and of the derived sales facts, without version counters."""
        found: dict[str, Iterable[object]] = {}
        with self.office.workspace.reading() as session:
            for table in [*sorted(journaled_tables()), "sales_fact"]:
                columns = [column for column in metadata.tables[table].columns if column.name != "version"]
                found[table] = sorted(tuple(map(repr, row)) for row in session.execute(select(*columns)))
        return found


def faults(report: ImportReport) -> list[tuple[int, str, str]]:
    """Row, column and code of each problem of a report."""
    return [(problem.row, problem.column, problem.code) for problem in report.problems]
