"""Every code that can reach a person has its sentence, and its details fill the sentence's places."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kam.core import errors as kinds
from kam.core import sentences
from kam.core.sentences import SENTENCES, STEPS
from scripts.catalogues import SOURCE, places

ERRORS = {
    name
    for name, value in vars(kinds).items()
    if isinstance(value, type) and issubclass(value, kinds.UserError)
}


@dataclass(frozen=True, slots=True)
class Call:
    """A place in the source that names a code."""

    place: str
    code: str
    details: frozenset[str]
    open_ended: bool  # it passes **details, so nobody can tell here which


@dataclass(frozen=True, slots=True)
class Source:
    """What the source says, gathered in one reading of it."""

    raised: list[Call]
    """Errors."""
    written: list[Call]
    """Steps of the journal."""
    literals: set[str]
    """Every string outside the sentences themselves."""


def read_source() -> Source:
    source = Source([], [], set())
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call) and called(node) in ERRORS:
                source.raised.extend(calls(node, path))
            elif isinstance(node, ast.Call) and called(node) == "writing":
                source.written.extend(calls(node, path))
            elif (text := literal(node)) is not None and path.parent.name != "sentences":
                source.literals.add(text)
    return source


def calls(node: ast.Call, path: Path) -> Iterator[Call]:
    codes = [text for text in map(literal, node.args[:2]) if text is not None]
    details = frozenset(word.arg for word in node.keywords if word.arg is not None)
    open_ended = any(word.arg is None for word in node.keywords)
    yield from (Call(f"{path.name}:{node.lineno}", code, details, open_ended) for code in codes[:1])


def literal(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


@pytest.fixture(scope="module")
def source() -> Source:
    return read_source()


def test_every_error_that_is_raised_has_a_sentence(source: Source) -> None:
    assert [f"{call.place}: {call.code}" for call in source.raised if call.code not in SENTENCES] == []


def test_every_text_that_looks_like_a_code_has_a_sentence(source: Source) -> None:
    code = re.compile(r"(domain|exchange|imports|paper|services|store)\.[a-z_]+")
    assert sorted(text for text in source.literals - SENTENCES.keys() if code.fullmatch(text)) == []


def test_every_error_brings_the_details_its_sentence_names(source: Source) -> None:
    missing = {
        f"{call.place}: {call.code}": sorted(places(SENTENCES[call.code].text) - call.details)
        for call in source.raised
        if call.code in SENTENCES and not call.open_ended
    }
    assert {place: names for place, names in missing.items() if names} == {}


def test_every_sentence_of_an_error_is_used(source: Source) -> None:
    assert sorted(SENTENCES.keys() - source.literals) == []


def test_every_step_of_the_journal_has_a_label(source: Source) -> None:
    assert [f"{call.place}: {call.code}" for call in source.written if call.code not in STEPS] == []


def test_every_label_of_a_step_is_used(source: Source) -> None:
    assert sorted(STEPS.keys() - source.literals) == []


def test_no_code_is_said_in_two_ways() -> None:
    """The areas together are what the program says: none overwrites another, none is left out."""
    modules = {module.name for module in pkgutil.iter_modules(sentences.__path__)}
    names = sorted(modules - {"steps", "fields"})  # they name steps and fields, not errors
    areas = [importlib.import_module(f"{sentences.__name__}.{name}").SENTENCES for name in names]
    assert sum(len(area) for area in areas) == len(SENTENCES)


def test_errors_are_whole_sentences() -> None:
    errors = {code: said.text for code, said in SENTENCES.items() if said.context == "error"}
    assert [code for code, text in errors.items() if text[-1] not in ".?!:”"] == []
