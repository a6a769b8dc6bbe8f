"""The five whys as a table: each under its number, with its question where one was written down."""

from __future__ import annotations

from collections.abc import Sequence

from kam.reports.content.complaints import WhyLine
from kam.reports.kit import Kit
from kam.reports.plan.columns import Cell, Column


def whys_of(
    kit: Kit, whys: Sequence[WhyLine], answers: Sequence[str]
) -> tuple[tuple[Column, ...], list[tuple[Cell, ...]]]:
    """Columns and rows; where nobody wrote a question down the answers have the whole width."""
    numbers = [str(number) for number in range(1, len(whys) + 1)]
    number = Column("", width=10.0, bold=True)
    if not any(each.question.strip() for each in whys):
        return (number, Column("", share=1.0)), list(zip(numbers, answers, strict=True))
    asked = [each.question or kit.words.say_in("8D", "Why?") for each in whys]
    columns = (number, Column("", share=0.42), Column("", share=0.58))
    return columns, list(zip(numbers, asked, answers, strict=True))
