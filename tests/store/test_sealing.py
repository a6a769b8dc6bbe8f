"""Encrypting a workspace, giving it another passphrase, decrypting it: everything in it stays what it was."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import text

from kam.core.clock import FixedClock
from kam.core.errors import UserError
from kam.core.sentences import SENTENCES
from kam.models import Account
from kam.services import sealing as sealing_services
from kam.store import keys, sealing
from kam.store.backup import backup_folder, backup_now, list_backups, restore, verify_seal
from kam.store.engine import connect
from kam.store.files import recognise
from kam.store.migrations import HEAD
from kam.store.recovery import check
from kam.store.retention import KEPT
from kam.store.sealing import CopyLossError, delete_earlier_copies, earlier_copies, reseal, seal, unseal
from kam.store.second_place import copy_to, folder_in
from kam.store.workspace import Workspace
from tests.builders import Office
from tests.store.kit import PASSPHRASE, ROOT, fingerprint, foreign_hand, holding, names, spoil, start

pytestmark = pytest.mark.slow

CLOCK = FixedClock(datetime(2026, 3, 9, 11, 0, tzinfo=UTC))
OTHER = "another long passphrase"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A workspace with records, with gaps where some were deleted, and with its search index."""
    office = Office.at(tmp_path_factory.mktemp("whole"))
    accounts = [office.account(f"Клиент {number}") for number in range(8)]
    for account in accounts:
        office.meeting(account, None, office.stakeholder(account))
        office.promise(account, f"Послать смету: {account.name}")
    gone = [office.account(f"Бывший {number}") for number in range(5)]
    office.account("Последний")
    with office.workspace.writing("test.deleted") as unit:
        unit.remove(Account, [account.id for account in gone])
    office.workspace.close()
    return office.workspace.path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, whole: bytes) -> Path:
    made = tmp_path / "a.kam"
    made.write_bytes(whole)
    return made


def everything(path: Path) -> dict[str, object]:
    """All that stands in a file, rowids and what belongs to tables included."""
    with closing(connect(path, "ro")) as connection:
        tables = connection.execute(
            "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type <> 'virtual'"
        ).fetchall()
        found: dict[str, object] = {
            name: connection.execute(f'SELECT {"" if bare else "rowid, "}* FROM "{name}"').fetchall()
            for name, bare in tables
            if name != "sqlite_schema"
        }
        found["schema"] = set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))
        found["stamps"] = [
            connection.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "application_id")
        ]
    return found


def refusal(path: Path, way: object, *arguments: object) -> str:
    """The code with which something is refused, the file having stayed as it was."""
    before = fingerprint(path)
    with pytest.raises(UserError) as caught:
        way(path, CLOCK, *arguments)  # type: ignore[operator]
    assert SENTENCES[caught.value.code].text.format_map(caught.value.details)
    assert fingerprint(path) == before
    return caught.value.code


def test_encrypting_and_back_changes_nothing_of_what_is_in_the_file(path: Path) -> None:
    said = everything(path)
    assert len(said) > 50
    seal(path, CLOCK, PASSPHRASE)
    assert keys.is_sealed(path)
    assert everything(path) == said
    assert check(path).is_sound
    first = path.read_bytes()[:16]
    reseal(path, CLOCK, OTHER)
    assert path.read_bytes()[:16] != first
    assert everything(path) == said
    unseal(path, CLOCK)
    assert path.read_bytes().startswith(b"SQLite format 3\0")
    assert everything(path) == said
    assert check(path).is_sound
    assert names(path.parent) == {"a.kam", "a.kam.backups"}


def test_an_encrypted_workspace_is_worked_in_as_any(path: Path) -> None:
    seal(path, CLOCK, PASSPHRASE)
    with Workspace.open(path, CLOCK) as workspace, workspace.writing("test.added") as unit:
        unit.add(Account(name="Новый"))
    assert check(path).is_sound
    keys.forget(path)
    keys.unlock(path, PASSPHRASE)
    with Workspace.open(path, CLOCK, read_only=True) as workspace, workspace.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM account WHERE name = 'Новый'")) == 1


