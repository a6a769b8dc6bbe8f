"""The map of one account's people: who is there, how they stand, how they are tied, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.assistants import is_assistant
from kam.analysis.coverage import CoverageLevel, CoveredPerson, cover
from kam.analysis.map_checks import MapPerson, cadence_standing
from kam.analysis.map_review import review_map
from kam.analysis.ratings import WeighedPerson, WeightedAttitude, weighted_attitude
from kam.core.errors import NotFoundError
from kam.core.text import with_capital
from kam.core.vocabulary import Attitude, ContactLevel, RatingKind, RelationshipLevel, TeamRole
from kam.models import (
    Account,
    AccountTeamMember,
    BusinessUnit,
    Colleague,
    Complaint,
    Person,
    PersonLine,
    Stakeholder,
)
from kam.services.briefs.history import History
from kam.services.briefs.settings import BriefSettings
from kam.services.lists.hindsight import stages_then
from kam.services.people.names import NameParts, colleague_short
from kam.services.people.reading import (
    RatingFact,
    last_contacts,
    next_contacts,
    rating_now,
    read_ratings,
    read_roles,
    value_on,
)
from kam.services.people.rows import (
    ColleagueRow,
    LevelRow,
    PlaceRow,
    RaisedComplaint,
    RelationRow,
    StakeholderMap,
)
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

COMPARED_DAYS: Final = 90
"""How far back the attitude is compared with, unless another day is asked for."""
_NOBODY: Final = NameParts()


def read_map(
    workspace: Workspace, account_id: UUID, *, as_of: datetime, before: date | None = None
) -> StakeholderMap:
    """The people of an account as of a moment, compared with an earlier day (default: 90 days before).

    Ratings, places and contacts are those of the moment; roles and lines between people are as recorded now.

    Raises:
        NotFoundError: ``account.gone``.

    """
    with workspace.reading() as session:
        account = session.get(Account, account_id)
        if account is None:
            raise NotFoundError("account.gone")
        return MapReader(session, account, as_of).whole(before)


class MapReader:
    """Reads everything about the people of one account, each kind of record once."""

    def __init__(self, session: Session, account: Account, as_of: datetime) -> None:
        self._session = session
        self._account = account
        self._as_of = as_of
        self._profile = read_profile(session)
        self._settings = BriefSettings.of(self._profile.settings)
        self.day = self._profile.today(as_of)
        self._here = select(Stakeholder.id).where(Stakeholder.account_id == account.id)
        self._ratings = read_ratings(session, self.day, self._here)
        self._roles = read_roles(session, self._here)
        self._touched = last_contacts(session, as_of, self._profile.zone, self._here)
        self._next = next_contacts(session, as_of, self._profile.zone, self._here)

    def whole(self, before: date | None = None) -> StakeholderMap:
        """The map."""
        earlier = before or self.day - timedelta(days=COMPARED_DAYS)
        rows = [self._row(place, earlier) for place in self._stakeholders]
        there = [row for row in rows if row.left_on is None]
        gone = sorted((row for row in rows if row.left_on is not None), key=_leaving, reverse=True)
        shown = {row.id for row in there}
        colleagues = self._columns(there)
        return StakeholderMap(
            account_id=self._account.id,
            account=self._account.name,
            day=self.day,
            before=earlier,
            last_met_on=max(self._touched.values(), default=None),
            places=tuple(there),
            left=tuple(gone),
            relations=tuple(self._relations(shown)),
            colleagues=colleagues,
            checks=review_map(
                map(self._for_checks, there),
                self.day,
                self._settings.map_checks,
                self._settings.cadence,
            ),
            coverage=cover(
                map(_for_coverage, there),
                [(each.id, each.short) for each in colleagues],
                self._settings.map_checks,
            ),
            attitude=_attitude((row.id, row.attitude.value, row.influence.value) for row in there),
            attitude_before=_attitude(
                (row.id, row.attitude_before, row.influence_before)
                for row in rows
                if (row.since is None or row.since <= earlier)
                and (row.left_on is None or row.left_on >= earlier)
            ),
        )

    def places_of(self, person_id: UUID) -> list[PlaceRow]:
        """The places of one person at this account."""
        earlier = self.day - timedelta(days=COMPARED_DAYS)
        return [self._row(place, earlier) for place in self._stakeholders if place.person_id == person_id]

    @cached_property
    def _stakeholders(self) -> list[Stakeholder]:
        """All places, in the order in which they were entered."""
        found = self._session.scalars(
            select(Stakeholder).where(Stakeholder.account_id == self._account.id).order_by(Stakeholder.id)
        )
        history = History(self._session, self._account.id, self._as_of)
        return sorted(history.as_of(Stakeholder, found), key=lambda place: place.id)

    @cached_property
    def _people(self) -> dict[UUID, Person]:
        known = {place.person_id for place in self._stakeholders if place.person_id is not None}
        return {one.id: one for one in self._session.scalars(select(Person).where(Person.id.in_(known)))}

    @cached_property
    def _colleagues(self) -> dict[UUID, Colleague]:
        return {one.id: one for one in self._session.scalars(select(Colleague))}

    @cached_property
    def _units(self) -> dict[UUID, str]:
        query = select(BusinessUnit.id, BusinessUnit.name)
        rows = self._session.execute(query.where(BusinessUnit.account_id == self._account.id))
        return {row.id: row.name for row in rows}

    @cached_property
    def _complaints(self) -> dict[UUID, list[RaisedComplaint]]:
        """By place what its holder complained of, the latest first."""
        query = select(Complaint).where(
            Complaint.account_id == self._account.id,
            Complaint.raised_by_id.is_not(None),
            Complaint.received_at <= self._as_of,
        )
        stages = stages_then(self._session, self._as_of, self._account.id)
        found: dict[UUID, list[RaisedComplaint]] = {}
        for each in self._session.scalars(query.order_by(Complaint.received_at.desc(), Complaint.id)):
            assert each.raised_by_id is not None  # noqa: S101 - the query asked
            raised = RaisedComplaint(
                id=each.id,
                number=each.number,
                summary=each.summary,
                received_on=each.received_at.astimezone(self._profile.zone).date(),
                stage=stages.get(each.id, each.stage),
                satisfaction=each.satisfaction,
                attitude_before=each.attitude_before,
                attitude_after=each.attitude_after,
            )
            found.setdefault(each.raised_by_id, []).append(raised)
        return found

    def _row(self, place: Stakeholder, earlier: date) -> PlaceRow:
        person = self._people.get(place.person_id) if place.person_id else None
        name = _NOBODY if person is None else name_of(person)
        attitudes = self._of(place, RatingKind.ATTITUDE)
        influences = self._of(place, RatingKind.INFLUENCE)
        freshness = self._settings.freshness
        before = value_on(attitudes, earlier)
        standing = cadence_standing(
            self._bare(place, placeholder=place.is_placeholder()), self.day, self._settings.cadence
        )
        ahead = self._next.get(place.id)
        opened = place.placeholder_since or place.since or self.day
        return PlaceRow(
            id=place.id,
            version=place.version,
            account_id=place.account_id,
            person_id=place.person_id,
            person_version=None if person is None else person.version,
            name=name,
            label=name.brief or with_capital(place.job_title or place.placeholder or ""),
            placeholder=place.placeholder,
            placeholder_since=place.placeholder_since,
            open_days=(self.day - opened).days if place.is_placeholder() else None,
            erased=person is not None and person.erased_on is not None,
            job_title=place.job_title,
            department=place.department,
            unit_id=place.unit_id,
            unit=None if place.unit_id is None else self._units.get(place.unit_id),
            reports_to=place.reports_to_id,
            assistant=is_assistant(place.job_title),
            roles=self._roles.get(place.id, ()),
            circle=place.circle,
            lens=place.lens,
            influence=rating_now(influences, self.day, freshness, int),
            attitude=rating_now(attitudes, self.day, freshness, Attitude),
            contact_level=rating_now(
                self._of(place, RatingKind.CONTACT_LEVEL), self.day, freshness, ContactLevel
            ),
            levels=self._levels(place),
            influence_before=value_on(influences, earlier),
            attitude_before=None if before is None else Attitude.of(before),
            owner_id=place.owner_id,
            owner=None if place.owner_id is None else self._colleague_name(place.owner_id),
            last_contact_on=self._touched.get(place.id),
            contact_days=standing.days,
            contact_norm=standing.norm,
            own_cadence=place.cadence_days,
            overdue=standing.overdue,
            next_contact_id=ahead.id if ahead else None,
            next_contact_at=ahead.at if ahead else None,
            cares_about=place.cares_about,
            avoid=place.avoid,
            business_win=place.business_win,
            personal_win=place.personal_win,
            concerns=place.concerns,
            notes=place.notes,
            since=place.since,
            left_on=place.left_on if place.left_on is not None and place.left_on < self.day else None,
            successor_id=place.successor_id,
            complaints=tuple(self._complaints.get(place.id, ())),
        )

    def _of(self, place: Stakeholder, kind: RatingKind) -> list[RatingFact]:
        return self._ratings.get((place.id, kind), [])

    def _bare(self, place: Stakeholder, *, placeholder: bool) -> MapPerson:
        """Somebody as their cadence is counted: who has no date of entry counts as new."""
        return MapPerson(
            id=place.id,
            name="",
            since=place.placeholder_since or place.since or self.day,
            circle=place.circle,
            touched_on=self._touched.get(place.id),
            own_cadence_days=place.cadence_days,
            placeholder=placeholder,
        )

    def _levels(self, place: Stakeholder) -> tuple[LevelRow, ...]:
        """The latest level for each of us."""
        facts: dict[UUID, list[RatingFact]] = {}
        for fact in self._of(place, RatingKind.RELATIONSHIP_LEVEL):
            if fact.colleague_id is not None:
                facts.setdefault(fact.colleague_id, []).append(fact)
        found = []
        for colleague, known in facts.items():
            row = rating_now(known, self.day, self._settings.freshness, RelationshipLevel)
            if row.value is not None and row.on is not None:
                found.append(
                    LevelRow(
                        colleague,
                        self._colleague_name(colleague),
                        row.value,
                        row.on,
                        row.stale,
                        row.evidence,
                        row.target,
                        row.target_on,
                    )
                )
        return tuple(sorted(found, key=lambda level: (-level.level, level.colleague)))

    def _colleague_name(self, colleague_id: UUID) -> str:
        colleague = self._colleagues.get(colleague_id)
        return "" if colleague is None else colleague.name

    def _for_checks(self, row: PlaceRow) -> MapPerson:
        """A place as the checks need it: only who answers for somebody is assigned to them."""
        return MapPerson(
            id=row.id,
            name=row.label,
            since=row.placeholder_since or row.since or self.day,
            roles=frozenset(row.roles),
            circle=row.circle,
            attitude=row.attitude.value,
            attitude_rated_on=row.attitude.on,
            influence=row.influence.value,
            contact_level=row.contact_level.value,
            contact_rated_on=row.contact_level.on,
            touched_on=row.last_contact_on,
            own_cadence_days=row.own_cadence,
            assigned=row.owner_id is not None,
            placeholder=row.is_placeholder,
        )

    def _relations(self, shown: set[UUID]) -> Iterable[RelationRow]:
        """The lines between people who are both there."""
        query = select(PersonLine).where(PersonLine.from_id.in_(self._here)).order_by(PersonLine.id)
        for line in self._session.scalars(query):
            if line.from_id in shown and line.to_id in shown:
                yield RelationRow(line.id, line.version, line.from_id, line.to_id, line.kind, line.note)

    def _columns(self, rows: Sequence[PlaceRow]) -> tuple[ColleagueRow, ...]:
        """Who leads the account, who sponsors it, the rest of the team, and whoever else knows anybody."""
        roles: dict[UUID, list[TeamRole]] = {}
        query = select(AccountTeamMember.colleague_id, AccountTeamMember.role)
        for colleague, role in self._session.execute(
            query.where(AccountTeamMember.account_id == self._account.id).order_by(AccountTeamMember.id)
        ):
            roles.setdefault(colleague, []).append(role)
        lead = self._account.owner_id
        known = {level.colleague_id for row in rows for level in row.levels}
        known |= {row.owner_id for row in rows if row.owner_id is not None} | set(roles)
        if lead is not None:
            known.add(lead)
        places = list(TeamRole)

        def rank(colleague: Colleague) -> tuple[bool, int, str]:
            own = roles.get(colleague.id, ())
            return colleague.id != lead, min(map(places.index, own), default=len(places)), colleague.name

        there = sorted((self._colleagues[key] for key in known if key in self._colleagues), key=rank)
        return tuple(
            ColleagueRow(
                each.id,
                each.name,
                colleague_short(each.name),
                each.job_title,
                tuple(roles.get(each.id, ())),
                each.is_me,
                each.id == lead,
            )
            for each in there
        )


def name_of(person: Person) -> NameParts:
    """A person's name in its parts."""
    return NameParts.of(person.family_name, person.given_name, person.patronymic)


def _leaving(row: PlaceRow) -> tuple[date, UUID]:
    return row.left_on or date.min, row.id


def _attitude(people: Iterable[tuple[UUID, int | None, int | None]]) -> WeightedAttitude | None:
    return weighted_attitude(WeighedPerson(*each) for each in people)


def _for_coverage(row: PlaceRow) -> CoveredPerson:
    return CoveredPerson(
        id=row.id,
        name=row.label,
        circle=row.circle,
        roles=frozenset(row.roles),
        attitude=row.attitude.value,
        influence=row.influence.value,
        owner_id=row.owner_id,
        levels=tuple(
            CoverageLevel(
                level.colleague_id, level.level, level.on, level.stale, level.target, level.target_on
            )
            for level in row.levels
        ),
        days=row.contact_days,
        norm=row.contact_norm,
        overdue=row.overdue,
        open_days=row.open_days,
    )
