"""The map as a file: what is shown, in light colours, with its names as texts."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer

from kam.core.vocabulary import LineKind
from kam.reports.stakeholder_maps.content import MapPaper
from kam.services.briefs.maps import maps_behind_briefs
from kam.ui.account.people.export import Form
from kam.ui.account.people.tab import PeopleTab
from kam.ui.account.people.toolbar import View
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Mood
from tests.builders import Office
from tests.company import Company

DRAWN = [View.CHART, View.GRID, View.COVERAGE]


def write(tab: PeopleTab, view: View, form: Form, path: Path) -> bytes:
    tab.toolbar.view_chosen.emit(view.value)
    tab.show_to_export()
    tab.export.write(form, path)
    return path.read_bytes()


@pytest.mark.parametrize("view", DRAWN)
def test_a_drawing_keeps_its_names_as_texts(tab: PeopleTab, tmp_path: Path, view: View) -> None:
    data = write(tab, view, Form.SVG, tmp_path / "map.svg")
    assert QSvgRenderer(QByteArray(data)).isValid()
    text = data.decode()
    for said in ("Волгометиз", "Мальцев", "Соболева"):
        assert said in text


@pytest.mark.parametrize("view", DRAWN)
def test_a_picture_has_two_pixels_to_each_and_a_white_ground(
    tab: PeopleTab, tmp_path: Path, view: View
) -> None:
    write(tab, view, Form.PNG, tmp_path / "map.png")
    picture = QImage(str(tmp_path / "map.png"))
    assert picture.width() > 900
    assert picture.pixelColor(3, 3).name() == "#ffffff"


@pytest.mark.parametrize("view", DRAWN)
def test_the_paper_is_a_pdf(tab: PeopleTab, tmp_path: Path, view: View) -> None:
    document = pypdfium2.PdfDocument(write(tab, view, Form.PDF, tmp_path / "map.pdf"))
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "Соболева" in text


def test_dark_windows_give_light_files(tab: PeopleTab, desk: Desk, tmp_path: Path) -> None:
    light = write(tab, View.CHART, Form.PNG, tmp_path / "light.png")
    desk.look.theme.choose(Mood.DARK)
    assert write(tab, View.CHART, Form.PNG, tmp_path / "dark.png") == light
    assert desk.look.theme.is_dark, "writing a file does not change the window"


def test_texts_of_a_drawing_keep_their_length_in_another_typeface(tab: PeopleTab, tmp_path: Path) -> None:
    text = write(tab, View.CHART, Form.SVG, tmp_path / "map.svg").decode()
    tags = re.findall(r"<text[^>]*>", text)
    assert tags
    assert all('textLength="' in tag and "sans-serif" in tag for tag in tags)


def test_what_is_switched_off_is_not_in_the_file(tab: PeopleTab, tmp_path: Path) -> None:
    assert "конфликт" in write(tab, View.CHART, Form.SVG, tmp_path / "all.svg").decode()
    tab.toolbar.kinds[LineKind.CONFLICTS].setChecked(False)
    assert "конфликт" not in write(tab, View.CHART, Form.SVG, tmp_path / "less.svg").decode()


def test_a_file_that_cannot_be_written_is_told(tab: PeopleTab, tmp_path: Path) -> None:
    tab.show_to_export()
    tab.export.write(Form.SVG, tmp_path / "nowhere" / "map.svg")
    assert tab.banner.isVisible()
    assert "не записан" in tab.banner.text.text()


def test_the_name_of_the_file_says_whose_map_of_when(tab: PeopleTab) -> None:
    tab.toolbar.view_chosen.emit(View.GRID.value)
    tab.show_to_export()
    assert tab.export.file_name(Form.PNG) == "Волгометиз, влияние и отношение, 2026-11-23.png"


def test_a_map_goes_behind_the_briefs_of_the_client_and_back(
    tab: PeopleTab, company: Company, office: Office
) -> None:
    tab.show_account(company.account.id, view="grid")
    menu = tab.toolbar.export.menu()
    behind = next(action for action in menu.actions() if action.isCheckable())
    menu.aboutToShow.emit()
    assert not behind.isChecked()
    behind.trigger()
    assert maps_behind_briefs(office.workspace, company.account.id) == (MapPaper.GRID,)
    menu.aboutToShow.emit()
    assert behind.isChecked()
    tab.show_account(company.account.id, view="coverage")
    menu.aboutToShow.emit()
    assert not behind.isChecked(), "each map by itself"
    tab.show_account(company.account.id, view="grid")
    command = next(each for each in tab.commands() if each.id == "people.brief_map")
    command.run()
    assert maps_behind_briefs(office.workspace, company.account.id) == ()


def test_the_palette_offers_the_other_views_and_the_files_of_what_is_shown(tab: PeopleTab) -> None:
    tab.toolbar.view_chosen.emit(View.GRID.value)
    offered = {command.text: command for command in tab.commands()}
    assert {"Схема подчинения", "Покрытие", "Люди таблицей"} <= set(offered)
    assert "Влияние и отношение в SVG…" in offered
    assert "Влияние и отношение" not in offered, "it is open"
    offered["Люди таблицей"].run()
    assert tab.table.isVisibleTo(tab)
    assert not any("SVG" in command.text for command in tab.commands()), "a table is no drawing"
