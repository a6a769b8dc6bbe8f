"""Maps of the client's people behind the brief: on pages of their own, internal, kept with the client."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest

from kam.core.errors import NotFoundError
from kam.core.ids import new_id
from kam.core.vocabulary import Attitude, BuyingRole
from kam.models import Account, Interaction
from kam.reports.result import PaperResult
from kam.reports.stakeholder_maps.content import MapPaper
from kam.services.accounts.merging import merge_accounts
from kam.services.briefs import brief_pdf
from kam.services.briefs.maps import maps_behind_briefs, put_map_behind_briefs
from kam.services.history import list_steps, undo_step
from tests.builders import NOW, Office


@pytest.fixture
def account(office: Office) -> Account:
    made = office.account("Волгометиз")
    office.stakeholder(
        made, "Ирина", "Соболева", roles=(BuyingRole.DECIDER,), attitude=Attitude.SUPPORTER, influence=5
    )
    office.stakeholder(made, "Пётр", "Неприглашённый", attitude=Attitude.OPPONENT, influence=4)
    return made


@pytest.fixture
def meeting(office: Office, account: Account) -> Interaction:
    return office.meeting(account, subject="Годовой контракт")


def put(office: Office, account: Account, *kinds: MapPaper) -> None:
    for kind in kinds:
        put_map_behind_briefs(office.workspace, account.id, kind, on=True)


def drawn(office: Office, meeting: Interaction, *, language: str = "ru", safe: bool = False) -> PaperResult:
    return brief_pdf(
        office.workspace, meeting_id=meeting.id, as_of=NOW, language=language, customer_safe=safe
    )


def pages(paper: PaperResult) -> list[tuple[bool, str]]:
    """Of each page whether it lies on its side, and its text."""
    document = pypdfium2.PdfDocument(paper.pdf)
    found = [
        (page.get_width() > page.get_height(), page.get_textpage().get_text_bounded()) for page in document
    ]
    document.close()
    return found


def outline(paper: PaperResult) -> Iterator[tuple[int, str, int | None]]:
    document = pypdfium2.PdfDocument(paper.pdf)
    for entry in document.get_toc():
        target = entry.get_dest()
        yield entry.level, entry.get_title(), None if target is None else target.get_index()
    document.close()


@pytest.mark.parametrize(
    ("language", "names"),
    [("ru", ["Схема подчинения", "Влияние и отношение"]), ("en", ["Org chart", "Influence and attitude"])],
)
def test_the_maps_that_were_wished_for_stand_behind_the_brief(
    office: Office, account: Account, meeting: Interaction, language: str, names: list[str]
) -> None:
    bare = drawn(office, meeting, language=language)
    put(office, account, MapPaper.GRID, MapPaper.ORG_CHART)
    paper = drawn(office, meeting, language=language)
    assert paper.pages == bare.pages + 2
    found = pages(paper)
    assert [on_side for on_side, _ in found] == [*[False] * bare.pages, True, True]
    assert [text for _, text in found[: bare.pages]] == [text for _, text in pages(bare)]
    for (_, text), name in zip(found[bare.pages :], names, strict=True):
        assert name in text
        assert "Неприглашённый" in text
        assert ("ВНУТРЕННИЙ" if language == "ru" else "INTERNAL") in text
    last = list(outline(paper))[-2:]
    assert last == [(0, names[0], bare.pages), (0, names[1], bare.pages + 1)]


def test_the_customers_copy_never_has_one(office: Office, account: Account, meeting: Interaction) -> None:
    before = drawn(office, meeting, safe=True)
    put(office, account, *MapPaper)
    after = drawn(office, meeting, safe=True)
    assert after.pdf == before.pdf
    assert not any("Неприглашённый" in text for _, text in pages(after))


def test_other_clients_briefs_are_as_they_were(office: Office, account: Account) -> None:
    put(office, account, MapPaper.COVERAGE)
    other = office.account("Заря")
    office.stakeholder(other)
    meeting = office.meeting(other)
    assert not any(on_side for on_side, _ in pages(drawn(office, meeting)))


def test_a_map_on_which_nobody_is_takes_no_page(office: Office) -> None:
    account = office.account("Заря")
    meeting = office.meeting(account)
    put(office, account, MapPaper.ORG_CHART)
    assert not any(on_side for on_side, _ in pages(drawn(office, meeting)))


def test_the_choice_is_a_step_that_undo_takes_back(office: Office, account: Account) -> None:
    put(office, account, MapPaper.COVERAGE, MapPaper.ORG_CHART, MapPaper.ORG_CHART)
    workspace = office.workspace
    assert maps_behind_briefs(workspace, account.id) == (MapPaper.ORG_CHART, MapPaper.COVERAGE)
    put_map_behind_briefs(workspace, account.id, MapPaper.COVERAGE, on=False)
    assert maps_behind_briefs(workspace, account.id) == (MapPaper.ORG_CHART,)
    undo_step(workspace, list_steps(workspace)[0].id)
    assert maps_behind_briefs(workspace, account.id) == (MapPaper.ORG_CHART, MapPaper.COVERAGE)


def test_merged_clients_have_the_maps_of_both(office: Office, account: Account) -> None:
    twin = office.account("ООО «Волгометиз»")
    put(office, account, MapPaper.GRID)
    put(office, twin, MapPaper.ORG_CHART)
    merge_accounts(office.workspace, account.id, twin.id, {})
    assert maps_behind_briefs(office.workspace, account.id) == (MapPaper.ORG_CHART, MapPaper.GRID)


def test_a_client_that_is_gone_is_said(office: Office) -> None:
    with pytest.raises(NotFoundError, match=r"account\.gone"):
        put_map_behind_briefs(office.workspace, new_id(), MapPaper.GRID, on=True)
