"""The card of an account: read once for a minute in which nothing changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kam.core.errors import NotFoundError
from kam.core.ids import new_id
from kam.models import Account
from kam.services.account_card import AccountCard, account_card
from kam.services.accounts.editing import delete_account
from kam.services.accounts.pins import pin
from kam.services.history import undo_step
from tests.builders import NOW, Office


def card(office: Office, account: Account, *, seconds: int = 0, language: str = "ru") -> AccountCard:
    return account_card(
        office.workspace,
        account.id,
        as_of=NOW + timedelta(seconds=seconds),
        language=language,
    )


def test_another_tab_in_the_same_minute_shows_the_same_card(office: Office) -> None:
    account = office.account("Волга")
    assert card(office, account, seconds=1) is card(office, account, seconds=2)


def test_any_step_and_its_undo_is_seen_at_once(office: Office) -> None:
    account = office.account("Волга")
    assert not card(office, account).pinned
    pin(office.workspace, account.id, on=True)
    assert card(office, account).pinned
    undo_step(office.workspace, office.last_step())
    assert not card(office, account).pinned


def test_minutes_languages_and_accounts_are_told_apart(office: Office) -> None:
    volga, oka = office.account("Волга"), office.account("Ока")
    before = card(office, volga)
    assert card(office, volga, seconds=60) is not before
    assert card(office, volga, language="en") is not before
    assert card(office, oka).row.name == "Ока"
    assert card(office, volga).row.name == "Волга"


def test_an_account_that_is_gone_is_not_remembered(office: Office) -> None:
    account = office.account("Волга")
    card(office, account)
    delete_account(office.workspace, account.id)
    with pytest.raises(NotFoundError, match=r"account\.gone"):
        card(office, account)
    with pytest.raises(NotFoundError, match=r"account\.gone"):
        account_card(office.workspace, new_id(), as_of=NOW, language="ru")
