"""``kam encrypt`` and ``decrypt``, and every command on an encrypted workspace: nobody reads it without."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kam.store import keys
from tests.store.kit import ROOT, fingerprint, holding, names, spoil

Kam = Callable[..., Any]

PHRASE = "four pears under snow"
OTHER = "пять груш под снегом"
NEEDED = "is encrypted. Give its passphrase on a terminal"


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is there to be asked, and the environment knows nothing."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    for variable in ("KAM_PASSPHRASE", "KAM_NEW_PASSPHRASE"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def encrypted(kam: Kam, file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An encrypted workspace without earlier backups, shut."""
    monkeypatch.setenv("KAM_PASSPHRASE", PHRASE)
    done = kam("encrypt", file, "--delete-earlier-copies")
    assert done.code == 0, done.errors
    monkeypatch.delenv("KAM_PASSPHRASE")
    keys.forget(file)
    return file


def said_to(stdin: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))


def test_encrypting_says_what_is_so_now_and_which_backups_are_not(
    kam: Kam, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kam("backup", file).code == 0
    earlier = len(list(file.with_name(f"{file.name}.backups").glob("*.kam")))
    monkeypatch.setenv("KAM_PASSPHRASE", PHRASE)
    done = kam("encrypt", file)
    assert (done.code, done.errors) == (0, "")
    assert done.out.splitlines() == [
        f"{file} is encrypted: only its passphrase opens it now.",
        f"{earlier + 1} earlier backups still open as they did before; --delete-earlier-copies deletes them.",
    ]
    done = kam("encrypt", file, "--delete-earlier-copies")
    assert done.out == f"{earlier + 1} earlier backups are deleted.\n"
    assert len(list(file.with_name(f"{file.name}.backups").glob("*.kam"))) == 1


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("backup",),
        ("list", "accounts"),
        ("history",),
        ("today",),
        ("undo",),
        ("open",),
        ("decrypt",),
        ("encrypt", "--change"),
    ],
    ids=" ".join,
)
def test_without_the_passphrase_every_command_says_so_and_changes_nothing(
    kam: Kam, encrypted: Path, command: tuple[str, ...]
) -> None:
    before, beside = fingerprint(encrypted), names(encrypted.parent)
    name, *options = command
    refused = kam(name, encrypted, *options)
    assert (refused.code, refused.out) == (1, "")
    assert NEEDED in refused.errors
    assert (fingerprint(encrypted), names(encrypted.parent)) == (before, beside)


