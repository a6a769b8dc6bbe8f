"""What lists of the settings do alike: find a record as it was shown, key its name, delete what is free."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from kam.core.errors import ConflictError, NotFoundError, RuleError
from kam.core.field_errors import FieldError, refuse
from kam.core.text import sort_key
from kam.models import Colleague, Competitor, ProductLine
from kam.services.forms import FormField, fill
from kam.store.unit_of_work import UnitOfWork

RecordT = TypeVar("RecordT", Colleague, Competitor, ProductLine)


def find(
    unit: UnitOfWork, kind: type[RecordT], identity: UUID, *, gone: str, version: int | None = None
) -> RecordT:
    """A record; where a version is handed back, the one that was shown.

    Raises:
        NotFoundError: ``gone``.
        ConflictError: ``dossier.changed_meanwhile``.

    """
    found: RecordT | None = unit.get(kind, identity)
    if found is None:
        raise NotFoundError(gone)
    if version is not None and found.version != version:
        raise ConflictError("dossier.changed_meanwhile")
    return found


def put_named(
    record: Competitor | ProductLine,
    names: Sequence[FormField],
    values: Mapping[str, Any],
    faults: Iterable[FieldError],
) -> None:
    """Set the fields and the key its name is sorted and found by; raises FieldErrors, none of the key."""
    keyed = dict(values)
    if str(values["name"]).strip():
        keyed["name_key"] = sort_key(values["name"])
    found = [*faults, *fill(record, (*names, FormField("name_key")), keyed, currency="")]
    refuse(fault for fault in found if fault.field != "name_key")


def delete_free(unit: UnitOfWork, kind: type[RecordT], identities: Sequence[UUID], *, in_use: str) -> None:
    """Delete records that nothing names; RuleError ``in_use`` with their ``count`` where something does."""
    try:
        unit.remove(kind, identities)
    except RuleError as error:
        raise RuleError(in_use, count=error.details["count"]) from error
