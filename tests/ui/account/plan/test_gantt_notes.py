"""What stands beside the bars of the work: clear of today, of arrows and of the edges."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from kam.core.vocabulary import InitiativeStatus, ObjectiveKind
from kam.models import Dependency, Initiative, Milestone, Objective, Plan
from kam.ui.account.plan.gantt_notes import crossings, place_note
from kam.ui.account.plan.tab import PlanTab
from tests.builders import Office

places = st.floats(0, 1000)
stretches = st.tuples(places, places).map(lambda ends: (min(ends), max(ends)))


@given(stretches, st.lists(st.floats(1, 300), min_size=1, max_size=3), st.lists(stretches, max_size=4))
def test_words_are_beside_their_bar_within_the_room(
    bar: tuple[float, float], widths: list[float], taken: list[tuple[float, float]]
) -> None:
    widths.sort(reverse=True)
    found = place_note(bar, widths, taken, (0, 1000))
    if found is None:
        assert bar[0] < widths[-1] + 72 + 6
        assert 1000 - bar[1] < widths[-1] + 72 + 6
        return
    which, start = found
    end = start + widths[which]
    assert start >= 0
    assert end <= 1000
    assert start >= bar[1] or end <= bar[0]
    if which < len(widths) - 1:  # only the last wording may have nowhere else to go
        assert not any(low < end and high > start for low, high in taken)


def test_words_stand_at_the_right_then_at_the_left_then_shorter() -> None:
    bar, room = (400.0, 500.0), (0.0, 700.0)
    assert place_note(bar, [100, 30], [], room) == (0, 506)
    assert place_note(bar, [100, 30], [(520, 526)], room) == (0, 532)
    assert place_note(bar, [100, 30], [(500, 650)], room) == (0, 294)
    assert place_note(bar, [100, 30], [(500, 650), (310, 316)], room) == (1, 364)
    assert place_note(bar, [100, 30], [(500, 650), (200, 400)], room) == (1, 506)
    assert place_note((20.0, 690.0), [100, 30], [], room) is None


@pytest.fixture
def busy(tab: PlanTab, office: Office, plan: Plan) -> PlanTab:
    """Bars that wait for each other, around today."""
    goal = office.add(Objective(plan_id=plan.id, kind=ObjectiveKind.CLIENT_SUCCESS, title="Мойка"))
    made: list[Initiative] = []
    for number in range(6):
        starts = date(2026, 8, 1) + timedelta(days=40 * number)
        one = Initiative(
            objective_id=goal.id,
            title=f"Работа {number}",
            starts_on=starts,
            ends_on=starts + timedelta(days=50),
            progress=20 * number,
            status=InitiativeStatus.RUNNING,
        )
        milestone = Milestone(
            initiative_id=one.id, title="Станция смонтирована", due_on=starts + timedelta(days=20)
        )
        waits = [Dependency(before_id=made[-1].id, after_id=one.id)] if made else []
        office.add_all(one, milestone, *waits)
        made.append(one)
    tab.refresh()
    return tab


@pytest.mark.parametrize("width", [1000, 1280, 1900])
def test_no_line_crosses_the_words_beside_a_bar(busy: PlanTab, width: int) -> None:
    busy.resize(width, 900)
    chart = busy.overview.work.chart
    gantt = chart._gantt
    assert gantt is not None
    assert gantt.today is not None
    notes = chart.notes()
    assert len(notes) == 6
    for note in notes:
        for low, high in (*crossings(gantt.arrows, note.row), (gantt.today, gantt.today)):
            line = QRectF(chart._x(low), note.place.top(), chart._x(high) - chart._x(low) + 1, 20)
            assert not note.place.intersects(line), note
        bar = chart.rows[note.row].bar
        assert bar is not None
        assert not note.place.intersects(chart._bar_rect(note.row, bar))
