"""The demo workspace as a file: written in one step, replaced while nobody edited it.

Its dates move with today, so a demo of yesterday is written anew; one that somebody worked in is theirs.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from kam.core.changes import Area, Outcome
from kam.core.clock import today
from kam.core.errors import ConflictError, RuleError
from kam.core.ids import seeded_ids
from kam.core.resources import resource_path
from kam.core.vocabulary import InteractionKind, InteractionStatus
from kam.models import (
    Account,
    Interaction,
    MonthlySales,
    OrderLine,
    Person,
    Record,
    Step,
    Target,
    WorkspaceProfile,
)
from kam.services.demo.content import Content, read_content
from kam.services.demo.story import Story, tell
from kam.services.demo.versions import write_versions
from kam.services.health.keeping import keep_snapshots
from kam.services.stored_settings import put_setting
from kam.services.working_calendar import office_calendar
from kam.store import blobs
from kam.store.journal import UNDOABLE, StepKind, unpack
from kam.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from sqlalchemy.orm import Session

    from kam.core.clock import Clock

STEP: Final = "demo.created"
_SEED: Final = 2026
_NOT_BEFORE: Final = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What a demo holds, and its next meeting: the one worth a brief."""

    path: Path
    language: str
    today: date
    accounts: int
    people: int
    interactions: int
    next_meeting: UUID
    next_meeting_account: str
    next_meeting_at: datetime


def write_demo(path: Path, *, language: str, clock: Clock) -> Outcome[DemoSummary]:
    """Write the demo as a new workspace, or in place of a demo that nobody edited.

    Raises:
        ConflictError: ``demo.exists`` when there is a workspace that is no demo, or a demo with work in it;
            it stays untouched.
        RuleError: ``demo.too_early`` when the clock stands before the years that the story names.
        UserError: what opening or creating a workspace raises.

    """
    replace = path.exists()
    if replace:
        _must_be_untouched(path, clock)
    content = read_content(language)
    day = _today(content, clock)
    with seeded_ids(_SEED, datetime.combine(day, time(), UTC)):
        story = tell(content, day)
        records = [*_frame(content, day), *story.records]

        def write(workspace: Workspace) -> None:
            _write(workspace, records, story, _details(language, day))
            keep_snapshots(workspace, as_of=clock.now())
            if replace:
                _must_be_untouched(path, clock)  # by now nobody else can write to it

        with Workspace.create(path, clock, write, replace=replace) as workspace:
            return Outcome(_summary(workspace, language, day), Area.EVERYTHING)


def ensure_demo(path: Path, language: str, clock: Clock) -> DemoSummary | None:
    """Make sure that there is a demo: written if absent, written anew if untouched and not of today.

    Returns the summary of a demo written now, None where what is there stayed: it is of today already, or
    somebody worked in it.

    Raises:
        UserError: when the file cannot be opened, or is open in another kam and would have to move on.

    """
    if path.exists():
        content = read_content(language)
        day = _today(content, clock)
        with Workspace.open(path, clock, read_only=True) as workspace:
            written = _untouched_demo(workspace)
        if written is None or written == _details(language, day):
            return None
    return write_demo(path, language=language, clock=clock).value


def _today(content: Content, clock: Clock) -> date:
    """The day on which the demo is told. The story names some years, so it cannot be told before them."""
    day = today(clock, ZoneInfo(content.supplier["workspace"]["zone"]))
    if day < _NOT_BEFORE:
        raise RuleError("demo.too_early", today=day)
    return day


def _write(workspace: Workspace, records: list[Record], story: Story, details: dict[str, str]) -> None:
    """Everything in one step. It cannot be undone: without it nothing would be left of the workspace."""
    with workspace.writing(STEP, details=details, kind=StepKind.AUTOMATIC) as unit:
        unit.add_all(records)
        unit.insert_many(OrderLine, story.orders)
        unit.insert_many(MonthlySales, story.totals)
        unit.insert_many(Target, story.targets)
        for name, value in story.settings.items():
            put_setting(unit, name, value)
        for content in story.files:
            digest = hashlib.sha256(content).digest()
            blobs.keep(unit.wire, digest, len(content), blobs.in_pieces(content))
        write_versions(unit, story.versions)


def _frame(content: Content, today: date) -> list[Record]:
    """The workspace's own records: whose it is, and when we work."""
    told = content.supplier["workspace"]
    profile = WorkspaceProfile(
        company=told["company"],
        currency=told["currency"],
        language=content.language,
        country=told["country"],
        zone=told["zone"],
    )
    return [profile, office_calendar(profile.zone, profile.country, today)]


def _details(language: str, day: date) -> dict[str, str]:
    """What makes two demos the same: language, day and edition of the content."""
    edition = hashlib.sha256()
    for file in sorted(resource_path("demo", language).rglob("*")):
        if file.is_file():
            edition.update(file.read_bytes())
    return {"language": language, "day": day.isoformat(), "edition": edition.hexdigest()[:16]}


def _untouched_demo(workspace: Workspace) -> dict[str, str] | None:
    """The details of a demo in which nobody changed anything; None for any other workspace."""
    with workspace.reading() as session:
        made = session.scalars(select(Step).where(Step.label == STEP)).first()
        edits = session.scalars(
            select(Step.seq).where(Step.kind.in_([kind.value for kind in UNDOABLE]))
        ).first()
    if made is None or edits is not None:
        return None
    return dict(unpack(made.details)) if made.details else {}


def _must_be_untouched(path: Path, clock: Clock) -> None:
    """Raise ConflictError for anything but a demo that nobody edited; the file stays byte for byte."""
    with Workspace.open(path, clock, read_only=True) as workspace:
        if _untouched_demo(workspace) is None:
            raise ConflictError("demo.exists", path=str(path))


def _summary(workspace: Workspace, language: str, day: date) -> DemoSummary:
    with workspace.reading() as session:
        meeting, account = session.execute(
            select(Interaction, Account.name)
            .join(Account, Account.id == Interaction.account_id)
            .where(
                Interaction.status == InteractionStatus.PLANNED,
                Interaction.kind == InteractionKind.MEETING,
            )
            .order_by(Interaction.starts_at)
            .limit(1)
        ).one()
        return DemoSummary(
            path=workspace.path,
            language=language,
            today=day,
            accounts=_count(session, Account),
            people=_count(session, Person),
            interactions=_count(session, Interaction),
            next_meeting=meeting.id,
            next_meeting_account=account,
            next_meeting_at=meeting.starts_at,
        )


def _count(session: Session, entity: type[Record]) -> int:
    return session.scalar(select(func.count()).select_from(entity)) or 0
