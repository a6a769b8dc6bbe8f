"""How sections share a sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kam.core.formats import Formats
from kam.core.words import words_for
from kam.reports.kit import ONE_PAGE, Kit, blank
from kam.reports.layout import (
    Band,
    CutStep,
    Heading,
    Part,
    Section,
    Shown,
    band_height,
    fitted,
    flowed,
    spread,
)

KIT = Kit(words_for("en"), Formats("en"), ONE_PAGE, "USD", "UTC")
ORDER = (CutStep(Part.COMPETITORS, 1), CutStep(Part.OBJECTIONS, 2))


def full_width(one: Section) -> Band:
    return Band(((0.0, (one,)),))


def section(part: Part, rows: int, height: float = 10.0) -> Section:
    return Section(part, Heading(part.value), 100, tuple(blank(height) for _ in range(rows)), total=rows)


def total(shown: Shown) -> float:
    return 10.0 * (shown.get(Part.COMPETITORS, 3) + shown.get(Part.OBJECTIONS, 4))


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (70, {}),
        (60, {Part.COMPETITORS: 2}),
        (50, {Part.COMPETITORS: 1}),
        (40, {Part.COMPETITORS: 1, Part.OBJECTIONS: 3}),
        (29, None),
    ],
)
def test_rows_go_in_the_order_given(room: float, expected: dict[Part, int] | None) -> None:
    assert fitted(total, room, ORDER, {Part.COMPETITORS: 3, Part.OBJECTIONS: 4}) == expected


def test_a_cut_that_did_not_help_comes_back() -> None:
    def height(shown: Shown) -> float:
        return 10.0 * max(shown.get(Part.COMPETITORS, 3), 3) + 10.0 * shown.get(Part.OBJECTIONS, 4)

    shown = fitted(height, 60, ORDER, {Part.COMPETITORS: 3, Part.OBJECTIONS: 4})
    assert shown == {Part.COMPETITORS: 3, Part.OBJECTIONS: 3}


def test_spare_height_is_shared_up_to_a_limit() -> None:
    assert spread(lambda gap: 80 + 4 * gap, 100, 1, 10) == pytest.approx(5, abs=0.05)
    assert spread(lambda gap: 10 + 4 * gap, 100, 1, 10) == 10


def test_a_heading_goes_on_with_at_least_two_rows() -> None:
    one = section(Part.CHANGES, 5)
    heading = one.height(KIT, 0)
    first, rest = one.split(KIT, heading + 15)
    assert first is None
    assert rest is one
    first, rest = one.split(KIT, heading + 25)
    assert first is not None
    assert rest is not None
    assert (len(first.rows), len(rest.rows), rest.rows_before) == (2, 3, 2)


def test_last_rows_that_belong_together_go_overleaf_together() -> None:
    heading = section(Part.ASKS, 0).height(KIT)
    one = replace(section(Part.ASKS, 5), tail=3)

    first, rest = one.split(KIT, heading + 45)

    assert first is not None
    assert rest is not None
    assert (len(first.rows), len(rest.rows)) == (2, 3)
    pages = flowed(KIT, [full_width(replace(one, tail=5))], heading + 25, heading + 25, 5.0)
    assert all(page for page in pages)  # taller than a page they stand apart all the same
    assert sum(len(each.rows) for page in pages for band in page for each in band.columns[0][1]) == 5


def test_flowing_pages_keep_every_row_and_never_overflow() -> None:
    bands = [
        Band(((0.0, (section(Part.CHANGES, 70),)), (50.0, (section(Part.COMPLAINTS, 5),)))),
        Band(((0.0, (section(Part.RISKS, 40),)),)),
    ]
    pages = flowed(KIT, bands, 200, 300, 5)
    rows = [len(one.rows) for page in pages for band in page for one in band.sections]
    assert sum(rows) == 115
    for number, page in enumerate(pages):
        used = sum(band_height(KIT, band, {}, 5) for band in page) + 5 * (len(page) - 1)
        assert used <= (300 if number else 200) + 0.01


def test_a_date_near_the_meeting_needs_no_year() -> None:
    assert KIT.near(date(2026, 11, 20), date(2026, 11, 24)) == "20 Nov"
    assert KIT.near(date(2025, 4, 1), date(2026, 11, 24)) == "Apr 2025"
