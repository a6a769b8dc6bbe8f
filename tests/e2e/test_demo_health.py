"""The health of the demo tells one story on whatever day it is opened, the same in both languages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.score import HealthBand
from kam.analysis.signals import Signal, SignalKind
from kam.core.clock import FixedClock
from kam.services.demo import write_demo
from kam.services.health.book import read_whole_health
from kam.services.health.retention import list_cases
from kam.services.health.rows import HealthRow
from kam.services.today.reading import read_today
from kam.store.workspace import Workspace

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AFTER_LONG_HOLIDAYS = datetime(2027, 1, 18, 9, 0, tzinfo=UTC)
A_FIRST = datetime(2027, 10, 1, 9, 0, tzinfo=UTC)
TOLD = 5
"""So many points of change are told."""


@dataclass(frozen=True)
class Cast:
    """Who plays what."""

    leaving: str
    without_champion: str
    losing_volume: str
    complaining: str
    inert: str
    rising: frozenset[str]


CASTS = {
    "ru": Cast(
        leaving="Янтарьевский пивоваренный завод",
        without_champion="Торговая сеть «Домовита»",
        losing_volume="Соковый завод «Яблоневый край»",
        complaining="Лугинский молочный комбинат",
        inert="Комбинат питания «Школьный стол»",
        rising=frozenset({"Завод минеральных вод «Ключевой»", "Хлебокомбинат «Колосок»"}),
    ),
    "en": Cast(
        leaving="Ironvale Castings",
        without_champion="Larkhall Health Trust",
        losing_volume="Trevanion Quarries",
        complaining="Wexcombe Biologics",
        inert="Calloway College",
        rising=frozenset({"Bramwell Bakeries", "Cotterdale Brewery"}),
    ),
}


def of(signals: list[Signal], kind: SignalKind) -> set[str]:
    return {signal.account for signal in signals if signal.kind is kind}


@pytest.mark.slow
@pytest.mark.parametrize("now", [MONDAY, AFTER_LONG_HOLIDAYS, A_FIRST], ids=str)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_demo_tells_one_story_of_health(tmp_path: Path, language: str, now: datetime) -> None:
    cast = CASTS[language]
    path = tmp_path / "demo.kam"
    write_demo(path, language=language, clock=FixedClock(now))
    with Workspace.open(path, FixedClock(now), read_only=True) as workspace:
        today = read_today(workspace, as_of=now)
        rows = {row.name: row for row in read_whole_health(workspace, as_of=now).rows.values()}
        cases = list_cases(workspace)
    signals = [*today.new_signals, *today.signals]
    assert 10 <= len(signals) <= 16, "a day's work, not noise"
    assert of(signals, SignalKind.HEALTH_FELL) == {
        cast.leaving,
        cast.without_champion,
        cast.losing_volume,
        cast.complaining,
    }
    assert of(signals, SignalKind.CHAMPION_LEFT) == {cast.without_champion}
    assert of(signals, SignalKind.CHURN_ROSE) == {cast.leaving, cast.without_champion}
    assert cast.inert in of(signals, SignalKind.CONTACT_OVERDUE)
    assert [row for row in today.put_off if row.until is None], "one is explained away"
    assert cast.leaving in {case.account for case in cases}
    the_portfolio_is_mostly_well(rows, cast)


def the_portfolio_is_mostly_well(rows: dict[str, HealthRow], cast: Cast) -> None:
    bands = Counter(row.band for row in rows.values())
    assert bands[HealthBand.RED] == 2, "who leaves, and who has left"
    assert bands[HealthBand.GREEN] > len(rows) / 2
    assert rows[cast.leaving].band is HealthBand.RED
    assert rows[cast.leaving].churn.risk is ChurnRisk.HIGH
    assert rows[cast.complaining].band is HealthBand.GREEN
    assert [name for name, row in rows.items() if row.is_inertia] == [cast.inert]
    risen = {name for name, row in rows.items() if row.change is not None and row.change >= TOLD}
    assert cast.rising <= risen
    assert len(risen) < len(rows) / 3
