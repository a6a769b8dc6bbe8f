"""The headings that usual files have, in Russian and English, and the field each of them means.

Per field the headings, in ranks apart by ``|``: where a file has headings of two ranks, the column of the
earlier rank is taken and the other is left ("CustomerID" before "CompanyName" before «ИНН» for an account;
"VAT" last, for it may be an amount of tax as well). Headings
that may mean two things stand in no list ("Unit": a site of the client or a unit of measure; «Сумма с НДС»:
revenue is net of VAT). A field's own name is always one of its headings, except where it is such a word.
"""

from __future__ import annotations

from typing import Final

from kam.exchange.cells import squeezed
from kam.exchange.fields import FIELDS, Kind

_ACCOUNT: Final = """
account: customer id, customer code, customer no, customer number, client id, client code, account id,
    account code, account no, account number, company id, id клиента, код клиента, код контрагента, код
    заказчика, номер клиента, код покупателя, контрагент код | account, account name, customer, customer
    name, client, client name, company, company name, organisation, organization, buyer, клиент,
    контрагент, покупатель, заказчик, компания, организация, название клиента, наименование клиента,
    название компании, наименование контрагента, партнер, название организации | tax number, tax id, vat
    number, vat no, vat id, tin, inn, инн, инн клиента, инн контрагента, инн покупателя, инн заказчика, унп,
    бин | vat
"""
_PRODUCT_LINE: Final = """
product_line: product line, category, category name, product category, product group, product family,
    линейка, продуктовая линейка, товарная группа, группа товаров, категория, категория товара,
    номенклатурная группа, товарная категория, продуктовая группа, вид продукции, группа номенклатуры
"""
_CURRENCY: Final = "\ncurrency: currency, currency code, валюта, код валюты\n"
_ACCOUNTS: Final = """
external_id: customer id, customer code, customer no, customer number, client id, client code, account id,
    account code, account no, account number, company id, id клиента, код клиента, код контрагента, код
    заказчика, номер клиента, код покупателя, контрагент код, external id, внешний код | id, code, код |
    no, number, номер
name: account, account name, customer, customer name, client, client name, company, company name,
    organisation, organization, buyer, клиент, контрагент, покупатель, заказчик, компания, организация,
    название клиента, наименование клиента, название компании, наименование контрагента, партнер, название
    организации, name, наименование, название, краткое наименование, краткое название, рабочее
    наименование
legal_name: legal name, full name, registered name, юридическое название, юридическое наименование,
    юрлицо, юридическое лицо, полное наименование, полное название
tax_number: tax number, tax id, vat number, vat no, vat id, tin, inn, инн, инн клиента, инн контрагента, инн
    покупателя, инн заказчика, унп, бин | vat
tax_reason_code: kpp, кпп
registration_number: registration number, company number, reg no, ogrn, огрн, огрнип, регистрационный
    номер
status: status, account status, статус, состояние, статус клиента
business_type: business type, customer type, account type, тип клиента, тип бизнеса, вид бизнеса, тип
industry: industry, sector, отрасль, сфера деятельности, вид деятельности, сфера
site: site, website, web site, web, url, homepage, home page, сайт, веб-сайт, адрес сайта
phone: phone, telephone, phone number, tel, телефон, тел, номер телефона, телефоны, контактный телефон
email: email, e-mail, email address, mail, почта, электронная почта, эл. почта, имейл, адрес эл. почты
address: address, street, street address, address line 1, адрес, улица | юридический адрес |
    фактический адрес | почтовый адрес
city: city, town, город, населенный пункт
region: region, state, province, county, область, регион, край, субъект, субъект рф
postal_code: postal code, postcode, zip, zip code, индекс, почтовый индекс
country: country, страна
potential: potential, потенциал, оценка потенциала
credit_limit: credit limit, кредитный лимит, лимит кредита, лимит
deferral_days: deferral days, payment days, payment term days, credit days, days of deferral, отсрочка,
    отсрочка дней, дней отсрочки, отсрочка платежа, дни отсрочки, срок отсрочки
payment_form: payment form, payment terms, terms of payment, форма оплаты, условия оплаты, порядок оплаты,
    форма расчетов
currency: currency, currency code, валюта, код валюты
parent: parent id, parent code, код головной компании, код холдинга | parent, parent account, parent
    company, holding, group, головная компания, холдинг, материнская компания, головной контрагент
owner: owner, account manager, manager, kam, sales manager, менеджер, ответственный, ответственный
    менеджер, куратор, кам, персональный менеджер
notes: notes, note, comment, comments, remark, remarks, примечание, примечания, комментарий, заметка
"""
_PEOPLE: Final = """
external_id: external id, contact id, person id, id контакта, код контакта, внешний код
full_name: full name, name, contact, contact name, contact person, person, фио, ф. и. о., полное имя,
    контактное лицо, контакт, имя контакта, сотрудник
family_name: family name, last name, surname, фамилия
given_name: given name, first name, forename, имя
patronymic: patronymic, middle name, отчество
job_title: job title, title, contact title, position, role, должность, позиция
department: department, division, отдел, подразделение, департамент, служба
phone: phone, telephone, phone number, tel, телефон, тел, номер телефона, телефоны, контактный телефон |
    business phone, work phone, рабочий телефон, телефон рабочий
mobile: mobile, mobile phone, cell, cell phone, мобильный, мобильный телефон, сотовый, сотовый телефон,
    телефон мобильный, моб. телефон
fax: fax, fax number, факс
email: email, e-mail, email address, mail, почта, электронная почта, эл. почта, имейл, адрес эл. почты
birthday: birthday, birth date, date of birth, день рождения, дата рождения, др
buying_roles: buying roles, buying role, decision role, роль, роли, роль в закупке, роль в решении
circle: circle, circle of influence, круг, круг влияния
influence: influence, влияние, степень влияния
attitude: attitude, отношение, отношение к нам
notes: notes, note, comment, comments, remark, remarks, примечание, примечания, комментарий, заметка
"""
_SALES: Final = """
date: date, order date, sale date, дата заказа, дата, дата отгрузки, дата продажи, дата реализации |
    invoice date, document date, shipped date, дата документа, дата накладной, дата счета
month: month, period, year month, месяц, период, отчетный месяц
order_number: order id, order number, order no, order, номер заказа, заказ, № заказа, заказ №, заказ номер
    | document, document number, document no, invoice, invoice number, invoice no, документ, номер
    документа, № документа, накладная, номер накладной, № накладной, реализация
line_number: line number, line, line no, order line, position, item no, строка, номер строки, № строки,
    стр., позиция, номер позиции
product: product, product name, item, item name, goods, description, товар, номенклатура, продукт,
    продукция, наименование товара, наименование продукции, название товара
unit: business unit, client site, ship to, delivery point, площадка, подразделение клиента, точка
    доставки, адрес доставки, грузополучатель, торговая точка, филиал клиента, склад клиента
quantity: quantity, qty, amount of goods, units, volume, количество, кол-во, кол., объем, шт
revenue: net revenue, revenue net, net amount, amount net, net sales, выручка без ндс, сумма без ндс,
    стоимость без ндс, продажи без ндс, оборот без ндс | revenue, sales, amount, line total, total,
    turnover, line amount, sum, value, выручка, сумма, продажи, оборот, стоимость, сумма продаж, сумма
    продажи, сумма строки, сумма реализации, объем продаж
cost: cost, cost of sales, cost of goods, cogs, cost price, total cost, себестоимость, себест., себестоим.,
    себестоимость без ндс, себестоимость продаж, сумма себестоимости
is_return: return, is return, returned, возврат, это возврат, признак возврата
"""
_TARGETS: Final = """
month: month, period, year month, месяц, период, отчетный месяц, плановый месяц, месяц плана
measure: measure, kpi, показатель, вид плана
amount: target, target amount, plan, planned, planned revenue, sales target, sales plan, quota, budget, план,
    план продаж, план выручки, плановая выручка, плановая сумма, сумма плана, цель, бюджет | amount, revenue,
    sales, value, total, sum, сумма, выручка, продажи, оборот
"""
_RECEIVABLES: Final = """
document: document, document number, document no, invoice, invoice number, invoice no, документ, номер
    документа, № документа, накладная, номер накладной, № накладной, реализация, документ расчетов, расчетный
    документ, счет, номер счета, № счета, счет-фактура, документ задолженности | order, order number, order
    no, order id, заказ, номер заказа, № заказа
due_on: due, due date, due on, payment due, payment due date, pay by, срок оплаты, срок платежа, дата
    оплаты, дата платежа, плановая дата оплаты, оплатить до, дата погашения, срок погашения | срок
amount: amount due, amount owed, balance, balance due, outstanding, outstanding amount, open amount,
    receivable, debt, долг, задолженность, сумма долга, сумма задолженности, остаток долга, остаток
    задолженности, долг клиента, дебиторка, дебиторская задолженность, к оплате, не оплачено, неоплаченный
    остаток | amount, total, sum, value, сумма, остаток, сумма документа
as_of: as of, as at, report date, на дату, дата отчета, по состоянию на, состояние на
"""
_CONTRACTS: Final = """
number: contract number, contract no, contract, agreement number, agreement no, agreement, номер договора, №
    договора, договор №, договор, номер контракта, № контракта, контракт | number, no, номер
subject: subject, contract subject, предмет, предмет договора, предмет контракта, содержание договора, тема |
    description, contract name, contract type, наименование договора, название договора, вид договора
amount: contract amount, contract value, сумма договора, сумма контракта, стоимость договора, цена договора |
    amount, value, total, sum, сумма, стоимость
starts_on: start, start date, starts, starts on, valid from, effective date, effective from, дата начала,
    начало, начало действия, действует с, дата начала действия | contract date, signed, signed on, date, дата
    договора, дата заключения, дата подписания, дата
ends_on: end, end date, ends, ends on, valid to, valid until, valid till, expiry, expiry date, expires,
    expires on, дата окончания, окончание, окончание действия, действует до, действует по, срок действия, срок
    действия до, дата окончания действия, дата завершения
renews_itself: auto renewal, auto renew, renews, renews itself, автопролонгация, автопродление, продлевается
    сам, пролонгация
notice_days: notice, notice days, days of notice, notice period, уведомление, дней уведомления, уведомление
    дней, уведомить за дней, срок уведомления
sla: sla, service level, service level agreement, уровень сервиса, условия сервиса
renewal_talks_since: renewal talks, renewal talks since, talks since, переговоры о продлении, переговоры о
    продлении с
"""
_TWO_MEANINGS: Final = frozenset({"unit"})


