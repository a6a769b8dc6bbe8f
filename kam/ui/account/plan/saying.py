"""How the plan tab says what several of its parts say."""

from __future__ import annotations

from datetime import date

from kam.core.periods import Month
from kam.ui.look import Look


def period_text(look: Look, first: date, last: date) -> str:
    """The months of a plan: «июль 2026 – июнь 2027»."""
    begun, ended = look.formats.long_month(Month.of(first)), look.formats.long_month(Month.of(last))
    return f"{begun} – {ended}"


def short_period_text(look: Look, first: date, last: date) -> str:
    """The same where there is little room: «июл 2026 – июн 2027», «янв – дек 2026»."""
    begun, ended = (look.formats.month_abbreviation(Month.of(day)) for day in (first, last))
    if first.year == last.year:
        return f"{begun} – {ended} {last.year}"
    return f"{begun} {first.year} – {ended} {last.year}"
