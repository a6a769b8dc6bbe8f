"""The index follows the records: every text that search reads is found, wherever its record hangs."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Column, Connection, Table

from kam.core.vocabulary import ContactKind, FoundKind, RatingKind
from kam.core.vocabulary.plans import ObjectiveKind
from kam.models import (
    ContactPoint,
    Initiative,
    Interaction,
    InteractionAccount,
    Milestone,
    Objective,
    Participant,
    Person,
    Plan,
    Rating,
    Record,
    Stakeholder,
    metadata,
)
from kam.store import search, search_sources
from kam.store.engine import writer_engine
from kam.store.search_registry import SOURCES, SearchPart, searched_columns
from kam.store.search_sources import SearchFaults
from kam.store.search_tokens import kind_mark
from kam.store.undo import redo, undo
from kam.store.unit_of_work import writing
from tests.builders import Office

SOUND = SearchFaults(missing=0, outdated=0, surplus=0, torn=False)


def found(office: Office, text: str, **options: object) -> list[UUID]:
    with office.workspace.reading() as session:
        return [hit.record_id for hit in search.find(session.connection(), text, **options)]  # type: ignore[arg-type]


@contextmanager
def trial(office: Office) -> Iterator[Connection]:
    """A connection that may write, and whose writing is thrown away."""
    with office.workspace.writer_engine.connect() as connection:
        connection.begin()
        yield connection
        connection.rollback()


def faults(office: Office) -> SearchFaults:
    with trial(office) as connection:
        return search_sources.check(connection)


def parts() -> list[SearchPart]:
    return [part for source in SOURCES for part in source.parts]


def test_every_searched_column_belongs_to_a_source_or_a_part() -> None:
    read = {source.table for source in SOURCES} | {part.table for part in parts()}
    assert {table for table in metadata.tables if searched_columns(table)} <= read


def test_the_registry_names_tables_and_columns_that_exist() -> None:
    for source in SOURCES:
        columns = metadata.tables[source.table].columns
        assert {*source.title, source.account or "id", source.moment or "id"} <= set(columns.keys())
    for part in parts():
        assert {part.owner, part.account or "id"} <= set(metadata.tables[part.table].columns.keys())
        assert all(column in metadata.tables[table].columns for table, column in part.through)


def test_every_kind_of_hit_has_a_name() -> None:
    assert {source.table for source in SOURCES} == set(FoundKind)


def test_no_two_kinds_share_a_mark() -> None:
    assert len({kind_mark(source.table) for source in SOURCES}) == len(SOURCES)


def test_each_text_that_search_reads_is_found_and_stands_for_one_document(tmp_path: Path) -> None:
    path = tmp_path / "planted.db"
    path.touch()
    engine = writer_engine(path)
    metadata.create_all(engine)
    ids = {table: uuid4().bytes for table in metadata.tables}
    planted: dict[str, str] = {}
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        connection.commit()
        connection.begin()
        search.ensure_schema(connection)
        for name in {source.table for source in SOURCES} | {part.table for part in parts()}:
            for column in searched_columns(name):
                planted[f"{name}.{column}"] = f"zq{len(planted):03}x"
            plant(connection, metadata.tables[name], ids, planted)
        search_sources.rebuild(connection)
        lost = [field for field, word in planted.items() if len(search.find(connection, word)) != 1]
    engine.dispose()
    assert len(planted) > 80
    assert lost == []


def plant(connection: Connection, table: Table, ids: dict[str, bytes], planted: dict[str, str]) -> None:
    """Insert a row whose references meet, whose searched texts are planted words, the rest filler."""

    def value(column: Column[object]) -> object:
        if column.name == "id":
            return ids[table.name]
        if column.foreign_keys:
            return ids[next(iter(column.foreign_keys)).column.table.name]
        if (word := planted.get(f"{table.name}.{column.name}")) is not None:
            return word
        stored = column.type.compile(connection.dialect)
        return {"TEXT": "2026-03-02", "INTEGER": 1, "BLOB": bytes(16)}[stored.split("(")[0]]

    columns = [column for column in table.columns if column.computed is None]
    names = ", ".join(f'"{column.name}"' for column in columns)
    places = ", ".join("?" * len(columns))
    connection.exec_driver_sql(
        f'INSERT INTO "{table.name}" ({names}) VALUES ({places})', tuple(value(column) for column in columns)
    )


def test_a_person_is_found_by_name_job_and_phone_together(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account, "Ирина", "Левашова", job_title="Начальник отдела закупок")
    office.add(ContactPoint(person_id=place.person_id, kind=ContactKind.PHONE, value="+7 (812) 555-01-42"))
    assert found(office, "левашова закупки 5550142") == [place.person_id]
    assert found(office, "левашовой ", kinds={"person"}, account_id=account.id) == [place.person_id]
    assert found(office, "левашова", account_id=office.account("Другой").id) == []


def test_a_phone_that_moves_to_another_person_is_found_there_alone(office: Office) -> None:
    account = office.account()
    first, second = office.stakeholder(account), office.stakeholder(account, "Пётр", "Гусев")
    phone = office.add(
        ContactPoint(person_id=first.person_id, kind=ContactKind.PHONE, value="8 921 000-11-22")
    )
    office.change(phone, person_id=second.person_id)
    assert found(office, "0001122") == [second.person_id]
    office.remove(phone)
    assert found(office, "0001122") == []
    assert faults(office) == SOUND


def test_a_placeholder_is_found_until_the_person_is_known(office: Office) -> None:
    account = office.account()
    place = office.add(Stakeholder(account_id=account.id, placeholder="Начальник охраны", circle=None))
    evidence = Rating(
        stakeholder_id=place.id,
        kind=RatingKind.INFLUENCE,
        value=4,
        on=office.today,
        evidence="запретил въезд фур",
    )
    office.add(evidence)
    assert found(office, "охрана фуры") == [place.id]
    person = office.add(Person(family_name="Зуев"))
    office.change(place, person_id=person.id)
    assert found(office, "зуев охрана фуры") == [person.id]
    assert faults(office) == SOUND
    office.change(place, person_id=None)
    assert found(office, "охрана фуры") == [place.id]
    assert found(office, "зуев") == [person.id]
    assert faults(office) == SOUND


def test_a_meeting_of_several_accounts_is_found_in_each(office: Office) -> None:
    first, second = office.account("Первый"), office.account("Второй")
    meeting = office.meeting(first, subject="Сверка цен", notes="Договорились о **скидках** на крышки")
    further = office.add(InteractionAccount(interaction_id=meeting.id, account_id=second.id))
    for account in (first, second):
        assert found(office, "скидка крышек", account_id=account.id) == [meeting.id]
    office.remove(further)
    assert found(office, "скидка крышек", account_id=second.id) == []
    assert found(office, "скидка крышек", account_id=first.id) == [meeting.id]
    assert faults(office) == SOUND


def test_a_guest_leads_to_the_meeting(office: Office) -> None:
    meeting = office.meeting(office.account(), subject="Приёмка")
    guest = office.add(Participant(interaction_id=meeting.id, guest="Аудитор Кольцов", position=0))
    assert found(office, "кольцов приемка") == [meeting.id]
    office.change(guest, guest="Аудитор Ветров")
    assert found(office, "кольцов") == []
    assert found(office, "ветров") == [meeting.id]


def plan_of(office: Office, account_id: UUID, title: str) -> Plan:
    return office.add(
        Plan(account_id=account_id, title=title, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    )


def test_a_milestone_follows_its_objective_to_another_plan(office: Office) -> None:
    account = office.account()
    old, new = plan_of(office, account.id, "Старый план"), plan_of(office, account.id, "Новый план")
    objective = office.add(Objective(plan_id=old.id, title="Доля рынка", kind=ObjectiveKind.REVENUE))
    initiative = office.add(Initiative(objective_id=objective.id, title="Пилот на складе"))
    office.add(Milestone(initiative_id=initiative.id, title="Приёмка образцов", due_on=office.today))
    assert found(office, "образец старый") == [old.id]
    office.change(objective, plan_id=new.id)
    assert found(office, "образец план") == [new.id]
    assert faults(office) == SOUND


def test_undo_and_redo_take_the_index_along(office: Office) -> None:
    note = office.promise(office.account(), "Прислать расчёт логистики")
    office.change(note, text="Прислать договор")
    undo(office.workspace)
    assert found(office, "логистика") == [note.id]
    undo(office.workspace)
    assert found(office, "логистика") == []
    redo(office.workspace)
    redo(office.workspace)
    assert found(office, "прислать договор") == [note.id]
    assert faults(office) == SOUND


def test_deleting_an_account_takes_all_its_documents(office: Office) -> None:
    account = office.account("Ромашка")
    office.meeting(account, subject="Ромашка: обзор года")
    office.promise(account, "Ромашке прислать счёт")
    kept = office.account("Ромашка-2")
    office.remove(account)
    assert found(office, "ромашка") == [kept.id]
    assert faults(office) == SOUND


def test_records_without_a_date_stand_where_they_were_made(office: Office) -> None:
    account = office.account()
    with office.workspace.reading() as session:
        (hit,) = search.find(session.connection(), account.name)
    assert hit.moment == datetime.fromtimestamp((account.id.int >> 80) / 1000, UTC)


def test_an_id_that_tells_no_time_stands_first_of_all() -> None:
    assert search_sources.made_at(uuid4().bytes) == 0
    latest = bytes.fromhex("ffffffffffff7000800000000000000f")
    assert datetime.fromtimestamp(search_sources.made_at(latest) / 1e6, UTC).year == 9999


class Player:
    """Makes, moves, changes and deletes records whose texts hang together, at random."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office = office
        self.chance = random.Random(seed)
        account = office.account()
        self.places = [
            office.stakeholder(account, family=f"Фамилия{n}", placeholder="Мастер") for n in range(3)
        ]
        self.people = [place.person_id for place in self.places]
        self.meetings = [office.meeting(account, subject=f"Встреча {n}") for n in range(3)]
        self.plans = [plan_of(office, account.id, f"План {n}") for n in range(2)]
        self.made: list[Record] = []

    def text(self) -> str:
        return " ".join(self.chance.choices(["цена", "скидок", "образец", "К-2026-17", "+74951234567"], k=3))

    def any(self, choices: Sequence[Any]) -> Any:
        return self.chance.choice(choices)

    def add_part(self) -> None:
        text, place, meeting = self.text(), self.any(self.places).id, self.any(self.meetings).id
        made: Record = self.any(
            [
                ContactPoint(person_id=self.any(self.people), kind=ContactKind.PHONE, value=text),
                Rating(
                    stakeholder_id=place,
                    kind=RatingKind.INFLUENCE,
                    value=3,
                    on=self.office.today,
                    evidence=text,
                ),
                Participant(interaction_id=meeting, guest=text, position=0),
                InteractionAccount(interaction_id=meeting, account_id=self.office.account("Ещё один").id),
                Objective(plan_id=self.any(self.plans).id, title=text, kind=ObjectiveKind.REVENUE),
            ]
        )
        self.made.append(self.office.add(made))

    def move_part(self) -> None:
        parts: dict[type[Record], tuple[str, list[Any]]] = {
            ContactPoint: ("person_id", self.people),
            Objective: ("plan_id", [p.id for p in self.plans]),
        }
        movable = [part for part in self.made if type(part) in parts]
        if movable:
            part = self.any(movable)
            column, owners = parts[type(part)]
            self.office.change(part, **{column: self.any(owners)})

    def remove_part(self) -> None:
        if self.made:
            self.office.remove(self.made.pop(self.chance.randrange(len(self.made))))

    def move_place(self) -> None:
        self.office.change(self.any(self.places), person_id=self.any([*self.people, None]))

    def rewrite(self) -> None:
        self.office.change(self.any(self.meetings), notes=self.any([None, self.text()]))

    def reschedule(self) -> None:
        with writing(self.office.workspace, "test.moved") as unit:
            meeting = unit.get_one(Interaction, self.any(self.meetings).id)
            meeting.schedule(
                meeting.starts_local + timedelta(days=self.chance.randrange(-9, 9)), meeting.zone
            )

    def play(self) -> None:
        self.any(
            [
                self.add_part,
                self.add_part,
                self.move_part,
                self.remove_part,
                self.move_place,
                self.rewrite,
                self.reschedule,
            ]
        )()


