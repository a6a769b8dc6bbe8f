"""Our side and the clients' dossiers out of the demo's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kam.core.text import sort_key
from kam.core.vocabulary import ServedBy
from kam.models import (
    Account,
    AccountTeamMember,
    Address,
    BusinessUnit,
    ClientSpend,
    Colleague,
    Competitor,
    CompetitorPresence,
    Contract,
    Opportunity,
    OpportunityMove,
    OpportunityPerson,
    Override,
    ProductLine,
    Receivable,
    SectionCheck,
    SpecialTerm,
    SupplierShare,
    WhitespaceCell,
)
from kam.services.demo.errors import DemoContentError

if TYPE_CHECKING:
    from kam.services.demo.content import Table
    from kam.services.demo.shelf import Shelf

_LISTS = {
    "addresses": Address,
    "units": BusinessUnit,
    "contracts": Contract,
    "special_terms": SpecialTerm,
    "team": AccountTeamMember,
    "presence": CompetitorPresence,
    "overrides": Override,
    "whitespace": WhitespaceCell,
    "receivables": Receivable,
}
_SPEND_FIELDS = frozenset({"unit", "product_line", "total", "on", "source"})
_SERVED = {term.value: term for term in ServedBy if term is not ServedBy.COMPETITOR}


def add_supplier(shelf: Shelf, supplier: Table) -> None:
    """Our colleagues, product lines and the competitors."""
    for table in supplier["colleagues"]:
        shelf.make(Colleague, table, "")
    for table in supplier["product_lines"]:
        apart = ("price", "margin", "products")
        shelf.make(ProductLine, table, "", apart=apart, name_key=sort_key(table["name"]))
    for table in supplier["competitors"]:
        shelf.make(Competitor, table, "", name_key=sort_key(table["name"]))


def add_dossier(shelf: Shelf, client: Table, me: str) -> str:
    """A client with everything known about it but its people and events; returns its handle."""
    scope: str = client["account"]["key"]
    account = shelf.make(Account, client["account"], scope)
    if account.owner_id is None:
        account.owner_id = shelf.id_of("colleague", me, "")
    for section, entity in _LISTS.items():
        for table in client.get(section, ()):
            shelf.make(entity, table, scope, account_id=account.id)
    for section, verified in client.get("checks", {}).items():
        shelf.make(SectionCheck, {"section": section, "on": verified, "by": me}, scope, account_id=account.id)
    for table in client.get("spend", ()):
        _add_spend(shelf, table, scope)
    for table in client.get("opportunities", ()):
        _add_opportunity(shelf, table, scope, me)
    return scope


def _add_spend(shelf: Shelf, table: Table, scope: str) -> None:
    """What a client spends, split among its suppliers; the parts must sum to the whole."""
    parts = {key: amount for key, amount in table.items() if key not in _SPEND_FIELDS}
    if sum(parts.values()) != table["total"]:
        message = f"{scope}: the parts of {table} do not sum to its total"
        raise DemoContentError(message)
    account = shelf.find(Account, scope, scope)
    year = (shelf.dates.day("bom-1")).year
    spend = shelf.make(ClientSpend, table, scope, apart=parts, account_id=account.id, year=year)
    for supplier, amount in parts.items():
        by = _SERVED.get(supplier, ServedBy.COMPETITOR)
        who = {"competitor": supplier} if by is ServedBy.COMPETITOR else {}
        row = {"amount": amount, "served_by": by.value, **who}
        shelf.make(SupplierShare, row, scope, spend_id=spend.id)


def _add_opportunity(shelf: Shelf, table: Table, scope: str, me: str) -> None:
    account = shelf.find(Account, scope, scope)
    opportunity = shelf.make(
        Opportunity,
        {"owner": me, **table},
        scope,
        apart=("people", "moves"),
        account_id=account.id,
    )
    for move in table.get("moves", ()):
        shelf.make(OpportunityMove, {"by": me, **move}, scope, opportunity_id=opportunity.id)
    for handle in table.get("people", ()):
        shelf.make(OpportunityPerson, {"stakeholder": handle}, scope, opportunity_id=opportunity.id)
