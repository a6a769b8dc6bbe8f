"""The whole demo as records: the content of a language seen from a day. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kam.models import Complaint, Record
from kam.services.demo.arranging import told_settings
from kam.services.demo.attention import add_put_off, add_retention
from kam.services.demo.complaints import add_complaints, keep_terms, number_complaints
from kam.services.demo.documents import add_documents
from kam.services.demo.dossier import add_dossier, add_supplier
from kam.services.demo.errors import DemoContentError
from kam.services.demo.figures import Row, make_figures
from kam.services.demo.meetings import add_interactions
from kam.services.demo.people import add_people
from kam.services.demo.plans import add_plans
from kam.services.demo.promises import add_commitments
from kam.services.demo.routine import add_routine
from kam.services.demo.shelf import Shelf
from kam.services.demo.surveys import add_rounds, add_surveys
from kam.services.demo.versions import ToldVersion
from kam.services.demo.when import DemoDates, holidays_of

if TYPE_CHECKING:
    from datetime import date

    from kam.services.demo.content import Content


@dataclass(frozen=True)
class Story:
    """Everything a demo workspace holds; long lists as columns of their tables."""

    records: Sequence[Record]
    orders: Sequence[Row]
    totals: Sequence[Row]
    targets: Sequence[Row]
    files: Sequence[bytes]
    """What the documents contain."""
    settings: Mapping[str, Any]
    versions: Sequence[ToldVersion]
    """What was submitted of the plans: frozen once all of the above is written."""


def tell(content: Content, today: date) -> Story:
    """The demo of a language as it stands on a day. Raises DemoContentError when the content is at odds."""
    workspace = content.supplier["workspace"]
    dates = DemoDates(today, holidays_of(workspace["country"], today))
    shelf = Shelf(dates, content.language, workspace["currency"], ZoneInfo(workspace["zone"]))
    add_supplier(shelf, content.supplier)
    me = next(row["key"] for row in content.supplier["colleagues"] if row.get("is_me"))
    orders: list[Row] = []
    totals: list[Row] = []
    targets: list[Row] = []
    files: list[bytes] = []
    versions: list[ToldVersion] = []
    for client in content.accounts:
        add_dossier(shelf, client, me)
        add_people(shelf, client)
        add_interactions(shelf, client)
        add_complaints(shelf, client)
        versions += add_plans(shelf, client, me)
        add_commitments(shelf, client)
        add_surveys(shelf, client)
        add_routine(shelf, client, content.phrases)
        add_put_off(shelf, client)
        add_retention(shelf, client)
        files += add_documents(shelf, client, content.folder / "documents")
        figures = make_figures(shelf, client, content.supplier)
        orders += figures.orders
        totals += figures.totals
        targets += figures.targets
    add_rounds(shelf, content.surveys, me)
    settings = told_settings(shelf, content.supplier)
    if missing := shelf.missing():
        message = f"referred to and never told: {', '.join(missing)}"
        raise DemoContentError(message)
    complaints = [one for one in shelf.records if isinstance(one, Complaint)]
    number_complaints(complaints, shelf)
    keep_terms(complaints, shelf, workspace["country"])
    return Story(shelf.records, orders, totals, targets, files, settings, versions)
