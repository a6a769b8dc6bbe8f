"""Connections to a workspace file: one for writing, several for reading, all set up alike.

The driver is SQLCipher's for plain files too: the same modern SQLite on every system. Its implicit
transactions are off (``isolation_level=None``), because they leave tables of a rolled-back transaction
behind; SQLAlchemy's begin event says BEGIN itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from functools import cache, partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import quote

import sqlcipher3.dbapi2 as driver
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import Dialect, ExceptionContext
from sqlalchemy.pool import NullPool, Pool, QueuePool
from sqlalchemy.util import LRUCache

from kam.core.errors import UserError
from kam.store.faults import asks_for_what_is_not_there, explained, fault_of
from kam.store.keys import Key, closed, header_of, needed_key, opened, opening

if TYPE_CHECKING:
    from sqlite3 import Connection as DriverConnection  # the driver mirrors its interface
else:
    DriverConnection = driver.Connection

Mode = Literal["ro", "rw"]

BUSY_SECONDS: Final = 5.0
"""How long a statement waits for another connection before it gives up."""

_SAFE: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",  # a file from elsewhere runs no code of its own
    "PRAGMA cell_size_check = ON",  # notices more kinds of damage
    "PRAGMA temp_store = MEMORY",  # nothing of a client's data in a shared temporary folder
)
_CACHE: Final = "PRAGMA cache_size = {}"
_READ_CACHE: Final = -4096
"""At most 4 MiB a connection: what is read again comes from the system's own cache, nearly as fast."""
_LARGE_CACHE: Final = -32768
"""At most 32 MiB: of a sealed file, where what is read again has to be decrypted again, which takes ten
times as long; and for as long as a reading goes all over the file."""
_DURABLE: Final = (
    "PRAGMA cache_size = -32768",  # at most 32 MiB: a large step is written to the log once
    "PRAGMA synchronous = FULL",  # with WAL: no acknowledged commit is lost at power loss
    "PRAGMA fullfsync = ON",  # macOS: past the cache of the disk
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA journal_size_limit = 67108864",
)


_READ_VERSION_AT: Final = slice(19, 20)  # in the header
_WITH_A_LOG: Final = b"\x02"

_QUIET: Final = "PRAGMA cipher_log_level = NONE"
"""SQLCipher would write on the error stream whatever it meets in a damaged file."""


class Safety(Enum):
    """How what a writer commits is kept safe until it is in the file."""

    LOG = ("PRAGMA journal_mode = WAL",)
    """A write-ahead log: readers and the writer never wait for each other. For who stays and writes often.

    Where the file system cannot share memory SQLite stays with its rollback journal, which is as durable.
    """
    JOURNAL = (
        "PRAGMA synchronous = EXTRA",  # a journal that comes back after a power loss would undo the commit
        "PRAGMA cache_spill = OFF",
    )
    """A rollback journal: the file is not touched before a commit, so whoever is refused leaves every byte.

    Readers wait while a commit goes to the disk, and for nothing else.
    """
    LATER = ("PRAGMA journal_mode = MEMORY", "PRAGMA synchronous = OFF")
    """For a file that nobody knows yet: it is flushed once, when it is put in its place."""


def file_uri(path: PurePath, **parameters: str | int) -> str:
    """The URI by which SQLite opens this path, whatever characters are in it.

    Windows paths become ``file:///C:/…`` and shares ``file:////server/share/…``: SQLite knows no host.
    """
    posix = path.as_posix()
    if not posix.startswith("/"):
        posix = "/" + posix
    name = quote(posix.encode("utf-8", "surrogateescape"), safe="/:")
    query = "&".join(f"{key}={value}" for key, value in parameters.items())
    return f"file://{name}?{query}" if query else f"file://{name}"


class _Connection(DriverConnection):
    """Notes when it is closed, so that the file's own bytes may be read again."""

    def close(self) -> None:
        """Close it."""
        try:
            super().close()
        finally:
            closed(self)


def connect(path: Path, mode: Mode, *, immutable: bool = False) -> DriverConnection:
    """A bare connection to an existing file, set up as all are.

    ``ro`` cannot write. ``immutable`` reads the file alone, without locks and without the log beside it:
    for files that nobody has open; nothing is created next to them. So is a file read that asks for a log
    where none is and none can be made.

    Raises:
        UserError: the file cannot be opened (``store.cannot_open`` and the like), ``store.shut`` when it is
            encrypted and its passphrase was not given.

    """
    return connect_with(needed_key(path), path, mode, immutable=immutable)


