"""Every code that can reach a person has its sentence, and its details fill the sentence's places."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass

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


def calls(names: set[str]) -> Iterator[Call]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call) and called(node) in names:
                codes = [text for text in map(literal, node.args[:2]) if text is not None]
                details = frozenset(word.arg for word in node.keywords if word.arg is not None)
                open_ended = any(word.arg is None for word in node.keywords)
                place = f"{path.name}:{node.lineno}"
                yield from (Call(place, code, details, open_ended) for code in codes[:1])


def literal(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


@pytest.fixture(scope="module")
def raised() -> list[Call]:
    return list(calls(ERRORS))


@pytest.fixture(scope="module")
def literals() -> set[str]:
    """Every string of the source outside the sentences themselves."""
    nodes = (
        node
        for path in SOURCE.rglob("*.py")
        if path.parent.name != "sentences"
        for node in ast.walk(ast.parse(path.read_bytes()))
    )
    return {text for text in map(literal, nodes) if text is not None}


def test_every_error_that_is_raised_has_a_sentence(raised: list[Call]) -> None:
    assert [f"{call.place}: {call.code}" for call in raised if call.code not in SENTENCES] == []


def test_every_text_that_looks_like_a_code_has_a_sentence(literals: set[str]) -> None:
    code = re.compile(r"(domain|exchange|imports|paper|services|store)\.[a-z_]+")
    assert sorted(text for text in literals - SENTENCES.keys() if code.fullmatch(text)) == []


def test_every_error_brings_the_details_its_sentence_names(raised: list[Call]) -> None:
    missing = {
        f"{call.place}: {call.code}": sorted(places(SENTENCES[call.code].text) - call.details)
        for call in raised
        if call.code in SENTENCES and not call.open_ended
    }
    assert {place: names for place, names in missing.items() if names} == {}


def test_every_sentence_of_an_error_is_used(literals: set[str]) -> None:
    assert sorted(SENTENCES.keys() - literals) == []


def test_every_step_of_the_journal_has_a_label() -> None:
    steps = list(calls({"writing"}))
    assert [f"{call.place}: {call.code}" for call in steps if call.code not in STEPS] == []


def test_every_label_of_a_step_is_used(literals: set[str]) -> None:
    assert sorted(STEPS.keys() - literals) == []


def test_no_code_is_said_in_two_ways() -> None:
    """The areas together are what the program says: none overwrites another, none is left out."""
    modules = {module.name for module in pkgutil.iter_modules(sentences.__path__)}
    names = sorted(modules - {"steps", "fields"})  # they name steps and fields, not errors
    areas = [importlib.import_module(f"{sentences.__name__}.{name}").SENTENCES for name in names]
    assert sum(len(area) for area in areas) == len(SENTENCES)


def test_errors_are_whole_sentences() -> None:
    errors = {code: said.text for code, said in SENTENCES.items() if said.context == "error"}
    assert [code for code, text in errors.items() if text[-1] not in ".?!:”"] == []
