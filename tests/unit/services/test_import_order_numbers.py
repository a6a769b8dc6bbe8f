"""Order numbers that begin anew each year must not overwrite the sales of the year before."""

from __future__ import annotations

from pathlib import Path

from kam.models import OrderLine
from tests.bringing import Desk
from tests.builders import Office

ORDERS = (
    "Order number,Line,Account,Date,Revenue\n0001,1,Северогорский метизный завод,{year}-01-12,{revenue}\n"
)
MAPPING = (
    '[columns]\n"Order number" = "order_number"\nLine = "line_number"\nAccount = "account"\n'
    'Date = "date"\nRevenue = "revenue"\n'
)


def test_the_same_number_a_year_later_is_refused_and_last_year_s_sale_stays(
    office: Office, tmp_path: Path
) -> None:
    office.account()
    desk = Desk(office, tmp_path)
    desk.bring("sales", ORDERS.format(year=2025, revenue=100), MAPPING)
    assert desk.refusal("sales", ORDERS.format(year=2026, revenue=250), MAPPING) == [
        (2, "Order number", "import.order_of_other_year")
    ]
    assert desk.all(OrderLine, "revenue_minor") == [10_000]


def test_within_the_year_the_line_is_updated(office: Office, tmp_path: Path) -> None:
    office.account()
    desk = Desk(office, tmp_path)
    desk.bring("sales", ORDERS.format(year=2026, revenue=100), MAPPING)
    assert desk.bring("sales", ORDERS.format(year=2026, revenue=250), MAPPING).updated == 1
    assert desk.all(OrderLine, "revenue_minor") == [25_000]
