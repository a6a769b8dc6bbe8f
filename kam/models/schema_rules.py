"""Constraints that follow from a column's kind, written into the schema for every table at once."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import CheckConstraint, Column, MetaData

from kam.models.types import (
    BoundedText,
    Identifier,
    IsoDate,
    LocalMoment,
    MonthText,
    ScaleNumber,
    TermText,
    YesNo,
)

_FORMS = {
    IsoDate: ("date", "{name} IS date({name})"),
    MonthText: ("month", "({name} || '-01') IS date({name} || '-01')"),
    LocalMoment: ("local", "{name} IS strftime('%Y-%m-%dT%H:%M', {name})"),
}


def _rules(column: Column[object]) -> Iterator[tuple[str, str]]:
    kind = column.type
    name = f'"{column.name}"'
    if column.info.get("currency"):
        yield "form", f"{name} GLOB '[A-Z][A-Z][A-Z]'"
    elif isinstance(kind, BoundedText):
        yield "length", f"length({name}) <= {kind.limit}"
    elif isinstance(kind, TermText):
        codes = ", ".join(f"'{member.value}'" for member in kind.vocabulary)
        yield "term", f"{name} IN ({codes})"
    elif isinstance(kind, ScaleNumber):
        numbers = [int(step) for step in kind.scale]
        yield "step", f"{name} BETWEEN {min(numbers)} AND {max(numbers)}"
    elif isinstance(kind, YesNo):
        yield "flag", f"{name} IN (0, 1)"
    elif isinstance(kind, Identifier):
        yield "bytes", f"length({name}) = 16"
    elif (form := _FORMS.get(type(kind))) is not None:
        yield form[0], form[1].format(name=name)
    if (span := column.info.get("range")) is not None:
        yield "range", f"{name} BETWEEN {span[0]} AND {span[1]}"


def add_checks(metadata: MetaData) -> None:
    """Add to every table the checks that its columns' kinds ask for (an unknown value passes)."""
    for table in metadata.tables.values():
        for column in table.columns:
            for rule, sql in _rules(column):
                check = f'"{column.name}" IS NULL OR {sql}' if column.nullable else sql
                constraint = CheckConstraint(check, name=f"{column.name}_{rule}")
                table.append_constraint(constraint.ddl_if(dialect="sqlite"))
