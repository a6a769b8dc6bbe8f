"""Asking the index: any text is legal, words are found in every form, the newest comes first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from kam.core.errors import UserError
from kam.core.ids import new_id
from kam.models.types import to_micros
from kam.store import search
from kam.store.engine import writer_engine
from kam.store.search import SearchDocument
from kam.store.search_query import match_expression
from kam.store.search_tokens import account_mark, kind_mark
from tests.store.naughty import QUERIES

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Connection]:
    """An empty index in a file of its own."""
    path = tmp_path / "index.db"
    path.touch()
    engine = writer_engine(path)
    with engine.begin() as connection:
        search.ensure_schema(connection)
        yield connection
    engine.dispose()


def document(
    text: str,
    *,
    at: datetime = MONDAY,
    record: UUID | None = None,
    kind: str = "interaction",
    accounts: tuple[UUID, ...] = (),
    rank: int = 0,
) -> SearchDocument:
    return SearchDocument(
        kind=kind,
        record_id=(record or new_id()).bytes,
        moment=to_micros(at),
        title=text,
        texts=[text],
        accounts=[account.bytes for account in accounts],
        rank=rank,
    )


def put(index: Connection, text: str, **options: object) -> UUID:
    """Index one text; the id of its record."""
    made = document(text, **options)  # type: ignore[arg-type]
    search.index(index, [made])
    return UUID(bytes=made.record_id)


def found(index: Connection, text: str, **options: object) -> list[UUID]:
    return [hit.record_id for hit in search.find(index, text, **options)]  # type: ignore[arg-type]


def test_a_word_is_found_in_all_its_forms(index: Connection) -> None:
    note = put(index, "Обсудили сроки отгрузок")
    for typed in ("отгрузка", "отгрузкам ", "ОТГРУЗКУ обсудили", "срок отгрузки"):
        assert found(index, typed) == [note], typed


def test_all_words_must_be_there(index: Connection) -> None:
    put(index, "поставка плёнки")
    assert found(index, "поставка гаек") == []


def test_yo_case_and_look_alike_letters_do_not_matter(index: Connection) -> None:
    note = put(index, "Щётки для CБЕРБАНКА")  # with a Latin C
    assert found(index, "щетки сбербанк") == [note]
    assert found(index, "ЩЁТКИ") == [note]


def test_every_key_of_a_word_finds_it_while_it_is_typed(index: Connection) -> None:
    note = put(index, "Рекламация по партии стёкол")
    for typed in ("рекламация", "по стекла", "партии рекл"):
        for length in range(1, len(typed) + 1):
            assert found(index, typed[:length]) == [note], typed[:length]


def test_a_word_followed_by_a_space_is_whole(index: Connection) -> None:
    note = put(index, "поставщик")
    assert found(index, "постав") == [note]
    assert found(index, "постав ") == []


@pytest.mark.parametrize(
    "typed", ["К-2026-0017", "k-2026-0017", "к-2026", "2026-0017", "0017", "26001", "17"]
)
def test_a_code_is_found_by_any_part_in_either_alphabet(index: Connection, typed: str) -> None:
    note = put(index, "Ответ по К-2026-00175 отправлен")
    put(index, "Без номера")
    assert found(index, typed) == [note]


def test_every_key_of_a_code_finds_it_while_it_is_typed(index: Connection) -> None:
    note = put(index, "К-2026-0001")
    for length in range(2, 12):
        assert found(index, "К-2026-0001"[:length]) == [note], "К-2026-0001"[:length]


@pytest.mark.parametrize(
    "typed",
    [
        "+7 (495) 123-45-67",
        "8 495 123-45-67",
        "84951234567",
        "495 123",
        "1234567",
        "45-67",
        "8 (495) 12",
        "+7495",
    ],
)
def test_a_phone_is_found_however_it_is_typed(index: Connection, typed: str) -> None:
    person = put(index, "+7 495 123-45-67")
    put(index, "+7 812 765-43-21")
    assert found(index, typed) == [person]


def test_a_surname_is_found_in_every_case(index: Connection) -> None:
    note = put(index, "Говорили с Ивановым и Левашовой")
    for typed in ("Иванов", "Иванова и", "Иванову говорили", "Левашова с", "Левашову"):
        assert found(index, typed) == [note], typed


def test_the_newest_comes_first_whatever_the_order_of_writing(index: Connection) -> None:
    days = [3, 0, 7, 1, 30, 2]
    written = {day: put(index, "встреча", at=MONDAY + timedelta(days=day)) for day in days}
    assert found(index, "встречи") == [written[day] for day in sorted(days, reverse=True)]
    assert found(index, "встречи", limit=2) == [written[30], written[7]]


def test_accounts_and_people_come_before_notes(index: Connection) -> None:
    note = put(index, "Ромашка", at=MONDAY + timedelta(days=900))
    person = put(index, "Ромашка", kind="person", rank=2)
    account = put(index, "Ромашка", kind="account", rank=3, at=MONDAY - timedelta(days=9000))
    assert found(index, "ромашка") == [account, person, note]


def test_thousands_of_records_may_share_a_moment(index: Connection) -> None:
    same = [document("Перенос из старой базы") for _ in range(3000)]
    earlier = document("Перенос базы", at=MONDAY - timedelta(days=30))
    assert search.index(index, [*same, earlier]) == 3001
    hits = found(index, "перенос базы", limit=5000)
    assert len(set(hits)) == 3001
    assert hits[-1] == UUID(bytes=earlier.record_id)


@pytest.mark.parametrize("year", [1, 1969, 9999])
def test_any_moment_has_a_place(index: Connection, year: int) -> None:
    note = put(index, "архив", at=datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC))
    (hit,) = search.find(index, "архив")
    assert (hit.record_id, hit.moment.year) == (note, year)


def test_a_changed_text_is_found_by_its_new_words_alone(index: Connection) -> None:
    note = put(index, "цена плёнки 1250")
    put(index, "цена гаек", record=note)
    assert found(index, "гайка") == [note]
    assert found(index, "плёнка") == found(index, "1250") == []
    assert search.is_sound(index)


def test_a_moved_moment_moves_the_hit(index: Connection) -> None:
    first = put(index, "звонок", at=MONDAY)
    second = put(index, "звонок", at=MONDAY + timedelta(days=1))
    put(index, "звонок", record=first, at=MONDAY + timedelta(days=2))
    assert found(index, "звонок") == [first, second]
    assert search.is_sound(index)


def test_what_was_not_changed_is_not_written(index: Connection) -> None:
    note = document("всё то же")
    assert search.index(index, [note]) == 1
    assert search.index(index, [note]) == 0


def test_a_removed_record_is_found_no_more(index: Connection) -> None:
    kept, gone = put(index, "звонок Петрову"), put(index, "звонок Сидорову")
    assert search.remove(index, [gone.bytes, new_id().bytes]) == 1
    assert found(index, "звонок") == [kept]
    assert search.is_sound(index)


def test_a_removed_name_leaves_the_index_when_it_is_optimized(index: Connection) -> None:
    gone = put(index, "Заславская")
    put(index, "Петрова")
    search.remove(index, [gone.bytes])
    search.optimize(index)
    blocks = index.exec_driver_sql("SELECT block FROM search_word_data").scalars().all()
    assert not any("заславск".encode() in block for block in blocks)


def test_kinds_and_accounts_narrow_a_search(index: Connection) -> None:
    ours, theirs = new_id(), new_id()
    note = put(index, "договор", accounts=(ours,))
    shared = put(index, "договор", accounts=(theirs, ours), at=MONDAY + timedelta(days=1))
    promise = put(index, "договор", kind="commitment", accounts=(theirs,), at=MONDAY + timedelta(days=2))
    assert found(index, "договор", account_id=ours) == [shared, note]
    assert found(index, "договор", kinds={"commitment"}) == [promise]
    assert found(index, "договор", kinds={"commitment", "interaction"}, account_id=theirs) == [
        promise,
        shared,
    ]
    assert found(index, "договор", account_id=new_id()) == []
    assert found(index, "договор", kinds=()) == []


def test_a_hit_names_its_record_its_first_account_and_its_moment(index: Connection) -> None:
    first, second = new_id(), new_id()
    note = put(index, "договор", accounts=(first, second))
    (hit,) = search.find(index, "дог")
    assert hit == search.Hit("interaction", note, first, MONDAY)


@pytest.mark.parametrize("typed", ["", "   ", "!?", "«»", "😀", "\x00", "\ue000"])
def test_a_query_without_words_finds_nothing(index: Connection, typed: str) -> None:
    put(index, "поставка")
    assert found(index, typed) == []


def test_a_limit_below_one_finds_nothing(index: Connection) -> None:
    put(index, "поставка")
    assert found(index, "поставка", limit=0) == []


def test_private_signs_typed_by_a_person_reach_no_mark(index: Connection) -> None:
    account = new_id()
    put(index, "договор К-123", accounts=(account,))
    assert found(index, account_mark(account.bytes)) == []
    assert found(index, kind_mark("interaction")) == []


def test_the_list_of_naughty_queries_is_long_and_without_repeats() -> None:
    assert len(set(QUERIES)) == len(QUERIES) >= 200


def test_every_naughty_query_is_legal(index: Connection) -> None:
    put(index, "поставка and or near К-2026-0001 +7 495 123-45-67")
    for text in QUERIES:
        search.find(index, text, kinds={"interaction"}, account_id=new_id())
        search.find(index, text)


def test_every_naughty_text_can_be_indexed_and_forgotten(index: Connection) -> None:
    documents = [document(text) for text in QUERIES]
    search.index(index, documents)
    assert search.is_sound(index)
    for made, text in zip(documents, QUERIES, strict=True):
        if match_expression(text) is not None and len(text) <= 64:
            assert UUID(bytes=made.record_id) in found(index, text, limit=1000), text
    assert search.remove(index, [made.record_id for made in documents]) == len(documents)
    assert search.is_sound(index)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters()), st.text(st.characters()))
def test_any_text_finds_what_was_written_with_it(index: Connection, text: str, more: str) -> None:
    note = put(index, f"{more} {text}")
    typed = text.strip()[:60]
    hits = found(index, typed, limit=1000)
    if match_expression(typed) is not None and typed == text.strip():
        assert note in hits


def test_the_index_opens_in_stock_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    path.touch()
    engine = writer_engine(path)
    with engine.begin() as connection:
        search.ensure_schema(connection)
        put(connection, "Поставка стёкол")
    engine.dispose()
    with closing(sqlite3.connect(path)) as stock:
        rows = stock.execute("SELECT rowid FROM search_word WHERE search_word MATCH '\"стекл\"'").fetchall()
        assert len(rows) == 1
        stock.execute("INSERT INTO search_word (search_word) VALUES ('integrity-check')")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("record_id", b"short"),
        ("record_id", bytes(17)),
        ("account_id", b"short"),
        ("account_id", bytes(17)),
        ("moment", 2**62),
    ],
    ids=["record, short", "record, long", "account, short", "account, long", "moment"],
)
def test_what_no_program_of_ours_wrote_is_said_to_be_damage(
    index: Connection, column: str, value: object
) -> None:
    put(index, "поставка", accounts=(new_id(),))
    index.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    index.exec_driver_sql(f"UPDATE search_document SET {column} = ?", (value,))
    with pytest.raises(UserError, match=r"store\.damaged_value"):
        search.find(index, "поставка")


def test_a_torn_index_is_noticed_and_clearing_mends_it(index: Connection) -> None:
    put(index, "поставка")
    index.exec_driver_sql("UPDATE search_document SET tokens = 'другое'")
    assert not search.is_sound(index)
    search.clear(index)
    assert search.is_sound(index)
    assert found(index, "поставка") == []


def test_an_index_of_another_recipe_is_not_current(index: Connection) -> None:
    assert search.is_current(index)
    put(index, "поставка")
    assert search.is_current(index)
    index.exec_driver_sql("UPDATE search_state SET recipe = 'старый'")
    assert not search.is_current(index)


def test_the_schema_is_made_once(index: Connection) -> None:
    put(index, "поставка")
    search.ensure_schema(index)
    assert len(found(index, "поставка")) == 1
