"""A client of long standing, whose health is sound until somebody turns away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kam.core.periods import Month
from kam.core.vocabulary import Attitude, BuyingRole, InteractionStatus, RatingKind
from kam.models import Account, MonthlySales, Stakeholder
from tests.builders import Office


@dataclass(frozen=True)
class Custom:
    """Even sales of thirty months, a decider and a champion, both met in September: health 88."""

    office: Office
    account: Account
    decider: Stakeholder
    champion: Stakeholder

    @classmethod
    def at(cls, office: Office, name: str = "Волга") -> Custom:
        """Put everything into the workspace."""
        account = office.account(name)
        months = (Month(2026, 10) - back for back in range(30))
        sales = [
            MonthlySales(account_id=account.id, month=each, revenue_minor=10_000_000, currency="RUB")
            for each in months
        ]
        office.add_all(*sales)
        began = date(2024, 1, 1)
        roles = (BuyingRole.DECIDER,)
        decider = office.stakeholder(account, "Ирина", "Левашова", roles=roles, since=began, cadence_days=365)
        champion = office.stakeholder(account, "Павел", "Носов", since=began, cadence_days=365)
        for place, attitude in ((decider, Attitude.SUPPORTER), (champion, Attitude.CHAMPION)):
            office.rating(place, RatingKind.ATTITUDE, attitude, ago=300)
            office.rating(place, RatingKind.INFLUENCE, 4, ago=300)
        met = datetime(2026, 9, 1, 10)  # noqa: DTZ001 - a local time
        office.meeting(account, met, decider, champion, status=InteractionStatus.DONE, subject="Обход")
        return cls(office, account, decider, champion)

    def lose_champion(self, on: date) -> None:
        """They leave: health 80, the risk of leaving medium."""
        self.office.change(self.champion, left_on=on)

    def turn_away(self, on: date) -> None:
        """The decider turns against us."""
        ago = (self.office.today - on).days
        self.office.rating(self.decider, RatingKind.ATTITUDE, Attitude.OPPONENT, ago=ago)
