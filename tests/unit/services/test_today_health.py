"""What Today says of health: a fall, a worse band, a graver risk; when it is news, and when it comes back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.score import HealthBand
from kam.analysis.signal_words import signal_words
from kam.analysis.signals import Signal, SignalKind
from kam.core.formats import Formats
from kam.core.vocabulary import AccountStatus, Attitude
from kam.core.words import words_for
from kam.models import Setting
from kam.services.history import undo_step
from kam.services.today import PutOff, explain_away, read_today, take_back
from tests.builders import NOW, Office
from tests.custom import Custom

MONDAY = date(2026, 11, 23)
FELL, ROSE = SignalKind.HEALTH_FELL, SignalKind.CHURN_ROSE


@pytest.fixture
def custom(office: Office) -> Custom:
    return Custom.at(office)


def told(custom: Custom, when: datetime = NOW) -> dict[SignalKind, Signal]:
    """The signals of health at a moment, by kind."""
    today = read_today(custom.office.workspace, as_of=when)
    return {each.kind: each for each in (*today.new_signals, *today.signals) if each.kind in {FELL, ROSE}}


def new(custom: Custom, when: datetime) -> set[SignalKind]:
    """What began yesterday or today."""
    return {each.kind for each in read_today(custom.office.workspace, as_of=when).new_signals}


def test_nothing_is_told_while_nothing_moves(custom: Custom) -> None:
    assert told(custom) == {}


def test_a_champion_who_leaves_is_told_by_the_fall_and_by_the_risk(custom: Custom) -> None:
    custom.lose_champion(MONDAY - timedelta(days=3))
    found = told(custom)
    fall = found[FELL]
    assert (fall.before, fall.score, fall.band) == (90, 83, None)
    assert fall.since == MONDAY - timedelta(days=3), "since the day on which it began to hold"
    assert found[ROSE].risk is ChurnRisk.MEDIUM
    assert found[ROSE].since == MONDAY - timedelta(days=3)
    assert not new(custom, NOW) & {FELL, ROSE}
    undo_step(custom.office.workspace, custom.office.last_step())
    assert told(custom) == {}


def test_it_is_new_on_the_day_and_the_day_after(custom: Custom) -> None:
    custom.lose_champion(MONDAY)
    assert new(custom, NOW) >= {FELL, ROSE}
    assert new(custom, NOW + timedelta(days=1)) >= {FELL, ROSE}
    assert not new(custom, NOW + timedelta(days=2)) & {FELL, ROSE}


def test_what_fell_a_month_ago_is_told_no_longer(custom: Custom) -> None:
    custom.lose_champion(MONDAY)
    assert FELL in told(custom, NOW + timedelta(days=29))
    assert told(custom, NOW + timedelta(days=31)) == {}


def test_a_worse_band_and_the_fall_into_it_are_one_line(custom: Custom) -> None:
    custom.lose_champion(MONDAY - timedelta(days=3))
    custom.turn_away(MONDAY)
    fall = told(custom)[FELL]
    assert fall.band is HealthBand.AMBER
    assert fall.since == MONDAY, "the band is the news, although health fell before"


def test_a_worse_band_is_told_however_small_the_fall(custom: Custom) -> None:
    custom.office.add(Setting(name="health", value='{"amber_to": 86, "signal_fall": 20}'))
    custom.lose_champion(MONDAY)
    assert told(custom)[FELL].band is HealthBand.AMBER


def test_the_settings_say_how_deep_a_fall_is_told(custom: Custom) -> None:
    custom.lose_champion(MONDAY)
    custom.office.add(Setting(name="health", value='{"signal_fall": 9}'))
    assert set(told(custom)) == {ROSE}


@pytest.mark.parametrize("status", [AccountStatus.LOST, AccountStatus.DORMANT])
def test_of_clients_who_are_gone_nothing_is_told(custom: Custom, status: AccountStatus) -> None:
    custom.lose_champion(MONDAY)
    custom.office.change(custom.account, status=status)
    assert told(custom) == {}


def test_of_whom_nothing_was_known_no_risk_has_risen(office: Office) -> None:
    account = office.account()
    office.stakeholder(account, attitude=Attitude.OPPONENT, influence=5, since=MONDAY)
    today = read_today(office.workspace, as_of=NOW)
    assert not {FELL, ROSE} & {each.kind for each in (*today.new_signals, *today.signals)}


def test_what_was_explained_away_comes_back_when_it_gets_worse(custom: Custom) -> None:
    custom.lose_champion(MONDAY - timedelta(days=3))
    line = PutOff(FELL.value, custom.account.id, custom.account.id)
    explain_away(custom.office.workspace, line, "преемник выходит в декабре", now=NOW)
    assert set(told(custom)) == {ROSE}, "each signal is explained by itself"
    (kept,) = read_today(custom.office.workspace, as_of=NOW).put_off
    assert (kept.reason, kept.account) == ("преемник выходит в декабре", "Волга")
    later = NOW + timedelta(days=2)
    assert FELL not in told(custom, later)
    custom.turn_away(MONDAY + timedelta(days=1))
    assert told(custom, later)[FELL].band is HealthBand.AMBER
    take_back(custom.office.workspace, [kept.id])
    assert FELL in told(custom)


# --- in words


def said(signal: Signal, language: str = "ru") -> tuple[str, str]:
    return signal_words(signal, words_for(language), Formats(language))


def test_a_fall_says_from_where_to_where_and_what_made_it(custom: Custom) -> None:
    custom.lose_champion(MONDAY)
    assert said(told(custom)[FELL]) == ("Здоровье упало: 90 → 83", "Потерян союзник")
    assert said(told(custom)[FELL], "en") == ("Health fell: 90 → 83", "The champion is lost")


def test_a_worse_band_is_named_first(custom: Custom) -> None:
    custom.lose_champion(MONDAY)
    custom.turn_away(MONDAY)
    title, detail = said(told(custom)[FELL])
    assert title.startswith("Здоровье упало: 90 →")
    assert detail.startswith("Внимание: ")


def test_a_graver_risk_says_what_speaks_for_leaving(custom: Custom) -> None:
    custom.lose_champion(MONDAY)
    title, detail = said(told(custom)[ROSE])
    assert title == "Риск ухода средний"
    assert "Носов" in detail