def connect_with(key: Key | None, path: Path, mode: Mode, *, immutable: bool = False) -> DriverConnection:
    """As ``connect``, with a key already known: of a file that is used for long, or that is empty yet."""
    path = path.absolute()
    alone = immutable or (not os.access(path.parent, os.W_OK) and _lacks_its_log(path))
    uri = file_uri(path, mode=mode, **({"immutable": 1} if alone else {}))
    with explained(path):
        with opening():
            connection: DriverConnection = driver.connect(
                uri,
                uri=True,
                timeout=BUSY_SECONDS,
                isolation_level=None,
                check_same_thread=False,
                factory=_Connection,
            )
            opened(connection, path, key)
        try:
            _set_up(connection, mode, key)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def all_over(connection: Connection) -> Iterator[None]:
    """A reading that goes all over the file and comes to the same pages again: it has memory meanwhile."""
    held = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(_CACHE.format(_LARGE_CACHE))
    try:
        yield
    finally:
        connection.exec_driver_sql(_CACHE.format(held))
        connection.exec_driver_sql("PRAGMA shrink_memory")


def _set_up(connection: DriverConnection, mode: Mode, key: Key | None) -> None:
    if key is not None:
        connection.execute(_QUIET)
        connection.execute(key.as_pragma())  # before anything else is asked
    for pragma in _SAFE:
        connection.execute(pragma)
    if mode == "ro":
        connection.execute("PRAGMA query_only = ON")
        connection.execute(_CACHE.format(_READ_CACHE if key is None else _LARGE_CACHE))
    else:
        for pragma in _DURABLE:
            connection.execute(pragma)


def connect_to_check(path: Path) -> DriverConnection:
    """A connection that could write, so that SQLite reads the CHECK constraints, but is told not to.

    On a connection that is read-only by its mode ``integrity_check`` passes over broken constraints.
    """
    connection = connect(path, "rw")
    connection.execute("PRAGMA query_only = ON")
    return connection


def asks_for_log(path: Path) -> bool:
    """Whether the header says that the file is used with a log: it is open, or was not closed.

    Only for files that no connection of this program writes to: on POSIX closing the handle by which the
    header is read drops the locks of that connection.
    """
    return header_of(path)[_READ_VERSION_AT] == _WITH_A_LOG


def _lacks_its_log(path: Path) -> bool:
    return not path.with_name(path.name + "-wal").exists() and path.is_file() and asks_for_log(path)


def writer_engine(path: Path, safety: Safety = Safety.LOG) -> Engine:
    """The one connection that writes: transactions begin IMMEDIATE, so that two never deadlock."""
    key = needed_key(path)

    def create() -> DriverConnection:
        connection = connect_with(key, path, "rw")
        with explained(path):
            try:
                for pragma in safety.value:
                    connection.execute(pragma)
            except BaseException:
                connection.close()
                raise
        return connection

    return _engine(path, "BEGIN IMMEDIATE", QueuePool, create, pool_size=1, max_overflow=0)


def reader_engine(path: Path) -> Engine:
    """Connections that cannot write; each transaction sees the file as it was at its first query."""
    create = partial(connect_with, needed_key(path), path, "ro")
    return _engine(path, "BEGIN", QueuePool, create, pool_size=2, max_overflow=6)


def sole_engine(path: Path, key: Key | None = None) -> Engine:
    """One connection to a file that nobody else has open, without a log and with foreign keys not enforced.

    For making and upgrading files: a rebuilt table must not take its children along, and the switch is
    deaf inside a transaction. Whoever uses it checks the keys before the commit.

    ``key``: of a file that is empty yet and to be encrypted.
    """
    own = needed_key(path) if key is None else key

    def create() -> DriverConnection:
        connection = connect_with(own, path, "rw")
        connection.execute("PRAGMA foreign_keys = OFF")
        return connection

    return _engine(path, "BEGIN IMMEDIATE", NullPool, create)


def _engine(
    path: Path, begin: str, pool: Callable[..., Pool], create: Callable[[], Any], **room: int
) -> Engine:
    """An engine over connections to a file; ``create_engine`` would give each a dialect of its own."""
    engine = Engine(
        pool(create, dialect=_dialect(), **room),
        _dialect(),
        URL.create("sqlite", database=os.fspath(path)),
        execution_options={"compiled_cache": _LAID_OUT},
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


_LAID_OUT: Final = LRUCache[Any, Any](1000)
"""Statements as SQL. What one connection has asked, no other of the program lays out again."""


@cache
def _dialect() -> Dialect:
    """How SQLAlchemy speaks to the driver: one for all, because what is laid out is kept by it."""
    engine = create_engine("sqlite://", module=driver)
    engine.connect().close()  # learns of the driver what it can
    engine.dispose()
    event.listen(engine.dialect, "handle_error", _explain)
    return engine.dialect


def _explain(context: ExceptionContext) -> None:
    """Tell what the driver raised as a fault of the file."""
    error = context.original_exception
    path = (context.engine.url.database if context.engine is not None else None) or ""
    fault = fault_of(error, path)
    if fault is None and asks_for_what_is_not_there(error) and _lacks_something(context.connection):
        fault = UserError("store.damaged", path=path)
    if fault is not None:
        raise fault from error


def _lacks_something(connection: Connection | None) -> bool:
    """Whether the file is to blame that a name is not there; asked only when it is not."""
    from kam.store.lacking import explains_a_missing_name  # a connection needs no entities

    asked = None if connection is None else connection.connection.driver_connection
    return asked is not None and explains_a_missing_name(asked)
