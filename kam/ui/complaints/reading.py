"""What the page reads beside its complaints; called off the interface thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from kam.services.commitments.handing import AccountChoice, account_choices
from kam.services.complaints.registering import read_choices
from kam.services.complaints.rows import ComplaintChoices
from kam.ui.desk import Desk

if TYPE_CHECKING:
    from kam.services.complaints.learning import Learning

_DAYS: Final = 90


def read_what_to_choose(desk: Desk) -> tuple[ComplaintChoices, Sequence[AccountChoice]]:
    """What the conditions offer."""
    choices = read_choices(desk.workspace, None, as_of=desk.now())
    return choices, account_choices(desk.workspace)


def figures_of_the_last_days(desk: Desk) -> Learning:
    """What stands over the board."""
    from kam.analysis.complaints.facts import Span
    from kam.services.complaints.learning import read_learning

    today = desk.today()
    span = Span(today - timedelta(days=_DAYS - 1), today)
    return read_learning(desk.workspace, span, as_of=desk.now())
