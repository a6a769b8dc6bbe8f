"""What changed since the last meeting: by the facts that have a date of their own, and by the journal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sqlalchemy import select

from kam.core.vocabulary import (
    Attitude,
    CommitmentStatus,
    ComplaintStage,
    InteractionStatus,
    SurveyStatus,
)
from kam.models import Interaction, Rating, SurveyAnswer
from kam.reports.content import Change, ChangeKind
from kam.services.briefs.complaints import Complaints
from kam.services.briefs.journal_changes import journal_changes
from kam.services.briefs.people import People, Place
from kam.services.briefs.promises import Ledger
from kam.services.briefs.records import Dossier
from kam.services.briefs.scene import Scene


def collect_changes(
    scene: Scene, dossier: Dossier, people: People, complaints: Complaints, ledger: Ledger
) -> tuple[Change, ...]:
    """Everything since the last meeting (the last 90 days where there was none), newest first."""
    found = [
        *_ratings(scene, people),
        *_complaints(scene, complaints),
        *_competitors(scene, dossier),
        *_learned(scene),
        *_promises(scene, ledger),
        *_satisfaction(scene, people),
        *journal_changes(scene, dossier, people),
    ]
    found.reverse()  # of one day: first what the journal tells, and the stage before the receipt
    found.sort(key=lambda change: change.on, reverse=True)
    return tuple(dict.fromkeys(found))


def _ratings(scene: Scene, people: People) -> Iterator[Change]:
    for place in people.present:
        yield from _steps(scene, place, place.attitudes, ChangeKind.ATTITUDE)
        yield from _steps(scene, place, place.influences, ChangeKind.INFLUENCE)


def _steps(scene: Scene, place: Place, ratings: tuple[Rating, ...], kind: ChangeKind) -> Iterator[Change]:
    """Each step up or down; a first rating is no change."""
    for before, after in pairwise(ratings):
        if scene.is_news(after.on) and before.value != after.value:
            attitude = kind is ChangeKind.ATTITUDE
            yield Change(
                on=after.on,
                kind=kind,
                subject=place.label,
                before=Attitude.of(before.value) if attitude else before.value,
                after=Attitude.of(after.value) if attitude else after.value,
                detail=after.evidence or "",
            )


def _complaints(scene: Scene, complaints: Complaints) -> Iterator[Change]:
    """Receipt, and the stage a complaint has come to; the stages in between are passed.

    The stage of one that came in since and is still open stands with the open complaints.
    """
    for file in complaints.files:
        complaint = file.complaint
        received = scene.local_date(complaint.received_at)
        if scene.is_news(received):
            yield Change(
                on=received,
                kind=ChangeKind.COMPLAINT_RECEIVED,
                subject=complaint.number,
                detail=complaint.summary,
            )
        reached = file.changes[-1] if file.changes else None
        if reached is None or reached.stage is ComplaintStage.RECEIVED:
            continue
        if file.is_open and scene.is_news(received):
            continue
        on = scene.local_date(reached.at)
        if scene.is_news(on):
            yield Change(
                on=on, kind=ChangeKind.COMPLAINT_STAGE, subject=complaint.number, after=reached.stage
            )


def _competitors(scene: Scene, dossier: Dossier) -> Iterator[Change]:
    for presence in dossier.presences:
        if presence.seen_on is not None and scene.is_news(presence.seen_on):
            line = dossier.line_name(presence.product_line_id)
            yield Change(
                on=presence.seen_on,
                kind=ChangeKind.COMPETITOR,
                subject=dossier.competitor_name(presence.competitor_id),
                detail="; ".join(filter(None, (line, presence.strengths))),
            )


def _learned(scene: Scene) -> Iterator[Change]:
    """What was learned and heard of competitors in contacts after the last meeting."""
    rows = scene.session.execute(
        select(Interaction.starts_at, Interaction.learned, Interaction.competitor_mentions)
        .where(
            Interaction.account_id == scene.account.id,
            Interaction.status == InteractionStatus.DONE,
            Interaction.starts_at > scene.since,
            Interaction.starts_at <= scene.as_of,
            Interaction.id != scene.meeting.id,
        )
        .order_by(Interaction.starts_at.desc())
    )
    for starts_at, learned, mentions in rows:
        on = scene.local_date(starts_at)
        if learned:
            yield Change(on=on, kind=ChangeKind.FACT, detail=learned)
        if mentions:
            yield Change(on=on, kind=ChangeKind.COMPETITOR, subject=mentions)


def _promises(scene: Scene, ledger: Ledger) -> Iterator[Change]:
    """Promises broken and moved by either side; how many were kept stands in the rate."""
    for promise in ledger.promises:
        closed, text = promise.closed_on, ledger.records[promise.id].text
        if closed is not None and scene.is_news(closed) and promise.status is CommitmentStatus.BROKEN:
            yield Change(on=closed, kind=ChangeKind.PROMISE_BROKEN, subject=text, side=promise.side)
    for shift in ledger.shifts:
        record = ledger.records.get(shift.commitment_id)
        if record is not None and scene.is_news(shift.on):
            yield Change(
                on=shift.on,
                kind=ChangeKind.PROMISE_MOVED,
                subject=record.text,
                before=shift.from_due_on,
                after=shift.to_due_on,
                side=record.side,
            )


def _satisfaction(scene: Scene, people: People) -> Iterator[Change]:
    answers = scene.session.scalars(
        select(SurveyAnswer)
        .where(
            SurveyAnswer.account_id == scene.account.id,
            SurveyAnswer.status == SurveyStatus.ANSWERED,
            SurveyAnswer.on <= scene.known_on,
        )
        .order_by(SurveyAnswer.on, SurveyAnswer.id)
    )
    scores: dict[tuple[object, object], int | None] = {}
    for answer in answers:
        key = (answer.stakeholder_id, answer.measure)
        if scene.is_news(answer.on) and scores.get(key) != answer.score:
            yield Change(
                on=answer.on,
                kind=ChangeKind.SATISFACTION,
                subject=people.label_of(answer.stakeholder_id),
                before=scores.get(key),
                after=answer.score,
                detail=scene.words.of(answer.measure.label),
            )
        scores[key] = answer.score
