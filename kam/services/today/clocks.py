"""Clocks of Today: the pressing clock of each open complaint, and how many first answers were in time."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from kam.analysis.complaint_clocks import ClockReading, urgency
from kam.core.errors import RuleError
from kam.services.complaints.learning import usual_span
from kam.services.complaints.learning_facts import LearningGround, read_facts
from kam.services.complaints.query import ComplaintQuery
from kam.services.complaints.standing import CLOCK_SOURCES, read_standing
from kam.services.profile import read_profile
from kam.services.remembering import Part, remembered
from kam.services.today.putting_off import COMPLAINT, Quiet
from kam.services.today.rows import ClockGroup, ClockItem
from kam.services.working_calendar import NORMS_SETTING, read_calendar
from kam.store.workspace import Workspace

_ANSWERED: Final = Part("today.answered", CLOCK_SOURCES)
Groups = tuple[tuple[ClockGroup, tuple[ClockItem, ...]], ...]


class ClockReader:
    """Reads the complaints of the clients asked for, as of a moment."""

    def __init__(
        self,
        workspace: Workspace,
        session: Session,
        as_of: datetime,
        names: Mapping[UUID, str],
        quiet: Quiet,
    ) -> None:
        profile = read_profile(session)
        self._workspace = workspace
        self._session = session
        self._profile = profile
        self._as_of = as_of
        self._names = names
        self._quiet = quiet
        self._norms = json.dumps(profile.settings.get(NORMS_SETTING), sort_keys=True)

    def groups(self) -> Groups:
        """Every open complaint by how its pressing clock stands, in each group the most urgent first."""
        groups: dict[ClockGroup, list[tuple[ClockReading, ClockItem]]] = defaultdict(list)
        for each, pressing in self._pressing():
            if each.account_id in self._names and not self._quiet.hides(COMPLAINT, each.id):
                item = self._item(each, pressing)
                groups[item.group].append((pressing, item))
        return tuple(
            (group, tuple(item for _, item in sorted(groups[group], key=lambda pair: urgency(pair[0]))))
            for group in ClockGroup
            if groups[group]
        )

    def answered_in_time(self) -> float | None:
        """The share of first answers given within the norm over twelve months; None where there were none.

        Read once an hour.
        """
        hour = self._as_of.replace(minute=0, second=0, microsecond=0)
        key = (hour, str(self._profile.zone), self._norms)
        told = remembered(self._workspace, self._session, _ANSWERED, key, self._answers)
        met = [in_time for account, in_time in told if account in self._names]
        return sum(met) / len(met) if met else None

    def _pressing(self) -> list[tuple[Row[Any], ClockReading]]:
        """The pressing clock of each open complaint that has one."""
        standing = read_standing(self._workspace, self._session, self._as_of)
        clocks = standing.pressing(self._as_of)
        there = (each.complaint for each in standing.complaints)
        return [(each, clocks[each.id]) for each in there if each.id in clocks]

    def _answers(self) -> list[tuple[UUID, bool]]:
        """Of the complaints of a year those whose first answer was given or is overdue, as they teach."""
        ground = LearningGround.of(self._session, ComplaintQuery(), self._as_of)
        facts = read_facts(self._workspace, self._session, ground, usual_span(ground.today))
        return [
            (fact.account_id, fact.first_response.kept)
            for fact in facts
            if fact.first_response.kept is not None
        ]

    @cached_property
    def _working_day(self) -> timedelta:
        calendar = read_calendar(self._session, self._profile.zone, [self._as_of.year])
        with suppress(RuleError):  # a calendar without hours has no working day, and no clock that runs in it
            return calendar.working_day
        return timedelta(days=1)

    def _item(self, complaint: Row[Any], clock: ClockReading) -> ClockItem:
        due = None if clock.due_at is None else clock.due_at.astimezone(self._profile.zone)
        paused = clock.paused_since
        return ClockItem(
            id=complaint.id,
            account_id=complaint.account_id,
            account=self._names[complaint.account_id],
            number=complaint.number,
            summary=complaint.summary,
            severity=complaint.severity,
            clock=clock.kind,
            group=ClockGroup.of(clock.state),
            left=clock.remaining,
            over=clock.over_by,
            in_working_time=clock.in_working_time,
            used=float(clock.used_share),
            due=None if due is None else due.replace(tzinfo=None),
            paused_days=None if paused is None else (self._as_of - paused).days,
            working_day=self._working_day,
        )
