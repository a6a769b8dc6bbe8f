"""The internal brief of a meeting, collected (domain.md §11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kam.core.vocabulary import Side
from kam.models import Question
from kam.reports.content import BriefContent, BriefHead
from kam.services.briefs.arrangement import arrangement_of
from kam.services.briefs.attendees import absent_deciders, attendee_cards, our_attendees
from kam.services.briefs.changes import collect_changes
from kam.services.briefs.complaints import Complaints, collect_complaints, complaint_lines
from kam.services.briefs.first import collect_first
from kam.services.briefs.health import churn_line, collect_health, health_changes, health_figure
from kam.services.briefs.maps import with_maps
from kam.services.briefs.money.block import money_block
from kam.services.briefs.money.market import competitor_lines, opportunity_lines
from kam.services.briefs.money.sales import Sales, collect_sales, order_days
from kam.services.briefs.money.wallet import ClientWallet, collect_wallet
from kam.services.briefs.people import People, collect_people
from kam.services.briefs.preparation import (
    ask_lines,
    checklist_lines,
    objection_lines,
    of_meeting,
    question_lines,
    risk_lines,
)
from kam.services.briefs.promises import Ledger, collect_promises, commitment_lines, side_kept_rate
from kam.services.briefs.records import Dossier, collect_dossier
from kam.services.briefs.roles import uncovered
from kam.services.briefs.scene import Scene
from kam.services.briefs.standing import collect_standing, contract_in_force
from kam.services.briefs.unknowns import collect_unknowns
from kam.services.health.rows import HealthRow
from kam.store.workspace import Workspace


def collect_brief(
    workspace: Workspace, meeting_id: UUID, *, as_of: datetime, printed_at: datetime, language: str
) -> BriefContent:
    """Everything the brief of a meeting shows.

    Days and hours are counted to the start of the meeting; facts are those known at ``as_of``: dated facts
    by their dates, the rest by the journal. Words that are not a person's own are in ``language``.

    Raises:
        NotFoundError: ``brief.meeting_gone``; ``workspace.no_profile`` in a file without a profile.

    """
    with workspace.reading() as session:
        scene = Scene.of(workspace, session, meeting_id, as_of=as_of, language=language)
        content, account_id = _content(scene, _facts(scene), printed_at), scene.account.id
    return with_maps(workspace, content, account_id, as_of=as_of, printed_at=printed_at, language=language)


@dataclass(frozen=True)
class _Facts:
    """What several parts of the brief are made from, each read once."""

    people: People
    dossier: Dossier
    ledger: Ledger
    complaints: Complaints
    sales: Sales
    ordered_on: list[date]
    wallet: ClientWallet | None
    health: HealthRow
    questions: Sequence[Question]


def _facts(scene: Scene) -> _Facts:
    return _Facts(
        people=collect_people(scene),
        dossier=collect_dossier(scene),
        ledger=collect_promises(scene),
        complaints=collect_complaints(scene),
        sales=collect_sales(scene),
        ordered_on=order_days(scene),
        wallet=collect_wallet(scene),
        health=collect_health(scene),
        questions=of_meeting(scene, Question),
    )


def _content(scene: Scene, facts: _Facts, printed_at: datetime) -> BriefContent:
    people, dossier, ledger, complaints = facts.people, facts.dossier, facts.ledger, facts.complaints
    attendees, asks = attendee_cards(scene, people), ask_lines(scene)
    questions = question_lines(facts.questions)
    competitors = competitor_lines(scene, dossier)
    numbers_fresh = facts.sales.is_known(facts.sales.last)
    return BriefContent(
        head=_head(scene, facts, printed_at),
        currency=scene.account.currency,
        arrangement=arrangement_of(scene.session, scene.meeting.id),
        purpose=scene.meeting.purpose or "",
        best_outcome=scene.meeting.best_outcome or "",
        minimum_outcome=scene.meeting.minimum_outcome or "",
        first=collect_first(scene, complaints, ledger, people, dossier.contracts),
        attendees=attendees,
        ours=our_attendees(scene, people),
        absent=absent_deciders(scene, people),
        changes=(
            *health_changes(scene, facts.health),
            *collect_changes(scene, dossier, people, complaints, ledger),
        ),
        we_promised=commitment_lines(scene, ledger, Side.OURS, people),
        they_promised=commitment_lines(scene, ledger, Side.THEIRS, people),
        our_kept_rate=side_kept_rate(scene, ledger, Side.OURS),
        their_kept_rate=side_kept_rate(scene, ledger, Side.THEIRS),
        complaints=complaint_lines(scene, complaints, people),
        complaints_ever=len(complaints.files),
        money=money_block(scene, facts.sales, facts.wallet, dossier, facts.ordered_on),
        opportunities=opportunity_lines(scene, dossier),
        competitors=competitors,
        uncovered=uncovered(scene, people),
        churn=churn_line(scene, facts.health),
        risks=risk_lines(scene),
        asks=asks,
        objections=objection_lines(scene),
        questions=questions,
        # After everything that converts sums: a missing rate is one of the unknowns.
        unknowns=collect_unknowns(
            scene, people, dossier, facts.wallet, competitors, questions=facts.questions
        ),
        checklist=checklist_lines(scene, attendees, asks, questions, numbers_fresh=numbers_fresh),
    )


def _head(scene: Scene, facts: _Facts, printed_at: datetime) -> BriefHead:
    meeting, contract = scene.meeting, contract_in_force(facts.dossier.contracts, scene.day)
    standing = collect_standing(scene)
    return BriefHead(
        account=scene.account.name,
        as_of=scene.as_of,
        printed_at=printed_at,
        zone=meeting.zone,
        subject=meeting.subject,
        client_subject=meeting.subject,
        kind=meeting.kind,
        starts_at=scene.starts_at,
        minutes=meeting.minutes,
        place=meeting.place or "",
        segment=standing.segment,
        group=standing.group,
        status=scene.account.status,
        health=health_figure(facts.health),
        contract_ends_on=contract.ends_on if contract else None,
        contract_number=(contract.number or "") if contract else "",
        last_meeting_on=scene.last.on if scene.last else None,
        changes_since=scene.local_date(scene.printed_as_of) if scene.printed_as_of else None,
        our_company=scene.profile.company,
    )