def test_the_old_passphrase_opens_nothing_after_the_change_but_the_old_backups(path: Path) -> None:
    before = seal(path, CLOCK, PASSPHRASE)
    reseal(path, CLOCK, OTHER)
    for file in (path, before.path):
        keys.forget(file)
    with pytest.raises(UserError) as caught:
        keys.unlock(path, PASSPHRASE)
    assert caught.value.code == "store.wrong_passphrase"
    keys.unlock(before.path, PASSPHRASE)
    keys.unlock(path, OTHER)


def test_a_backup_is_made_before_and_after(path: Path) -> None:
    made = seal(path, CLOCK, PASSPHRASE)
    last, first = list_backups(path)
    assert (last.path, keys.is_sealed(last.path)) == (made.path, True)
    assert not keys.is_sealed(first.path)
    for each in (last, first):
        verify_seal(each.path)


@pytest.mark.parametrize("passphrase", ["", "seven77", "        ", "\t\n       "])
def test_a_passphrase_that_is_none_is_refused(path: Path, passphrase: str) -> None:
    assert refusal(path, seal, passphrase) == "store.passphrase_too_short"


def test_what_is_so_already_is_refused(path: Path) -> None:
    assert refusal(path, unseal) == "store.not_sealed"
    assert refusal(path, reseal, OTHER) == "store.not_sealed"
    seal(path, CLOCK, PASSPHRASE)
    assert refusal(path, seal, OTHER) == "store.sealed_already"


def test_a_shut_file_is_neither_changed_nor_decrypted(path: Path) -> None:
    seal(path, CLOCK, PASSPHRASE)
    keys.forget(path)
    assert refusal(path, reseal, OTHER) == "store.shut"
    assert refusal(path, unseal) == "store.shut"
    assert refusal(path, seal, OTHER) == "store.sealed_already"


def test_an_open_workspace_is_refused(path: Path) -> None:
    with holding(path):
        assert refusal(path, seal, PASSPHRASE) == "store.locked"


def test_a_damaged_workspace_is_refused(path: Path) -> None:
    spoil(path)
    assert refusal(path, seal, PASSPHRASE) == "store.backup_unsound"
    assert not keys.is_sealed(path)