@pytest.mark.parametrize("seed", range(3))
def test_after_many_changes_the_index_is_what_a_rebuild_makes(office: Office, seed: int) -> None:
    player = Player(office, seed)
    for _ in range(80):
        player.play()
    assert faults(office) == SOUND
    with trial(office) as connection:
        kept = content(connection)
        assert search_sources.rebuild(connection) == len(kept["documents"])
        assert content(connection) == kept


def test_check_counts_what_is_wrong_and_rebuilding_mends_it(office: Office) -> None:
    office.promise(office.account("Ромашка"), "Прислать договор")
    with trial(office) as connection:
        connection.exec_driver_sql("UPDATE commitment SET text = 'Прислать счёт'")
        connection.exec_driver_sql("UPDATE search_document SET tokens = 'лишнее' WHERE kind = 'account'")
        connection.exec_driver_sql(
            "UPDATE search_document SET record_id = randomblob(16) WHERE kind = 'colleague'"
        )
        assert search_sources.check(connection) == SearchFaults(missing=1, outdated=2, surplus=1, torn=True)
        search_sources.rebuild(connection)
        assert search_sources.check(connection) == SOUND


def test_an_index_of_another_recipe_is_rebuilt(office: Office) -> None:
    note = office.promise(office.account("Ромашка"), "Прислать договор")
    with office.workspace.writer_engine.begin() as connection:
        assert not search_sources.rebuild_if_outdated(connection)
        connection.exec_driver_sql("UPDATE search_state SET recipe = 'прежний'")
        connection.exec_driver_sql("UPDATE search_document SET tokens = 'прежнее'")
        assert search_sources.rebuild_if_outdated(connection)
    assert found(office, "договора прислать") == [note.id]


def content(connection: Connection) -> dict[str, set[tuple[object, ...]]]:
    documents = connection.exec_driver_sql(
        "SELECT kind, record_id, account_id, moment, tokens FROM search_document"
    )
    hanging = connection.exec_driver_sql("SELECT record_id, document_id FROM search_part")
    return {"documents": {tuple(row) for row in documents}, "parts": {tuple(row) for row in hanging}}
