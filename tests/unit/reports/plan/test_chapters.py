"""Chapters on pages: each at the head of one, unless that leaves a page nearly empty or costs one."""

from __future__ import annotations

from kam.core.formats import Formats
from kam.core.words import words_for
from kam.reports.kit import Kit
from kam.reports.layout import Heading
from kam.reports.plan.chapters import Chapter, dealt_out
from kam.reports.plan.columns import written_lines
from kam.reports.plan.look import PLAN
from kam.reports.sheets import full

KIT = Kit(words_for("ru"), Formats("ru"), PLAN, "RUB", "UTC")


def chapter(code: str, *lines: int) -> Chapter:
    """A chapter of sections of so many lines."""
    sections = (
        written_lines(KIT, Heading(str(number)), ["строка"] * count, PLAN.width)
        for number, count in enumerate(lines)
    )
    return Chapter(code, code, code, tuple(full(section) for section in sections))


def pages(*chapters: Chapter) -> list[list[str]]:
    return [[piece.chapter.code for piece in page.pieces] for page in dealt_out(KIT, chapters)]


def test_a_short_chapter_stands_under_the_one_before() -> None:
    assert pages(chapter("a", 5), chapter("b", 5)) == [["a", "b"]]


def test_a_chapter_begins_under_another_where_that_saves_a_page() -> None:
    assert pages(chapter("a", 18), chapter("b", 15, 25)) == [["a", "b"], ["b"]]


def test_a_nearly_empty_page_takes_the_beginning_of_the_next_chapter() -> None:
    assert pages(chapter("a", 8), chapter("b", 14, 22, 34)) == [["a", "b"], ["b"], ["b"]]


def test_else_a_chapter_begins_a_page_of_its_own() -> None:
    assert pages(chapter("a", 18), chapter("b", 14, 22, 34)) == [["a"], ["b"], ["b"]]


def test_a_chapter_that_fits_on_a_page_is_not_parted() -> None:
    assert pages(chapter("a", 8), chapter("b", 12, 20)) == [["a"], ["b"]]
