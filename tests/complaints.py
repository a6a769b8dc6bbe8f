"""Builders of complaints: registered as the window registers them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from kam.core.vocabulary import Channel, ComplaintKind, Severity
from kam.models import Account
from kam.services.complaints.board import read_board
from kam.services.complaints.drafts import ComplaintDraft
from kam.services.complaints.query import ComplaintQuery
from kam.services.complaints.record import read_record
from kam.services.complaints.registering import register
from kam.services.complaints.rows import Board, ComplaintRecord
from tests.builders import Office

MOSCOW = ZoneInfo("Europe/Moscow")
THURSDAY = datetime(2026, 11, 19, 14, 10, tzinfo=MOSCOW)
"""A Thursday; the calendar of the builders works from 9 to 18, Monday to Friday."""


def november(day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment in Moscow; the 19th is a Thursday, the 23rd a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


def registered(office: Office, account: Account, **values: Any) -> UUID:
    """A grave complaint received by letter now, by the clock of the office."""
    usual: dict[str, Any] = {
        "summary": "Коррозия трёх бухт проволоки, партия 1107",
        "channel": Channel.EMAIL,
        "kind": ComplaintKind.QUALITY,
        "severity": Severity.HIGH,
    }
    return register(office.workspace, ComplaintDraft(account_id=account.id, **usual | values)).value


def record(office: Office, complaint: UUID) -> ComplaintRecord:
    """The record as it stands now."""
    return read_record(office.workspace, complaint, as_of=office.clock.now())


def board(office: Office, **query: Any) -> Board:
    """The board as it stands now."""
    return read_board(office.workspace, ComplaintQuery(**query), as_of=office.clock.now())
