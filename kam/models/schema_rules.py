"""What is written into the schema for every table at once: constraints by the kinds of its columns."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import CheckConstraint, Column, MetaData

from kam.models.columns import SERVER_WHERE
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
    if column.info.get("not_negative"):
        yield "not_negative", f"{name} >= 0"


def complete(metadata: MetaData) -> None:
    """Add to every table what only its schema needs: checks by the columns' kinds, conditions for a server.

    Who reads and writes records does without, and loads the entities sooner. An unknown value passes a check.
    Doing it again changes nothing.
    """
    if metadata.info.setdefault("complete", False):
        return
    metadata.info["complete"] = True
    for table in metadata.tables.values():
        for column in table.columns:
            for rule, sql in _rules(column):
                check = f'"{column.name}" IS NULL OR {sql}' if column.nullable else sql
                constraint = CheckConstraint(check, name=f"{column.name}_{rule}")
                table.append_constraint(constraint.ddl_if(dialect="sqlite"))
        for index in table.indexes:
            condition = index.dialect_options["sqlite"]["where"]
            index.dialect_options["postgresql"]["where"] = index.info.get(SERVER_WHERE, condition)
