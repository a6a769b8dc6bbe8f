"""Mappings that were remembered: which columns a file had, so that the next one of its kind needs no hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, UserError
from kam.core.ids import new_id
from kam.exchange.cells import squeezed
from kam.exchange.fields import FIELDS
from kam.exchange.mapping import Formats, formats_of
from kam.exchange.planning import Form
from kam.models import Setting
from kam.services.imports.answers import Answers, Missing, Way
from kam.services.imports.choice import MONTH_COLUMN
from kam.store.journal import StepKind
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_PREFIX: Final = "imports.mapping."
_LONGEST: Final = 19_000
_MOST_NAMES: Final = 200
_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """What was remembered of a file: fields by heading ("" for none), formats that were stated, answers."""

    id: str
    name: str
    form: Form
    columns: Mapping[str, str]
    formats: Formats = field(default_factory=Formats)
    names: Mapping[tuple[str, str], UUID] = field(default_factory=lambda: MappingProxyType({}))
    last_of_repeats: bool = False
    missing: Missing = Missing.OF_NAMED
    used_on: date | None = None

    @property
    def headings(self) -> frozenset[str]:
        """The squeezed headings without which a file is of another kind; months are other ones each time."""
        return frozenset(
            squeezed(heading) for heading, name in self.columns.items() if name not in {"", MONTH_COLUMN}
        )


def read_saved(session: Session) -> tuple[SavedMapping, ...]:
    """The remembered mappings, those used last first; what cannot be understood is left out."""
    query = select(Setting.name, Setting.value).where(Setting.name.startswith(_PREFIX))
    found = [
        mapping
        for name, value in session.execute(query)
        if (mapping := _from_text(name.removeprefix(_PREFIX), value)) is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.used_on or date.min, each.id), reverse=True))


def keep_mapping(workspace: Workspace, mapping: SavedMapping) -> SavedMapping:
    """Remember a mapping in the place of the one of its name; no step that Ctrl+Z would turn to."""
    with workspace.writing("mapping.kept", kind=StepKind.AUTOMATIC) as unit:
        record = _record(unit, mapping)
        kept = record.name.removeprefix(_PREFIX)
        record.value = _as_text(mapping)
        unit.add(record)
    return SavedMapping(**{each.name: getattr(mapping, each.name) for each in fields(mapping)} | {"id": kept})


def forget_mapping(workspace: Workspace, saved: str) -> Outcome[None]:
    """Remember a mapping no more.

    Raises:
        NotFoundError: ``import.no_such_mapping``.

    """
    with workspace.writing("mapping.forgotten") as unit:
        found = unit.scalars(select(Setting).where(Setting.name == _PREFIX + saved)).one_or_none()
        if found is None:
            raise NotFoundError("import.no_such_mapping")
        unit.remove(Setting, [found.id])
    return Outcome(None, Area.SETTINGS)


def remembered_names(answers: Answers) -> dict[tuple[str, str], UUID]:
    """What names of the file mean, as it was decided; a skipped one may mean something next time."""
    return {
        key: answer.record
        for key, answer in answers.names.items()
        if answer.way is Way.USE and answer.record is not None
    }


def _record(unit: UnitOfWork, mapping: SavedMapping) -> Setting:
    """The record of the same identity or name, or a new one."""
    for setting in unit.scalars(select(Setting).where(Setting.name.startswith(_PREFIX))):
        known = _from_text(setting.name.removeprefix(_PREFIX), setting.value)
        if known is not None and (known.id == mapping.id or known.name == mapping.name):
            return setting
    return Setting(name=_PREFIX + (mapping.id or new_id().hex), value="{}")


def _as_text(mapping: SavedMapping) -> str:
    """The mapping as JSON; of very many names as many as there is room for."""
    names = list(mapping.names.items())[:_MOST_NAMES]
    while True:
        text = json.dumps(_as_json(mapping, names), ensure_ascii=False, separators=(",", ":"))
        if len(text) <= _LONGEST or not names:
            return text
        names = names[: len(names) // 2]


def _as_json(mapping: SavedMapping, names: list[tuple[tuple[str, str], UUID]]) -> dict[str, Any]:
    formats = mapping.formats
    return {
        "name": mapping.name[:_LONGEST_NAME],
        "form": mapping.form.value,
        "columns": dict(mapping.columns),
        "formats": {
            each.name: value for each in fields(formats) if (value := getattr(formats, each.name)) is not None
        },
        "names": [[name, text, record.hex] for (name, text), record in names],
        "last_of_repeats": mapping.last_of_repeats,
        "missing": mapping.missing.value,
        "used_on": None if mapping.used_on is None else mapping.used_on.isoformat(),
    }


def _from_text(identity: str, text: str) -> SavedMapping | None:
    """The mapping that a setting holds; None where a later version or a damage makes it unreadable."""
    try:
        stored = json.loads(text)
        form = Form(stored["form"])
        used_on = stored.get("used_on")
        return SavedMapping(
            id=identity,
            name=str(stored["name"]),
            form=form,
            columns=dict(_known_columns(stored["columns"], form)),
            formats=formats_of(stored.get("formats", {})),
            names={(name, said): UUID(record) for name, said, record in stored.get("names", [])},
            last_of_repeats=bool(stored.get("last_of_repeats")),
            missing=Missing(stored.get("missing", Missing.OF_NAMED)),
            used_on=None if used_on is None else date.fromisoformat(used_on),
        )
    except (ValueError, TypeError, KeyError, AttributeError, UserError):
        return None


def _known_columns(stored: Mapping[str, str], form: Form) -> Iterator[tuple[str, str]]:
    known = {"", MONTH_COLUMN, *FIELDS[form.kind]}
    return ((heading, name) for heading, name in stored.items() if name in known)
