"""The guide names only commands, pages and pictures that are there, the same in both languages."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from kam.cli.command import build_parser
from kam.core.words import words_for

ROOT = Path(__file__).resolve().parents[3]
GUIDE = ROOT / "docs" / "guide"
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
LANGUAGES = ("en", "ru")
MOST_PICTURES = 30
LINK = re.compile(r"\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
SCRIPT = re.compile(r"^scripts/kam ")


def links(page: Path) -> Iterator[str]:
    yield from (each for each in LINK.findall(page.read_text("utf-8")) if "://" not in each)


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    bare = (re.sub(r"[^\w\s-]", "", heading.lower()) for heading in headings)
    return {"-".join(heading.split(" ")) for heading in bare}


def commands(page: Path) -> Iterator[str]:
    """What one is told to type, a line each, of our own program alone."""
    for block in BLOCK.findall(page.read_text("utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            typed = SCRIPT.sub("kam ", line)
            if typed.startswith("kam ") and "--help" not in typed:
                yield re.sub(r"\b(\w+)(?:\|\w+)+", r"\1", typed)  # of several words the first


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        path, _, heading = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if heading:
            assert heading in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_can_be_typed_as_it_stands(page: Path) -> None:
    language = "ru" if page.is_relative_to(GUIDE / "ru") else "en"
    parser = build_parser(words_for(language))
    for line in commands(page):
        parser.parse_args(shlex.split(line, comments=True)[1:])  # what is wrong ends the program


def test_both_languages_have_the_same_chapters_and_the_first_page_names_each() -> None:
    chapters = {language: {page.name for page in (GUIDE / language).glob("*.md")} for language in LANGUAGES}
    assert chapters["en"] == chapters["ru"]
    for language in LANGUAGES:
        named = {link.partition("#")[0] for link in links(GUIDE / language / "README.md")}
        assert chapters[language] - {"README.md"} <= named


def test_pictures_are_few_and_each_is_shown_in_its_language() -> None:
    pictures = {path.name for path in (GUIDE / "pictures").iterdir()}
    assert len(pictures) <= MOST_PICTURES
    for language in LANGUAGES:
        pages = (GUIDE / language).glob("*.md")
        shown = {Path(link).name for page in pages for link in links(page) if link.endswith(".png")}
        assert shown == {name for name in pictures if f"-{language}-" in name}
    assert {name.replace("-en-", "-ru-") for name in pictures} == {
        name for name in pictures if "-ru-" in name
    }
