"""Which complaints stand behind a figure over the board."""

from __future__ import annotations

from dataclasses import replace

from kam.core.vocabulary import ClockState
from kam.services.complaints.learning import Learning
from kam.services.complaints.query import ComplaintQuery, ComplaintStanding
from kam.ui.complaints.saved_views import whole_like


def behind_figure(code: str, query: ComplaintQuery, learning: Learning | None) -> ComplaintQuery:
    """The question whose answer are these complaints; of figures that are not known yet, all open ones."""
    whole = whole_like(query)
    if code == "open":
        return replace(whole, mine=query.mine)
    if code in {"breached", "at_risk"}:
        return replace(whole, states=frozenset({ClockState.of(code)}))
    if learning is None:
        return whole
    norms = learning.norms
    ids = {
        "kept": (*norms.first_response.kept, *norms.first_response.missed),
        "median": norms.resolution.stopped,
        "money": learning.at_risk.ids,
    }[code]
    return replace(whole, ids=frozenset(ids), standing=ComplaintStanding.ALL)