@pytest.mark.slow
def test_the_environment_opens_it_for_any_command(
    kam: Kam, encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_PASSPHRASE", PHRASE)
    assert kam("check", encrypted).out == f"{encrypted} is sound.\n"
    assert kam("backup", encrypted).code == 0
    table = encrypted.with_name("accounts.csv")
    table.write_text("Name\nAlfreds\n", "utf-8")
    assert kam("import", encrypted, table, "--kind", "accounts").code == 0
    assert "Alfreds" in kam("list", encrypted, "accounts").out
    assert keys.is_sealed(encrypted)
    for backup in encrypted.with_name(f"{encrypted.name}.backups").glob("*.kam"):
        assert b"Alfreds" not in backup.read_bytes()


@pytest.mark.parametrize("line", [b"%b\n", b"\xef\xbb\xbf%b\r\n", b"%b", b"%b\nand notes"])
def test_a_file_opens_it(kam: Kam, encrypted: Path, tmp_path: Path, line: bytes) -> None:
    note = tmp_path / "note.txt"
    note.write_bytes(line % PHRASE.encode())
    assert kam("check", encrypted, "--passphrase-file", note).code == 0


@pytest.mark.slow
def test_the_input_opens_it_and_gives_the_new_one_in_its_second_line(
    kam: Kam, encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said_to(f"{PHRASE}\n{OTHER}\n".encode(), monkeypatch)
    done = kam("encrypt", encrypted, "--change", "--passphrase-file", "-", "--new-passphrase-file", "-")
    assert (done.code, done.errors) == (0, "")
    keys.forget(encrypted)
    said_to(f"{OTHER}\n".encode(), monkeypatch)
    assert kam("check", encrypted, "--passphrase-file", "-").code == 0


@pytest.mark.slow
def test_a_wrong_passphrase_is_told_once_and_changes_nothing(
    kam: Kam, encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_PASSPHRASE", OTHER)
    before = fingerprint(encrypted)
    for command in ("check", "decrypt"):
        refused = kam(command, encrypted)
        assert (refused.code, refused.out) == (1, "")
        assert refused.errors.startswith(f"This is not the passphrase of “{encrypted}”.")
        assert len(refused.errors.splitlines()) == 1
    assert fingerprint(encrypted) == before


@pytest.mark.parametrize(
    "content", [None, b"", b"\n", b"\xff\xfe\n"], ids=["missing", "empty", "line", "bytes"]
)
def test_a_file_without_a_passphrase_is_told(
    kam: Kam, encrypted: Path, tmp_path: Path, content: bytes | None
) -> None:
    note = tmp_path / "note.txt"
    if content is not None:
        note.write_bytes(content)
    refused = kam("check", encrypted, "--passphrase-file", note)
    assert (refused.code, refused.errors) == (1, f"No passphrase can be read from “{note}”.\n")


def test_a_passphrase_is_never_an_argument(kam: Kam, encrypted: Path) -> None:
    for command in (("encrypt", encrypted, "--passphrase", PHRASE), ("encrypt", encrypted, PHRASE)):
        refused = kam(*command)
        assert refused.code == 2


def test_decrypting_makes_it_readable_for_anyone(
    kam: Kam, encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_PASSPHRASE", PHRASE)
    done = kam("decrypt", encrypted, "--delete-earlier-copies")
    assert done.code == 0
    assert "is not encrypted any more" in done.out
    monkeypatch.delenv("KAM_PASSPHRASE")
    assert kam("check", encrypted).code == 0
    assert encrypted.read_bytes().startswith(b"SQLite format 3")


def test_what_cannot_be_encrypted_is_refused_before_anybody_is_asked(
    kam: Kam, encrypted: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.kam"
    letter.write_text("Dear Ann", "utf-8")
    told = {
        ("encrypt", tmp_path / "none.kam"): "There is no file",
        ("encrypt", letter): "is not a kam workspace",
        ("encrypt", encrypted): "is encrypted already",
        ("encrypt", letter, "--change"): "is not encrypted",
        ("decrypt", letter): "is not encrypted",
    }
    for command, sentence in told.items():
        refused = kam(*command)
        assert refused.code == 1
        assert sentence in refused.errors


def test_a_passphrase_too_short_is_refused_and_a_weak_one_is_advised_against(
    kam: Kam, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(file)
    monkeypatch.setenv("KAM_PASSPHRASE", "seven77")
    refused = kam("encrypt", file)
    assert refused.code == 1
    assert "at least 8 characters" in refused.errors
    assert fingerprint(file) == before
    monkeypatch.setenv("KAM_PASSPHRASE", "qwerty12345")
    done = kam("encrypt", file)
    assert done.code == 0
    assert "easy to guess" in done.errors


def test_a_workspace_that_is_open_is_not_encrypted(
    kam: Kam, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_PASSPHRASE", PHRASE)
    with holding(file):
        refused = kam("encrypt", file)
    assert refused.code == 1
    assert "is open" in refused.errors
    assert not keys.is_sealed(file)


def test_a_backup_made_before_comes_back_without_and_one_made_after_with_the_passphrase(
    kam: Kam, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_PASSPHRASE", PHRASE)
    assert kam("encrypt", file).code == 0
    monkeypatch.delenv("KAM_PASSPHRASE")
    keys.forget(file)
    after, before, *_ = (line.split()[-1] for line in kam("restore", file).out.splitlines())
    refused = kam("restore", file, "--backup", after)
    assert refused.code == 1
    assert NEEDED in refused.errors
    monkeypatch.setenv("KAM_PASSPHRASE", PHRASE)
    assert kam("restore", file, "--backup", after).code == 0
    monkeypatch.delenv("KAM_PASSPHRASE")
    keys.forget(file)
    assert kam("restore", file, "--backup", before).code == 0
    assert kam("check", file).code == 0


def test_damage_of_an_encrypted_file_is_told_as_damage(
    kam: Kam, encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_PASSPHRASE", PHRASE)
    keys.unlock(encrypted, PHRASE)
    spoil(encrypted)
    keys.forget(encrypted)
    told = kam("check", encrypted)
    assert told.code == 1
    assert "Damaged place in the file" in told.out


def test_copies_in_a_second_place_are_deleted_with_the_others(
    kam: Kam, encrypted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kam.services.files import copy_to_second_place

    stick = tmp_path / "stick"
    stick.mkdir()
    copied = copy_to_second_place(stick, encrypted)
    assert copied is not None
    monkeypatch.setenv("KAM_PASSPHRASE", PHRASE)
    done = kam("decrypt", encrypted, "--delete-earlier-copies", "--second-place", stick)
    assert done.code == 0
    assert not copied.exists()


# On a terminal


def on_a_terminal(answers: list[str], *arguments: object) -> tuple[int, str]:
    """Run ``kam`` as somebody at a terminal does who types these lines: its exit code and all one sees."""
    import pty
    import select

    child, handle = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        environment = {**os.environ, "KAM_LANG": "en", "KAM_NO_WINDOW": "1"}
        command = [sys.executable, "-m", "kam", *map(str, arguments)]
        os.execve(sys.executable, command, environment)  # noqa: S606
    seen = b""
    waiting = list(answers)
    try:
        while select.select([handle], [], [], 60)[0]:
            try:
                piece = os.read(handle, 4096)
            except OSError:
                break
            if not piece:
                break
            seen += piece
            if waiting and seen.rstrip(b" ").endswith(b":"):
                os.write(handle, waiting.pop(0).encode() + b"\n")
                seen += b"#"
    finally:
        os.close(handle)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), seen.decode()


posix_only = pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")


@pytest.mark.slow
@posix_only
def test_on_a_terminal_one_is_asked_three_times_and_nothing_typed_is_shown(encrypted: Path) -> None:
    code, seen = on_a_terminal(["wrong", PHRASE], "check", encrypted)
    assert code == 0
    assert seen.count("Passphrase of") == 2
    assert "is sound" in seen
    assert PHRASE not in seen
    code, seen = on_a_terminal(["wrong", "wrong", "wrong", PHRASE], "check", encrypted)
    assert code == 1
    assert seen.count("Passphrase of") == 3
    assert seen.count("This is not the passphrase") == 3


@posix_only
def test_on_a_terminal_a_new_passphrase_is_typed_twice_after_a_warning(file: Path) -> None:
    code, seen = on_a_terminal([PHRASE, OTHER, PHRASE, PHRASE], "encrypt", file)
    assert code == 0
    assert seen.startswith("Without its passphrase nobody can read")
    assert "The two passphrases differ" in seen
    assert PHRASE not in seen
    keys.unlock(file, PHRASE)
    assert not keys.is_shut(file)


@posix_only
def test_a_script_is_not_kept_waiting(encrypted: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kam", "check", str(encrypted)],
        cwd=ROOT,
        env={**os.environ, "KAM_LANG": "ru"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        f"Рабочий файл «{encrypted}» зашифрован. Введите пароль в терминале или передайте его"
        " в переменной KAM_PASSPHRASE либо через --passphrase-file.\n"
    )
