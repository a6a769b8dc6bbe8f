"""Before a paper goes to the client somebody has seen what we would not say aloud."""

from __future__ import annotations

from uuid import UUID

from kam.analysis.capture.names import KnownName, Names, Who
from kam.analysis.client_words import ClientWord, WordSort, client_words
from kam.core.words import label

GOALS = label("plan text", "Goals")
NAMES = Names(
    [KnownName(Who.COMPETITOR, UUID(int=1), "Вольф Абразив"), KnownName(Who.COMPETITOR, UUID(int=2), "Acme")]
)


def found(text: str) -> list[tuple[str, WordSort]]:
    return [(each.word, each.sort) for each in client_words([(GOALS, text)], NAMES)]


def test_a_competitor_is_found_in_any_case_and_language() -> None:
    assert found("Заменить Вольф Абразив и Acme на второй линии") == [
        ("Вольф Абразив", WordSort.COMPETITOR),
        ("Acme", WordSort.COMPETITOR),
    ]


def test_what_we_call_people_is_found_in_its_forms() -> None:
    assert found("Закрепить союзника, не злить скептиков и ЛПР") == [
        ("союзника", WordSort.RATING),
        ("скептиков", WordSort.RATING),
        ("ЛПР", WordSort.RATING),
    ]
    assert found("Win over the sceptics and one gatekeeper") == [
        ("sceptics", WordSort.RATING),
        ("gatekeeper", WordSort.RATING),
    ]


def test_what_anybody_may_read_is_left_alone() -> None:
    assert found("Сократить мойку до 41 минуты; участок влияет на срок поставки") == []


def test_a_word_is_told_once_for_a_place() -> None:
    assert client_words([(GOALS, "Acme, Acme"), (GOALS, "ACME")], NAMES) == (
        ClientWord(GOALS, "Acme", WordSort.COMPETITOR),
    )
