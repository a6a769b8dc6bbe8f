"""What the client spends in our category, and with whom: the share of wallet (domain.md §6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.wallet import Spend, Supply, wallet
from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError
from kam.core.field_errors import FieldError, refuse
from kam.core.money import Money
from kam.core.text import sort_key
from kam.core.vocabulary import ServedBy
from kam.models import Account, BusinessUnit, ClientSpend, Competitor, ProductLine, SupplierShare
from kam.services.dossier.named import competitor_of_name
from kam.services.forms import FieldKind, FormField, fill, money_fault
from kam.services.people.finding import account_of, same_version
from kam.services.profile import read_profile
from kam.services.rates import Exchange
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_FIELDS: Final = (
    FormField("line_id", kept_in="product_line_id"),
    FormField("unit_id"),
    FormField("year"),
    FormField("total", FieldKind.MONEY, kept_in="total_minor"),
    FormField("currency"),
    FormField("on"),
    FormField("source"),
)
_AREAS: Final = Area.ACCOUNTS | Area.SALES
_NOBODY: Final = frozenset({ServedBy.NOT_NEEDED, ServedBy.UNKNOWN})
"""Parts that nobody is known to serve."""


@dataclass(frozen=True, slots=True)
class SpendPart:
    """The part of a spend that somebody serves; a competitor may be unnamed."""

    served_by: ServedBy
    competitor: str
    amount: Money


@dataclass(frozen=True, slots=True)
class SpendRow:
    """What is spent in a year on a line and for a unit (None: on all, for all). ``unknown`` is the rest."""

    id: UUID
    version: int
    line_id: UUID | None
    line: str
    unit_id: UUID | None
    unit: str
    year: int
    total: Money
    on: date | None
    source: str | None
    parts: tuple[SpendPart, ...]
    unknown: Money
    share: Decimal | None
    """Our part, a ratio."""

    def served(self, by: ServedBy) -> Money | None:
        """What somebody serves of it; None where nothing was written."""
        found = [part.amount for part in self.parts if part.served_by is by]
        return sum(found[1:], found[0]) if found else None


@dataclass(frozen=True, slots=True)
class WalletPart:
    """A supplier's part of the wallet; ``share`` is a ratio."""

    served_by: ServedBy
    competitor: str
    amount: Money
    share: Decimal


@dataclass(frozen=True, slots=True)
class WalletRow:
    """The wallet of a year over all lines and units, ours first; ``share`` is ours, a ratio.

    ``on`` is the newest date of an estimate; ``overstated``: the parts of some spend come to more than it.
    """

    year: int
    total: Money
    parts: tuple[WalletPart, ...]
    share: Decimal | None
    on: date | None
    overstated: bool


@dataclass(frozen=True, slots=True)
class SpendTable:
    """The spends of a year in the account's currency, and their wallet; ``year`` None: nothing is known.

    ``share_before`` is our share of the year before, where that is known.
    """

    account_id: UUID
    currency: str
    year: int | None
    years: tuple[int, ...]
    rows: tuple[SpendRow, ...]
    wallet: WalletRow | None
    share_before: Decimal | None
    missing_rates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpendDraft:
    """A spend as typed: the year's total and who serves how much of it; competitors are named in words."""

    year: int | None
    total: Money | None
    line_id: UUID | None = None
    unit_id: UUID | None = None
    us: Money | None = None
    in_house: Money | None = None
    competitors: tuple[tuple[str, Money | None], ...] = ()
    """Names and sums; one without a sum serves nothing."""
    on: date | None = None
    source: str | None = None


def read_spend(
    workspace: Workspace, account_id: UUID, year: int | None = None, *, as_of: datetime
) -> SpendTable:
    """The spends of a year; without one of the latest year that was known by the moment.

    Raises:
        NotFoundError: ``account.gone``.

    """
    with workspace.reading() as session:
        account = account_of(session, account_id)
        profile = read_profile(session)
        today = profile.today(as_of)
        exchange = Exchange(session, profile.currency, account.currency)
        spends = session.scalars(select(ClientSpend).where(ClientSpend.account_id == account_id)).all()
        years = sorted({one.year for one in spends}, reverse=True)
        shown = year if year is not None else next((each for each in years if each <= today.year), None)
        maker = _Maker(session, account, exchange, today)
        rows = tuple(maker.row(one) for one in spends if one.year == shown)
        before = None
        if shown is not None:
            earlier = [maker.row(one) for one in spends if one.year == shown - 1]
            found = _wallet(shown - 1, earlier)
            before = found.share if found else None
        return SpendTable(
            account_id=account_id,
            currency=account.currency,
            year=shown,
            years=tuple(years),
            rows=tuple(
                sorted(rows, key=lambda row: (-row.total.minor, sort_key(row.line), row.unit, row.id))
            ),
            wallet=None if shown is None else _wallet(shown, rows),
            share_before=before,
            missing_rates=tuple(sorted(exchange.missing)),
        )


