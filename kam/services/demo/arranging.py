"""How the demo's owner has arranged their window: pinned accounts and saved views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kam.core.ids import new_id
from kam.services.accounts.pins import PINNED
from kam.services.portfolio.query_json import as_json, from_json
from kam.services.views import SavedView, as_setting

if TYPE_CHECKING:
    from kam.services.demo.content import Table
    from kam.services.demo.shelf import Shelf


def told_settings(shelf: Shelf, supplier: Table) -> dict[str, Any]:
    """The settings of the workspace, by name."""
    window = supplier["window"]
    pinned = [shelf.id_of("account", handle, "").hex for handle in window["pinned"]]
    return {PINNED: pinned} | dict(as_setting(_view(shelf, table)) for table in window["views"])


def _view(shelf: Shelf, table: Table) -> SavedView:
    """A view of the portfolio; its ``owners`` are handles of colleagues."""
    query = dict(table["query"])
    if "owners" in query:
        query["owners"] = [shelf.id_of("colleague", handle, "").hex for handle in query["owners"]]
    content = {"query": as_json(from_json(query)), "columns": table["columns"]}
    return SavedView(new_id(), table["name"], content)
