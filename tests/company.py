"""A client with a small company of people: what the tests of its map look at."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kam.core.vocabulary import Attitude, BuyingRole, LineKind, RatingKind
from kam.models import Account, PersonLine, Stakeholder
from kam.services.people.map import read_map
from kam.services.people.rows import PlaceRow, StakeholderMap
from tests.builders import Office


@dataclass
class Company:
    """Zimin leads; Soboleva and Maltsev report to him, Rozhkov to Soboleva. Nobody has rated Luneva."""

    office: Office
    account: Account
    boss: Stakeholder
    decider: Stakeholder
    sceptic: Stakeholder
    opponent: Stakeholder
    unrated: Stakeholder
    ours: UUID

    def map(self) -> StakeholderMap:
        """The map as it is now."""
        return read_map(self.office.workspace, self.account.id, as_of=self.office.clock.now())

    def row(self, place: Stakeholder) -> PlaceRow:
        """Somebody as they are now."""
        found = self.map().place(place.id)
        assert found is not None
        return found


def found_company(office: Office) -> Company:
    """The company, in a workspace."""
    account = office.account("Волгометиз")
    boss = office.stakeholder(
        account,
        "Андрей",
        "Зимин",
        roles=(BuyingRole.APPROVER,),
        attitude=Attitude.NEUTRAL,
        influence=5,
        job_title="генеральный директор",
    )
    decider = office.stakeholder(
        account,
        "Ирина",
        "Соболева",
        roles=(BuyingRole.DECIDER,),
        attitude=Attitude.SUPPORTER,
        influence=5,
        reports_to_id=boss.id,
        job_title="директор по закупкам",
    )
    sceptic = office.stakeholder(
        account,
        "Виктор",
        "Мальцев",
        attitude=Attitude.SCEPTIC,
        influence=4,
        reports_to_id=boss.id,
        job_title="технический директор",
    )
    opponent = office.stakeholder(
        account, "Дмитрий", "Рожков", attitude=Attitude.OPPONENT, influence=3, reports_to_id=decider.id
    )
    unrated = office.stakeholder(account, "Ксения", "Лунёва")
    ours = office.colleague("Олег Грачёв").id
    office.add(PersonLine(from_id=sceptic.id, to_id=decider.id, kind=LineKind.CONFLICTS))
    office.rating(decider, RatingKind.RELATIONSHIP_LEVEL, 1, colleague_id=ours, target=3)
    return Company(office, account, boss, decider, sceptic, opponent, unrated, ours)
