"""The account's first page: who it is, the figures, the next meeting, and six panels of six lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.analysis.map_review import ReviewedCheck
from kam.analysis.promises import Promise
from kam.core.errors import UserError
from kam.core.formats import Formats, Target
from kam.core.vocabulary import Side
from kam.models import BusinessUnit, Commitment, Participant
from kam.reports.content import Change, ChangeKind, MoneyBlock
from kam.services.accounts.pins import pinned
from kam.services.briefs.changes import collect_changes
from kam.services.briefs.complaints import Complaints, collect_complaints
from kam.services.briefs.meetings import NextMeeting, next_meeting
from kam.services.briefs.money.block import money_block
from kam.services.briefs.money.sales import collect_sales, order_days
from kam.services.briefs.money.wallet import collect_wallet
from kam.services.briefs.people import People, collect_people
from kam.services.briefs.promises import Ledger, collect_promises, owner_label, side_kept_rate
from kam.services.briefs.records import collect_dossier
from kam.services.briefs.scene import Scene
from kam.services.dossier.knowledge import completeness_row
from kam.services.dossier.source import Source
from kam.services.health.book import health_row
from kam.services.health.rows import HealthRow
from kam.services.lists.plans import version_in_force
from kam.services.people.map import read_map
from kam.services.people.rows import PlaceRow
from kam.services.portfolio.book import read_row
from kam.services.portfolio.rows import PortfolioRow
from kam.services.remembering import Part, newest_step, remembered
from kam.store.workspace import Workspace

_CARD = Part("account card", ())  # any step is another key
_HEALTH = Part("account health", ())


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What changed, in words of the language asked for; what stands between ``**`` is bold."""

    on: date
    kind: ChangeKind
    sentence: str


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """An open promise; ``days_late`` is 0 while it is not late."""

    id: UUID
    side: Side
    text: str
    owner: str
    due_on: date | None
    days_late: int


@dataclass(frozen=True, slots=True)
class KeptShare:
    """Promises kept in time over twelve months, of those that came due."""

    kept: int
    of: int


@dataclass(frozen=True, slots=True)
class AccountCard:
    """Everything the header and the overview of an account show as of ``day``.

    ``promises`` are the open ones of both sides, ours first, the latest first. ``complaints`` counts the open
    ones; ``steps`` are our internal tasks with a date. ``percent`` is the completeness of the dossier.
    """

    row: PortfolioRow
    legal_name: str | None
    client_since: date | None
    units: int
    day: date
    percent: int
    money: MoneyBlock
    currency: str
    last_met_on: date | None
    meeting: NextMeeting | None
    guests: tuple[str, ...]
    changes: tuple[ChangeLine, ...]
    promises: tuple[PromiseLine, ...]
    kept_by_us: KeptShare
    kept_by_them: KeptShare
    people: tuple[PlaceRow, ...]
    people_rated: int
    checks: tuple[ReviewedCheck, ...]
    steps: tuple[PromiseLine, ...]
    complaints: int
    pinned: bool
    plan_version: int | None = None
    """The last submitted version of the plan in force; None where none was submitted."""


def account_card(workspace: Workspace, account_id: UUID, *, as_of: datetime, language: str) -> AccountCard:
    """The card of an account; the same one for a minute in which nothing changes, whatever tab is opened.

    Raises:
        NotFoundError: ``account.gone``.

    """
    minute = as_of.replace(second=0, microsecond=0)
    with workspace.reading() as session:
        key = (account_id, minute, language, newest_step(session))
        return remembered(
            workspace, session, _CARD, key, lambda: _card(workspace, account_id, as_of, language)
        )


