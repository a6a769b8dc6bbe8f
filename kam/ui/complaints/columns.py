"""The columns of complaints in the table."""

from __future__ import annotations

from kam.core.short_names import short_account
from kam.services.complaints.query import ComplaintSort
from kam.services.complaints.rows import ComplaintCard
from kam.ui.complaints.saying import age_text, clock_line, lane_text, severity_line, severity_rank
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import Line, Run, said
from kam.ui.widgets.table.column import Column


def complaint_columns(look: Look, *, with_client: bool = True) -> list[Column[ComplaintCard]]:
    """All columns; the tab of a client leaves the client out."""
    words = look.words
    client: Column[ComplaintCard] = Column(
        "account",
        words.say_in("column", "Client"),
        lambda row: short_account(row.account),
        width=140,
        sort=ComplaintSort.ACCOUNT.value,
        copy=lambda row: row.account,
        tip=lambda row: row.account,
    )
    first, rest = _what(look), _rest(look)
    return [*first, client, *_state(look), *rest] if with_client else [*first, *_state(look), *rest]


def _what(look: Look) -> list[Column[ComplaintCard]]:
    words = look.words
    return [
        Column(
            "number",
            words.say_in("column", "Number"),
            lambda row: row.number,
            width=148,
            type=Type.NAME,
            sort=ComplaintSort.NUMBER.value,
            falling=True,
        ),
        Column(
            "summary",
            words.say_in("column", "What about"),
            lambda row: row.summary,
            width=164,
            type=Type.NAME,
            sort=ComplaintSort.SUMMARY.value,
            stretch=True,
            least=160,
        ),
    ]


def _state(look: Look) -> list[Column[ComplaintCard]]:
    words = look.words

    def clock(row: ComplaintCard) -> Line:
        return clock_line(look, row.clock, Type.BODY, short=True) if row.clock is not None else ()

    def severity(row: ComplaintCard) -> Line:
        return severity_line(look, row.severity, Type.BODY)

    return [
        Column(
            "severity",
            words.say_in("column", "Severity"),
            lambda row: words.of(row.severity.label),
            width=100,
            line=severity,
            sort=ComplaintSort.SEVERITY.value,
            falling=True,
            copy=lambda row: str(severity_rank(row.severity)),
        ),
        Column(
            "stage",
            words.say_in("column", "Stage"),
            lambda row: lane_text(look, row.stage),
            width=114,
            sort=ComplaintSort.STAGE.value,
        ),
        Column(
            "clock",
            words.say_in("column", "Clock"),
            lambda row: said(clock(row), words),
            width=122,
            line=clock,
            sort=ComplaintSort.URGENCY.value,
        ),
    ]


def _rest(look: Look) -> list[Column[ComplaintCard]]:
    words, formats = look.words, look.formats
    return [
        Column(
            "amount",
            words.say_in("column", "At stake"),
            lambda row: formats.money(row.amount.minor, row.amount.currency) if row.amount else "",
            width=96,
            right=True,
            sort=ComplaintSort.AMOUNT.value,
            falling=True,
            copy=lambda row: str(row.amount.amount) if row.amount else "",
        ),
        Column(
            "received",
            words.say_in("column", "Received"),
            lambda row: formats.short_date(row.received_at.date()),
            width=84,
            tone="text2",
            sort=ComplaintSort.RECEIVED.value,
            falling=True,
            copy=lambda row: row.received_at.date().isoformat(),
            tip=lambda row: formats.moment(row.received_at),
        ),
        Column(
            "age", words.say_in("column", "Age"), lambda row: age_text(look, row.age_days), width=80,
            tone="text2", shown=False,
        ),
        Column(
            "kind",
            words.say_in("column", "Kind"),
            lambda row: words.of(row.kind.label),
            width=92,
            tone="text2",
            sort=ComplaintSort.KIND.value,
        ),
        Column(
            "owner",
            words.say_in("column", "Who answers"),
            lambda row: row.owner,
            width=116,
            sort=ComplaintSort.OWNER.value,
        ),
        Column(
            "raised_by", words.say_in("column", "Who complains"), lambda row: row.raised_by, width=130,
            tone="text2", shown=False,
        ),
        Column(
            "line", words.say_in("column", "Product line"), lambda row: row.product_line, width=130,
            tone="text2", shown=False,
        ),
        Column(
            "department", words.say_in("column", "Department"), lambda row: row.department, width=120,
            tone="text2", shown=False,
        ),
        Column(
            "satisfaction",
            words.say_in("column", "Satisfied"),
            lambda row: f"{row.satisfaction}/5" if row.satisfaction else "",
            width=84,
            shown=False,
            sort=ComplaintSort.SATISFACTION.value,
            line=lambda row: (Run(f"{row.satisfaction}/5", Type.BODY),) if row.satisfaction else (),
            copy=lambda row: str(row.satisfaction or ""),
        ),
    ]  # fmt: skip
