"""An office with people who can be asked."""

from __future__ import annotations

import pytest

from tests.builders import Office
from tests.surveys import Circle


@pytest.fixture
def circle(office: Office) -> Circle:
    """A mill with Irina and Pavel, a bakery with John."""
    return Circle.of(office)