def account_health(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> HealthRow:
    """The health that the header shows; as with the card, the same one for a minute.

    Raises:
        NotFoundError: ``account.gone``.

    """
    minute = as_of.replace(second=0, microsecond=0)
    with workspace.reading() as session:
        key = (account_id, minute, newest_step(session))
        return remembered(
            workspace, session, _HEALTH, key, lambda: health_row(workspace, session, account_id, as_of)
        )


def _card(workspace: Workspace, account_id: UUID, as_of: datetime, language: str) -> AccountCard:
    percent = _completeness(workspace, account_id, as_of)
    stakeholders = read_map(workspace, account_id, as_of=as_of)
    meeting = _next_meeting(workspace, account_id, as_of)
    pins = {each.id for each in pinned(workspace)}
    with workspace.reading() as session:
        scene = Scene.now(workspace, session, account_id, as_of=as_of, language=language)
        people = collect_people(scene)
        records = collect_dossier(scene)
        ledger = collect_promises(scene)
        complaints = collect_complaints(scene)
        wallet = collect_wallet(scene)
        return AccountCard(
            row=read_row(workspace, session, account_id, as_of),
            legal_name=scene.account.legal_name,
            client_since=scene.account.client_since,
            units=_count_units(session, account_id),
            day=scene.day,
            percent=percent,
            money=money_block(scene, collect_sales(scene), wallet, records, order_days(scene)),
            currency=scene.account.currency,
            last_met_on=scene.last.on if scene.last else None,
            meeting=meeting,
            guests=_guests(session, meeting, stakeholders.places),
            changes=_changes(scene, collect_changes(scene, records, people, complaints, ledger)),
            promises=_promises(scene, ledger, people),
            kept_by_us=_kept(scene, ledger, Side.OURS),
            kept_by_them=_kept(scene, ledger, Side.THEIRS),
            people=_ranked(stakeholders.places),
            people_rated=sum(place.attitude.value is not None for place in stakeholders.places),
            checks=stakeholders.checks,
            steps=_steps(scene, people),
            complaints=_count_open(complaints),
            pinned=account_id in pins,
            plan_version=version_in_force(session, account_id, scene.day),
        )


def _completeness(workspace: Workspace, account_id: UUID, as_of: datetime) -> int:
    """In a session of its own: what is read of the dossier is turned back to the moment in place."""
    with workspace.reading() as session:
        return completeness_row(Source.of(session, account_id, as_of)).percent


def _next_meeting(workspace: Workspace, account_id: UUID, as_of: datetime) -> NextMeeting | None:
    try:
        return next_meeting(workspace, account_id, as_of=as_of)
    except UserError:
        return None


def _guests(session: Session, meeting: NextMeeting | None, places: tuple[PlaceRow, ...]) -> tuple[str, ...]:
    """The client's people at the meeting by their short names, the most influential first."""
    if meeting is None:
        return ()
    query = select(Participant.stakeholder_id).where(Participant.interaction_id == meeting.id)
    there = set(session.scalars(query))
    return tuple(place.label for place in _ranked(places) if place.id in there)


def _ranked(places: tuple[PlaceRow, ...]) -> tuple[PlaceRow, ...]:
    return tuple(sorted(places, key=lambda place: (-(place.influence.value or 0), place.label)))


def _count_units(session: Session, account_id: UUID) -> int:
    query = select(func.count()).select_from(BusinessUnit).where(BusinessUnit.account_id == account_id)
    return session.scalar(query) or 0


def _count_open(complaints: Complaints) -> int:
    return sum(file.is_open for file in complaints.files)


def _changes(scene: Scene, changes: tuple[Change, ...]) -> tuple[ChangeLine, ...]:
    from kam.reports.kit import ONE_PAGE, Kit
    from kam.reports.phrases import change_sentence

    kit = Kit(
        words=scene.words,
        formats=Formats(scene.language, Target.WINDOW),
        look=ONE_PAGE,
        currency=scene.account.currency,
        zone=scene.zone.key,
    )
    return tuple(ChangeLine(each.on, each.kind, change_sentence(kit, each)) for each in changes)


def _promises(scene: Scene, ledger: Ledger, people: People) -> tuple[PromiseLine, ...]:
    lines = [
        _promise(scene, promise, ledger.records[promise.id], people)
        for side in (Side.OURS, Side.THEIRS)
        for promise in ledger.open(side)
    ]
    lines.sort(key=lambda line: (line.side is Side.THEIRS, line.due_on or date.max, line.text))
    return tuple(lines)


def _promise(scene: Scene, promise: Promise, record: Commitment, people: People) -> PromiseLine:
    return PromiseLine(
        id=promise.id,
        side=promise.side,
        text=record.text,
        owner=owner_label(scene, record, people),
        due_on=promise.due_on,
        days_late=promise.days_late(scene.starts_at),
    )


def _steps(scene: Scene, people: People) -> tuple[PromiseLine, ...]:
    """What we have set ourselves: tasks that were promised to nobody, the earliest first."""
    tasks = [
        task
        for task in scene.records(Commitment, Commitment.promised_to_client.is_(False))
        if task.closed_on is None and not task.promised_to_client
    ]
    tasks.sort(key=lambda task: (task.due_on or date.max, task.text))
    return tuple(
        PromiseLine(
            id=task.id,
            side=task.side,
            text=task.text,
            owner=owner_label(scene, task, people),
            due_on=task.due_on,
            days_late=max((scene.day - task.due_on).days, 0) if task.due_on else 0,
        )
        for task in tasks
    )


def _kept(scene: Scene, ledger: Ledger, side: Side) -> KeptShare:
    rate = side_kept_rate(scene, ledger, side)
    return KeptShare(rate.kept, rate.of)


def kept_ratio(kept: KeptShare) -> Decimal | None:
    """The share of promises kept; None where none came due."""
    return Decimal(kept.kept) / kept.of if kept.of else None
