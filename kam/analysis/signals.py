"""Signals: what nobody reported, but somebody should see today (domain.md §2, §3, ui.md Today).

Each signal says since when it holds, so that what is new since yesterday can be told from what still holds,
and so that one explained away comes back when the same thing begins anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from kam.analysis.contracts import ContractSettings, ContractTerm, contract_window
from kam.analysis.health.churn import ChurnRisk, ChurnSign
from kam.analysis.health.score import HealthBand, Moved
from kam.core.vocabulary import DossierSection, Term
from kam.core.vocabulary.term import label

BIRTHDAY_DAYS = 7
"""A birthday is told a week before."""
LEFT_DAYS = 30
"""A champion who left is told for a month, or until there is a successor."""
_NEW_DAYS = 1


class SignalKind(Term):
    """What a signal is about."""

    HEALTH_FELL = "health_fell", label("signal", "health fell")
    CHAMPION_LEFT = "champion_left", label("signal", "champion left")
    CONTRACT_WINDOW = "contract_window", label("signal", "time to talk about a contract")
    CHURN_ROSE = "churn_rose", label("signal", "churn risk rose")
    CONTACT_OVERDUE = "contact_overdue", label("signal", "contact overdue")
    CONCENTRATION = "concentration", label("signal", "too large a share of one client")
    STALE_DOSSIER = "stale_dossier", label("signal", "dossier out of date")
    BIRTHDAY = "birthday", label("signal", "birthday")


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal. ``about`` is the record it is about; what does not apply is None or empty.

    ``days``: since the last contact (None: never), to the last day for notice or the end of a contract, since
    a section was verified, to a birthday. ``limit``: the norm in days, or the limit of a share in per cent.
    ``until``: the day that counts: of notice, the end, the birthday.
    """

    kind: SignalKind
    about: UUID
    account_id: UUID
    account: str
    since: date
    person: str = ""
    job_title: str = ""
    subject: str = ""
    section: DossierSection | None = None
    days: int | None = None
    limit: int | None = None
    until: date | None = None
    is_notice: bool = False
    """Of a contract: ``until`` is the last day for notice, not the end."""
    turns: int | None = None
    share: Decimal | None = None
    more: int = 0
    """How many more of the same kind are put together in this one."""
    before: int | None = None
    score: int | None = None
    """Health a month ago and now."""
    band: HealthBand | None = None
    """The worse band that health has come to; None where it has stayed in its own."""
    moved: tuple[Moved, ...] = ()
    """What made health fall, the greatest first."""
    risk: ChurnRisk | None = None
    signs: tuple[ChurnSign, ...] = ()
    """What speaks for leaving, the heaviest first."""

    def is_new(self, today: date) -> bool:
        """Whether it began yesterday or today."""
        return self.since >= today - timedelta(days=_NEW_DAYS)


def window_opened_on(term: ContractTerm, settings: ContractSettings) -> date | None:
    """The first day of a contract's window; None for a contract without an end."""
    if term.ends_on is None:
        return None
    opened = term.ends_on - timedelta(days=settings.days_before_end)
    if term.notice_by is not None:
        opened = min(opened, term.notice_by - timedelta(days=settings.days_before_notice))
    return opened


def contract_signal(
    term: ContractTerm, today: date, settings: ContractSettings, *, account_id: UUID, account: str, name: str
) -> Signal | None:
    """The signal of a contract whose window is open; None for any other."""
    window = contract_window(term, today, settings)
    opened = window_opened_on(term, settings)
    if window is None or opened is None:
        return None
    notice = window.notice_by if window.days_to_notice is not None and window.days_to_notice >= 0 else None
    return Signal(
        SignalKind.CONTRACT_WINDOW,
        term.id,
        account_id,
        account,
        opened,
        subject=name,
        days=window.days_left,
        until=notice or window.ends_on,
        is_notice=notice is not None,
    )


def in_order(signals: Iterable[Signal], today: date) -> tuple[Signal, ...]:
    """New ones first; then by what they are about, and of one kind the most pressing first."""
    kinds = list(SignalKind)
    return tuple(
        sorted(
            signals,
            key=lambda each: (
                not each.is_new(today),
                kinds.index(each.kind),
                _pressing(each),
                each.account,
                each.about,
            ),
        )
    )


def _pressing(signal: Signal) -> float:
    """Smaller is more pressing, within one kind."""
    if signal.kind in {SignalKind.CONTRACT_WINDOW, SignalKind.BIRTHDAY}:
        return signal.days if signal.days is not None else 0
    if signal.kind is SignalKind.HEALTH_FELL:
        return (signal.score or 0) - (signal.before or 0)
    if signal.kind is SignalKind.CHURN_ROSE:
        return -list(ChurnRisk).index(signal.risk or ChurnRisk.LOW)
    if signal.kind is SignalKind.CONTACT_OVERDUE and signal.limit:
        return -(signal.days / signal.limit if signal.days is not None else 2)
    return -(signal.days or 0)
