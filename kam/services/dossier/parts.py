"""Adding, changing and removing the lines of a dossier: each one step of the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from kam.core.changes import Area, Outcome
from kam.core.errors import ConflictError, NotFoundError, RuleError
from kam.core.field_errors import FieldError, refuse
from kam.core.text import same_name
from kam.core.vocabulary import DossierSection
from kam.models import (
    Account,
    AccountTeamMember,
    Address,
    BusinessUnit,
    CompetitorPresence,
    Contract,
    ProductLine,
    Record,
    SpecialTerm,
)
from kam.services.dossier.checking import Check, note_check
from kam.services.dossier.drafts import (
    AddressDraft,
    CompetitorDraft,
    ContractDraft,
    Draft,
    SpecialTermDraft,
    TeamDraft,
    UnitDraft,
)
from kam.services.dossier.named import colleague_of_name, competitor_of_name
from kam.services.forms import FieldKind, FormField, fill, write_out
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

Faults = list[FieldError]
Prepare = Callable[[UnitOfWork, Record, Any], tuple[dict[str, Any], Faults]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a draft becomes, in which section it stands, and what its steps are called."""

    entity: type[Record]
    section: DossierSection
    added: str
    changed: str
    removed: str
    fields: tuple[FormField, ...]
    prepare: Prepare
    explained: Mapping[str, FieldError] = field(default_factory=lambda: MappingProxyType({}))
    """Constraints of the schema that a form can break, and beside which field that is said."""


def add_part(
    workspace: Workspace, account_id: UUID, draft: Draft, *, check: Check | None = None
) -> Outcome[UUID]:
    """Add a line to the dossier; with ``check`` its section counts as verified in the same step.

    Raises:
        FieldErrors: one ``FieldError`` for each field that cannot be as it is.
        NotFoundError: ``account.gone``.

    """
    kind = _KINDS[type(draft)]
    with workspace.writing(kind.added) as unit, unit.no_autoflush:
        if unit.get(Account, account_id) is None:
            raise NotFoundError("account.gone")
        record = kind.entity(account_id=account_id)
        _put(unit, record, draft, kind)
        if check is not None:
            note_check(unit, account_id, kind.section, check)
        return Outcome(record.id, Area.ACCOUNTS)


def change_part(
    workspace: Workspace, part_id: UUID, draft: Draft, *, version: int, check: Check | None = None
) -> Outcome[int]:
    """Set all fields of a line to those of the draft and return its new version.

    Raises:
        FieldErrors: as ``add_part``.
        ConflictError: ``dossier.changed_meanwhile`` when the line is not of that version any more.
        NotFoundError: ``dossier.part_gone``.

    """
    kind = _KINDS[type(draft)]
    with workspace.writing(kind.changed) as unit, unit.no_autoflush:
        record = unit.get(kind.entity, part_id)
        if record is None:
            raise NotFoundError("dossier.part_gone")
        if record.version != version:
            raise ConflictError("dossier.changed_meanwhile")
        _put(unit, record, draft, kind)
        if check is not None:
            note_check(unit, _account_of(record), kind.section, check)
            unit.flush()
        return Outcome(record.version, Area.ACCOUNTS)


def remove_parts(workspace: Workspace, kind: type[Draft], part_ids: Iterable[UUID]) -> Outcome[int]:
    """Delete lines of one kind with what they own, as one step that undo brings back; how many lines went.

    Raises:
        NotFoundError: ``dossier.part_gone`` when one of them is not there any more.
        RuleError: ``dossier.unit_needed`` for a unit that sales name.

    """
    found = _KINDS[kind]
    wanted = list(dict.fromkeys(part_ids))
    with workspace.writing(found.removed) as unit:
        if any(unit.get(found.entity, part) is None for part in wanted):
            raise NotFoundError("dossier.part_gone")
        try:
            unit.remove(found.entity, wanted)
        except RuleError as error:
            if kind is not UnitDraft:
                raise
            raise RuleError("dossier.unit_needed", count=error.details["count"]) from error
        return Outcome(len(wanted), Area.ACCOUNTS)


def _put(unit: UnitOfWork, record: Record, draft: Draft, kind: _Kind) -> None:
    """Fill a record, make sure of what only all records together tell, and write it."""
    values, faults = kind.prepare(unit, record, draft)
    faults += fill(record, kind.fields, values, currency=_currency_of(values))
    refuse(faults)
    unit.add(record)
    write_out(unit, kind.explained)


def _currency_of(values: Mapping[str, Any]) -> str:
    """The currency of the line itself; one without an amount has none to fit."""
    return values.get("currency") or ""


def _account_of(record: Record) -> UUID:
    account: UUID = record.account_id  # type: ignore[attr-defined]
    return account


def _values(draft: object, *names: str) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in names}


