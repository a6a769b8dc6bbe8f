"""Only ordinary files are read: what never ends, or waits for somebody, is refused."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kam.core.errors import UserError
from kam.exchange.mapping import read_mapping
from kam.exchange.sources import read_whole
from kam.exchange.tables import open_grid

MOST = 100


def code_of(read: Callable[[Path], object], path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read(path)
    return caught.value.code


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes with a path")
@pytest.mark.timeout(10)
@pytest.mark.parametrize("read", [open_grid, read_mapping])
def test_a_pipe_is_not_waited_for(tmp_path: Path, read: Callable[[Path], object]) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    assert code_of(read, pipe) == "exchange.not_a_file"
    link = tmp_path / "link.csv"
    link.symlink_to(pipe)
    assert code_of(read, link) == "exchange.not_a_file"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no sockets with a path")
@pytest.mark.parametrize("read", [open_grid, read_mapping])
def test_a_socket_is_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[[Path], object]
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.csv")
        assert code_of(read, tmp_path / "socket.csv") == "exchange.not_a_file"


@pytest.mark.parametrize("read", [open_grid, read_mapping])
def test_a_folder_is_no_file(tmp_path: Path, read: Callable[[Path], object]) -> None:
    assert code_of(read, tmp_path) == "exchange.not_a_file"


def test_a_file_is_read_up_to_the_most_that_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "source.csv"
    path.write_bytes(b"x" * MOST)
    assert read_whole(path, MOST) == b"x" * MOST
    path.write_bytes(b"x" * (MOST + 1))
    assert code_of(lambda path: read_whole(path, MOST), path) == "exchange.file_too_large"


def test_a_file_that_is_not_there_and_a_name_that_cannot_be_are_said(tmp_path: Path) -> None:
    assert code_of(open_grid, tmp_path / "nowhere.csv") == "exchange.file_missing"
    assert code_of(open_grid, tmp_path / "a\0b.csv") == "exchange.file_unreadable"


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    path, link = tmp_path / "source.csv", tmp_path / "link.csv"
    path.write_bytes(b"Code,Name\n")
    link.symlink_to(path)
    assert read_whole(link, MOST) == b"Code,Name\n"
