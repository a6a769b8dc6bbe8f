"""Taking a step back, and taking that back again.

A step is undone by a new step that puts the former content back. It is refused when a later step, still
in force, changed the same field, refers to a record that would vanish, removed one that would be referred
to, or gave its unique key to another record; the refusal names those steps.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from kam.core.errors import ConflictError, NotFoundError, RuleError
from kam.store.journal import (
    UNDOABLE,
    ChangeInfo,
    ChangeKind,
    Liveness,
    StepInfo,
    StepKind,
    changes_of_records,
    chunks,
    marks,
    read_changes,
    read_step,
    read_steps,
)
from kam.store.recorder import read_images
from kam.store.references import Gathering, references_of, references_to
from kam.store.unique_keys import holders
from kam.store.unit_of_work import UnitOfWork, writing

if TYPE_CHECKING:
    from kam.store.workspace import Workspace

_NAMED_BLOCKERS = 5


def last_undoable(connection: Connection) -> StepInfo | None:
    """The step in force that came into force last: by being taken, or by being done again."""
    liveness = Liveness(connection)
    for step in read_steps(connection):
        root = liveness.root_of(step.seq)
        if step.kind in UNDOABLE and liveness.is_tip(step.seq) and liveness.holds(root):
            return read_step(connection, root)
    return None


def last_redoable(connection: Connection) -> StepInfo | None:
    """The step that the newest undo took back, unless a new step was taken since."""
    liveness = Liveness(connection)
    for step in read_steps(connection):
        if step.kind in UNDOABLE and liveness.is_tip(step.seq):
            root = liveness.root_of(step.seq)
            if not liveness.holds(root):
                return read_step(connection, root)
            if root == step.seq:
                return None
    return None


def undo(workspace: Workspace, seq: int | None = None) -> StepInfo:
    """Take a step back (by default the last one in force); returns the step.

    Raises:
        NotFoundError: ``store.nothing_to_undo``, ``store.no_such_step``.
        RuleError: ``store.not_undoable``, ``store.already_undone``.
        ConflictError: ``store.undo_blocked`` with the ``blockers`` (StepInfo) that stand in the way.

    """
    with workspace.reading() as session:
        connection = session.connection()
        step = _wanted(connection, seq)
        tip = Liveness(connection).tip_of(step.seq)
    with writing(workspace, step.label, kind=StepKind.UNDO, reverses=tip) as unit:
        _reverse(unit, tip)
    return step


def redo(workspace: Workspace, seq: int | None = None) -> StepInfo:
    """Do again what was taken back (by default by the last undo); returns the step.

    Raises:
        NotFoundError: ``store.nothing_to_redo``, ``store.no_such_step``.
        RuleError: ``store.not_undone``.
        ConflictError: ``store.undo_blocked`` as for ``undo``.

    """
    with workspace.reading() as session:
        connection = session.connection()
        step = last_redoable(connection) if seq is None else read_step(connection, seq)
        if step is None:
            raise _missing("store.nothing_to_redo", seq)
        liveness = Liveness(connection)
        step = read_step(connection, liveness.root_of(step.seq)) or step
        if liveness.holds(step.seq):
            raise RuleError("store.not_undone", seq=step.seq)
        tip = liveness.tip_of(step.seq)
    with writing(workspace, step.label, kind=StepKind.UNDO, reverses=tip) as unit:
        _reverse(unit, tip)
    return step


def _wanted(connection: Connection, seq: int | None) -> StepInfo:
    step = last_undoable(connection) if seq is None else read_step(connection, seq)
    if step is None:
        raise _missing("store.nothing_to_undo", seq)
    if step.kind not in UNDOABLE:
        raise RuleError("store.not_undoable", seq=step.seq)
    liveness = Liveness(connection)
    if step.kind is StepKind.UNDO:
        step = read_step(connection, liveness.root_of(step.seq)) or step
    if not liveness.holds(step.seq):
        raise RuleError("store.already_undone", seq=step.seq)
    return step


def _missing(code: str, seq: int | None) -> NotFoundError:
    return NotFoundError(code) if seq is None else NotFoundError("store.no_such_step", seq=seq)


def _reverse(unit: UnitOfWork, seq: int) -> None:
    changes = read_changes(unit.wire, seq)
    created = [change for change in changes if change.kind is ChangeKind.CREATED]
    deleted = [change for change in changes if change.kind is ChangeKind.DELETED]
    updated = [change for change in changes if change.kind is ChangeKind.UPDATED]
    _refuse_later_changes(unit.wire, seq, changes)
    _refuse_lost_parents(unit.wire, seq, deleted, updated, created)
    unit.erase_raw([(change.table, change.record) for change in created])
    _set_back(unit, seq, updated)
    _put_back(unit, seq, deleted)
    _refuse_later_references(unit.wire, seq, created)
    unit.expire_all()


def _set_back(unit: UnitOfWork, seq: int, updated: list[ChangeInfo]) -> None:
    """Give records their former values; one whose unique key another still holds waits for that one."""
    waiting = updated
    while waiting:
        blocked: list[ChangeInfo] = []
        for change in waiting:
            try:
                unit.set_raw(change.table, [change.record], change.before)
            except IntegrityError:
                blocked.append(change)
        if len(blocked) == len(waiting):
            _refuse_taken_keys(unit.wire, seq, blocked)
        waiting = blocked


def _put_back(unit: UnitOfWork, seq: int, deleted: list[ChangeInfo]) -> None:
    for table, group in _by_table(deleted).items():
        try:
            unit.put_raw(table, [change.before for change in group])
        except IntegrityError:
            _refuse_taken_keys(unit.wire, seq, group)
            raise


def _refuse_taken_keys(connection: Connection, seq: int, changes: list[ChangeInfo]) -> None:
    """Refuse because other records hold the unique keys that these had, naming the steps that gave them."""
    taken: set[bytes] = set()
    for change in changes:
        now = read_images(connection, change.table, [change.record]).get(change.record, {})
        taken |= holders(connection, change.table, change.record, now | change.before)
    _refuse(connection, _steps_of(connection, seq, list(taken)) or {seq})


def _by_table(changes: Iterable[ChangeInfo]) -> dict[str, list[ChangeInfo]]:
    tables: dict[str, list[ChangeInfo]] = {}
    for change in changes:
        tables.setdefault(change.table, []).append(change)
    return tables


def _refuse_later_changes(connection: Connection, seq: int, changes: list[ChangeInfo]) -> None:
    """Refuse when a later step in force touched the same fields, or a created record at all."""
    liveness = Liveness(connection)
    mine = {change.record: change for change in changes}
    blockers: set[int] = set()
    for later in _later_changes(connection, seq, list(mine)):
        own = mine[later.record]
        if not liveness.counts_after(seq, later.step):
            continue
        whole = own.kind is ChangeKind.CREATED or later.kind is not ChangeKind.UPDATED
        if whole or own.before.keys() & later.after.keys():
            blockers.add(later.step)
    if not blockers:
        blockers = _drifted(connection, changes)
    _refuse(connection, blockers)


def _later_changes(connection: Connection, seq: int, records: list[bytes]) -> list[ChangeInfo]:
    newest = connection.exec_driver_sql("SELECT max(seq) FROM step").scalar() or 0
    return [] if newest == seq else changes_of_records(connection, records, after_step=seq)


def _drifted(connection: Connection, changes: list[ChangeInfo]) -> set[int]:
    """The net under the rules: content that no longer is what the step left is never overwritten."""
    for table, group in _by_table(c for c in changes if c.kind is not ChangeKind.DELETED).items():
        now = read_images(connection, table, [change.record for change in group])
        for change in group:
            image = now.get(change.record)
            if image is None or any(image[name] != value for name, value in change.after.items()):
                return {change.step}
    return set()


def _refuse_later_references(connection: Connection, seq: int, created: list[ChangeInfo]) -> None:
    """Refuse when something that stays refers to a record that would vanish."""
    if not created:
        return
    gathering = Gathering(connection)
    gathering.add((change.table, change.record) for change in created)
    referrers = [
        record
        for table in gathering.tables()
        for reference in references_to(table)
        for record in gathering.outside_referrers(reference)
    ]
    gathering.clear()
    if referrers:
        _refuse(connection, _steps_of(connection, seq, referrers) or {seq})


def _refuse_lost_parents(
    connection: Connection,
    seq: int,
    deleted: list[ChangeInfo],
    updated: list[ChangeInfo],
    created: list[ChangeInfo],
) -> None:
    """Refuse when a record that comes back refers to one that is gone."""
    coming = {change.record for change in deleted}
    going = {change.record for change in created}
    wanted: dict[str, set[bytes]] = {}
    for change in [*deleted, *updated]:
        for reference in references_of(change.table):
            target = change.before.get(reference.column)
            if target is not None and target not in coming:
                wanted.setdefault(reference.target, set()).add(target)
    missing: list[bytes] = []
    for table, targets in wanted.items():
        for part in chunks(targets):
            sql = f'SELECT id FROM "{table}" WHERE id IN ({marks(len(part))})'
            present = {row[0] for row in connection.exec_driver_sql(sql, tuple(part))}
            missing.extend(target for target in part if target not in present or target in going)
    if missing:
        _refuse(connection, _steps_of(connection, seq, missing) or {seq})


def _steps_of(connection: Connection, seq: int, records: list[bytes]) -> set[int]:
    liveness = Liveness(connection)
    later = changes_of_records(connection, records, after_step=seq)
    return {change.step for change in later if liveness.counts_after(seq, change.step)}


def _refuse(connection: Connection, blockers: set[int]) -> None:
    if not blockers:
        return
    liveness = Liveness(connection)
    newest = sorted({liveness.root_of(seq) for seq in blockers}, reverse=True)
    steps = [step for seq in newest[:_NAMED_BLOCKERS] if (step := read_step(connection, seq)) is not None]
    raise ConflictError("store.undo_blocked", blockers=tuple(steps), count=len(newest))