class _Maker:
    """Makes rows of the spends of one account."""

    def __init__(self, session: Session, account: Account, exchange: Exchange, today: date) -> None:
        self._exchange = exchange
        self._currency = account.currency
        self._today = today
        self._lines = {row.id: row.name for row in session.execute(select(ProductLine.id, ProductLine.name))}
        units = select(BusinessUnit.id, BusinessUnit.name).where(BusinessUnit.account_id == account.id)
        self._units = {row.id: row.name for row in session.execute(units)}
        rivals = select(Competitor.id, Competitor.name)
        self._rivals = {row.id: row.name for row in session.execute(rivals)}
        self._shares: dict[UUID, list[SupplierShare]] = defaultdict(list)
        for share in session.scalars(
            select(SupplierShare)
            .join(ClientSpend, ClientSpend.id == SupplierShare.spend_id)
            .where(ClientSpend.account_id == account.id)
            .order_by(SupplierShare.id)
        ):
            self._shares[share.spend_id].append(share)

    def row(self, one: ClientSpend) -> SpendRow:
        """A spend; what no rate is known for counts as nothing and is named among the missing rates."""
        total = self._money(one.total_minor, one)
        parts = tuple(
            SpendPart(
                share.served_by,
                self._rivals.get(share.competitor_id, "") if share.competitor_id else "",
                self._money(share.amount_minor, one),
            )
            for share in self._shares.get(one.id, ())
        )
        served = sum(part.amount.minor for part in parts if part.served_by not in _NOBODY)
        computed = wallet([_spend(total, parts)])
        return SpendRow(
            id=one.id,
            version=one.version,
            line_id=one.product_line_id,
            line=self._lines.get(one.product_line_id, "") if one.product_line_id else "",
            unit_id=one.unit_id,
            unit=self._units.get(one.unit_id, "") if one.unit_id else "",
            year=one.year,
            total=total,
            on=one.on,
            source=one.source,
            parts=parts,
            unknown=Money(max(total.minor - served, 0), self._currency),
            share=computed.share if computed else None,
        )

    def _money(self, minor: int, one: ClientSpend) -> Money:
        return Money(self._exchange.of_day(minor, one.currency, one.on or self._today) or 0, self._currency)


def _spend(total: Money, parts: Iterable[SpendPart]) -> Spend:
    return Spend(total, tuple(Supply(part.served_by, part.amount, None) for part in parts))


def _wallet(year: int, rows: Iterable[SpendRow]) -> WalletRow | None:
    """All spends of a year together, competitors told apart by name."""
    known = list(rows)
    names: dict[str, UUID] = {}
    for row in known:
        for part in row.parts:
            names.setdefault(part.competitor, UUID(int=len(names) + 1))
    computed = wallet(
        Spend(
            row.total,
            tuple(
                Supply(part.served_by, part.amount, names[part.competitor] if part.competitor else None)
                for part in row.parts
            ),
        )
        for row in known
    )
    if computed is None:
        return None
    called = {key: name for name, key in names.items()}
    return WalletRow(
        year=year,
        total=computed.total,
        parts=tuple(
            WalletPart(
                part.served_by, called[part.competitor] if part.competitor else "", part.amount, part.share
            )
            for part in computed.parts
        ),
        share=computed.share,
        on=max((row.on for row in known if row.on is not None), default=None),
        overstated=computed.overstated,
    )


def add_spend(workspace: Workspace, account_id: UUID, draft: SpendDraft) -> Outcome[UUID]:
    """Write down what a client spends.

    Raises:
        FieldErrors: one ``FieldError`` for each field that cannot be as it is: ``total``:
            ``money.parts_exceed``; ``line_id``: ``money.spend_exists`` where it is written down already.
        NotFoundError: ``account.gone``.

    """
    with workspace.writing("spend.added") as unit, unit.no_autoflush:
        account_of(unit, account_id)
        one = ClientSpend(account_id=account_id)
        _put(unit, one, draft)
        return Outcome(one.id, _AREAS)


def change_spend(workspace: Workspace, spend_id: UUID, draft: SpendDraft, *, version: int) -> Outcome[UUID]:
    """Set all of a spend to the draft.

    Raises:
        FieldErrors: as ``add_spend``.
        ConflictError: ``dossier.changed_meanwhile``.
        NotFoundError: ``money.spend_gone``.

    """
    with workspace.writing("spend.changed") as unit, unit.no_autoflush:
        one = _spend_of(unit, spend_id)
        same_version(one, version)
        _put(unit, one, draft)
        return Outcome(one.id, _AREAS)


