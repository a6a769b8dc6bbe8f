"""Contracts whose time to talk has come: the renewal shows in the agenda (domain.md §2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from kam.core.vocabulary import Term
from kam.core.vocabulary.term import label


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
    starts_on: date | None = None

    @property
    def notice_by(self) -> date | None:
        """The last day on which one may still speak; None without an end or without notice."""
        if self.ends_on is None or not self.notice_days:
            return None
        return self.ends_on - timedelta(days=self.notice_days)


class ContractState(Term):
    """Where a contract stands on a day."""

    NOT_STARTED = "not_started", label("contract state", "not in force yet")
    IN_FORCE = "in_force", label("contract state", "in force")
    WINDOW_OPEN = "window_open", label("contract state", "time to talk about renewal")
    RENEWED = "renewed", label("contract state", "renewed by itself")
    ENDED = "ended", label("contract state", "ended")


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
    notice_by = term.notice_by
    days_to_notice = (notice_by - as_of).days if notice_by is not None else None
    if term.renews_itself and days_to_notice is not None and days_to_notice < 0:
        return None
    near_notice = days_to_notice is not None and days_to_notice <= settings.days_before_notice
    if days_to_end > settings.days_before_end and not near_notice:
        return None
    return ContractWindow(term.id, term.ends_on, days_to_end, notice_by, days_to_notice, term.renews_itself)


def contract_state(
    term: ContractTerm, as_of: date, settings: ContractSettings = ContractSettings()
) -> ContractState:
    """Where a contract stands: on its last day it still holds; without an end it holds for good.

    One that renews itself goes on after its end.
    """
    if term.starts_on is not None and as_of < term.starts_on:
        return ContractState.NOT_STARTED
    if term.ends_on is not None and as_of > term.ends_on:
        return ContractState.RENEWED if term.renews_itself else ContractState.ENDED
    if contract_window(term, as_of, settings) is not None:
        return ContractState.WINDOW_OPEN
    return ContractState.IN_FORCE
