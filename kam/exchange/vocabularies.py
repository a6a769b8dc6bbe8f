"""The words by which a file may name a value: its code, its labels, and what people write beside them."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kam.core.vocabulary import (
    AccountStatus,
    Attitude,
    BusinessType,
    BuyingRole,
    Circle,
    PaymentForm,
    ScaleTerm,
    TargetMeasure,
    Term,
)
from kam.core.words import LANGUAGES, words_for
from kam.exchange.cells import Bad, Cell, squeezed, text_of, trimmed

_SCALE_NUMBER: Final = re.compile(r"([-+−–]?)([0-9]{1,2})\Z")
_BETWEEN: Final = re.compile(r"[,;/|\n]")
_BRACKETED: Final = re.compile(r"(.*)\((.*)\)\s*\Z")

# What people write beside the labels of the vocabulary.
_WORDS: Final[dict[Term | ScaleTerm, str]] = {
    AccountStatus.PROSPECT: "потенциальный, потенциал, лид, lead, potential, перспективный",
    AccountStatus.ACTIVE: "действующий, активный, работаем, current, client, клиент",
    AccountStatus.AT_RISK: "под угрозой, в зоне риска, риск, risk",
    AccountStatus.DORMANT: "спящий, неактивный, inactive, sleeping",
    AccountStatus.LOST: "потерянный, потерян, ушел, ушедший, closed, former",
    BusinessType.RETAIL_FEDERAL: "федеральная сеть, федеральная розничная сеть",
    BusinessType.RETAIL_REGIONAL: "региональная сеть, региональная розничная сеть",
    BusinessType.RETAIL_LOCAL: "локальная сеть, местная сеть, локальная розничная сеть",
    BusinessType.SINGLE_SHOPS: "розница, отдельные магазины, магазин, shop, retail",
    BusinessType.WHOLESALER: "опт, оптовик, оптовая компания, wholesale, дистрибьютор, distributor",
    BusinessType.SUB_DISTRIBUTOR: "субдистрибьютор, субдистрибутор",
    BusinessType.DEALER: "дилер",
    BusinessType.PROCESSOR: "переработчик",
    BusinessType.MANUFACTURER: "производитель, производство, завод, producer",
    BusinessType.HORECA: "хорека, ресторан, отель, restaurant, hotel",
    BusinessType.SERVICE_CENTRE: "сервисный центр, service center, сервис",
    BusinessType.PUBLIC_SECTOR: "госсектор, государственный сектор, бюджет, government",
    BusinessType.OTHER: "прочее, другое, иное",
    PaymentForm.PREPAYMENT_FULL: "предоплата, полная предоплата, 100% предоплата, prepayment, prepaid",
    PaymentForm.PREPAYMENT_PART: "частичная предоплата, аванс, partial prepayment",
    PaymentForm.ON_DELIVERY: "по факту поставки, при получении, по отгрузке, on delivery, cod",
    PaymentForm.POST_PAYMENT: "постоплата, по факту, postpayment",
    PaymentForm.DEFERRED: "отсрочка, отсрочка платежа, с отсрочкой, deferred payment, credit",
    PaymentForm.SPECIAL: "особые условия, special",
    BuyingRole.INITIATOR: "инициатор",
    BuyingRole.USER: "пользователь",
    BuyingRole.INFLUENCER: "влияющий, лвр, влияет",
    BuyingRole.DECIDER: "лпр, принимает решение, решает, decision maker",
    BuyingRole.APPROVER: "утверждает, согласует, утверждающий",
    BuyingRole.BUYER: "закупщик, закупки, purchaser",
    BuyingRole.GATEKEEPER: "привратник, секретарь, gate keeper",
    BuyingRole.EXECUTIVE_SPONSOR: "спонсор, executive sponsor",
    BuyingRole.COACH: "внутренний консультант, коуч, наставник",
    Circle.CORE: "ядро, core, первый, first",
    Circle.SUPPORT: "поддержка, support, второй, second",
    Circle.OUTER: "внешний, outer, третий, third",
    Attitude.OPPONENT: "противник, против, against",
    Attitude.SCEPTIC: "скептик, skeptic, сомневается",
    Attitude.NEUTRAL: "нейтрален, нейтральный, нейтрально",
    Attitude.SUPPORTER: "сторонник, за, for",
    Attitude.CHAMPION: "союзник, чемпион, ally",
    TargetMeasure.REVENUE: "оборот, продажи, sales, turnover, выручка без ндс, сумма",
    TargetMeasure.MARGIN: "маржинальная прибыль, валовая прибыль, прибыль, gross profit, profit",
}
_YES: Final = "да, д, yes, y, true, t, истина, 1, x, х, v, возврат, return, returned"
_NO: Final = "нет, н, no, n, false, f, ложь, 0, продажа, реализация, отгрузка, sale"
_YES_WORDS: Final = frozenset({"+", "✓", *_YES.split(", ")})
_NO_WORDS: Final = frozenset({"-", "–", "—", "−", *_NO.split(", ")})


@cache
def words_of(vocabulary: type[Term | ScaleTerm]) -> dict[str, Term | ScaleTerm]:
    """Every word for every value of a vocabulary, squeezed; a word that would mean two values means none."""
    meanings: dict[str, Term | ScaleTerm | None] = {}
    for member in vocabulary:
        for word in _words(member):
            meanings[word] = member if meanings.get(word, member) is member else None
    meanings |= {squeezed(member.name): member for member in vocabulary}
    return {word: member for word, member in meanings.items() if member is not None and word}


def term_of(cell: Cell, vocabulary: type[Term | ScaleTerm]) -> Term | ScaleTerm | Bad:
    """The value that a cell names, by code, label or usual word; a step of a scale also by its number."""
    text = trimmed(text_of(cell))
    if issubclass(vocabulary, ScaleTerm) and (found := _SCALE_NUMBER.match(text)):
        number = -int(found[2]) if found[1] and found[1] != "+" else int(found[2])
        return next((step for step in vocabulary if step == number), _unknown(vocabulary))
    return words_of(vocabulary).get(squeezed(text), _unknown(vocabulary))


def terms_of(cell: Cell, vocabulary: type[Term | ScaleTerm]) -> tuple[Term | ScaleTerm, ...] | Bad:
    """The values that a cell lists, each once, apart by commas, semicolons, slashes or lines."""
    whole = term_of(cell, vocabulary)
    if not isinstance(whole, Bad):
        return (whole,)
    found: list[Term | ScaleTerm] = []
    for part in _BETWEEN.split(text_of(cell)):
        if not trimmed(part):
            continue
        one = term_of(part, vocabulary)
        if isinstance(one, Bad):
            return one
        found.append(one)
    return tuple(dict.fromkeys(found))


def flag_of(cell: Cell) -> bool | Bad:
    """Yes or no, in words of either language, as 1 or 0, plus or minus, or a workbook's truth value."""
    if isinstance(cell, bool):
        return cell
    text = trimmed(text_of(cell))
    word = squeezed(text) or text
    if word in _YES_WORDS:
        return True
    return False if word in _NO_WORDS else Bad("exchange.not_a_flag")


def _unknown(vocabulary: type[Term | ScaleTerm]) -> Bad:
    """An unknown word, with the codes that would be known."""
    known = ", ".join(str(member.value) for member in vocabulary)
    return Bad("exchange.unknown_word", {"known": known})


def _words(member: Term | ScaleTerm) -> set[str]:
    labels = [words_for(language).of(member.label) for language in LANGUAGES]
    apart = [part for label in labels if (found := _BRACKETED.match(label)) for part in found.groups()]
    listed = _WORDS.get(member, "").split(",")
    return {squeezed(word) for word in [str(member.value), *labels, *apart, *listed]}
