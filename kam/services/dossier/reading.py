"""The dossier of an account as rows, section by section (domain.md §2)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.analysis.contracts import ContractTerm, contract_state, contract_window
from kam.core.text import sort_key
from kam.core.vocabulary import DossierSection, TeamRole
from kam.models import (
    AccountTeamMember,
    Address,
    BusinessUnit,
    CompetitorPresence,
    Contract,
    Document,
    ProductLine,
    SpecialTerm,
    Stakeholder,
)
from kam.services.dossier.holding import holding_of
from kam.services.dossier.knowledge import completeness_row
from kam.services.dossier.matrix import whitespace_of
from kam.services.dossier.rows import (
    AddressLine,
    CompetitorLine,
    ContractLine,
    Dossier,
    Identity,
    Portrait,
    SpecialTermLine,
    TeamLine,
    Terms,
    UnitLine,
)
from kam.services.dossier.sections import FIELDS
from kam.services.dossier.source import Source
from kam.services.forms import parted, shown_money, shown_percent, stamp
from kam.store.workspace import Workspace


def read_dossier(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> Dossier:
    """The whole dossier as of a moment; the latest moment gives what may be edited.

    Earlier ones show the records as the journal knows them, and checks and people by their dates. Names of
    product lines, competitors and colleagues are those of today.

    Raises:
        NotFoundError: ``account.gone``.

    """
    with workspace.reading() as session:
        source = Source.of(session, account_id, as_of)
        return Dossier(
            account_id=account_id,
            on=source.day,
            completeness=completeness_row(source),
            identity=_identity(source),
            portrait=_portrait(source),
            terms=_terms(source),
            contracts=_contracts(source),
            units=_units(source),
            competitors=_competitors(source),
            team=_team(source),
            whitespace=whitespace_of(source),
            documents=len(source.records(Document)),
        )


def _identity(source: Source) -> Identity:
    one = source.account
    return Identity(
        verified=source.verified(DossierSection.IDENTITY),
        version=stamp(one, FIELDS[DossierSection.IDENTITY]),
        name=one.name,
        legal_name=one.legal_name,
        tax_number=one.tax_number,
        tax_reason_code=one.tax_reason_code,
        registration_number=one.registration_number,
        external_id=one.external_id,
        site=one.site,
        phones=parted(one.phone),
        email=one.email,
        has_logo=one.logo_sha256 is not None,
        status=one.status,
        client_since=one.client_since,
        owner_id=one.owner_id,
        owner=source.colleague_name(one.owner_id),
        parent_id=one.parent_id,
        addresses=tuple(
            AddressLine(
                each.id,
                each.version,
                each.kind,
                each.line,
                each.city,
                each.region,
                each.postal_code,
                each.country,
            )
            for each in source.records(Address)
        ),
        holding=holding_of(source.session, one.id),
    )


def _portrait(source: Source) -> Portrait:
    one = source.account
    return Portrait(
        verified=source.verified(DossierSection.PORTRAIT),
        version=stamp(one, FIELDS[DossierSection.PORTRAIT]),
        industry=one.industry,
        business_type=one.business_type,
        ownership=one.ownership,
        founded=one.founded,
        headcount=one.headcount,
        annual_revenue=shown_money(one.annual_revenue_minor, one.currency),
        potential=one.potential,
        business_lines=one.business_lines,
        earns_by=one.earns_by,
        their_customers=one.their_customers,
        market_position=one.market_position,
        growth_plans=one.growth_plans,
        pressures=one.pressures,
        trusted_sources=one.trusted_sources,
        values=one.values,
        notes=one.notes,
    )


def _terms(source: Source) -> Terms:
    one = source.account
    return Terms(
        verified=source.verified(DossierSection.TERMS),
        version=stamp(one, FIELDS[DossierSection.TERMS]),
        currency=one.currency,
        payment_form=one.payment_form,
        deferral_days=one.deferral_days,
        credit_limit=shown_money(one.credit_limit_minor, one.currency),
        discount=shown_percent(one.discount_hundredths),
        price_list=one.price_list,
        special=tuple(_special_term(source, each) for each in source.records(SpecialTerm)),
    )


def _special_term(source: Source, term: SpecialTerm) -> SpecialTermLine:
    begun = term.since is None or term.since <= source.day
    return SpecialTermLine(
        id=term.id,
        version=term.version,
        what=term.what,
        since=term.since,
        until=term.until,
        approved_by_id=term.approved_by_id,
        approved_by=source.colleague_name(term.approved_by_id),
        holds=begun and (term.until is None or term.until >= source.day),
    )


def _contracts(source: Source) -> tuple[ContractLine, ...]:
    """By the day on which they end; those without an end last."""
    query = (
        select(Document.contract_id, func.count())
        .where(Document.account_id == source.account.id, Document.contract_id.is_not(None))
        .group_by(Document.contract_id)
    )
    papers = {contract: count for contract, count in source.session.execute(query) if contract}
    lines = [_contract(source, each, papers.get(each.id, 0)) for each in source.records(Contract)]
    return tuple(sorted(lines, key=lambda line: (line.ends_on or date.max, line.id)))


def _contract(source: Source, one: Contract, documents: int) -> ContractLine:
    day, settings = source.day, source.settings.contracts
    term = ContractTerm(one.id, one.ends_on, one.notice_days, one.renews_itself, one.starts_on)
    talking = one.renewal_talks_since is not None and one.renewal_talks_since <= day
    window = None if talking else contract_window(term, day, settings)
    notice_by = term.notice_by
    return ContractLine(
        id=one.id,
        version=one.version,
        number=one.number,
        subject=one.subject,
        amount=shown_money(one.amount_minor, one.currency or source.account.currency),
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        renews_itself=one.renews_itself,
        notice_days=one.notice_days,
        sla=one.sla,
        renewal_talks_since=one.renewal_talks_since,
        state=contract_state(term, day, settings),
        notice_by=notice_by,
        days_to_end=(one.ends_on - day).days if one.ends_on else None,
        days_to_notice=(notice_by - day).days if notice_by else None,
        days_left=window.days_left if window else None,
        documents=documents,
    )


def _units(source: Source) -> tuple[UnitLine, ...]:
    here = Stakeholder.left_on.is_(None) | (Stakeholder.left_on >= source.day)
    query = (
        select(Stakeholder.unit_id, func.count())
        .where(Stakeholder.account_id == source.account.id, Stakeholder.unit_id.is_not(None), here)
        .group_by(Stakeholder.unit_id)
    )
    people = {unit: count for unit, count in source.session.execute(query) if unit}
    lines = [
        UnitLine(each.id, each.version, each.name, each.notes, people.get(each.id, 0))
        for each in source.records(BusinessUnit)
    ]
    return tuple(sorted(lines, key=lambda line: (sort_key(line.name), line.id)))


def _competitors(source: Source) -> tuple[CompetitorLine, ...]:
    """By threat, the unrated last, then by name."""
    names = _line_names(source.session)
    patience = timedelta(days=source.settings.freshness.section_days)
    lines = [
        CompetitorLine(
            id=each.id,
            version=each.version,
            competitor_id=each.competitor_id,
            competitor=source.competitors.get(each.competitor_id, ""),
            product_line_id=each.product_line_id,
            product_line=names.get(each.product_line_id) if each.product_line_id else None,
            share_percent=each.share_percent,
            strengths=each.strengths,
            weaknesses=each.weaknesses,
            threat=each.threat,
            seen_on=each.seen_on,
            stale=each.seen_on is None or source.day - each.seen_on > patience,
        )
        for each in source.records(CompetitorPresence)
    ]
    return tuple(sorted(lines, key=lambda line: (-(line.threat or 0), sort_key(line.competitor), line.id)))


def _line_names(session: Session) -> dict[UUID, str]:
    return {row.id: row.name for row in session.execute(select(ProductLine.id, ProductLine.name))}


def _team(source: Source) -> tuple[TeamLine, ...]:
    """By role, then by name."""
    lines = [
        TeamLine(
            id=each.id,
            version=each.version,
            colleague_id=each.colleague_id,
            colleague=source.colleague_name(each.colleague_id) or "",
            job_title=found.job_title if (found := source.colleagues.get(each.colleague_id)) else None,
            role=each.role,
        )
        for each in source.records(AccountTeamMember)
    ]
    order = list(TeamRole)
    return tuple(sorted(lines, key=lambda line: (order.index(line.role), sort_key(line.colleague), line.id)))
