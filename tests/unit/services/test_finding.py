"""Which account a person means."""

from __future__ import annotations

import pytest

from kam.core.errors import AmbiguousError, NotFoundError
from kam.services.finding import find_account
from tests.builders import Office


def test_an_identity_a_name_its_beginning_a_part_and_a_number_mean_an_account(office: Office) -> None:
    account = office.account("Северогорский метизный завод", external_id="A-17")
    office.account("Южный завод")

    for text in (
        str(account.id),
        "Северогорский метизный завод",
        "  северогорский МЕТИЗНЫЙ завод ",
        "северо",
        "метизный",
        "a-17",
    ):
        assert find_account(office.workspace, text).id == account.id, text


def test_a_whole_name_wins_over_a_part_of_another(office: Office) -> None:
    whole = office.account("Завод")
    office.account("Завод № 2")

    assert find_account(office.workspace, "завод").id == whole.id


def test_yo_and_quotes_do_not_count(office: Office) -> None:
    account = office.account("ООО «Берёзка»")

    assert find_account(office.workspace, "ооо березка").id == account.id


def test_what_fits_several_lists_them(office: Office) -> None:
    first, second = office.account("Завод № 2"), office.account("Завод № 1")

    with pytest.raises(AmbiguousError) as caught:
        find_account(office.workspace, "завод")

    assert caught.value.code == "account.ambiguous"
    assert caught.value.details["count"] == 2
    assert caught.value.details["candidates"] == [f"Завод № 1 ({second.id})", f"Завод № 2 ({first.id})"]


def test_two_accounts_of_one_name_are_ambiguous_even_when_it_is_whole(office: Office) -> None:
    office.account("Завод")
    office.account("Завод")

    with pytest.raises(AmbiguousError):
        find_account(office.workspace, "Завод")


@pytest.mark.parametrize("text", ["", "   ", "«»", "нет такого", "01a2004f-330f-75bd-b76b-477f700c6694"])
def test_what_fits_nothing_is_not_found(office: Office, text: str) -> None:
    office.account("Завод")

    with pytest.raises(NotFoundError, match=r"account\.not_found"):
        find_account(office.workspace, text)