def _lookup(kind: Kind, listed: str) -> dict[str, tuple[str, int]]:
    """Squeezed heading → field and rank, from lines ``field: heading, heading | one of the second rank``."""
    found: dict[str, tuple[str, int]] = {}
    for line in filter(None, listed.replace("\n    ", " ").splitlines()):
        field, _, ranks = line.partition(": ")
        for rank, headings in enumerate(ranks.split(" | ")):
            found |= {squeezed(heading): (field, rank) for heading in headings.split(", ")}
    own = {squeezed(field): (field, 0) for field in FIELDS[kind] if field not in _TWO_MEANINGS}
    return found | own


HEADINGS: Final[dict[Kind, dict[str, tuple[str, int]]]] = {
    kind: _lookup(kind, "".join(listed))
    for kind, listed in (
        (Kind.ACCOUNTS, (_ACCOUNTS,)),
        (Kind.PEOPLE, (_ACCOUNT, _PEOPLE)),
        (Kind.SALES, (_ACCOUNT, _SALES, _PRODUCT_LINE, _CURRENCY)),
        (Kind.TARGETS, (_ACCOUNT, _TARGETS, _PRODUCT_LINE, _CURRENCY)),
        (Kind.RECEIVABLES, (_ACCOUNT, _RECEIVABLES, _CURRENCY)),
        (Kind.CONTRACTS, (_ACCOUNT, _CONTRACTS, _CURRENCY)),
    )
}
"""For each kind: the squeezed heading → its field and rank."""
