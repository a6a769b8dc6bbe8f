"""Files kept inside the workspace."""

from __future__ import annotations

import hashlib
import os
import signal
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kam.core.errors import ConflictError, NotFoundError, RuleError, UserError
from kam.core.field_errors import FieldErrors
from kam.core.ids import new_id
from kam.core.sentences import SENTENCES
from kam.core.vocabulary import DocumentKind
from kam.models import Account, BlobPiece, Colleague, Contract, Document
from kam.services.documents import (
    DocumentDraft,
    DocumentRow,
    PreviewKind,
    add_document,
    change_document,
    delete_documents,
    document_bytes,
    list_documents,
    open_document,
    save_document_as,
    sweep_documents,
)
from kam.services.documents.logos import (
    account_logo,
    set_account_logo,
    set_workspace_logo,
    workspace_logo,
)
from kam.services.files import check_workspace
from kam.services.history import list_steps, undo_step
from kam.services.settings import DocumentSettings, save_document_settings
from kam.store.workspace import Workspace
from tests.builders import Office

MEGABYTE = 2**20
PDF = b"%PDF-1.7\n" + b"paper" * 100
PNG = b"\x89PNG\r\n\x1a\n" + b"picture" * 10


@pytest.fixture
def account(office: Office) -> Account:
    return office.account()


def a_file(folder: Path, name: str = "Договор.pdf", content: bytes = PDF) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def pieces(office: Office) -> int:
    with office.workspace.reading() as session:
        return session.scalar(select(func.count()).select_from(BlobPiece)) or 0


def only(office: Office) -> DocumentRow:
    [row] = list_documents(office.workspace)
    return row


def test_a_file_is_kept_and_comes_out_as_it_went_in(office: Office, account: Account, tmp_path: Path) -> None:
    content = os.urandom(2 * MEGABYTE + 17)
    told: list[tuple[int, int]] = []
    added = add_document(
        office.workspace,
        account.id,
        a_file(tmp_path, "Фото цеха.bin", content),
        kind=DocumentKind.PHOTO,
        progress=lambda done, total: told.append((done, total)),
    )
    row = only(office)
    assert (row.id, row.name, row.kind, row.size) == (
        added.value,
        "Фото цеха.bin",
        DocumentKind.PHOTO,
        len(content),
    )
    assert (row.on, row.sha256) == (date(2026, 11, 23), hashlib.sha256(content).hexdigest())
    assert pieces(office) == 3
    assert document_bytes(office.workspace, row.id) == content
    assert told[-1] == (2 * len(content), 2 * len(content))
    assert told == sorted(told)
    assert [step.label for step in list_steps(office.workspace, limit=1)] == ["documents.added"]


def test_the_same_content_is_kept_once(office: Office, account: Account, tmp_path: Path) -> None:
    other = office.account("Другой клиент")
    add_document(office.workspace, account.id, a_file(tmp_path))
    add_document(office.workspace, other.id, a_file(tmp_path, "copy.pdf"))
    assert len(list_documents(office.workspace)) == 2
    assert pieces(office) == 1
    with pytest.raises(RuleError) as refused:
        add_document(office.workspace, account.id, a_file(tmp_path, "again.pdf"))
    assert refused.value.details == {"name": "Договор.pdf"}


def test_what_it_is_is_told_by_its_first_bytes(office: Office, account: Account, tmp_path: Path) -> None:
    for name, content in (("scan.doc", PDF), ("photo", PNG), ("run.exe", b"MZ"), ("smeta.xlsx", b"PK")):
        add_document(office.workspace, account.id, a_file(tmp_path, name, content))
    rows = {row.name: row for row in list_documents(office.workspace, account.id)}
    assert rows["scan.doc"].preview is PreviewKind.PDF
    assert rows["photo"].preview is PreviewKind.IMAGE
    assert rows["run.exe"].risky
    assert rows["run.exe"].media_type == "application/octet-stream"
    assert rows["smeta.xlsx"].media_type.endswith("spreadsheetml.sheet")


def test_only_ordinary_files_of_a_sensible_size_are_taken(
    office: Office, account: Account, tmp_path: Path
) -> None:
    save_document_settings(office.workspace, DocumentSettings(limit_mb=1))
    pipe = tmp_path / "pipe"
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
    else:
        pipe.mkdir()
    for path, code in (
        (tmp_path / "nowhere.pdf", "documents.missing"),
        (tmp_path, "documents.not_a_file"),
        (pipe, "documents.not_a_file"),
        (a_file(tmp_path, "empty.pdf", b""), "documents.empty"),
        (a_file(tmp_path, "large.pdf", b"0" * (MEGABYTE + 1)), "documents.too_large"),
    ):
        with pytest.raises(UserError) as refused:
            add_document(office.workspace, account.id, path)
        assert refused.value.code == code
        assert SENTENCES[code].text.format_map(refused.value.details)
    assert refused.value.details == {"name": "large.pdf", "size": 2, "limit": 1}
    add_document(office.workspace, account.id, a_file(tmp_path, "just.pdf", b"0" * MEGABYTE))
    assert only(office).size == MEGABYTE


