"""Contracts whose time to talk has come: the renewal shows in the agenda (domain.md §2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ContractSettings:
    """How early a window opens: 60 days before the end, and 30 before the last day for notice."""

    days_before_end: int = 60
    days_before_notice: int = 30


@dataclass(frozen=True, slots=True)
class ContractTerm:
    """How long a contract runs: ``notice_days`` before its end at the latest one has to speak."""

    id: UUID
    ends_on: date | None
    notice_days: int | None = None
    renews_itself: bool = False


@dataclass(frozen=True, slots=True)
class ContractWindow:
    """An open window: days to the end, and to the last day for notice (negative once it has passed)."""

    contract: UUID
    ends_on: date
    days_to_end: int
    notice_by: date | None
    days_to_notice: int | None
    renews_itself: bool

    @property
    def days_left(self) -> int:
        """Days to what comes next: the last day for notice, or, when that is past or unset, the end."""
        if self.days_to_notice is not None and self.days_to_notice >= 0:
            return self.days_to_notice
        return self.days_to_end


def contract_window(
    term: ContractTerm, as_of: date, settings: ContractSettings = ContractSettings()
) -> ContractWindow | None:
    """The window of a contract if it is open: it closes with the last day of the contract.

    A contract that renews itself matters until its last day for notice; afterwards it goes on.
    """
    if term.ends_on is None or as_of > term.ends_on:
        return None
    days_to_end = (term.ends_on - as_of).days
    notice_by = term.ends_on - timedelta(days=term.notice_days) if term.notice_days else None
    days_to_notice = (notice_by - as_of).days if notice_by is not None else None
    if term.renews_itself and days_to_notice is not None and days_to_notice < 0:
        return None
    near_notice = days_to_notice is not None and days_to_notice <= settings.days_before_notice
    if days_to_end > settings.days_before_end and not near_notice:
        return None
    return ContractWindow(term.id, term.ends_on, days_to_end, notice_by, days_to_notice, term.renews_itself)
