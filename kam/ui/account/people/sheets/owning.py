"""Who of ours answers for somebody, who of theirs decides, whom to win, who of ours belongs to the team."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kam.core.changes import Outcome
from kam.core.vocabulary import Attitude, BuyingRole, RatingKind, TeamRole
from kam.services.dossier.drafts import TeamDraft
from kam.services.dossier.parts import add_part
from kam.services.people.placing import assign_owner, edit_stakeholder
from kam.services.people.rating import set_target
from kam.services.people.rows import PlaceRow, StakeholderMap
from kam.services.settings.colleagues import ColleagueRow, list_colleagues
from kam.ui.account.people.sheets.base import DeedSheet, draft_of, people_options
from kam.ui.desk import Desk
from kam.ui.widgets.fields import ChoiceEditor, DateEditor, Option, options_of


class _ColleagueSheet(DeedSheet):
    """Offers those of us who are here."""

    def ask_colleague(self, text: str, value: UUID | None, none: str | None) -> None:
        """Add the choice; it fills as soon as the names are read."""
        self._wanted = value
        self._editor = ChoiceEditor(self.look, [], none=none)
        self.form.add("colleague", text, self._editor)
        self.desk.read(self, partial(list_colleagues, self.desk.workspace), self._fill, key="colleagues")

    def offered(self, colleagues: list[ColleagueRow]) -> list[Option]:
        """Whom to choose from."""
        here = [each for each in colleagues if each.left_on is None or each.id == self._wanted]
        return [(each.id, ", ".join(part for part in (each.name, each.job_title) if part)) for each in here]

    def options(self) -> list[Option]:
        """Whom the list offers now."""
        combo = self._editor.combo
        return [(combo.itemData(number), combo.itemText(number)) for number in range(combo.count())]

    def _fill(self, colleagues: list[ColleagueRow]) -> None:
        self._editor.set_options(self.offered(colleagues))
        offered = self._editor.values
        wanted = self._wanted if self._wanted in offered or not offered else offered[0]
        self.form.set_values({"colleague": wanted})


class OwnerSheet(_ColleagueSheet):
    """Who of ours answers for the relationship."""

    def __init__(self, desk: Desk, over: QWidget, row: PlaceRow) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            words.say("Who of ours answers for {name}?", name=row.label),
            words.say("One colleague keeps this relationship and is asked about it."),
            primary=words.say_in("button", "Save"),
            draft=draft_of(desk, "owner", row),
        )
        self._row = row
        self.ask_colleague(words.say("Answers"), row.owner_id, words.say("nobody"))

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[int]]:
        """Say who."""
        return partial(assign_owner, self.desk.workspace, [self._row.id], values["colleague"])


class TeamSheet(_ColleagueSheet):
    """Brings one of ours to the team of the account: a column of the coverage."""

    def __init__(self, desk: Desk, over: QWidget, found: StakeholderMap) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            words.say("Who of ours works with {client}?", client=found.account),
            primary=words.say_in("button", "Add"),
            draft=draft_of(desk, "team", found),
        )
        self._account_id = found.account_id
        self._known = {each.id for each in found.colleagues}
        self._names: dict[UUID, str] = {}
        self.ask_colleague(words.say("Colleague"), None, None)
        roles = options_of(self.look, list(TeamRole))
        self.form.add("role", words.say("As"), ChoiceEditor(self.look, roles), value=TeamRole.OTHER)

    def offered(self, colleagues: list[ColleagueRow]) -> list[Option]:
        """Those who are no column yet."""
        self._names = {each.id: each.name for each in colleagues}
        return [option for option in super().offered(colleagues) if option[0] not in self._known]

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[Any]] | None:
        """Bring them in."""
        name = self._names.get(values["colleague"])
        if name is None:
            return None
        return partial(add_part, self.desk.workspace, self._account_id, TeamDraft(name, values["role"]))


class DeciderSheet(DeedSheet):
    """Who of theirs decides."""

    def __init__(self, desk: Desk, over: QWidget, found: StakeholderMap) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            words.say("Who decides?"),
            found.account,
            primary=words.say_in("button", "Save"),
            draft=draft_of(desk, "decider", found),
        )
        self._rows = {row.id: row for row in found.places}
        people = people_options(self.look, found.places)
        self.form.add("who", words.say("Decides"), ChoiceEditor(self.look, people), value=people[0][0])

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[int]]:
        """Give them the role."""
        row = self._rows[values["who"]]
        roles = (BuyingRole.DECIDER, *row.roles)
        return partial(edit_stakeholder, self.desk.workspace, row.id, {"roles": roles}, version=row.version)


class ChampionSheet(DeedSheet):
    """Whom to make a champion, and by when; those with the best attitude and most influence come first."""

    def __init__(self, desk: Desk, over: QWidget, found: StakeholderMap) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            words.say("Whom do we win as a champion?"),
            words.say("A champion stands up for us when we are not in the room."),
            primary=words.say_in("button", "Save"),
            draft=draft_of(desk, "champion", found),
        )
        rated = [row for row in found.places if row.attitude.value is not None]
        rated.sort(key=lambda row: (-(row.attitude.value or 0), -(row.influence.value or 0)))
        options: list[Option] = [(row.id, self._text(row)) for row in rated]
        self.form.add("who", words.say("Person"), ChoiceEditor(self.look, options))
        if options:
            self.form.set_values({"who": options[0][0]})
        self.form.add("by", words.say("By"), DateEditor(self.look, desk.today))

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[None]] | None:
        """Set the target."""
        if values["who"] is None:
            return None
        aim = int(Attitude.CHAMPION)
        return partial(
            set_target, self.desk.workspace, values["who"], RatingKind.ATTITUDE, aim, by=values["by"]
        )

    def _text(self, row: PlaceRow) -> str:
        return f"{self.persons.heading(row)}, {self.persons.attitude(row)}"