def test_a_link_to_a_file_is_that_file(office: Office, account: Account, tmp_path: Path) -> None:
    link = tmp_path / "link.pdf"
    link.symlink_to(a_file(tmp_path))
    add_document(office.workspace, account.id, link)
    assert document_bytes(office.workspace, only(office).id) == PDF


def test_cancelling_leaves_nothing_behind(office: Office, account: Account, tmp_path: Path) -> None:
    path = a_file(tmp_path, "large.bin", os.urandom(4 * MEGABYTE))

    def stop(done: int, total: int) -> None:
        if done > total * 3 // 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_document(office.workspace, account.id, path, progress=stop)
    assert pieces(office) == 0
    assert list_documents(office.workspace) == []


def test_a_file_that_changes_while_it_is_read_is_not_kept(
    office: Office, account: Account, tmp_path: Path
) -> None:
    path = a_file(tmp_path, "log.txt", b"a" * MEGABYTE * 2)

    def meddle(done: int, total: int) -> None:
        if done == total // 2:
            path.write_bytes(b"b" * MEGABYTE * 2)

    with pytest.raises(UserError) as refused:
        add_document(office.workspace, account.id, path, progress=meddle)
    assert refused.value.code == "blob.changing"
    assert pieces(office) == 0


KILLED = """
import os, signal, sys
from pathlib import Path
from uuid import UUID
from kam.core.clock import SystemClock
from kam.services.documents import add_document
from kam.store.workspace import Workspace

def die(done, total):
    if done > total * 3 // 4:
        os.kill(os.getpid(), signal.SIGKILL)

workspace = Workspace.open(Path(sys.argv[1]), SystemClock())
add_document(workspace, UUID(sys.argv[2]), Path(sys.argv[3]), progress=die)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_program_killed_while_it_keeps_a_file_leaves_nothing_half_written(tmp_path: Path) -> None:
    office = Office.at(tmp_path)
    account = office.account()
    office.workspace.close()
    path = a_file(tmp_path, "large.bin", os.urandom(4 * MEGABYTE))
    program = [sys.executable, "-c", KILLED, str(office.workspace.path), str(account.id), str(path)]
    killed = subprocess.run(program, check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    with Workspace.open(office.workspace.path, office.clock) as workspace:
        assert list_documents(workspace) == []
        with workspace.reading() as session:
            assert session.scalar(select(func.count()).select_from(BlobPiece)) == 0
        document = add_document(workspace, account.id, path).value
        assert document_bytes(workspace, document) == path.read_bytes()
    assert check_workspace(office.workspace.path, office.clock).is_sound


def test_it_opens_as_a_copy_that_nobody_can_take_for_the_document(
    office: Office, account: Account, tmp_path: Path
) -> None:
    document = add_document(office.workspace, account.id, a_file(tmp_path)).value
    into = tmp_path / "opened"
    into.mkdir()
    copy = open_document(office.workspace, document, into)
    again = open_document(office.workspace, document, into)
    assert copy.read_bytes() == PDF
    assert (copy.name, copy.parent.parent) == ("Договор.pdf", into)
    assert again != copy
    assert not copy.stat().st_mode & stat.S_IWUSR
    if sys.platform != "win32":
        assert copy.parent.stat().st_mode & 0o077 == 0


def test_a_hostile_name_cannot_leave_its_folder(office: Office, account: Account, tmp_path: Path) -> None:
    document = add_document(office.workspace, account.id, a_file(tmp_path)).value
    with office.workspace.writing("test.changed") as unit:
        unit.get_one(Document, document).name = "../../.bashrc"
    copy = open_document(office.workspace, document, tmp_path)
    assert copy.parent.parent == tmp_path
    assert copy.name == "bashrc"


def test_it_is_saved_elsewhere_whole_and_over_nothing_unasked(
    office: Office, account: Account, tmp_path: Path
) -> None:
    document = add_document(office.workspace, account.id, a_file(tmp_path)).value
    target = tmp_path / "saved.pdf"
    assert save_document_as(office.workspace, document, target) == target
    assert target.read_bytes() == PDF
    target.write_bytes(b"mine")
    with pytest.raises(UserError) as refused:
        save_document_as(office.workspace, document, target)
    assert refused.value.code == "store.exists"
    assert target.read_bytes() == b"mine"
    save_document_as(office.workspace, document, target, replace=True)
    assert target.read_bytes() == PDF
    with pytest.raises(UserError) as refused:
        save_document_as(office.workspace, document, tmp_path / "no folder" / "saved.pdf")
    assert refused.value.code == "store.folder_missing"


def test_a_deleted_document_comes_back_with_its_bytes(
    office: Office, account: Account, tmp_path: Path
) -> None:
    document = add_document(office.workspace, account.id, a_file(tmp_path)).value
    assert delete_documents(office.workspace, [document]).value == 1
    assert list_documents(office.workspace) == []
    assert sweep_documents(office.workspace) == 0, "the journal can still bring it back"
    undo_step(office.workspace)
    assert document_bytes(office.workspace, document) == PDF
    with pytest.raises(NotFoundError):
        delete_documents(office.workspace, [new_id()])
    with pytest.raises(NotFoundError):
        document_bytes(office.workspace, new_id())


def test_sweeping_takes_only_what_nothing_names(office: Office, account: Account, tmp_path: Path) -> None:
    kept = add_document(office.workspace, account.id, a_file(tmp_path)).value
    set_account_logo(office.workspace, account.id, a_file(tmp_path, "logo.png", PNG))
    set_account_logo(office.workspace, account.id, None)
    without = office.last_step()
    lost = add_document(office.workspace, account.id, a_file(tmp_path, "lost.pdf", PDF + b"2")).value
    with office.workspace.writer_engine.begin() as connection:  # as forgetting the history would
        connection.exec_driver_sql("DELETE FROM document WHERE id = ?", (lost.bytes,))
    assert sweep_documents(office.workspace) == 1
    assert pieces(office) == 2, "the document, and the logo that undo would need"
    assert document_bytes(office.workspace, kept) == PDF
    undo_step(office.workspace, without)
    assert account_logo(office.workspace, account.id) == PNG


def test_a_damaged_document_is_said_and_mended_by_the_same_file(
    office: Office, account: Account, tmp_path: Path
) -> None:
    document = add_document(office.workspace, account.id, a_file(tmp_path)).value
    with office.workspace.writer_engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM blob_piece")
    for use in (
        lambda: document_bytes(office.workspace, document),
        lambda: open_document(office.workspace, document, tmp_path),
        lambda: save_document_as(office.workspace, document, tmp_path / "saved.pdf"),
    ):
        with pytest.raises(UserError) as refused:
            use()
        assert refused.value.code == "documents.damaged"
    assert not (tmp_path / "saved.pdf").exists()
    other = office.account("Другой клиент")
    add_document(office.workspace, other.id, a_file(tmp_path))
    assert document_bytes(office.workspace, document) == PDF


def test_what_is_said_of_it_can_be_changed(office: Office, account: Account, tmp_path: Path) -> None:
    contract = office.add(Contract(account_id=account.id, number="14/25-П"))
    document = add_document(office.workspace, account.id, a_file(tmp_path)).value
    draft = DocumentDraft(
        "Скан договора.pdf", DocumentKind.CONTRACT, date(2026, 1, 1), ("важное", "2026"), contract.id
    )
    assert change_document(office.workspace, document, draft, version=1).value == 2
    row = only(office)
    assert (row.name, row.kind, row.on) == ("Скан договора.pdf", DocumentKind.CONTRACT, date(2026, 1, 1))
    assert (row.tags, row.contract) == (("важное", "2026"), "14/25-П")
    with pytest.raises(ConflictError):
        change_document(office.workspace, document, draft, version=1)
    theirs = office.add(Contract(account_id=office.account("Другой").id))
    with pytest.raises(FieldErrors) as refused:
        change_document(
            office.workspace,
            document,
            DocumentDraft(" ", contract_id=theirs.id, tags=("т" * 600,)),
            version=2,
        )
    assert {each.field: each.code for each in refused.value.errors} == {
        "name": "field.required",
        "contract_id": "documents.not_theirs",
        "tags": "field.too_long",
    }


def test_documents_stand_by_their_date(office: Office, account: Account, tmp_path: Path) -> None:
    for name, on in (("б.pdf", date(2026, 1, 1)), ("а.pdf", date(2026, 1, 1)), ("в.pdf", None)):
        document = add_document(
            office.workspace, account.id, a_file(tmp_path, name, PDF + name.encode())
        ).value
        change_document(office.workspace, document, DocumentDraft(name, on=on), version=1)
    add_document(office.workspace, account.id, a_file(tmp_path, "г.pdf"))
    names = [row.name for row in list_documents(office.workspace, account.id)]
    assert names == ["г.pdf", "а.pdf", "б.pdf", "в.pdf"]


def test_logos_are_pictures(office: Office, account: Account, tmp_path: Path) -> None:
    assert workspace_logo(office.workspace) is None
    set_workspace_logo(office.workspace, a_file(tmp_path, "logo.png", PNG))
    assert workspace_logo(office.workspace) == PNG
    with pytest.raises(UserError) as refused:
        set_account_logo(office.workspace, account.id, a_file(tmp_path))
    assert refused.value.code == "documents.not_a_picture"
    undo_step(office.workspace)
    assert workspace_logo(office.workspace) is None
    with pytest.raises(NotFoundError):
        set_account_logo(office.workspace, new_id(), None)


def test_a_document_says_who_kept_it_first(office: Office, account: Account, tmp_path: Path) -> None:
    add_document(office.workspace, account.id, a_file(tmp_path))
    assert only(office).added_by == "Мария Кречетова"
    colleague = office.colleague("Олег Грачёв")
    delete_documents(office.workspace, [only(office).id])
    with office.workspace.writing("test.me") as unit:
        for one in unit.scalars(select(Colleague).order_by(Colleague.is_me.desc())):
            one.is_me = False
            unit.flush()
        unit.get_one(Colleague, colleague.id).is_me = True
    undo_step(office.workspace, list_steps(office.workspace)[1].id)
    assert only(office).added_by == "Мария Кречетова"
