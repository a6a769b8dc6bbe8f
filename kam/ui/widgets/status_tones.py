"""The colour beside the word of an account's status; the word is always there."""

from __future__ import annotations

from typing import Final

from kam.core.vocabulary import AccountStatus

STATUS_TONES: Final = {
    AccountStatus.PROSPECT: "accent",
    AccountStatus.ACTIVE: "green",
    AccountStatus.AT_RISK: "amber_fill",
    AccountStatus.DORMANT: "edge",
    AccountStatus.LOST: "red",
}
