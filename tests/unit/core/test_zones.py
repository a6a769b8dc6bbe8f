"""Time zones by name."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime

import pytest

from kam.core.zones import is_zone, moment_of


@pytest.mark.parametrize(
    "name", ["Europe/Moscow", "Asia/Vladivostok", "America/New_York", "UTC", "Etc/GMT-3"]
)
def test_a_zone_of_the_world_is_one(name: str) -> None:
    assert is_zone(name)


@pytest.mark.parametrize(
    "name",
    ["", "localtime", "posixrules", "Factory", "europe/moscow", "Europe/", "Mars/Olympus", "posix/UTC"],
)
def test_what_is_this_computers_own_or_nowhere_is_none(name: str) -> None:
    assert not is_zone(name)


def test_every_zone_can_be_used() -> None:
    names = [name for name in zoneinfo.available_timezones() if is_zone(name)]
    assert len(names) > 400
    assert all(zoneinfo.ZoneInfo(name).key == name for name in names)


@pytest.mark.parametrize(
    ("local", "zone", "moment"),
    [
        ("2027-03-28T01:59", "Europe/Berlin", "2027-03-28T00:59"),
        ("2027-03-28T02:00", "Europe/Berlin", None),
        ("2027-03-28T02:30", "Europe/Berlin", None),
        ("2027-03-28T02:59", "Europe/Berlin", None),
        ("2027-03-28T03:00", "Europe/Berlin", "2027-03-28T01:00"),
        ("2027-03-28T02:30", "Europe/Moscow", "2027-03-27T23:30"),
        ("2011-12-30T10:00", "Pacific/Apia", None),  # a whole day was left out
        ("2027-10-31T01:59", "Europe/Berlin", "2027-10-30T23:59"),
        ("2027-10-31T02:30", "Europe/Berlin", "2027-10-31T00:30"),  # comes again an hour later
        ("2027-10-31T03:00", "Europe/Berlin", "2027-10-31T02:00"),
        ("2027-04-04T01:45", "Australia/Lord_Howe", "2027-04-03T14:45"),  # clocks go back by half an hour
    ],
)
@pytest.mark.parametrize("fold", [0, 1])
def test_a_wall_clock_time_is_one_moment_the_first_or_none(
    local: str, zone: str, moment: str | None, fold: int
) -> None:
    found = moment_of(datetime.fromisoformat(local).replace(fold=fold), zone)
    assert found == (None if moment is None else datetime.fromisoformat(moment).replace(tzinfo=UTC))
