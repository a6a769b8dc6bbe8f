"""Accounts and their dossier (domain.md §2)."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from kam.core.errors import RuleError
from kam.core.text import sort_key
from kam.core.vocabulary import (
    AccountStatus,
    AddressKind,
    BusinessType,
    DossierSection,
    Overridden,
    PaymentForm,
    TeamRole,
)
from kam.models.base import Record
from kam.models.columns import (
    LINE,
    NOTE,
    SHORT,
    audience_info,
    cleared,
    currency,
    kept,
    money,
    one_where_set,
    owned,
    plain,
    term,
    whole,
    written,
)


class Account(Record):
    """An organisation we sell to or want to. Accounts form holdings: parent → subsidiary."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_its_own_parent"),
        one_where_set("account", "external_id"),
        Index("ix_account_name_key", "name_key"),
    )

    external_id: Mapped[str | None] = written(SHORT, search=True)
    name: Mapped[str] = written(300, client=True, search=True)
    name_key: Mapped[str] = written(600, client=True)
    legal_name: Mapped[str | None] = written(300, client=True, search=True)
    tax_number: Mapped[str | None] = written(40, search=True)
    tax_reason_code: Mapped[str | None] = written(40)
    registration_number: Mapped[str | None] = written(40, search=True)
    site: Mapped[str | None] = written(LINE, search=True)
    phone: Mapped[str | None] = written(SHORT, search=True)
    email: Mapped[str | None] = written(254, search=True)
    logo_sha256: Mapped[bytes | None] = mapped_column(LargeBinary, info=audience_info(client=True))

    parent_id: Mapped[UUID | None] = cleared("account")
    owner_id: Mapped[UUID | None] = cleared("colleague")
    status: Mapped[AccountStatus] = term(AccountStatus, default=AccountStatus.PROSPECT)
    potential: Mapped[int | None] = whole(1, 5)
    client_since: Mapped[date | None] = plain()

    industry: Mapped[str | None] = written(300, search=True)
    business_type: Mapped[BusinessType | None] = term(BusinessType)
    ownership: Mapped[str | None] = written(300, search=True)
    founded: Mapped[int | None] = whole(1000, 3000)
    headcount: Mapped[int | None] = whole(0, 100_000_000)
    annual_revenue_minor: Mapped[int | None] = money()
    business_lines: Mapped[str | None] = written(NOTE, search=True)
    earns_by: Mapped[str | None] = written(NOTE, search=True)
    their_customers: Mapped[str | None] = written(NOTE, search=True)
    market_position: Mapped[str | None] = written(NOTE, search=True)
    growth_plans: Mapped[str | None] = written(NOTE, search=True)
    pressures: Mapped[str | None] = written(NOTE, search=True)
    trusted_sources: Mapped[str | None] = written(NOTE, search=True)
    values: Mapped[str | None] = written(NOTE, search=True)
    notes: Mapped[str | None] = written(NOTE, search=True)

    currency: Mapped[str] = currency(default="RUB")
    payment_form: Mapped[PaymentForm | None] = term(PaymentForm)
    deferral_days: Mapped[int | None] = whole(0, 3650)
    credit_limit_minor: Mapped[int | None] = money()
    discount_hundredths: Mapped[int | None] = whole(0, 10_000)
    price_list: Mapped[str | None] = written(200, search=True)

    @validates("name")
    def _name_is_written(self, _key: str, value: str) -> str:
        if not value or not value.strip():
            raise RuleError("domain.account_without_name")
        self.name_key = sort_key(value)
        return value

    @validates("parent_id")
    def _no_own_parent(self, _key: str, value: UUID | None) -> UUID | None:
        if value is not None and value == self.id:
            raise RuleError("domain.own_parent")
        return value


