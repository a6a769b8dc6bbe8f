"""What the same work costs in plain sqlite3, csv and reportlab: the floor that kam is measured against."""

from __future__ import annotations

import csv
import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

_TABLE = (
    "CREATE TABLE line"
    " (id BLOB PRIMARY KEY, account TEXT, month TEXT, product TEXT, revenue INTEGER, currency TEXT)"
)
_MET = """
    interaction AS i ON i.account_id = a.id AND i.status = 'done' AND i.starts_at > 1763600000000000
    CROSS JOIN participant AS p ON p.interaction_id = i.id
"""


def one_insert(path: Path) -> Callable[[], None]:
    """One row in one durable transaction (WAL, synchronous=FULL)."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE promise (id BLOB PRIMARY KEY, account BLOB, text TEXT, due TEXT)")

    def write() -> None:
        connection.execute("BEGIN IMMEDIATE")
        row = (os.urandom(16), b"0" * 16, "Прислать протокол", "2026-12-01")
        connection.execute("INSERT INTO promise VALUES (?, ?, ?, ?)", row)
        connection.execute("COMMIT")

    return write


def plain_import(source: Path, target: Path) -> None:
    """Read a CSV and write its rows into one table, nothing else."""
    with closing(sqlite3.connect(target)) as connection, source.open(encoding="utf-8", newline="") as text:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(_TABLE)
        rows = csv.reader(text)
        next(rows)
        connection.executemany(
            "INSERT INTO line VALUES (randomblob(16), ?, ?, ?, ?, 'RUB')",
            ((row[0], row[1], row[2], round(float(row[3]) * 100)) for row in rows),
        )
        connection.commit()


def read_relations(connection: sqlite3.Connection, account: bytes | None) -> Callable[[], None]:
    """Of a client or of all: sales by month, people, ratings, contacts of a year, complaints, promises."""
    which, values = ("1", ()) if account is None else ("a.id = ?", (account,))
    parts = {
        "f.month, sum(f.revenue_minor)": "sales_fact AS f ON f.account_id = a.id AND f.month >= '2024-06'",
        "s.*": "stakeholder AS s ON s.account_id = a.id",
        "r.*": "stakeholder AS s ON s.account_id = a.id CROSS JOIN rating AS r ON r.stakeholder_id = s.id",
        "i.starts_at, p.stakeholder_id": _MET,
        "c.*": "complaint AS c ON c.account_id = a.id",
        "d.*": "commitment AS d ON d.account_id = a.id",
    }
    queries = [
        f"SELECT a.id, {columns} FROM account AS a CROSS JOIN {rows} WHERE {which}"
        + (" GROUP BY a.id, f.month" if "f.month" in columns else "")
        for columns, rows in parts.items()
    ]

    def read() -> None:
        for query in queries:
            connection.execute(query, values).fetchall()

    return read


def read_day(connection: sqlite3.Connection, day: date) -> Callable[[], None]:
    """Fifty meetings from a day on and fifty promises that are late on it, with their accounts."""
    begins = int((day - date(1970, 1, 1)).total_seconds()) * 1_000_000

    def read() -> None:
        connection.execute(
            "SELECT i.*, a.name FROM account a CROSS JOIN interaction i ON i.account_id = a.id"
            " WHERE i.status = 'planned' AND i.starts_at >= ? ORDER BY i.starts_at LIMIT 50",
            (begins,),
        ).fetchall()
        connection.execute(
            "SELECT c.*, a.name FROM commitment c JOIN account a ON a.id = c.account_id"
            " WHERE c.status = 'open' AND c.due_on < ? ORDER BY c.due_on LIMIT 50",
            (day.isoformat(),),
        ).fetchall()

    return read


def read_page(connection: sqlite3.Connection, day: date) -> Callable[[], None]:
    """A hundred interactions before a day, with the names of their accounts."""
    before = int((day - date(1970, 1, 1)).total_seconds()) * 1_000_000

    def read() -> None:
        connection.execute(
            "SELECT i.*, a.name FROM interaction i JOIN account a ON a.id = i.account_id"
            " WHERE i.starts_at < ? ORDER BY i.starts_at DESC LIMIT 100",
            (before,),
        ).fetchall()

    return read


_ACCOUNT_TABLES = ("account", "stakeholder", "commitment", "complaint", "opportunity", "contract")


def read_account(connection: sqlite3.Connection, account: bytes) -> Callable[[], None]:
    """The rows an overview rests on, by six plain queries and the sums of 24 months."""

    def read() -> None:
        for table in _ACCOUNT_TABLES:
            key = "id" if table == "account" else "account_id"
            connection.execute(f"SELECT * FROM {table} WHERE {key} = ?", (account,)).fetchall()
        connection.execute(
            "SELECT * FROM interaction WHERE account_id = ? AND status = 'done'"
            " ORDER BY starts_at DESC LIMIT 6",
            (account,),
        ).fetchall()
        connection.execute(
            "SELECT month, sum(revenue_minor) FROM sales_fact WHERE account_id = ? AND month >= '2024-11'"
            " GROUP BY month",
            (account,),
        ).fetchall()

    return read


Reading = Callable[[sqlite3.Connection], Callable[[], None]]


def read_open_complaints(connection: sqlite3.Connection) -> Callable[[], None]:
    """The complaints that have not ended, with their stages."""

    def read() -> None:
        connection.execute(
            "SELECT c.*, s.stage, s.at FROM complaint AS c JOIN stage_change AS s ON s.complaint_id = c.id"
            " WHERE c.stage NOT IN ('closed', 'rejected')"
        ).fetchall()

    return read


def read_complaints(connection: sqlite3.Connection, *, since: datetime) -> Callable[[], None]:
    """The complaints received since a moment, and when each reached its stages."""
    micros = int(since.timestamp()) * 1_000_000

    def read() -> None:
        connection.execute("SELECT * FROM complaint WHERE received_at >= ?", (micros,)).fetchall()
        connection.execute(
            "SELECT s.complaint_id, s.stage, s.at FROM stage_change AS s JOIN complaint AS c"
            " ON c.id = s.complaint_id WHERE c.received_at >= ?",
            (micros,),
        ).fetchall()

    return read


def draw_text(lines: list[str]) -> None:
    """One page with the same lines of text and a hairline each, in a built-in font."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(io.BytesIO(), pagesize=A4)
    canvas.setFont("Helvetica", 8.5)
    for number, line in enumerate(lines):
        height = 820 - number * 6 % 800
        canvas.drawString(30, height, line)
        canvas.line(30, height - 2, 560, height - 2)
    canvas.save()


def bare_python() -> None:
    """Start Python and stop."""
    subprocess.run([sys.executable, "-S", "-c", "pass"], check=True)