def delete_spends(workspace: Workspace, spend_ids: Sequence[UUID]) -> Outcome[int]:
    """Delete spends with their parts; NotFoundError ``money.spend_gone``."""
    wanted = list(dict.fromkeys(spend_ids))
    with workspace.writing("spend.deleted") as unit:
        for each in wanted:
            _spend_of(unit, each)
        unit.remove(ClientSpend, wanted)
        return Outcome(len(wanted), _AREAS)


def _spend_of(unit: UnitOfWork, spend_id: UUID) -> ClientSpend:
    found = unit.get(ClientSpend, spend_id)
    if found is None:
        raise NotFoundError("money.spend_gone")
    return found


def _put(unit: UnitOfWork, one: ClientSpend, draft: SpendDraft) -> None:
    currency = draft.total.currency if draft.total else ""
    values: dict[str, Any] = {
        name: getattr(draft, name) for name in ("line_id", "unit_id", "year", "total", "on", "source")
    }
    values["currency"] = currency or one.currency
    if draft.total is None:
        values.pop("currency")
    faults = [*_faults(unit, one.account_id, draft, one.id), *_parts_faults(draft, currency)]
    faults += fill(one, _FIELDS, values, currency=currency)
    named: list[tuple[UUID | None, Money]] = []
    for number, (name, amount) in enumerate(draft.competitors):
        if amount is None:
            continue
        rival = None
        if name.strip():
            rival, fault = competitor_of_name(unit, name, f"competitors.{number}")
            faults += [fault] if fault else []
        named.append((rival, amount))
    refuse(faults)
    unit.add(one)
    unit.flush()
    _put_parts(unit, one, draft, named)


def _faults(
    unit: UnitOfWork, account_id: UUID, draft: SpendDraft, own_id: UUID | None
) -> Iterable[FieldError]:
    if draft.line_id is not None and unit.get(ProductLine, draft.line_id) is None:
        yield FieldError("line_id", "dossier.no_such_product_line")
    if draft.unit_id is not None:
        theirs = unit.get(BusinessUnit, draft.unit_id)
        if theirs is None or theirs.account_id != account_id:
            yield FieldError("unit_id", "dossier.not_their_unit")
    if draft.year is None:
        return
    same = select(ClientSpend.id).where(
        ClientSpend.account_id == account_id,
        ClientSpend.year == draft.year,
        ClientSpend.product_line_id.is_not_distinct_from(draft.line_id),
        ClientSpend.unit_id.is_not_distinct_from(draft.unit_id),
        ClientSpend.id != own_id,
    )
    if unit.scalars(same).first() is not None:
        yield FieldError("line_id", "money.spend_exists", {"year": draft.year})


def _parts_faults(draft: SpendDraft, currency: str) -> Iterable[FieldError]:
    parts = [("us", draft.us), ("in_house", draft.in_house)]
    parts += [(f"competitors.{number}", amount) for number, (_, amount) in enumerate(draft.competitors)]
    wrong = [
        fault
        for name, amount in parts
        if amount is not None and currency and (fault := money_fault(name, amount, currency)) is not None
    ]
    yield from wrong
    served = sum(amount.minor for _, amount in parts if amount is not None)
    if not wrong and draft.total is not None and served > draft.total.minor:
        yield FieldError("total", "money.parts_exceed", {"sum": Money(served, currency)})


def _put_parts(
    unit: UnitOfWork, one: ClientSpend, draft: SpendDraft, named: Iterable[tuple[UUID | None, Money]]
) -> None:
    """Parts keep their records where they are of the same supplier; the rest is unknown by itself."""
    wanted: dict[tuple[ServedBy, UUID | None], int] = {}
    for by, amount in ((ServedBy.US, draft.us), (ServedBy.IN_HOUSE, draft.in_house)):
        if amount is not None:
            wanted[by, None] = amount.minor
    for rival, amount in named:
        key = (ServedBy.COMPETITOR, rival)
        wanted[key] = wanted.get(key, 0) + amount.minor
    stored = unit.scalars(select(SupplierShare).where(SupplierShare.spend_id == one.id)).all()
    gone = []
    for share in stored:
        minor = wanted.pop((share.served_by, share.competitor_id), None)
        if minor is None and share.served_by is ServedBy.NOT_NEEDED:
            continue
        if minor is None:
            gone.append(share.id)
        elif share.amount_minor != minor:
            share.amount_minor = minor
    if gone:
        unit.remove(SupplierShare, gone)
    for (by, rival), minor in wanted.items():
        unit.add(SupplierShare(spend_id=one.id, served_by=by, competitor_id=rival, amount_minor=minor))
