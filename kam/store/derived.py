"""Sales facts follow from order lines and monthly totals, in the transaction that changed them.

Where a month of an account has order lines, they alone count: one source, never both added (domain.md §6).
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from kam.models.sales import NO_ID
from kam.store.journal import ChangeKind, Image, chunks

_ORDERS, _TOTALS = "order_line", "monthly_sales"

_FACTS = """
INSERT INTO sales_fact
    (account_id, month, product_line_id, unit_id, currency, source, quantity, revenue_minor, cost_minor)
SELECT s.account_id, s.month, s.line, s.unit, s.currency, s.source, sum(s.quantity), sum(s.revenue_minor),
       CASE WHEN count(s.cost_minor) = count(*) THEN sum(s.cost_minor) END
FROM (
    SELECT o.account_id, p.month, coalesce(o.product_line_id, :none) AS line,
           coalesce(o.unit_id, :none) AS unit,
           o.currency, 'orders' AS source, o.quantity, o.revenue_minor, o.cost_minor
    FROM temp.stale_month p
    JOIN order_line o
      ON o.account_id = p.account_id AND o."on" >= p.month || '-01' AND o."on" <= p.month || '-31'
    UNION ALL
    SELECT m.account_id, m.month, m.product_line_key, m.unit_key, m.currency, 'totals',
           m.quantity, m.revenue_minor, m.cost_minor
    FROM temp.stale_month p
    JOIN monthly_sales m ON m.account_id = p.account_id AND m.month = p.month
    WHERE NOT EXISTS (
        SELECT 1 FROM order_line o
        WHERE o.account_id = p.account_id AND o."on" >= p.month || '-01' AND o."on" <= p.month || '-31'
    )
) s
GROUP BY s.account_id, s.month, s.line, s.unit, s.currency
"""


def derive_sales_facts(
    connection: Connection, changes: Iterable[tuple[str, bytes, ChangeKind, Image | None]]
) -> None:
    """Derive anew the facts of every account and month whose order lines or totals changed."""
    present: dict[str, list[bytes]] = {_ORDERS: [], _TOTALS: []}
    stale: set[tuple[bytes, str]] = set()
    for table, record, kind, image in changes:
        if table not in present:
            continue
        if kind is not ChangeKind.DELETED:
            present[table].append(record)
        if image is not None:
            stale |= _months_of_image(connection, table, record, kind, image)
    if not stale and not any(present.values()):
        return
    connection.exec_driver_sql(
        "CREATE TEMP TABLE IF NOT EXISTS stale_month"
        " (account_id BLOB, month TEXT, PRIMARY KEY (account_id, month)) WITHOUT ROWID"
    )
    connection.exec_driver_sql("DELETE FROM temp.stale_month")
    if stale:
        connection.exec_driver_sql("INSERT OR IGNORE INTO temp.stale_month VALUES (?, ?)", list(stale))
    for table, records in present.items():
        month = 'substr("on", 1, 7)' if table == _ORDERS else "month"
        for part in chunks(records):
            connection.exec_driver_sql(
                f"INSERT OR IGNORE INTO temp.stale_month SELECT account_id, {month} FROM {table}"
                f" WHERE id IN ({','.join('?' * len(part))})",
                tuple(part),
            )
    connection.exec_driver_sql(
        "DELETE FROM sales_fact WHERE (account_id, month) IN (SELECT account_id, month FROM temp.stale_month)"
    )
    connection.exec_driver_sql(_FACTS, {"none": NO_ID.bytes})


def _months_of_image(
    connection: Connection, table: str, record: bytes, kind: ChangeKind, image: Image
) -> set[tuple[bytes, str]]:
    """The account and month that a record lay in before it changed."""
    if kind is ChangeKind.DELETED:
        before = image
    else:
        row = connection.exec_driver_sql(f"SELECT * FROM {table} WHERE id = ?", (record,)).mappings().one()
        before = dict(row) | {name: pair[0] for name, pair in image.items()}
    month = before["on"][:7] if table == _ORDERS else before["month"]
    return {(before["account_id"], month)}
