"""What every part of a plan's paper starts from: the content that is printed, the client around it, names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy.orm import Session

from kam.analysis.plans.content import PlanContent
from kam.core.errors import NotFoundError
from kam.core.formats import Formats
from kam.core.vocabulary import PlanStatus
from kam.core.words import Words
from kam.models import Plan
from kam.reports.people_words import listed_name
from kam.reports.stakeholder_maps.content import MapContent
from kam.services.briefs.names import split_name
from kam.services.briefs.scene import Scene
from kam.services.plans.comparing import names_around
from kam.services.plans.reading import VersionRow, versions_of
from kam.services.plans.records import plan_of
from kam.services.plans.telling import content_of
from kam.services.plans.versions import VersionState, version_content, version_state
from kam.store.workspace import Workspace

_STATUS_OF = {
    VersionState.SUBMITTED: PlanStatus.SUBMITTED,
    VersionState.APPROVED: PlanStatus.APPROVED,
    VersionState.RETURNED: PlanStatus.RETURNED,
    VersionState.WITHDRAWN: PlanStatus.DRAFT,
    VersionState.AT_CLOSING: PlanStatus.CLOSED,
}
_UNCHANGED = frozenset({PlanStatus.SUBMITTED, PlanStatus.APPROVED, PlanStatus.CLOSED})
"""While a plan is one of these, only facts are noted in it: it is still its latest version."""


@dataclass(frozen=True)
class Printed:
    """Which content of a plan is printed: a frozen version, or the plan as it stands."""

    plan: Plan
    content: PlanContent
    status: PlanStatus
    version: VersionRow | None
    """The version that it is; None for a plan that was changed since it was last submitted."""
    previous: VersionRow | None
    """The version before, with which it is compared."""
    frozen: bool


@dataclass(frozen=True)
class Ground:
    """A plan's content in its client's surroundings, seen from one moment, in one language."""

    workspace: Workspace
    session: Session
    scene: Scene
    printed: Printed
    map: MapContent | None
    colleagues: Mapping[UUID, str]
    known_names: Mapping[UUID, str]

    @property
    def content(self) -> PlanContent:
        """The content that is printed."""
        return self.printed.content

    @property
    def day(self) -> date:
        """The day of the data."""
        return self.scene.known_on

    @property
    def words(self) -> Words:
        """The words of the paper."""
        return self.scene.words

    @property
    def formats(self) -> Formats:
        """How dates and sums are written on it."""
        return self.scene.formats

    def ours(self, colleague_id: UUID | None) -> str:
        """One of ours: «М. Кречетова»; empty for nobody."""
        name = self.colleagues.get(colleague_id, "") if colleague_id else ""
        return listed_name(split_name(name))

    def theirs(self, stakeholder_id: UUID | None) -> str:
        """One of theirs as the map calls them; empty for nobody, and for who is not known any more."""
        if stakeholder_id is None:
            return ""
        return self._on_map.get(stakeholder_id) or self.known_names.get(stakeholder_id, "")

    @cached_property
    def _on_map(self) -> dict[UUID, str]:
        return {each.id: each.name or each.title for each in self.map.people} if self.map else {}

    @cached_property
    def titles(self) -> dict[UUID, str]:
        """The job titles of those on the map who have a name."""
        return {each.id: each.title for each in self.map.people if each.name} if self.map else {}


def printed_content(
    session: Session, plan_id: UUID, version: int | None, today: date, colleagues: Mapping[UUID, str]
) -> Printed:
    """A version of a plan, or (None) the plan as it stands.

    Raises:
        NotFoundError: ``plan.gone``, ``plan.version_gone``.
        RuleError: ``plan.version_damaged``, ``plan.version_newer``.

    """
    plan = plan_of(session, plan_id)
    rows = versions_of(session, plan.id, colleagues)
    latest = rows[0] if rows else None
    if version is None:
        content = content_of(session, plan, today)
        current = latest if plan.status in _UNCHANGED else None
        return Printed(plan, content, plan.status, current, _before(rows, current), frozen=False)
    content = version_content(session, plan.id, version)
    row = next(each for each in rows if each.number == version)
    state = version_state(row, plan.status, is_latest=row is latest)
    return Printed(plan, content, _STATUS_OF[state], row, _before(rows, row), frozen=True)


def _before(rows: tuple[VersionRow, ...], printed: VersionRow | None) -> VersionRow | None:
    """The latest version before the printed one; before a plan under work the latest of all."""
    return next((each for each in rows if printed is None or each.number < printed.number), None)


def moment_of_data(workspace: Workspace, plan_id: UUID, version: int | None, as_of: datetime) -> datetime:
    """What the client was like when a version was submitted; without a version the moment asked for.

    Raises:
        NotFoundError: ``plan.gone``, ``plan.version_gone``.

    """
    if version is None:
        return as_of
    with workspace.reading() as session:
        rows = versions_of(session, plan_of(session, plan_id).id, {})
    found = next((each.submitted_at for each in rows if each.number == version), None)
    if found is None:
        raise NotFoundError("plan.version_gone", number=version)
    return min(found, as_of)


def names_of(session: Session, printed: Printed, colleagues: Mapping[UUID, str]) -> dict[UUID, str]:
    """What a plan refers to outside itself, by name."""
    return names_around(session, printed.plan, (printed.content,), colleagues)
