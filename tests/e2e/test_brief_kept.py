"""``kam brief`` writes into the workspace only when it is told to keep the paper."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kam.core.clock import FixedClock
from kam.services.files import open_workspace
from kam.services.preparing import paper_bytes, read_preparation
from tests.builders import NOW


@pytest.fixture
def meeting(kam: Callable[..., Any], file: Path, tmp_path: Path) -> UUID:
    table = tmp_path / "clients.csv"
    table.write_text("Name\nAlfreds\n", "utf-8")
    assert kam("import", file, table, "--kind", "accounts").code == 0
    planned = kam("schedule", file, "--account", "alfreds", "--when", "2026-11-24T10:00", "--json")
    return UUID(json.loads(planned.out)["id"])


def test_a_brief_leaves_the_workspace_as_it_is(kam: Callable[..., Any], file: Path, meeting: UUID) -> None:
    before = file.read_bytes()
    assert kam("brief", file, "--meeting", meeting, "-o", file.with_name("brief.pdf")).code == 0
    assert file.read_bytes() == before


@pytest.mark.parametrize("safe", [False, True])
def test_a_brief_written_with_keep_is_kept_with_its_meeting(
    kam: Callable[..., Any], file: Path, meeting: UUID, safe: bool
) -> None:
    paper = file.with_name("brief.pdf")
    also = ("--customer-safe",) if safe else ()
    assert kam("brief", file, "--account", "alfreds", "--keep", *also, "-o", paper).code == 0
    workspace = open_workspace(file, FixedClock(NOW))
    try:
        [kept] = read_preparation(workspace, meeting, as_of=NOW, language="en").papers
        assert kept.kind.value == ("customer_brief" if safe else "brief")
        assert paper_bytes(workspace, kept.id) == paper.read_bytes()
    finally:
        workspace.close()
