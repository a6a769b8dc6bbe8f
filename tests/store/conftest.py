"""Tests that hold for plain workspaces hold for encrypted ones: ``every_kind`` runs a test with both."""

from __future__ import annotations

from functools import partial

import pytest

from kam.store import keys
from kam.store.keys import Key
from kam.store.workspace import Workspace
from tests.store.kit import PASSPHRASE


@pytest.fixture(scope="session")
def a_key() -> Key:
    """What opens the encrypted workspaces of the tests: deriving it takes a while, so it is one for all."""
    key = keys.derived(PASSPHRASE, b"salt of the test")
    keys.hold(key)
    return key


@pytest.fixture(params=["plain", "encrypted"])
def every_kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which kind of workspace every new one is in this run of the test."""
    kind: str = request.param
    if kind == "encrypted":
        key = request.getfixturevalue("a_key")
        keys.hold(key)
        monkeypatch.setattr(Workspace, "create", partial(Workspace.create, key=key))
    return kind
