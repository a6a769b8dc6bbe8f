"""Time zones by name."""

from __future__ import annotations

import zoneinfo

import pytest

from kam.core.zones import is_zone


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
