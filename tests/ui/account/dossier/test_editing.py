"""A section turns into its editor within its card; nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kam.core.money import Money
from kam.core.vocabulary import AccountStatus, DossierSection, PaymentForm
from kam.models import Account, SectionCheck
from kam.services.dossier import Dossier, read_dossier
from kam.services.drafts import read_draft
from kam.services.history import list_steps
from kam.ui.account.dossier.choices import AccountPicker
from kam.ui.account.dossier.section_card import SectionCard
from kam.ui.account.dossier.section_editor import SectionEditor, key_of
from kam.ui.account.dossier.tab import DossierTab
from kam.ui.desk import Desk
from kam.ui.widgets.fields import Editor
from kam.ui.widgets.fields.numbers import NumberEditor
from kam.ui.widgets.fields.texts import LongTextEditor, TextEditor
from tests.builders import Office

TERMS = DossierSection.TERMS


@pytest.fixture
def account(office: Office) -> Account:
    return office.account(
        "Волгометиз",
        legal_name="АО «Волжский метизный завод»",
        payment_form=PaymentForm.DEFERRED,
        deferral_days=45,
        credit_limit_minor=1_200_000_000,
        price_list="Ключевые 2026",
    )


@pytest.fixture
def show(desk: Desk, qtbot: QtBot) -> Callable[[Account], DossierTab]:
    def shown(account: Account) -> DossierTab:
        tab = DossierTab(desk)
        desk.hub.changed.connect(tab.refresh)  # as the window does
        qtbot.addWidget(tab)
        tab.resize(1240, 760)
        tab.show_account(account.id)
        tab.show()
        return tab

    return shown


@pytest.fixture
def tab(show: Callable[[Account], DossierTab], account: Account) -> DossierTab:
    return show(account)


def editor_of(card: SectionCard) -> SectionEditor:
    assert card.editor is not None
    return card.editor


def write(editor: Editor, text: str) -> None:
    if isinstance(editor, LongTextEditor):
        editor.area.setPlainText(text)
        return
    assert isinstance(editor, TextEditor | NumberEditor)
    editor.line.setText(text)
    editor.line.textEdited.emit(text)


def press(widget: QWidget, key: Qt.Key) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


def is_edited(card: SectionCard) -> bool:
    return card.editor is not None


def dossier(office: Office, account: Account) -> Dossier:
    return read_dossier(office.workspace, account.id, as_of=office.clock.now())


def facts(card: SectionCard) -> dict[str, str | None]:
    """The lines of a card as they are read: with plain spaces."""
    return {fact.name: fact.text and plain(fact.text) for fact in card.facts.shown}


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_section_is_changed_where_it_stands_and_verified_in_the_same_step(
    tab: DossierTab, office: Office, account: Account
) -> None:
    assert facts(tab.terms)["Кредитный лимит"] == "12 000 000 ₽"
    tab.terms.open_editor("credit_limit")
    editor = editor_of(tab.terms)
    assert tab.terms.property("state") == "editing"
    write(editor.form["credit_limit"], "14 млн")
    assert plain(editor.form.fields["credit_limit"].was.text()) == "было 12 000 000"
    editor.save.click()
    assert not is_edited(tab.terms)
    assert facts(tab.terms)["Кредитный лимит"] == "14 000 000 ₽"
    after = dossier(office, account).terms
    assert after.credit_limit == Money(1_400_000_000, "RUB")
    assert (after.verified.on, after.verified.by) == (office.today, "Мария Кречетова")
    assert "23.11, Кречетова" in tab.terms.mark.accessibleName()
    assert list_steps(office.workspace)[0].label == "dossier.terms_changed"


def test_without_the_tick_a_change_verifies_nothing(
    tab: DossierTab, office: Office, account: Account
) -> None:
    tab.terms.open_editor()
    editor = editor_of(tab.terms)
    write(editor.form["discount"], "8,5")
    editor.verified.setChecked(False)
    editor.keep()
    terms = dossier(office, account).terms
    assert terms.discount == Decimal("8.5")
    assert terms.verified.on is None


def test_saving_what_was_only_looked_through_verifies_it(
    tab: DossierTab, office: Office, account: Account
) -> None:
    tab.terms.open_editor()
    editor_of(tab.terms).keep()
    assert not is_edited(tab.terms)
    assert dossier(office, account).terms.verified.on == office.today
    assert list_steps(office.workspace)[0].label == "dossier.verified"


def test_what_cannot_be_understood_is_said_beside_its_field_and_stays(
    tab: DossierTab, office: Office, account: Account
) -> None:
    tab.terms.open_editor()
    editor = editor_of(tab.terms)
    write(editor.form["credit_limit"], "много")
    write(editor.form["price_list"], "Опт-2")
    editor.keep()
    field = editor.form.fields["credit_limit"]
    assert "много" in field.message.text()
    assert field.message.isVisible()
    assert is_edited(tab.terms)
    assert dossier(office, account).terms.price_list == "Ключевые 2026"


def test_what_a_rule_refuses_is_said_beside_its_field(
    tab: DossierTab, office: Office, account: Account
) -> None:
    office.account("Сосед", external_id="C-17")
    tab.identity.open_editor("external_id")
    editor = editor_of(tab.identity)
    write(editor.form["external_id"], "C-17")
    write(editor.form["site"], "volgometiz.example")
    editor.keep()
    assert "Сосед" in editor.form.fields["external_id"].message.text()
    assert editor.form.fields["site"].message.text() == ""
    assert editor.form["site"].value() == "volgometiz.example"
    assert dossier(office, account).identity.site is None


def test_somebody_else_may_change_it_meanwhile_and_both_are_seen(
    tab: DossierTab, office: Office, account: Account
) -> None:
    tab.terms.open_editor()
    editor = editor_of(tab.terms)
    write(editor.form["credit_limit"], "15 млн")
    office.change(account, credit_limit_minor=1_300_000_000, price_list="Новый прайс")
    editor.keep()
    assert is_edited(tab.terms)
    assert "измен" in editor.notice.text()
    assert editor.notice.isVisible()
    assert editor.form["credit_limit"].value() == Money(1_500_000_000, "RUB")
    assert plain(editor.form.fields["credit_limit"].was.text()) == "было 13 000 000"
    assert editor.form["price_list"].value() == "Новый прайс"
    editor.keep()
    terms = dossier(office, account).terms
    assert terms.credit_limit == Money(1_500_000_000, "RUB")
    assert terms.price_list == "Новый прайс"


def test_a_refresh_keeps_what_is_typed_and_brings_the_rest(
    tab: DossierTab, office: Office, account: Account
) -> None:
    tab.portrait.open_editor()
    editor = editor_of(tab.portrait)
    write(editor.form["growth_plans"], "вторая линия")
    office.change(account, industry="метизы")
    tab.refresh()
    assert editor.form["growth_plans"].value() == "вторая линия"
    assert editor.form["industry"].value() == "метизы"
    assert editor.notice.isVisible()


def test_escape_gives_up_what_was_typed_at_the_second_wish_only(
    tab: DossierTab, office: Office, account: Account
) -> None:
    tab.terms.open_editor()
    editor = editor_of(tab.terms)
    write(editor.form["price_list"], "Опт-2")
    press(editor, Qt.Key.Key_Escape)
    assert is_edited(tab.terms)
    assert editor.notice.isVisible()
    press(editor, Qt.Key.Key_Escape)
    assert not is_edited(tab.terms)
    assert dossier(office, account).terms.price_list == "Ключевые 2026"
    assert facts(tab.terms)["Прайс, скидка"] == "Ключевые 2026"


def test_escape_leaves_at_once_what_nobody_changed(tab: DossierTab) -> None:
    tab.terms.open_editor()
    press(editor_of(tab.terms), Qt.Key.Key_Escape)
    assert not is_edited(tab.terms)


def test_ctrl_enter_saves_from_a_text_of_several_lines(
    tab: DossierTab, office: Office, account: Account, qtbot: QtBot
) -> None:
    tab.portrait.open_editor("notes")
    editor = editor_of(tab.portrait)
    notes = editor.form["notes"]
    assert isinstance(notes, LongTextEditor)
    write(notes, "решает закупка")
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    notes.area.setFocus()
    qtbot.keyClick(notes.area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not is_edited(tab.portrait)
    assert dossier(office, account).portrait.notes == "решает закупка"


def test_what_is_typed_waits_while_another_account_is_shown(
    tab: DossierTab, office: Office, account: Account
) -> None:
    other = office.account("Другой")
    tab.terms.open_editor()
    write(editor_of(tab.terms).form["credit_limit"], "до пятниц")
    tab.show_account(other.id)
    assert not is_edited(tab.terms)
    tab.show_account(account.id)
    again = editor_of(tab.terms).form["credit_limit"]
    assert isinstance(again, NumberEditor)
    assert again.line.text() == "до пятниц"


def test_what_is_typed_survives_a_crash(
    show: Callable[[Account], DossierTab], office: Office, account: Account, qtbot: QtBot
) -> None:
    tab = show(account)
    tab.identity.open_editor()
    editor = editor_of(tab.identity)
    write(editor.form["legal_name"], "ПАО «Волгометиз»")
    choice = editor.form["status"]
    choice.set_value(AccountStatus.AT_RISK)
    choice.changed.emit()
    with qtbot.waitSignal(editor.drafted, timeout=5000):
        pass
    assert "черновик" in tab.identity.mark.accessibleName()
    steps = len(list_steps(office.workspace))

    after = show(account)
    restored = editor_of(after.identity)
    assert restored.form["legal_name"].value() == "ПАО «Волгометиз»"
    assert restored.form["status"].value() is AccountStatus.AT_RISK
    assert restored.form.fields["legal_name"].was.text() == "было АО «Волжский метизный завод»"
    assert len(list_steps(office.workspace)) == steps
    restored.keep()
    assert dossier(office, account).identity.legal_name == "ПАО «Волгометиз»"
    assert read_draft(office.workspace, key_of(account.id, DossierSection.IDENTITY)) is None
    assert not show(account).identity.is_editing


def test_closing_the_window_keeps_the_last_words(
    show: Callable[[Account], DossierTab], office: Office, account: Account
) -> None:
    tab = show(account)
    tab.terms.open_editor()
    write(editor_of(tab.terms).form["price_list"], "Опт-3")
    tab.keep()
    draft = read_draft(office.workspace, key_of(account.id, TERMS))
    assert draft is not None
    assert draft["typed"] == {"price_list": "Опт-3"}


def test_a_draft_on_an_older_section_says_so(
    show: Callable[[Account], DossierTab], office: Office, account: Account
) -> None:
    tab = show(account)
    tab.terms.open_editor()
    write(editor_of(tab.terms).form["price_list"], "Опт-3")
    tab.keep()
    office.change(account, deferral_days=60)
    editor = editor_of(show(account).terms)
    assert editor.notice.isVisible()
    assert editor.form["price_list"].value() == "Опт-3"
    assert editor.form["deferral_days"].value() == 60


def test_what_was_not_verified_for_long_is_dashed_and_verified_by_one_press(
    office: Office, account: Account, show: Callable[[Account], DossierTab]
) -> None:
    on = office.today - timedelta(days=190)
    office.add(SectionCheck(account_id=account.id, section=TERMS, on=on, by_id=office.me))
    tab = show(account)
    assert tab.terms.property("state") == "stale"
    assert plain(tab.terms.mark.accessibleName()) == "не проверялось 190 дн."
    assert tab.terms.verify.isVisible()
    tab.terms.verify.click()
    assert tab.terms.property("state") == ""
    assert not tab.terms.verify.isVisible()
    assert dossier(office, account).terms.verified.on == date(2026, 11, 23)


def test_the_parent_is_found_by_typing_and_the_holding_follows(
    tab: DossierTab, office: Office, account: Account
) -> None:
    parent = office.account("Метизная группа")
    tab.holding.edit.click()
    editor = editor_of(tab.identity)
    picker = editor.form["parent_id"]
    assert isinstance(picker, AccountPicker)
    picker.line.setText("Метизная")
    picker.line.textEdited.emit("Метизная")
    assert [each.name for each in picker.found()] == ["Метизная группа"]
    picker.take(0)
    editor.keep()
    assert dossier(office, account).identity.parent_id == parent.id
    names = [row.accessibleName() for row in tab.holding.lines.rows]
    assert any("Метизная группа" in name for name in names)


def test_another_currency_takes_the_limit_with_it(tab: DossierTab, office: Office, account: Account) -> None:
    tab.terms.open_editor("currency")
    editor = editor_of(tab.terms)
    choice = editor.form["currency"]
    choice.set_value("EUR")
    choice.changed.emit()
    write(editor.form["credit_limit"], "90 000 €")
    editor.keep()
    after = dossier(office, account).terms
    assert (after.currency, after.credit_limit) == ("EUR", Money(9_000_000, "EUR"))
