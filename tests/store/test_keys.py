"""Keys: a passphrase opens its file and the file's copies, in kam and in any tool that knows SQLCipher."""

from __future__ import annotations

import os
import pickle
import sys
import threading
import unicodedata
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from kam.core.clock import FixedClock
from kam.core.errors import UserError
from kam.models import Account
from kam.store import keys
from kam.store.aes import decrypted
from kam.store.engine import connect
from kam.store.keys import Key
from kam.store.workspace import Workspace
from tests.store.kit import PASSPHRASE, fingerprint, names, run

CLOCK = FixedClock(datetime(2026, 3, 9, 11, 0, tzinfo=UTC))


@pytest.fixture
def path(tmp_path: Path, a_key: Key) -> Path:
    """An encrypted workspace, unlocked."""
    keys.hold(a_key)
    made = tmp_path / "a.kam"
    with Workspace.create(made, CLOCK, key=a_key) as workspace, workspace.writing("test.added") as unit:
        unit.add(Account(name="Гидропресс"))
    return made


@pytest.fixture
def shut(path: Path) -> Path:
    """The same as another program finds it."""
    keys.forget(path)
    return path


def accounts(path: Path) -> list[str]:
    with Workspace.open(path, CLOCK, read_only=True) as workspace, workspace.reading() as session:
        return list(session.scalars(select(Account.name)))


def refusal(path: Path, passphrase: str) -> str:
    with pytest.raises(UserError) as caught:
        keys.unlock(path, passphrase)
    return caught.value.code


def test_blocks_are_decrypted_as_the_standard_says() -> None:
    """FIPS 197, appendix C.3; SP 800-38A, appendix F.2.6."""
    key, block = bytes(range(32)), bytes.fromhex("8ea2b7ca516745bfeafc49904b496089")
    assert decrypted(key, block, bytes(16)).hex() == "00112233445566778899aabbccddeeff"
    key = bytes.fromhex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4")
    chained = bytes.fromhex(
        "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"
        "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b"
    )
    assert decrypted(key, chained, bytes(range(16))).hex() == (
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
        "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"
    )


def test_nothing_of_an_encrypted_workspace_can_be_read_without_its_key(path: Path) -> None:
    content = path.read_bytes()
    for told in ("SQLite", "Гидропресс", "account", ".kam", "alembic"):
        assert told.encode() not in content
    for file in path.parent.rglob("*"):
        assert not file.is_file() or "Гидропресс".encode() not in file.read_bytes()


def test_any_tool_that_knows_sqlcipher_opens_the_file_with_the_passphrase(path: Path) -> None:
    with closing(driver.connect(os.fspath(path))) as tool:
        tool.execute(f"PRAGMA key = '{PASSPHRASE}'")
        assert tool.execute("SELECT name FROM account").fetchall() == [("Гидропресс",)]


def test_a_shut_file_is_refused_in_every_way_and_left_as_it_is(shut: Path) -> None:
    before, beside = fingerprint(shut), names(shut.parent)
    for read_only in (False, True):
        with pytest.raises(UserError) as caught:
            Workspace.open(shut, CLOCK, read_only=read_only)
        assert (caught.value.code, caught.value.details) == ("store.shut", {"path": str(shut)})
    assert (fingerprint(shut), names(shut.parent)) == (before, beside)


def test_the_passphrase_opens_it(shut: Path) -> None:
    assert (keys.is_sealed(shut), keys.is_shut(shut)) == (True, True)
    keys.unlock(shut, PASSPHRASE)
    assert (keys.is_sealed(shut), keys.is_shut(shut)) == (True, False)
    assert accounts(shut) == ["Гидропресс"]


@pytest.mark.parametrize("typed", ["", "Жёлтый чемодан у моря", PASSPHRASE + " ", PASSPHRASE[:-1], "\ud800"])
def test_another_passphrase_does_not(shut: Path, typed: str) -> None:
    assert refusal(shut, typed) == "store.wrong_passphrase"
    assert keys.is_shut(shut)


def test_the_ending_of_its_name_may_be_written_in_capitals(shut: Path) -> None:
    assert keys.is_shut(shut.rename(shut.with_name("A.KAM")))


def test_letters_may_be_composed_in_either_way(shut: Path) -> None:
    """A Mac's keyboard sends «ё» and «й» as two characters, a PC's as one."""
    apart = unicodedata.normalize("NFD", PASSPHRASE)
    assert apart != PASSPHRASE
    keys.unlock(shut, apart)
    assert accounts(shut) == ["Гидропресс"]


def test_copies_open_with_the_key_of_their_file(path: Path) -> None:
    (backup,) = path.with_name("a.kam.backups").glob("*.kam")
    assert accounts(backup) == ["Гидропресс"]


@pytest.mark.slow
def test_an_unlocked_file_tells_a_wrong_passphrase_from_the_right_one(path: Path) -> None:
    """The window asks again after a pause; the file stays open meanwhile."""
    with Workspace.open(path, CLOCK):
        assert keys.fits(path, PASSPHRASE)
        assert not keys.fits(path, PASSPHRASE + "!")
    assert refusal(path, "something else") == "store.wrong_passphrase"
    assert not keys.is_shut(path)


