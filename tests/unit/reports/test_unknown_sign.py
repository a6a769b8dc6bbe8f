"""What is not known is a long dash, on every page and every paper: «—», as the tables of clients have it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import kam

_ROOT = Path(kam.__file__).parent
_BULLETS = {"reports/complaints/letter.py"}
"""Where a short dash begins a line of a list."""


def test_no_page_and_no_paper_has_another_sign_for_what_is_unknown() -> None:
    others = {
        path.relative_to(_ROOT).as_posix()
        for room in ("ui", "reports")
        for path in (_ROOT / room).rglob("*.py")
        if "–" in _whole_texts(ast.parse(path.read_text("utf-8")))
    }
    assert not others - _BULLETS


def _whole_texts(node: ast.AST) -> Iterator[object]:
    """The texts of a file; what joins the parts of another, as in «10–12», is none."""
    if isinstance(node, ast.Constant):
        yield node.value
    elif not isinstance(node, ast.JoinedStr):
        for child in ast.iter_child_nodes(node):
            yield from _whole_texts(child)
