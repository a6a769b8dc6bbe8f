"""What a stage of an opportunity asks for before it can be reached (domain.md §6)."""

from __future__ import annotations

from typing import Final

from kam.core.vocabulary import OpportunityStage

BOARD: Final = tuple(OpportunityStage)
"""The stages in the order of the board."""
CLOSED: Final = frozenset({OpportunityStage.WON, OpportunityStage.LOST})

NEEDS: Final[dict[OpportunityStage, tuple[str, ...]]] = {
    OpportunityStage.IDEA: (),
    OpportunityStage.QUALIFIED: ("amount",),
    OpportunityStage.PROPOSED: ("amount", "expected_on"),
    OpportunityStage.NEGOTIATING: ("amount", "expected_on"),
    OpportunityStage.WON: ("amount",),
    OpportunityStage.LOST: ("reason",),
}
"""The fields without which nobody would believe the stage: worth, date, reason."""

USUAL: Final[dict[OpportunityStage, int]] = {
    OpportunityStage.IDEA: 10,
    OpportunityStage.QUALIFIED: 25,
    OpportunityStage.PROPOSED: 45,
    OpportunityStage.NEGOTIATING: 60,
    OpportunityStage.WON: 100,
    OpportunityStage.LOST: 0,
}
"""The probability, in per cent, that is offered where nobody has estimated one."""
