"""A cause that came back is told with the product line that it came back in, by its name of today."""

from kam.analysis.reason_words import ReasonTeller
from kam.core.formats import Formats
from kam.core.words import words_for
from kam.models import Account, ProductLine
from kam.services.health.book import read_health, read_whole_health
from kam.services.health.rows import HealthRow
from kam.store.unit_of_work import writing
from tests.builders import NOW, Office
from tests.complaints import registered


def repeats(row: HealthRow) -> list[str]:
    """What is said of causes that came back."""
    assert row.health is not None
    teller = ReasonTeller(words_for("ru"), Formats("ru"))
    parts = (part for factor in row.health.factors for part in factor.found.parts)
    return [told for part in parts if (told := teller.sentence(part.reason)).startswith("Та же причина")]


def complained_twice(office: Office, account: Account, *names: str) -> list[ProductLine]:
    lines = [office.add(ProductLine(name=name, name_key=name.lower())) for name in names]
    for line in lines:
        registered(office, account, product_line_id=line.id)
        registered(office, account, product_line_id=line.id)
    return lines


def test_two_product_lines_are_told_apart(office: Office) -> None:
    account = office.account("Альфа")
    complained_twice(office, account, "Лента", "Плёнка")
    assert sorted(repeats(read_health(office.workspace, account.id, as_of=NOW))) == [
        "Та же причина за год: качество, «Лента», 2 раза",
        "Та же причина за год: качество, «Плёнка», 2 раза",
    ]


def test_a_product_line_that_was_renamed_is_told_by_its_new_name(office: Office) -> None:
    account = office.account("Альфа")
    (line,) = complained_twice(office, account, "Лента")
    read_whole_health(office.workspace, as_of=NOW)
    with writing(office.workspace, "test.renamed") as unit:
        unit.get_one(ProductLine, line.id).name = "Лента Р80"
    row = read_whole_health(office.workspace, as_of=NOW).rows[account.id]
    assert repeats(row) == ["Та же причина за год: качество, «Лента Р80», 2 раза"]
