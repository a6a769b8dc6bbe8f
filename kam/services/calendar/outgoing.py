"""Meetings as files for other calendars. Only what the client may see goes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.vocabulary import InteractionStatus
from kam.exchange.calendar_out import EventOut, Standing, write_calendar
from kam.models import Account, AgendaItem, Interaction
from kam.services.calendar.series import Series, date_of, meeting_of, series_of
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

OWN_NAMES = "@kam"
"""What the name of a meeting of ours ends with in other calendars."""


def meeting_file(workspace: Workspace, meeting_id: UUID, *, whole_series: bool, as_of: datetime) -> bytes:
    """One meeting, or the whole series to which it belongs; NotFoundError ``brief.meeting_gone``."""
    with workspace.reading() as session:
        meeting = meeting_of(session, meeting_id)
        series = series_of(session, meeting) if whole_series else None
        events = [_alone(session, meeting)] if series is None else _of_series(session, series)
        return write_calendar(_allowed(session, events), written_at=as_of)


def period_file(
    workspace: Workspace,
    first: date,
    last: date,
    *,
    as_of: datetime,
    account_id: UUID | None = None,
) -> tuple[bytes, int]:
    """All that is planned in a period, series by their dates within it; and how many meetings that is."""
    with workspace.reading() as session:
        zone = read_profile(session).zone
        begins = datetime.combine(first, time.min, zone).astimezone(UTC)
        ends = datetime.combine(last + timedelta(days=1), time.min, zone).astimezone(UTC)
        query = (
            select(Interaction)
            .where(
                Interaction.status == InteractionStatus.PLANNED,
                Interaction.starts_at >= begins,
                Interaction.starts_at < ends,
            )
            .order_by(Interaction.starts_at, Interaction.id)
        )
        if account_id is not None:
            query = query.where(Interaction.account_id == account_id)
        events = [_alone(session, row) for row in session.scalars(query)]
        return write_calendar(_allowed(session, events), written_at=as_of), len(events)


def uid_of(meeting: Interaction) -> str:
    """How other calendars call it: by the name it came with, or by ours."""
    return meeting.external_id or f"{meeting.id}{OWN_NAMES}"


def _alone(session: Session, meeting: Interaction) -> tuple[Interaction, EventOut]:
    """One meeting; an occurrence stands by itself, since its series is not in the file."""
    cancelled = meeting.status is InteractionStatus.CANCELLED
    return meeting, EventOut(
        uid=uid_of(meeting),
        subject=meeting.subject,
        starts=meeting.starts_local,
        zone=meeting.zone,
        minutes=meeting.minutes,
        standing=Standing.CANCELLED if cancelled else Standing.CONFIRMED,
        place=meeting.place,
        words=_words(session, meeting),
    )


def _of_series(session: Session, series: Series) -> list[tuple[Interaction, EventOut]]:
    """The first with the rule and what it leaves out, then each that differs from what the rule says."""
    head = series.head
    pattern = datetime.combine(date_of(head), head.starts_local.time())
    by_rule = {
        day: datetime.combine(day, pattern.time())
        for day in series.rule.dates(date_of(head), date_of(series.rows[-1]))
    }
    there = {date_of(row): row for row in series.rows if row.status is not InteractionStatus.CANCELLED}
    without = tuple(at for day, at in by_rule.items() if day not in there)
    _, first = _alone(session, head)
    main = replace(first, starts=pattern, rule=str(series.rule), without=without, standing=Standing.CONFIRMED)
    found = [(head, main)]
    for day, row in there.items():
        _, alone = _alone(session, row)
        expected = by_rule.get(day)
        if expected is None:
            found.append((row, alone))
        elif replace(alone, uid=main.uid, starts=expected) != replace(
            first, uid=main.uid, starts=expected
        ) or (row.starts_local != expected):
            found.append((row, replace(alone, uid=main.uid, instead_of=expected)))
    return found


def _words(session: Session, meeting: Interaction) -> str | None:
    """The purpose and the agenda in the words meant for the client."""
    points = session.scalars(
        select(AgendaItem.client_wording)
        .where(AgendaItem.interaction_id == meeting.id, AgendaItem.client_wording.is_not(None))
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    lines = [meeting.client_purpose or "", *(f"– {point}" for point in points if point)]
    return "\n".join(line for line in lines if line) or None


def _allowed(session: Session, events: Sequence[tuple[Interaction, EventOut]]) -> Iterable[EventOut]:
    """With the name of each client as a category."""
    ids = {meeting.account_id for meeting, _ in events}
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    names = {row.id: row.name for row in rows}
    return [replace(event, client=names[meeting.account_id]) for meeting, event in events]
