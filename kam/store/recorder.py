"""What one step changes, gathered while it runs and folded to one change a record at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from kam.store.journal import VERSION, ChangeKind, Image, Key, chunks, marks


def read_images(connection: Connection, table: str, records: Iterable[bytes]) -> dict[bytes, Image]:
    """The rows of some records as the driver stores them, without their version counters."""
    images: dict[bytes, Image] = {}
    for part in chunks(records):
        sql = f'SELECT * FROM "{table}" WHERE id IN ({marks(len(part))})'
        result = connection.exec_driver_sql(sql, tuple(part))
        names = list(result.keys())
        for row in result:
            image = dict(zip(names, row, strict=True))
            image.pop(VERSION, None)
            images[image["id"]] = image
    return images


class Recorder:
    """Remembers the first image of each record that a step touches."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._created: dict[Key, None] = {}
        self._before: dict[Key, Image] = {}
        self._created_and_touched: dict[Key, None] = {}

    def creating(self, table: str, records: Iterable[bytes]) -> None:
        """Records are about to be inserted."""
        for record in records:
            key = (table, record)
            if key not in self._before:
                self._created[key] = None

    def touching(self, table: str, records: Iterable[bytes]) -> None:
        """Records are about to be updated or deleted: keep them as they are, once."""
        fresh = []
        for record in records:
            key = (table, record)
            if key in self._created:
                self._created_and_touched[key] = None
            elif key not in self._before:
                fresh.append(record)
        for record, image in read_images(self._connection, table, fresh).items():
            self._before[(table, record)] = image

    def keys(self) -> list[Key]:
        """Every record touched so far."""
        return [*self._created, *self._before]

    def changes(self) -> Iterator[tuple[str, bytes, ChangeKind, Image | None]]:
        """One change a record: its kind and the image that the journal keeps."""
        now = self._images_now()
        for key in self._created:
            if key in now or key not in self._created_and_touched:
                yield *key, ChangeKind.CREATED, None
        for (table, record), before in self._before.items():
            after = now.get((table, record))
            if after is None:
                yield table, record, ChangeKind.DELETED, before
            elif changed := {k: [v, after[k]] for k, v in before.items() if after[k] != v}:
                yield table, record, ChangeKind.UPDATED, changed

    def _images_now(self) -> dict[Key, Image]:
        """Present rows of what was there before; of what was made and touched again whether it still is."""
        present: dict[Key, Image] = {}
        for table, records in _by_table(self._before).items():
            for record, image in read_images(self._connection, table, records).items():
                present[(table, record)] = image
        for table, records in _by_table(self._created_and_touched).items():
            for part in chunks(records):
                sql = f'SELECT id FROM "{table}" WHERE id IN ({marks(len(part))})'
                for (record,) in self._connection.exec_driver_sql(sql, tuple(part)):
                    present[(table, record)] = {}
        return present


def _by_table(keys: Iterable[Key]) -> dict[str, list[bytes]]:
    tables: dict[str, list[bytes]] = {}
    for table, record in keys:
        tables.setdefault(table, []).append(record)
    return tables
