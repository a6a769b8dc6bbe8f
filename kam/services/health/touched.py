"""Whose health a change may have moved: the accounts that steps of the journal touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from kam.models import (
    Account,
    Calendar,
    CalendarException,
    ClientSpend,
    ClockPause,
    Commitment,
    CommitmentShift,
    Complaint,
    Contract,
    CurrencyRate,
    Interaction,
    InteractionAccount,
    MonthlySales,
    OrderLine,
    Participant,
    Person,
    ProductLine,
    Rating,
    Reclassification,
    Setting,
    StageChange,
    Stakeholder,
    StakeholderRole,
    SupplierShare,
    SurveyAnswer,
    WorkspaceProfile,
)
from kam.models.types import stored_id
from kam.store.journal import chunks, marks, unpack_change

_AT_MOST: Final = 2_000
"""After so many changes everybody is read anew."""
_EVERYBODYS: Final = frozenset(
    each.__tablename__ for each in (Calendar, CalendarException, CurrencyRate, Setting, WorkspaceProfile)
)
_OF_ACCOUNTS: Final = frozenset(
    each.__tablename__
    for each in (
        ClientSpend, Commitment, Complaint, Contract, Interaction, InteractionAccount, MonthlySales,
        OrderLine, Stakeholder, SurveyAnswer,
    )
)  # fmt: skip
"""They name their account."""
_OWNERS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    Rating.__tablename__: (("stakeholder_id", Stakeholder.__tablename__),),
    StakeholderRole.__tablename__: (("stakeholder_id", Stakeholder.__tablename__),),
    Participant.__tablename__: (("stakeholder_id", Stakeholder.__tablename__),),
    CommitmentShift.__tablename__: (("commitment_id", Commitment.__tablename__),),
    StageChange.__tablename__: (("complaint_id", Complaint.__tablename__),),
    ClockPause.__tablename__: (("complaint_id", Complaint.__tablename__),),
    Reclassification.__tablename__: (("complaint_id", Complaint.__tablename__),),
    SupplierShare.__tablename__: (("spend_id", ClientSpend.__tablename__),),
}
"""Through which owner they belong to an account."""
_NAMED: Final = frozenset((Account.__tablename__, ProductLine.__tablename__))
"""Their names stand in what is said of health."""
_TABLES: Final = (*_EVERYBODYS, *_OF_ACCOUNTS, *_OWNERS, *_NAMED, Person.__tablename__)
_CHANGES: Final = f"""
    SELECT step_seq, table_name, record_id, kind, image FROM change
    WHERE step_seq > ? AND table_name IN ({marks(len(_TABLES))}) LIMIT {_AT_MOST + 1}
"""  # noqa: S608 - the places of the values
_BESIDES: Final = (
    "SELECT account_id FROM interaction_account WHERE interaction_id IN ({ids})",
    """
    SELECT s.account_id FROM participant AS p JOIN stakeholder AS s ON s.id = p.stakeholder_id
    WHERE p.interaction_id IN ({ids})
    """,
)
"""Whom else a contact concerns."""


def touched_accounts(session: Session, since: int) -> set[UUID] | None:
    """The accounts that steps after one touched; None where everybody is to be read anew.

    So it is after very many changes, when a client came, went or was renamed, and when a product line was.
    """
    connection = session.connection()
    changes = connection.exec_driver_sql(_CHANGES, (since, *_TABLES)).fetchall()
    if len(changes) > _AT_MOST:
        return None
    found: set[bytes] = set()
    asked: dict[str, set[bytes]] = defaultdict(set)
    for row in changes:
        change = unpack_change(*row)
        table, images = change.table, (change.before, change.after)
        if table in _EVERYBODYS or (table in _NAMED and _is_another(table, change.kind, images)):
            return None
        if table == Account.__tablename__:
            found.add(change.record)
        if table in _OF_ACCOUNTS:
            found |= _told(images, "account_id")
        for name, owner in _OWNERS.get(table, ()):
            asked[owner] |= _told(images, name)
        asked[table].add(change.record)
    found |= set(_found(connection, asked))
    return {stored_id(each) for each in found}


def _is_another(table: str, kind: str, images: tuple[Mapping[str, Any], ...]) -> bool:
    """A name that health tells may be another one; nobody complained of a product line that is new."""
    came_or_went = kind != "updated" and table == Account.__tablename__
    return came_or_went or any("name" in image for image in images)


def _told(images: tuple[Mapping[str, Any], ...], name: str) -> set[bytes]:
    return {image[name] for image in images if isinstance(image.get(name), bytes)}


def _found(connection: Connection, asked: dict[str, set[bytes]]) -> Iterator[bytes]:
    """The accounts of records as they stand now, each through its owner."""
    for table, owners in _OWNERS.items():
        for column, owner in owners:
            query = f'SELECT "{column}" FROM "{table}" WHERE id IN ({{ids}}) AND "{column}" IS NOT NULL'  # noqa: S608
            asked[owner] |= set(_in_parts(connection, query, asked.get(table, set())))
    people = "SELECT id FROM stakeholder WHERE person_id IN ({ids})"
    asked[Stakeholder.__tablename__] |= set(
        _in_parts(connection, people, asked.get(Person.__tablename__, set()))
    )
    for table in _OF_ACCOUNTS:
        query = f'SELECT account_id FROM "{table}" WHERE id IN ({{ids}})'  # noqa: S608 - our own tables
        yield from _in_parts(connection, query, asked.get(table, set()))
    for query in _BESIDES:
        yield from _in_parts(connection, query, asked.get(Interaction.__tablename__, set()))


def _in_parts(connection: Connection, query: str, ids: set[bytes]) -> Iterator[bytes]:
    for part in chunks(ids):
        rows = connection.exec_driver_sql(query.format(ids=marks(len(part))), tuple(part))
        yield from (row[0] for row in rows)
