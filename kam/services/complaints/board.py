"""The board of complaints (ui.md, Complaints)."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row

from kam.core.vocabulary import ClockState, ComplaintStage
from kam.models.complaint import ENDED_STAGES
from kam.services.complaints.query import ComplaintQuery
from kam.services.complaints.reader import Reader
from kam.services.complaints.rows import Board, BoardColumn
from kam.store.workspace import Workspace

COLUMNS: Final = (
    ComplaintStage.RECEIVED,
    ComplaintStage.REOPENED,
    ComplaintStage.ACKNOWLEDGED,
    ComplaintStage.ASSESSED,
    ComplaintStage.INVESTIGATING,
    ComplaintStage.RESPONSE_OFFERED,
    ComplaintStage.DECIDED,
    ComplaintStage.CLOSED,
    ComplaintStage.REJECTED,
)


def read_board(workspace: Workspace, query: ComplaintQuery, *, as_of: datetime) -> Board:
    """Every stage with its complaints, as they stand at a moment."""
    with workspace.reading() as session:
        reader = Reader(workspace, session, query, as_of)
        found = reader.open_rows()
        columns: dict[ComplaintStage, list[Row[Any]]] = defaultdict(list)
        for row in found:
            columns[reader.stage(row)].append(row)
        ended, totals = reader.ended_of_board()
        for row in ended:
            columns[row.stage].append(row)
        cards = {card.id: card for card in reader.cards([*found, *ended])}
        states = [card.clock.state for row in found if (card := cards[row.id]).clock is not None]
        return Board(
            columns=tuple(
                BoardColumn(
                    stage,
                    tuple(cards[row.id] for row in columns[stage]),
                    totals.get(stage, 0) if stage in ENDED_STAGES else len(columns[stage]),
                )
                for stage in COLUMNS
                if stage is not ComplaintStage.REOPENED or columns[stage]
            ),
            open=len(found),
            breached=states.count(ClockState.BREACHED),
            at_risk=states.count(ClockState.AT_RISK),
            in_all=len(reader.standing.complaints),
            read_at=as_of.astimezone(reader.profile.zone),
        )