_ADDRESS: Final = ("kind", "line", "city", "region", "postal_code", "country")
_TERM: Final = ("what", "since", "until", "approved_by_id")
_CONTRACT: Final = (
    "number", "subject", "amount", "starts_on", "ends_on", "renews_itself", "notice_days", "sla",
    "renewal_talks_since",
)  # fmt: skip
_UNIT: Final = ("name", "notes")
_PRESENCE: Final = ("product_line_id", "share_percent", "strengths", "weaknesses", "threat", "seen_on")


def _address(_unit: UnitOfWork, _record: Record, draft: AddressDraft) -> tuple[dict[str, Any], Faults]:
    known = (draft.line or "").strip() or (draft.city or "").strip()
    return _values(draft, *_ADDRESS), [] if known else [FieldError("line", "dossier.empty_address")]


def _term(_unit: UnitOfWork, _record: Record, draft: SpecialTermDraft) -> tuple[dict[str, Any], Faults]:
    return _values(draft, *_TERM), []


def _contract(_unit: UnitOfWork, _record: Record, draft: ContractDraft) -> tuple[dict[str, Any], Faults]:
    currency = draft.amount.currency if draft.amount else None
    return _values(draft, *_CONTRACT) | {"currency": currency}, []


def _unit(unit: UnitOfWork, record: Record, draft: UnitDraft) -> tuple[dict[str, Any], Faults]:
    others = select(BusinessUnit.name).where(
        BusinessUnit.account_id == _account_of(record), BusinessUnit.id != record.id
    )
    taken = any(same_name(name) == same_name(draft.name) for name in unit.scalars(others))
    faults = [FieldError("name", "dossier.unit_exists", {"name": draft.name.strip()})] if taken else []
    return _values(draft, *_UNIT), faults


def _presence(unit: UnitOfWork, record: Record, draft: CompetitorDraft) -> tuple[dict[str, Any], Faults]:
    del record
    faults = []
    competitor, fault = competitor_of_name(unit, draft.competitor, "competitor")
    if fault is not None:
        faults.append(fault)
    line = draft.product_line_id
    if line is not None and unit.get(ProductLine, line) is None:
        faults.append(FieldError("product_line_id", "dossier.no_such_product_line"))
    return _values(draft, *_PRESENCE) | ({"competitor_id": competitor} if competitor else {}), faults


def _member(unit: UnitOfWork, record: Record, draft: TeamDraft) -> tuple[dict[str, Any], Faults]:
    colleague, fault = colleague_of_name(unit, draft.colleague, "colleague", make_new=draft.make_new)
    if colleague is None or fault is not None:
        return {}, [fault] if fault else []
    double = select(AccountTeamMember.id).where(
        AccountTeamMember.account_id == _account_of(record),
        AccountTeamMember.colleague_id == colleague,
        AccountTeamMember.role == draft.role,
        AccountTeamMember.id != record.id,
    )
    faults = []
    if unit.scalar(double) is not None:
        name = draft.colleague.strip()
        faults.append(FieldError("role", "dossier.already_in_team", {"name": name}))
    return {"colleague_id": colleague, "role": draft.role}, faults


def _plain(*names: str) -> tuple[FormField, ...]:
    return tuple(FormField(name) for name in names)


def _in_order(constraint: str, last: str) -> Mapping[str, FieldError]:
    return MappingProxyType({constraint: FieldError(last, "field.before_start")})


_KINDS: Final[Mapping[type[Any], _Kind]] = MappingProxyType(
    {
        AddressDraft: _Kind(
            Address,
            DossierSection.IDENTITY,
            "dossier.address_added",
            "dossier.address_changed",
            "dossier.address_removed",
            _plain(*_ADDRESS),
            _address,
        ),
        SpecialTermDraft: _Kind(
            SpecialTerm,
            DossierSection.TERMS,
            "dossier.special_term_added",
            "dossier.special_term_changed",
            "dossier.special_term_removed",
            _plain(*_TERM),
            _term,
            _in_order("ck_special_term_dates", "until"),
        ),
        ContractDraft: _Kind(
            Contract,
            DossierSection.CONTRACTS,
            "dossier.contract_added",
            "dossier.contract_changed",
            "dossier.contract_removed",
            (
                *_plain(*(name for name in _CONTRACT if name != "amount"), "currency"),
                FormField("amount", FieldKind.MONEY, kept_in="amount_minor"),
            ),
            _contract,
            _in_order("ck_contract_dates", "ends_on"),
        ),
        UnitDraft: _Kind(
            BusinessUnit,
            DossierSection.UNITS,
            "dossier.unit_added",
            "dossier.unit_changed",
            "dossier.unit_removed",
            _plain(*_UNIT),
            _unit,
        ),
        CompetitorDraft: _Kind(
            CompetitorPresence,
            DossierSection.COMPETITORS,
            "dossier.competitor_added",
            "dossier.competitor_changed",
            "dossier.competitor_removed",
            _plain(*_PRESENCE, "competitor_id"),
            _presence,
        ),
        TeamDraft: _Kind(
            AccountTeamMember,
            DossierSection.TEAM,
            "dossier.team_added",
            "dossier.team_changed",
            "dossier.team_removed",
            _plain("colleague_id", "role"),
            _member,
        ),
    }
)
