"""What the tests of complaints on paper share: a finished PDF read back as text."""

from tests.unit.reports.conftest import Paper, english, read, russian

__all__ = ["Paper", "english", "read", "russian"]
