"""An org chart of three hundred people with sixty lines between them, scrolled, zoomed and walked."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from kam.core.clock import FixedClock
from kam.core.vocabulary import Attitude, BuyingRole, Circle, LineKind, RatingKind
from kam.models import Account, Person, PersonLine, Rating, Stakeholder, StakeholderRole
from kam.services.workspaces import NewWorkspace, create_workspace

if TYPE_CHECKING:
    from kam.ui.account.people.chart.view import OrgChartView

BOSSES = 50
REPORTS = 5
TIES = 60
FRAMES = 60
_NOTCH = 72

Frame: TypeAlias = Callable[[], None]
"""Paints what is to be painted."""


def write_crowd(path: Path, clock: FixedClock) -> UUID:
    """The workspace with its only client."""
    begin = NewWorkspace(company="Вереск Упаковка", me="Мария Кречетова", language="ru")
    chance, today = random.Random(4), clock.now().date()
    with create_workspace(path, begin, clock) as workspace:
        account = Account(name="Ока")
        people: list[Person] = []
        places: list[Stakeholder] = []
        for number in range(BOSSES * (REPORTS + 1)):
            boss = None if number < 1 else places[(number - 1) // (REPORTS + 1)]
            person = Person(given_name="Анна", family_name=f"Вторая-{number}")
            place = Stakeholder(
                account_id=account.id,
                person_id=person.id,
                circle=Circle.CORE,
                reports_to_id=None if boss is None else boss.id,
                job_title="инженер по закупкам",
            )
            people.append(person)
            places.append(place)
        ratings = [
            Rating(stakeholder_id=place.id, kind=kind, value=int(chance.choice(values)), on=today)
            for place in places
            for kind, values in (
                (RatingKind.ATTITUDE, list(Attitude)),
                (RatingKind.INFLUENCE, [1, 2, 3, 4, 5]),
            )
        ]
        roles = [
            StakeholderRole(stakeholder_id=place.id, role=chance.choice(list(BuyingRole))) for place in places
        ]
        kinds = (LineKind.INFLUENCES, LineKind.CONFLICTS, LineKind.INFORMAL)
        ties = []
        for number in range(TIES):
            one, other = chance.sample(places, 2)
            ties.append(PersonLine(from_id=one.id, to_id=other.id, kind=kinds[number % len(kinds)]))
        with workspace.writing("benchmark.filled") as unit:
            unit.add_all([account, *people, *places, *roles, *ratings, *ties])
    return account.id


def frames(chart: OrgChartView, frame: Frame) -> dict[str, list[float]]:
    """Seconds of frames: scrolled by a notch of the wheel, zoomed by a step, walked by an arrow key."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    bar = chart.horizontalScrollBar()
    chart.set_scale(1)
    frame()
    bar.setValue(0)
    frame()
    scrolled = [_timed(lambda: bar.setValue(bar.value() + _NOTCH), frame) for _ in range(FRAMES)]
    chart.fit()
    frame()
    steps = [1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1] * (FRAMES // 12)
    zoomed = [_timed(partial(chart.zoom, step), frame) for step in steps]
    chart.set_scale(1)
    chart.setFocus()
    frame()
    keys = [Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right]
    walked = [_timed(partial(QTest.keyClick, chart, key), frame) for key in keys * (FRAMES // 5)]
    return {"scrolled": scrolled, "zoomed": zoomed, "walked": walked}


def bare_frames(frame: Frame) -> list[float]:
    """The same notches over a picture that is there already, in bare Qt."""
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QLabel, QScrollArea

    area, label = QScrollArea(), QLabel()
    picture = QPixmap(9000, 1000)
    picture.fill()
    label.setPixmap(picture)
    area.setWidget(label)
    area.resize(1280, 900)
    area.show()
    frame()
    bar = area.horizontalScrollBar()
    return [_timed(lambda: bar.setValue(bar.value() + _NOTCH), frame) for _ in range(FRAMES)]


def _timed(deed: Callable[[], object], frame: Frame) -> float:
    began = time.perf_counter()
    deed()
    frame()
    return time.perf_counter() - began
