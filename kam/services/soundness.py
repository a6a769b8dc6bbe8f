"""What no rule of the schema can check: values that only their readers understand, sums that must agree."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from kam.core.errors import RuleError
from kam.core.vocabulary import KeyGroup, Overridden, Segment
from kam.models import metadata
from kam.models.sales import NO_ID
from kam.models.types import Moment, to_micros
from kam.services.briefs.settings import BriefSettings
from kam.services.complaints.terms import read_calendar_text, read_norms_text
from kam.services.forms import LARGEST_MINOR
from kam.services.health.settings import CHURN_SETTING, HEALTH_SETTING, churn_settings, health_settings
from kam.services.health.snapshots import read_factors
from kam.services.plans.freezing import thaw
from kam.services.portfolio.settings import PortfolioSettings
from kam.services.stored_settings import stored_days
from kam.services.surveys.promising import DETRACTOR_DAYS, DETRACTOR_SETTING
from kam.services.working_calendar import NORMS_SETTING, norms_from
from kam.store.files import looking_at
from kam.store.recovery import Finding

if TYPE_CHECKING:
    from sqlite3 import Connection as DriverConnection

Read = Callable[[Any], object]

_FIRST: Final = to_micros(datetime.min.replace(tzinfo=UTC))
_LAST: Final = to_micros(datetime.max.replace(tzinfo=UTC))
_TERMS: Final[dict[str, Read]] = {
    Overridden.SEGMENT.value: Segment.of,
    Overridden.KEY_GROUP.value: KeyGroup.of,
}
_SETTINGS: Final[dict[str, Callable[[dict[str, Any]], object]]] = {
    **dict.fromkeys((each.name for each in fields(PortfolioSettings)), PortfolioSettings.of),
    **dict.fromkeys((each.name for each in fields(BriefSettings)), BriefSettings.of),
    DETRACTOR_SETTING: lambda stored: stored_days(stored[DETRACTOR_SETTING], DETRACTOR_DAYS),
    NORMS_SETTING: norms_from,
    HEALTH_SETTING: health_settings,
    CHURN_SETTING: churn_settings,
}
_CASES: Final = {
    **{
        name: f"{name} NOT BETWEEN -{LARGEST_MINOR} AND {LARGEST_MINOR}"
        for name in ("revenue_minor", "margin_minor", "service_minor")
    },
    "leaving_then_permille": "leaving_then_permille > leaving_permille",
}
"""What no retention case can be judged with."""
_SALES: Final = """
WITH orders AS (
    SELECT account_id, substr("on", 1, 7) AS month, coalesce(product_line_id, :none) AS line,
           coalesce(unit_id, :none) AS unit, currency, sum(revenue_minor) AS revenue
    FROM order_line GROUP BY 1, 2, 3, 4, 5
),
sources AS (
    SELECT * FROM orders
    UNION ALL
    SELECT account_id, month, product_line_key, unit_key, currency, sum(revenue_minor)
    FROM monthly_sales
    WHERE (account_id, month) NOT IN (SELECT account_id, month FROM orders)
    GROUP BY 1, 2, 3, 4, 5
),
facts AS (
    SELECT account_id, month, product_line_id, unit_id, currency, revenue_minor FROM sales_fact
)
SELECT (SELECT count(*) FROM (SELECT * FROM sources EXCEPT SELECT * FROM facts))
     + (SELECT count(*) FROM (SELECT * FROM facts EXCEPT SELECT * FROM sources))
"""
"""How often the sales that everything is computed from differ from the records that they follow from."""


def inner_faults(path: Path) -> list[Finding]:
    """Where a workspace that is sound to SQLite holds what no kam writes: unreadable, or at odds."""
    with looking_at(path) as connection:
        found = [
            Finding("check.value", {"table": table, "column": column, "count": count})
            for table, column, count in _counts(connection)
            if count
        ]
        if differing := connection.execute(_SALES, {"none": NO_ID.bytes}).fetchone()[0]:
            found.append(Finding("check.sales", {"count": differing}))
    return found


def _counts(connection: DriverConnection) -> Iterator[tuple[str, str, int]]:
    for table in metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, Moment):
                where = f'"{column.name}" NOT BETWEEN {_FIRST} AND {_LAST}'
                yield table.name, column.name, _count(connection, table.name, where)
            elif column.name == "zone":
                yield table.name, "zone", _unread(connection, table.name, "zone", ZoneInfo)
    yield "setting", "value", _unread(connection, "setting", "value", json.loads)
    for name, read in _SETTINGS.items():
        stored = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchall()
        of_name = partial(_setting, name, read)
        yield "setting", "value", sum(not _reads(of_name, value) for (value,) in stored)
    yield "complaint", "norms", _unread(connection, "complaint", "norms", read_norms_text)
    yield "complaint", "calendar", _unread(connection, "complaint", "calendar", _kept_calendar)
    yield "calendar", "holidays", _unread(connection, "calendar", "holidays", _holidays)
    yield "plan_version", "content", _unread(connection, "plan_version", "content", _frozen)
    yield "health_snapshot", "factors", _unread(connection, "health_snapshot", "factors", read_factors)
    for name, where in _CASES.items():
        yield "retention_case", name, _count(connection, "retention_case", where)
    overrides = connection.execute("SELECT what, value FROM override").fetchall()
    yield "override", "value", sum(not _reads(_TERMS.get(what, str), value) for what, value in overrides)


def _count(connection: DriverConnection, table: str, where: str) -> int:
    found: int = connection.execute(f'SELECT count(*) FROM "{table}" WHERE {where}').fetchone()[0]  # noqa: S608
    return found


def _unread(connection: DriverConnection, table: str, column: str, read: Read) -> int:
    """How many rows have a value that cannot be read; each value is tried once."""
    query = f'SELECT "{column}", count(*) FROM "{table}" WHERE "{column}" IS NOT NULL GROUP BY 1'  # noqa: S608
    return sum(count for value, count in connection.execute(query) if not _reads(read, value))


def _reads(read: Read, value: Any) -> bool:
    try:
        read(value)
    except Exception:  # noqa: BLE001 - whatever reading spoiled values raises
        return False
    return True


def _setting(name: str, read: Callable[[dict[str, Any]], object], text: str) -> object:
    return read({name: json.loads(text)})


def _kept_calendar(text: str) -> object:
    return read_calendar_text(text, date.min.year)


def _frozen(content: bytes) -> object:
    """What a newer program froze is no damage."""
    try:
        return thaw(content, number=0)
    except RuleError as error:
        if error.code == "plan.version_newer":
            return None
        raise


def _holidays(text: str) -> object:
    return {int(year): [date.fromisoformat(day) for day in days] for year, days in json.loads(text).items()}
