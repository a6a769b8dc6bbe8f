"""What can be done to the people of a map: every menu, button, key and drag ends here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kam.analysis.coverage import CoverageGap, GapAction
from kam.analysis.map_review import MapAction, MapTopic, ReviewedCheck
from kam.core.changes import Outcome
from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.core.vocabulary import Attitude, Circle, RatingKind, RelationshipLevel
from kam.services.people.leaving import come_back
from kam.services.people.placing import delete_stakeholder
from kam.services.people.rating import RatingStep, remove_rating
from kam.services.people.rows import PlaceRow, RelationRow, StakeholderMap
from kam.services.people.ties import remove_relation, report_to
from kam.ui.account.people.persons import PersonWords
from kam.ui.desk import Desk
from kam.ui.places import Place, person_timeline

T = TypeVar("T")


class PeopleDeeds(QObject):
    """Opens sheets and runs use cases for the map that is shown."""

    refused = Signal(str)
    """A sentence why something was not done; nothing was changed."""
    made = Signal(object)
    """Somebody's place was made or found: show them."""
    went = Signal(object)
    """A ``Place`` the user wants to see."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over
        self._words = desk.look.words
        self._persons = PersonWords(desk.look)
        self._map: StakeholderMap | None = None

    def show_map(self, found: StakeholderMap) -> None:
        """The map whose people are spoken of from now on."""
        self._map = found

    # Changes without a sheet

    def rehang(self, place_id: UUID, boss_id: UUID | None) -> None:
        """Let somebody report to another; what cannot be is said, and nothing changes."""
        row = self._row(place_id)
        boss = None if boss_id is None else self._row(boss_id)
        if row is None or row.reports_to == boss_id:
            return
        name = self._persons.family(row)
        if boss is None:
            notice = self._words.say("{name} reports to nobody", name=name)
        else:
            notice = self._words.say("{name} → {boss}", name=name, boss=self._persons.family(boss))
        self._run(partial(report_to, self._desk.workspace, place_id, boss_id), notice)

    def delete(self, row: PlaceRow) -> None:
        """Delete a place that was a mistake; it can be taken back."""
        notice = self._words.say_in("person", "Deleted: {name}", name=self._persons.heading(row))
        self._run(partial(delete_stakeholder, self._desk.workspace, row.id), notice)

    def come_back(self, row: PlaceRow) -> None:
        """Take back that somebody left."""
        notice = self._words.say("{name} is back", name=self._persons.heading(row))
        self._run(partial(come_back, self._desk.workspace, row.id), notice)

    def remove_rating(self, row: PlaceRow, step: RatingStep) -> None:
        """Take out a rating that was a mistake."""
        day = self._desk.look.formats.full_date(step.on)
        notice = self._words.say(
            "Rating of {date} taken out: {name}", date=day, name=self._persons.family(row)
        )
        self._run(partial(remove_rating, self._desk.workspace, step.id), notice)

    def untie(self, tie: RelationRow) -> None:
        """Take a line away."""
        notice = self._words.say("Line taken away")
        self._run(partial(remove_relation, self._desk.workspace, tie.id), notice)

    def show_everywhere(self, row: PlaceRow) -> None:
        """Show somebody among all people, with every place they hold."""
        self.went.emit(Place("people", item_id=row.person_id))

    def show_timeline(self, row: PlaceRow) -> None:
        """Everything that happened with somebody, over all clients."""
        self.went.emit(person_timeline(row.person_id, row.id))

    # Sheets

    def add_person(self, circle: Circle | None = None, boss: UUID | None = None) -> None:
        """Add somebody: new, or known from elsewhere."""
        from kam.ui.account.people.sheets.adding import AddPersonSheet

        if self._map is not None:
            AddPersonSheet(
                self._desk, self._over, self._map, circle=circle, boss=boss, then=self.made.emit
            ).open()

    def add_vacancy(self) -> None:
        """Note a place whose holder nobody knows."""
        from kam.ui.account.people.sheets.adding import AddVacancySheet

        if self._map is not None:
            AddVacancySheet(self._desk, self._over, self._map, then=self.made.emit).open()

    def give_name(self, row: PlaceRow) -> None:
        """Say who holds a place without a name."""
        from kam.ui.account.people.sheets.adding import GiveNameSheet

        GiveNameSheet(self._desk, self._over, row).open()

    def edit(self, row: PlaceRow) -> None:
        """Change what is known of somebody and of their place."""
        from kam.ui.account.people.sheets.editing import EditSheet

        if self._map is not None:
            EditSheet(self._desk, self._over, self._map, row).open()

    def rate(self, row: PlaceRow, kind: RatingKind = RatingKind.ATTITUDE) -> None:
        """Rate somebody anew, with evidence."""
        from kam.ui.account.people.sheets.rating import RateSheet

        RateSheet(self._desk, self._over, row, kind).open()

    def place(self, row: PlaceRow, attitude: Attitude, influence: int) -> None:
        """Somebody was put into another cell of the grid: ask why."""
        from kam.ui.account.people.sheets.rating import PlaceOnGridSheet

        if (attitude, influence) != (row.attitude.value, row.influence.value):
            PlaceOnGridSheet(self._desk, self._over, row, attitude, influence).open()

    def aim(self, row: PlaceRow) -> None:
        """Say what attitude we aim at."""
        from kam.ui.account.people.sheets.rating import AimSheet

        AimSheet(self._desk, self._over, row).open()

    def rate_level(self, row: PlaceRow, colleague_id: UUID, level: RelationshipLevel | None = None) -> None:
        """Say what one of us is to somebody, with evidence."""
        from kam.ui.account.people.sheets.levels import LevelSheet

        if self._map is not None:
            LevelSheet(self._desk, self._over, self._map, row, colleague_id, level=level).open()

    def aim_level(self, row: PlaceRow, colleague_id: UUID) -> None:
        """Say what one of us shall become to somebody."""
        from kam.ui.account.people.sheets.levels import LevelAimSheet

        if self._map is not None:
            LevelAimSheet(self._desk, self._over, self._map, row, colleague_id).open()

    def leave(self, row: PlaceRow) -> None:
        """Note that somebody left."""
        from kam.ui.account.people.sheets.leaving import LeaveSheet

        if self._map is not None:
            LeaveSheet(self._desk, self._over, self._map, row).open()

    def move(self, row: PlaceRow) -> None:
        """Note that somebody went on to another client."""
        from kam.ui.account.people.sheets.leaving import MoveSheet

        if self._map is not None:
            MoveSheet(self._desk, self._over, self._map, row).open()

    def choose_boss(self, row: PlaceRow) -> None:
        """Choose whom somebody reports to, from a list."""
        from kam.ui.account.people.sheets.tying import BossSheet

        if self._map is not None:
            BossSheet(self._desk, self._over, self._map, row).open()

    def tie(self, row: PlaceRow | None = None) -> None:
        """Draw a line between two people."""
        from kam.ui.account.people.sheets.tying import TieSheet

        if self._map is not None:
            TieSheet(self._desk, self._over, self._map, row).open()

    def assign(self, row: PlaceRow) -> None:
        """Say who of ours answers for somebody."""
        from kam.ui.account.people.sheets.owning import OwnerSheet

        OwnerSheet(self._desk, self._over, row).open()

    def choose_decider(self) -> None:
        """Say who decides."""
        from kam.ui.account.people.sheets.owning import DeciderSheet

        if self._map is not None:
            DeciderSheet(self._desk, self._over, self._map).open()

    def choose_champion(self) -> None:
        """Choose whom to win, and by when."""
        from kam.ui.account.people.sheets.owning import ChampionSheet

        if self._map is not None:
            ChampionSheet(self._desk, self._over, self._map).open()

    def plan_contact(self, rows: Sequence[PlaceRow]) -> None:
        """Plan a contact with one of several."""
        from kam.ui.account.people.sheets.planning import PlanContactSheet

        if self._map is not None and rows:
            PlanContactSheet(self._desk, self._over, self._map, rows).open()

    def add_colleague(self) -> None:
        """Bring one of ours to the account's team."""
        from kam.ui.account.people.sheets.owning import TeamSheet

        if self._map is not None:
            TeamSheet(self._desk, self._over, self._map).open()

    def explain_mean(self) -> None:
        """Answer why the client stands as it does."""
        from kam.ui.account.people.sheets.explaining import MeanSheet

        if self._map is not None and self._map.attitude is not None:
            MeanSheet(self._desk, self._over, self._map).open()

    # What the checks ask

    def do_check(self, check: ReviewedCheck) -> None:
        """Do the one thing that a check asks."""
        people = [row for row in map(self._row, check.people) if row is not None]
        circle = Circle.OUTER if check.topic is MapTopic.CIRCLES else None
        self._do(check.action, people, circle)

    def do_gap(self, gap: CoverageGap) -> None:
        """Do the one thing that a gap of the coverage asks."""
        people = [row for row in map(self._row, gap.people) if row is not None]
        if isinstance(gap.action, GapAction):
            if people:
                self.made.emit(people[0].id)
            return
        self._do(gap.action, people, None)

    def _do(self, action: MapAction | None, people: list[PlaceRow], circle: Circle | None) -> None:
        match action:
            case MapAction.ASSIGN if people:
                self.assign(people[0])
            case MapAction.SET_ROLE:
                self.choose_decider()
            case MapAction.SET_TARGET:
                self.choose_champion()
            case MapAction.PLAN_CONTACT:
                self.plan_contact(people or (self._map.places if self._map else ()))
            case MapAction.GIVE_NAME if people:
                self.give_name(people[0])
            case MapAction.ADD_PERSON:
                self.add_person(circle)

    # Inside

    def _row(self, place_id: UUID) -> PlaceRow | None:
        return None if self._map is None else self._map.place(place_id)

    def _run(self, use_case: Callable[[], Outcome[T]], notice: str) -> None:
        self._desk.change(self, use_case, otherwise=self._refuse, notice=notice, undoable=True)

    def _refuse(self, error: Exception) -> bool:
        if not isinstance(error, UserError):
            return False
        self.refused.emit(Teller(self._words, self._desk.look.formats, self._desk.zone).sentence(error))
        return True
