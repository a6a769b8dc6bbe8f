"""Forms of a word are one word; codes and phones are found by any part."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.core.stems import stems
from kam.core.text import fold
from kam.store.search_tokens import CODE_MARK, account_mark, document_tokens

# The first form, and others that a person types or writes: the genitive plural above all.
FORMS_OF_TRADE_WORDS = """
    поставка поставок поставки поставкой поставкам
    отгрузка отгрузок отгрузки отгрузку отгрузками
    скидка скидок скидки скидкой
    наценка наценок наценки
    коробка коробок коробки коробками
    плёнка плёнок плёнки пленкой пленок
    упаковка упаковок упаковки упаковкой
    этикетка этикеток этикетки
    наклейка наклеек наклейки
    ячейка ячеек ячейки
    гайка гаек гайки гайками
    стойка стоек стойки
    линейка линеек линейки линейкой
    втулка втулок втулки
    заглушка заглушек заглушки
    прокладка прокладок прокладки
    шпилька шпилек шпильки
    заклёпка заклёпок заклёпки
    задвижка задвижек задвижки
    перчатка перчаток перчатки
    крышка крышек крышки
    бутылка бутылок бутылки
    бочка бочек бочки
    банка банок банки
    тележка тележек тележки
    сетка сеток сетки
    смазка смазок смазки
    краска красок краски краской
    доска досок доски
    заявка заявок заявки заявкой
    закупка закупок закупки закупкам
    сделка сделок сделки сделке
    доставка доставок доставки
    задержка задержек задержки
    отсрочка отсрочек отсрочки отсрочкой
    рассрочка рассрочек рассрочки
    просрочка просрочек просрочки
    выставка выставок выставки
    поездка поездок поездки
    проверка проверок проверки
    доработка доработок доработки
    подписка подписок подписки
    ошибка ошибок ошибки
    марка марок марки
    партия партий партии партию
    накладная накладных накладной
    рынок рынка рынков рынки рынком
    остаток остатка остатков остатки
    убыток убытка убытков убытки
    недостаток недостатка недостатков
    звонок звонка звонков звонки
    станок станка станков станки
    порошок порошка порошков
    мешок мешка мешков мешки
    ларёк ларька ларьков
    образец образца образцов образцы образцами
    продавец продавца продавцов
    владелец владельца владельцев владельцы
    ремень ремня ремней ремни
    уровень уровня уровней уровни
    стержень стержня стержней
    узел узла узлов узлы
    котёл котла котлов котлы
    окно окон окна окнами
    волокно волокон волокна
    полотно полотен полотна
    зерно зёрен зерна
    звено звеньев звена звенья
    стекло стёкол стекла
    масло масел масла маслом
    кресло кресел кресла
    число чисел числа
    ведро вёдер ведра
    сотня сотен сотни
    таможня таможен таможни
    кухня кухонь кухни
    кровля кровель кровли
    земля земель земли
    кольцо колец кольца
    письмо писем письма письмом
    яйцо яиц яйца
    деньги денег деньгами
    день дня дней дни
    заём займа займов займы
    замена замены замену заменой замене замен
    отмена отмены отмену отменой отмене отмен
    обмен обмена обмену обменом обмене
    цена цены цену ценой цен ценам ценами
    смена смены смену сменой смен
    договор договора договоров договоры
    рекламация рекламации рекламаций рекламацию
    претензия претензий претензии
    отдел отдела отделов отделы отделом
    партнёр партнёра партнёров партнёры
    срок срока сроков сроки
    счёт счёта счетов счету
    мебель мебели мебелью
    delivery deliveries
    shipment shipments
    discount discounts discounted
    price prices pricing
"""
FAMILIES = [line.split() for line in FORMS_OF_TRADE_WORDS.strip().splitlines()]
DIFFERENT = [
    ("поставка", "поставщик"),
    ("срок", "сорок"),
    ("рынок", "ринг"),
    ("цена", "центр"),
    ("счет", "счастье"),
    ("остаток", "остановка"),
    ("отдел", "отделка"),
    ("замена", "зима"),
]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family[0])
def test_all_forms_of_a_trade_word_meet(family: list[str]) -> None:
    for one, other in combinations(family, 2):
        assert set(stems(fold(one))) & set(stems(fold(other))), (
            one,
            stems(fold(one)),
            other,
            stems(fold(other)),
        )


def test_the_table_is_as_long_as_the_trade_needs() -> None:
    assert len(FAMILIES) >= 60


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert not set(stems(one)) & set(stems(other))


def test_short_words_and_foreign_alphabets_are_their_own_stem() -> None:
    assert stems("на") == ("на",)
    assert stems("δίκη") == ("δίκη",)
    assert stems("x5") == ("x5",)


def codes(text: str) -> set[str]:
    return {
        token.removeprefix(CODE_MARK) for token in document_tokens([text]).split() if token[0] == CODE_MARK
    }


def test_every_ending_of_a_code_is_held() -> None:
    assert codes("Рекламация К-2026-07") == {"k202607", "202607", "02607", "2607", "607"}


def test_a_long_word_beside_a_number_is_not_part_of_the_code() -> None:
    assert codes("Арматура-1234") == {"1234", "234"}


@pytest.mark.parametrize(
    "written", ["+7 (495) 123-45-67", "8 495 123 45 67", "84951234567", "(495) 123-45-67", "+7-495-1234567"]
)
def test_a_russian_phone_is_held_with_seven_and_with_eight(written: str) -> None:
    assert {"74951234567", "84951234567", "4951234567", "1234567", "4567"} <= codes(written)


def test_a_foreign_phone_is_held_whole() -> None:
    assert {"493012345678", "12345678"} <= codes("Berlin: +49 30 12345678")


def test_a_number_in_thousands_is_held_joined() -> None:
    assert "1250000" in codes("на 1 250 000 ₽")


@given(st.lists(st.text(), max_size=5))
def test_tokens_are_apart_by_single_spaces_and_hold_nothing_an_index_would_split(texts: list[str]) -> None:
    tokens = document_tokens(texts, (account_mark(bytes(16)),)).split(" ")
    assert all(tokens)
    assert all(not character.isascii() or character.isalnum() for token in tokens for character in token)