class Address(Record):
    """Where the client is, and what for."""

    __tablename__ = "address"

    account_id: Mapped[UUID] = owned("account")
    kind: Mapped[AddressKind] = term(AddressKind, client=True, default=AddressKind.LEGAL)
    line: Mapped[str | None] = written(LINE, client=True, search=True)
    city: Mapped[str | None] = written(200, client=True, search=True)
    region: Mapped[str | None] = written(200, client=True, search=True)
    postal_code: Mapped[str | None] = written(40, client=True, search=True)
    country: Mapped[str | None] = written(SHORT, client=True)


class BusinessUnit(Record):
    """A site or division of the client."""

    __tablename__ = "business_unit"

    account_id: Mapped[UUID] = owned("account")
    name: Mapped[str] = written(300, client=True, search=True)
    notes: Mapped[str | None] = written(NOTE, search=True)


class AccountTeamMember(Record):
    """A colleague of ours on the account."""

    __tablename__ = "account_team_member"
    __table_args__ = (UniqueConstraint("account_id", "colleague_id", "role"),)

    account_id: Mapped[UUID] = owned("account")
    colleague_id: Mapped[UUID] = kept("colleague")
    role: Mapped[TeamRole] = term(TeamRole, default=TeamRole.OTHER)


class SectionCheck(Record):
    """A section of the dossier was verified on a date by a colleague."""

    __tablename__ = "section_check"

    account_id: Mapped[UUID] = owned("account")
    section: Mapped[DossierSection] = term(DossierSection)
    on: Mapped[date] = plain()
    by_id: Mapped[UUID | None] = kept("colleague")


class Override(Record):
    """A computed value of an account set by hand: what, to what, why, since when."""

    __tablename__ = "override"
    __table_args__ = (CheckConstraint('ended_on IS NULL OR "on" <= ended_on', name="dates"),)

    account_id: Mapped[UUID] = owned("account")
    what: Mapped[Overridden] = term(Overridden)
    value: Mapped[str] = written(40)
    reason: Mapped[str] = written(LINE, search=True)
    on: Mapped[date] = plain()
    ended_on: Mapped[date | None] = plain()

    @validates("reason")
    def _reason_is_written(self, _key: str, value: str) -> str:
        if not value or not value.strip():
            raise RuleError("domain.override_without_reason")
        return value


class Contract(Record):
    """An agreement with the client and when it must be renewed."""

    __tablename__ = "contract"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR starts_on <= ends_on", name="dates"),
    )

    account_id: Mapped[UUID] = owned("account")
    number: Mapped[str | None] = written(SHORT, search=True)
    subject: Mapped[str | None] = written(LINE, search=True)
    amount_minor: Mapped[int | None] = money()
    currency: Mapped[str | None] = currency(client=False)
    starts_on: Mapped[date | None] = plain()
    ends_on: Mapped[date | None] = plain()
    renews_itself: Mapped[bool] = plain(default=False)
    notice_days: Mapped[int | None] = whole(0, 3650)
    sla: Mapped[str | None] = written(NOTE, search=True)
    renewal_talks_since: Mapped[date | None] = plain()


class SpecialTerm(Record):
    """Something agreed beside the contract: what, since, until, approved by whom."""

    __tablename__ = "special_term"
    __table_args__ = (CheckConstraint("until IS NULL OR since IS NULL OR since <= until", name="dates"),)

    account_id: Mapped[UUID] = owned("account")
    what: Mapped[str] = written(LINE, search=True)
    since: Mapped[date | None] = plain()
    until: Mapped[date | None] = plain()
    approved_by_id: Mapped[UUID | None] = kept("colleague")


class CompetitorPresence(Record):
    """A competitor at the client, in a product line: estimated share, strengths, weaknesses, threat."""

    __tablename__ = "competitor_presence"

    account_id: Mapped[UUID] = owned("account")
    competitor_id: Mapped[UUID] = kept("competitor")
    product_line_id: Mapped[UUID | None] = cleared("product_line")
    share_percent: Mapped[int | None] = whole(0, 100)
    strengths: Mapped[str | None] = written(LINE, search=True)
    weaknesses: Mapped[str | None] = written(LINE, search=True)
    threat: Mapped[int | None] = whole(1, 5)
    seen_on: Mapped[date | None] = plain()