def test_a_plain_file_needs_no_passphrase(tmp_path: Path) -> None:
    plain = tmp_path / "plain.kam"
    Workspace.create(plain, CLOCK).close()
    assert (keys.is_sealed(plain), keys.is_shut(plain)) == (False, False)
    keys.unlock(plain, "whatever")
    assert not keys.fits(plain, "whatever")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.kam", b""),
        ("a.kam", b"Dear Ann, " * 2000),
        ("a.kam", bytes(8192)),
        ("a.kam", b"SQLite format 3\0" + os.urandom(8176)),
        ("letter.zip", os.urandom(8192)),
        ("a.kam", os.urandom(100)),
    ],
    ids=["empty", "text", "zeros", "plain", "not ours by name", "too short"],
)
def test_what_is_no_encrypted_workspace_asks_for_no_passphrase(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert not keys.is_sealed(path)


@pytest.mark.parametrize("at", [*range(0, 100, 7), 16, 21, 68])
def test_a_plain_file_with_a_damaged_header_is_not_taken_for_an_encrypted_one(
    tmp_path: Path, at: int
) -> None:
    plain = tmp_path / "plain.kam"
    Workspace.create(plain, CLOCK).close()
    content = bytearray(plain.read_bytes())
    content[at] ^= 0xFF
    plain.write_bytes(content)
    assert not keys.is_sealed(plain)


def test_a_damaged_first_page_is_damage_and_no_wrong_passphrase(shut: Path) -> None:
    content = bytearray(shut.read_bytes())
    content[500] ^= 1
    shut.write_bytes(content)
    assert refusal(shut, "something else") == "store.wrong_passphrase"
    keys.unlock(shut, PASSPHRASE)
    with pytest.raises(UserError) as caught:
        Workspace.open(shut, CLOCK)
    assert caught.value.code == "store.damaged"


def test_the_header_is_read_as_sqlite_reads_it(path: Path) -> None:
    head = keys.header_of(path)
    with closing(connect(path, "ro", immutable=True)) as connection:
        for place, pragma in ((68, "application_id"), (60, "user_version"), (28, "page_count")):
            (number,) = connection.execute(f"PRAGMA {pragma}").fetchone()
            assert int.from_bytes(head[place : place + 4], "big") == number
    assert head.startswith(b"SQLite format 3\0\x10\x00\x01\x01\x50\x40\x20\x20")


@given(at=st.integers(0, 4095), bit=st.integers(0, 7))
def test_a_page_with_any_bit_flipped_is_not_signed(a_page: tuple[Key, bytes], at: int, bit: int) -> None:
    key, page = a_page
    assert key.signed(page, 2)
    assert not key.signed(page, 3)
    altered = bytearray(page)
    altered[at] ^= 1 << bit
    assert not key.signed(bytes(altered), 2)


@pytest.fixture(scope="module")
def a_page(tmp_path_factory: pytest.TempPathFactory, a_key: Key) -> tuple[Key, bytes]:
    keys.hold(a_key)
    made = tmp_path_factory.mktemp("page") / "a.kam"
    Workspace.create(made, CLOCK, key=a_key).close()
    return a_key, made.read_bytes()[4096:8192]


def test_a_key_does_not_show_itself(a_key: Key) -> None:
    secret = a_key.as_text()[2:66]
    assert secret not in repr(a_key) + str(a_key) + f"{a_key!r} {[a_key]} {a_key.salt!r}"
    with pytest.raises(TypeError):
        pickle.dumps(a_key)


def test_no_statement_that_holds_the_key_is_kept_or_told(
    shut: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither an error nor SQLCipher's own log, which would go to the error stream, says anything of it."""
    keys.unlock(shut, PASSPHRASE)
    held = keys.key_for(shut)
    assert held is not None
    content = bytearray(shut.read_bytes())
    content[500] ^= 1
    shut.write_bytes(content)
    with pytest.raises(UserError) as caught:
        Workspace.open(shut, CLOCK)
    told = f"{caught.value!r} {caught.value.__cause__!r} {capfd.readouterr()}"
    assert held.as_text()[2:66] not in told
    assert PASSPHRASE not in told
    assert "hmac" not in told


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="locks of POSIX")
@pytest.mark.parametrize("log", [True, False])
def test_asking_about_an_open_file_does_not_give_its_locks_away(path: Path, log: bool) -> None:
    """Closing any handle of a file drops the locks that SQLite holds on it: nobody else may take them now."""
    taking = (
        "from kam.store.engine import connect\n"
        "c = connect(path, 'rw')\n"
        "c.execute('PRAGMA busy_timeout = 0')\n"
        "try:\n"
        "    c.execute('PRAGMA locking_mode = EXCLUSIVE')\n"
        "    c.execute('PRAGMA journal_mode = DELETE').fetchone()\n"
        "    c.execute('BEGIN EXCLUSIVE')\n"
        "    print('taken')\n"
        "except Exception as error:\n"
        "    print(error)\n"
    )
    with Workspace.open(path, CLOCK, log=log) as workspace, workspace.reading() as session:
        session.scalars(select(Account.name)).all()
        assert keys.is_sealed(path)
        assert not keys.is_shut(path)
        assert keys.fits(path, PASSPHRASE)
        assert run(taking, path) == ["database is locked"]


def test_threads_that_open_and_ask_at_once_do_not_disturb_each_other(path: Path) -> None:
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(20):
                with closing(connect(path, "ro")) as connection:
                    connection.execute("SELECT count(*) FROM account").fetchone()
                assert not keys.is_shut(path)
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_what_was_decrypted_is_kept_longer_than_what_the_system_caches(path: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.kam"
    Workspace.create(plain, CLOCK).close()
    rooms = []
    for each in (plain, path):
        with closing(connect(each, "ro")) as connection:
            rooms.append(-connection.execute("PRAGMA cache_size").fetchone()[0])
    assert rooms == [4096, 32768]
