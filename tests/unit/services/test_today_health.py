"""What Today says of health: a fall, a worse band, a graver risk; when it is news, and when it comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.score import HealthBand
from kam.analysis.signal_words import signal_words
from kam.analysis.signals import Signal, SignalKind
from kam.core.formats import Formats
from kam.core.periods import Month
from kam.core.vocabulary import AccountStatus, Attitude, BuyingRole, InteractionStatus, RatingKind
from kam.core.words import words_for
from kam.models import Account, MonthlySales, Setting, Stakeholder
from kam.services.history import undo_step
from kam.services.today import PutOff, explain_away, read_today, take_back
from tests.builders import NOW, Office

MONDAY = date(2026, 11, 23)
FELL, ROSE = SignalKind.HEALTH_FELL, SignalKind.CHURN_ROSE


@dataclass(frozen=True)
class Custom:
    """A client of long standing: even sales, a decider and a champion, both met in September."""

    office: Office
    account: Account
    decider: Stakeholder
    champion: Stakeholder

    def told(self, when: datetime = NOW) -> dict[SignalKind, Signal]:
        """The signals of health at a moment, by kind."""
        today = read_today(self.office.workspace, as_of=when)
        return {each.kind: each for each in (*today.new_signals, *today.signals) if each.kind in {FELL, ROSE}}

    def new(self, when: datetime) -> set[SignalKind]:
        """What began yesterday or today."""
        return {each.kind for each in read_today(self.office.workspace, as_of=when).new_signals}

    def lose_champion(self, on: date) -> None:
        """They leave."""
        self.office.change(self.champion, left_on=on)

    def turn_away(self, on: date) -> None:
        """The decider turns against us."""
        self.office.rating(
            self.decider, RatingKind.ATTITUDE, Attitude.OPPONENT, ago=(self.office.today - on).days
        )


@pytest.fixture
def custom(office: Office) -> Custom:
    account = office.account("Волга")
    months = (Month(2026, 10) - back for back in range(30))
    office.add_all(
        *(
            MonthlySales(account_id=account.id, month=each, revenue_minor=10_000_000, currency="RUB")
            for each in months
        )
    )
    began = date(2024, 1, 1)
    decider = office.stakeholder(
        account, "Ирина", "Левашова", roles=(BuyingRole.DECIDER,), since=began, cadence_days=365
    )
    champion = office.stakeholder(account, "Павел", "Носов", since=began, cadence_days=365)
    for place, attitude in ((decider, Attitude.SUPPORTER), (champion, Attitude.CHAMPION)):
        office.rating(place, RatingKind.ATTITUDE, attitude, ago=300)
        office.rating(place, RatingKind.INFLUENCE, 4, ago=300)
    met = datetime(2026, 9, 1, 10)  # noqa: DTZ001 - a local time
    office.meeting(account, met, decider, champion, status=InteractionStatus.DONE)
    return Custom(office, account, decider, champion)


def test_nothing_is_told_while_nothing_moves(custom: Custom) -> None:
    assert custom.told() == {}


def test_a_champion_who_leaves_is_told_by_the_fall_and_by_the_risk(custom: Custom) -> None:
    custom.lose_champion(MONDAY - timedelta(days=3))
    told = custom.told()
    fall = told[FELL]
    assert (fall.before, fall.score, fall.band) == (88, 80, None)
    assert fall.since == MONDAY - timedelta(days=3), "since the day on which it began to hold"
    assert told[ROSE].risk is ChurnRisk.MEDIUM
    assert told[ROSE].since == MONDAY - timedelta(days=3)
    assert not custom.new(NOW) & {FELL, ROSE}
    undo_step(custom.office.workspace, custom.office.last_step())
    assert custom.told() == {}


def test_it_is_new_on_the_day_and_the_day_after(custom: Custom) -> None:
    custom.lose_champion(MONDAY)
    assert custom.new(NOW) >= {FELL, ROSE}
    assert custom.new(NOW + timedelta(days=1)) >= {FELL, ROSE}
    assert not custom.new(NOW + timedelta(days=2)) & {FELL, ROSE}


def test_what_fell_a_month_ago_is_told_no_longer(custom: Custom) -> None:
    custom.lose_champion(MONDAY)
    assert FELL in custom.told(NOW + timedelta(days=29))
    assert custom.told(NOW + timedelta(days=31)) == {}


def test_a_worse_band_and_the_fall_into_it_are_one_line(custom: Custom) -> None:
    custom.lose_champion(MONDAY - timedelta(days=3))
    custom.turn_away(MONDAY)
    fall = custom.told()[FELL]
    assert fall.band is HealthBand.AMBER
    assert fall.since == MONDAY, "the band is the news, although health fell before"


def test_a_worse_band_is_told_however_small_the_fall(custom: Custom) -> None:
    custom.office.add(Setting(name="health", value='{"amber_to": 86, "signal_fall": 20}'))
    custom.lose_champion(MONDAY)
    assert custom.told()[FELL].band is HealthBand.AMBER


def test_the_settings_say_how_deep_a_fall_is_told(custom: Custom) -> None:
    custom.lose_champion(MONDAY)
    custom.office.add(Setting(name="health", value='{"signal_fall": 9}'))
    assert set(custom.told()) == {ROSE}


@pytest.mark.parametrize("status", [AccountStatus.LOST, AccountStatus.DORMANT])
def test_of_clients_who_are_gone_nothing_is_told(custom: Custom, status: AccountStatus) -> None:
    custom.lose_champion(MONDAY)
    custom.office.change(custom.account, status=status)
    assert custom.told() == {}


def test_of_whom_nothing_was_known_no_risk_has_risen(office: Office) -> None:
    account = office.account()
    office.stakeholder(account, attitude=Attitude.OPPONENT, influence=5, since=MONDAY)
    today = read_today(office.workspace, as_of=NOW)
    assert not {FELL, ROSE} & {each.kind for each in (*today.new_signals, *today.signals)}


def test_what_was_explained_away_comes_back_when_it_gets_worse(custom: Custom) -> None:
    custom.lose_champion(MONDAY - timedelta(days=3))
    line = PutOff(FELL.value, custom.account.id, custom.account.id)
    explain_away(custom.office.workspace, line, "преемник выходит в декабре", now=NOW)
    assert set(custom.told()) == {ROSE}, "each signal is explained by itself"
    (kept,) = read_today(custom.office.workspace, as_of=NOW).put_off
    assert (kept.reason, kept.account) == ("преемник выходит в декабре", "Волга")
    later = NOW + timedelta(days=2)
    assert FELL not in custom.told(later)
    custom.turn_away(MONDAY + timedelta(days=1))
    assert custom.told(later)[FELL].band is HealthBand.AMBER
    take_back(custom.office.workspace, [kept.id])
    assert FELL in custom.told()


# --- in words


def said(signal: Signal, language: str = "ru") -> tuple[str, str]:
    return signal_words(signal, words_for(language), Formats(language))


def test_a_fall_says_from_where_to_where_and_what_made_it(custom: Custom) -> None:
    custom.lose_champion(MONDAY)
    assert said(custom.told()[FELL]) == ("Здоровье упало: 88 → 80", "Потерян союзник")
    assert said(custom.told()[FELL], "en") == ("Health fell: 88 → 80", "The champion is lost")


def test_a_worse_band_is_named_first(custom: Custom) -> None:
    custom.lose_champion(MONDAY)
    custom.turn_away(MONDAY)
    title, detail = said(custom.told()[FELL])
    assert title.startswith("Здоровье упало: 88 →")
    assert detail.startswith("Теперь «внимание»: ")


def test_a_graver_risk_says_what_speaks_for_leaving(custom: Custom) -> None:
    custom.lose_champion(MONDAY)
    title, detail = said(custom.told()[ROSE])
    assert title == "Риск ухода средний"
    assert "Носов" in detail