def test_a_copy_that_lost_something_is_thrown_away(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export = sealing._export

    def lossy(connection: Connection) -> None:
        export(connection)
        connection.execute("DELETE FROM main.setting WHERE rowid = (SELECT max(rowid) FROM main.setting)")
        connection.execute("UPDATE main.account SET rowid = rowid + 100")

    monkeypatch.setattr(sealing, "_export", lossy)
    before, beside = fingerprint(path), names(path.parent)
    with pytest.raises(CopyLossError):
        seal(path, CLOCK, PASSPHRASE)
    assert fingerprint(path) == before
    assert names(path.parent) == {*beside, "a.kam.backups"}


_KILLED = """
import os, signal
from kam.store import sealing
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
def after(real):
    def put(*given):
        real(*given)
        die()
    return put
where, way = sys.argv[2:4]
if where == "writing":
    sealing._must_be_equal = die
elif where == "placing":
    sealing.put_in_place = die
elif where == "placed":
    sealing.put_in_place = after(sealing.put_in_place)
getattr(sealing, way)(path, clock, *sys.argv[4:])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("where", ["writing", "placing", "placed"])
@pytest.mark.parametrize("way", ["seal", "reseal", "unseal"])
def test_a_program_killed_meanwhile_leaves_the_old_file_or_the_new_one(
    path: Path, where: str, way: str
) -> None:
    said = everything(path)
    if way != "seal":
        seal(path, CLOCK, PASSPHRASE)
    before = path.read_bytes()[:16]
    new = [] if way == "unseal" else [OTHER if way == "reseal" else PASSPHRASE]
    start(_KILLED, path, where, way, *new).communicate(timeout=60)
    assert (path.read_bytes()[:16] == before) == (where != "placed")
    if where == "placed" and new:
        assert keys.is_shut(path)
        keys.unlock(path, new[0])
    Workspace.open(path, CLOCK).close()
    assert everything(path) == said
    assert names(path.parent) - {"a.kam.lock"} == {"a.kam", "a.kam.backups"}


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_where_the_disk_is_full_the_file_stays_as_it_was(path: Path) -> None:
    import resource
    import signal

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    backup_now(path, CLOCK)
    before = fingerprint(path)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2, limits[1]))
    try:
        with pytest.raises(UserError) as caught:
            seal(path, CLOCK, PASSPHRASE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, heard)
    assert caught.value.code == "store.disk"
    assert fingerprint(path) == before
    assert names(path.parent) == {"a.kam", "a.kam.backups"}


# Earlier copies


def test_earlier_copies_are_those_that_the_passphrase_does_not_open(path: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    early = backup_now(path, CLOCK)
    copy_to(stick, early, path, last=KEPT)
    crashed = backup_folder(path) / "20260309T110000.000000Z.before-recovery"
    shutil.copyfile(path, crashed)
    crashed.with_name(f"{crashed.name}-wal").write_bytes(b"a log")
    assert earlier_copies(path, [stick]) == [], "nothing is encrypted yet"
    made = seal(path, CLOCK, PASSPHRASE)
    copy_to(stick, made, path, last=KEPT)
    found = earlier_copies(path, [stick])
    assert len(found) == 4
    assert {early.path, crashed, folder_in(stick, path) / early.path.name} < set(found)
    assert delete_earlier_copies(path, [stick]) == []
    assert earlier_copies(path, [stick]) == []
    sealed = {made.path.name, f"{made.path.name}.sha256"}
    assert names(backup_folder(path)) == sealed
    assert names(folder_in(stick, path)) == sealed


def test_what_others_keep_among_the_backups_stays(path: Path) -> None:
    seal(path, CLOCK, PASSPHRASE)
    own = [backup_folder(path) / name for name in ("note.txt", "a copy.kam")]
    for file in own:
        shutil.copyfile(list_backups(path)[-1].path, file)
    delete_earlier_copies(path)
    assert all(file.exists() for file in own)
    assert len(list_backups(path)) == 1


def test_where_there_is_no_such_place_there_are_no_copies(path: Path, tmp_path: Path) -> None:
    seal(path, CLOCK, PASSPHRASE)
    delete_earlier_copies(path)
    assert earlier_copies(path, [tmp_path / "unplugged"]) == []


def test_a_copy_that_cannot_be_deleted_is_named_and_the_others_go(path: Path) -> None:
    early = [backup_now(path, CLOCK).path for _ in range(2)]
    seal(path, CLOCK, PASSPHRASE)
    early[0].with_name(f"{early[0].name}-wal").mkdir()
    assert delete_earlier_copies(path) == [early[0]] == earlier_copies(path)
    assert not early[1].exists()


# Restoring


def test_an_encrypted_backup_comes_back_encrypted(path: Path, tmp_path: Path) -> None:
    said = everything(path)
    made = seal(path, CLOCK, PASSPHRASE)
    path.unlink()
    restore(made.path, path, CLOCK)
    assert keys.is_sealed(path)
    assert everything(path) == said


def test_a_shut_backup_is_not_restored_and_names_itself(path: Path) -> None:
    made = seal(path, CLOCK, PASSPHRASE)
    unseal(path, CLOCK)
    keys.forget(made.path)
    before = fingerprint(path)
    with pytest.raises(UserError) as caught:
        restore(made.path, path, CLOCK)
    assert (caught.value.code, caught.value.details["path"]) == ("store.shut", str(made.path))
    assert fingerprint(path) == before


def test_who_forgot_the_passphrase_may_go_back_to_a_plain_backup_and_loses_no_byte(path: Path) -> None:
    said = everything(path)
    early = backup_now(path, CLOCK)
    seal(path, CLOCK, PASSPHRASE)
    keys.forget(path)
    lost = path.read_bytes()
    done = restore(early.path, path, CLOCK)
    assert everything(path) == said
    assert done.replaced is not None
    assert done.replaced.read_bytes() == lost


# Damage


@pytest.mark.parametrize("part", [0.2, 0.4, 0.6, 0.8, 0.99])
def test_any_altered_byte_of_an_encrypted_file_is_found(path: Path, part: float) -> None:
    """A plain file does not notice most of them; of these each page is signed."""
    seal(path, CLOCK, PASSPHRASE)
    content = bytearray(path.read_bytes())
    content[int(len(content) * part)] ^= 1
    path.write_bytes(content)
    try:
        findings = [finding.code for finding in check(path).findings]
    except UserError as error:
        findings = [error.code]
    assert findings[0] in {"check.page", "check.unreadable", "store.damaged"}
    with pytest.raises(UserError) as caught:
        backup_now(path, CLOCK)
    assert caught.value.code in {"store.backup_unsound", "store.damaged"}


def test_an_altered_byte_is_found_where_no_record_stands(path: Path) -> None:
    seal(path, CLOCK, PASSPHRASE)
    with foreign_hand(path) as connection:
        connection.execute("CREATE TABLE much (x BLOB)")
        connection.execute("INSERT INTO much VALUES (randomblob(100000))")
        connection.execute("DROP TABLE much")
    assert check(path).is_sound
    content = bytearray(path.read_bytes())
    content[-3000] ^= 1
    path.write_bytes(content)
    assert [finding.code for finding in check(path).findings] == ["check.page"]


@pytest.mark.parametrize("length", [5000, 8192, 100_000, -4096, -1])
def test_a_truncated_encrypted_file_is_damaged(path: Path, length: int) -> None:
    seal(path, CLOCK, PASSPHRASE)
    path.write_bytes(path.read_bytes()[:length])
    for read_only in (False, True):
        before = fingerprint(path)
        with pytest.raises(UserError) as caught:
            Workspace.open(path, CLOCK, read_only=read_only)
        assert caught.value.code == "store.damaged"
        assert fingerprint(path) == before


def test_a_file_whose_first_bytes_are_spoiled_is_damaged_and_its_passphrase_is_right(path: Path) -> None:
    """The key follows from them; the newest backup still has them."""
    seal(path, CLOCK, PASSPHRASE)
    content = bytearray(path.read_bytes())
    content[:16] = os.urandom(16)
    path.write_bytes(content)
    for typed, code in ((PASSPHRASE, "store.damaged"), (OTHER, "store.wrong_passphrase")):
        with pytest.raises(UserError) as caught:
            sealing_services.unlock(path, typed)
        assert caught.value.code == code


def test_an_encrypted_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.kam"
    with closing(driver.connect(os.fspath(path))) as tool:
        tool.execute(f"PRAGMA key = '{PASSPHRASE}'")
        tool.execute("CREATE TABLE t (x)")
        tool.commit()
    keys.unlock(path, PASSPHRASE)
    assert refusal(path, Workspace.open) == "store.foreign"


def test_an_older_encrypted_workspace_is_upgraded_and_stays_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "a.kam"
    shutil.copyfile(ROOT / "tests" / "data" / "schema_0001.kam", path)
    seal(path, CLOCK, PASSPHRASE)
    delete_earlier_copies(path)
    assert recognise(path).schema == 1
    Workspace.open(path, CLOCK).close()
    assert recognise(path).schema == HEAD
    assert check(path).is_sound
    assert keys.is_sealed(path)
    assert all(keys.is_sealed(backup.path) for backup in list_backups(path))
    assert len(list_backups(path)) == 2


def test_a_new_workspace_in_the_place_of_an_encrypted_one_is_encrypted_as_well(path: Path) -> None:
    seal(path, CLOCK, PASSPHRASE)
    Workspace.create(path, CLOCK, replace=True).close()
    assert keys.is_sealed(path)
    assert not keys.is_shut(path)
