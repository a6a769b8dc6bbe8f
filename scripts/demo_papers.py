"""Draws the documents that the demo's main client keeps: ``python scripts/demo_papers.py``.

A measurement as a PDF and a sketch as a PNG in each language, both invented and without a date, so that they
fit whatever day the demo is opened on. The same script gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

RESOURCES: Final = Path(__file__).resolve().parent.parent / "resources"
FONTS: Final = {name: RESOURCES / "fonts" / f"PT_Sans-Web-{name}.ttf" for name in ("Regular", "Bold")}
INK, RULE, PALE, ACCENT = "#1c2430", "#8b95a3", "#eef2f6", "#2457a6"
SKETCH: Final = (960, 540)
_COLUMNS: Final = (18 * mm, 128 * mm, 160 * mm)
_ROW: Final = 9 * mm


@dataclass(frozen=True)
class Record:
    """A measurement: what was compared before and after, and how it was done."""

    title: str
    where: str
    headings: tuple[str, str, str]
    rows: Sequence[tuple[str, str, str]]
    notes: Sequence[str]
    signatures: tuple[str, str]


@dataclass(frozen=True)
class Sketch:
    """Supplies on the left, a pump, two consumers on the right, and points numbered on the way."""

    title: str
    supplies: Sequence[str]
    pump: str
    consumers: Sequence[str]
    back: str
    legend: str


PAPERS: Final = {
    "ru": (
        Record(
            "Протокол замера: мойка контура линии 2",
            "Белозор Промгигиена · Лугинский молочный комбинат, цельномолочный цех",
            ("Показатель", "до", "после"),
            (
                ("Время цикла, мин", "58", "41"),
                ("Вода на цикл, м³", "11,4", "9,2"),
                ("Щёлочь в рабочем растворе, %", "1,9", "1,5"),
                ("Пар на цикл, кг", "640", "520"),
                ("Чистые смывы из двенадцати", "11", "12"),
            ),
            (
                "Точки замера: возврат станции, дальний конец контура, танк 7.",
                "Три цикла подряд до настройки и три после, без остановки линии.",
                "Журнал станции и протоколы смывов приложены.",
            ),
            ("От поставщика", "От комбината"),
        ),
        Sketch(
            "Контур CIP, цех сыворотки",
            ("Вода", "Щёлочь", "Кислота"),
            "Станция",
            ("Башня 1", "Башня 2"),
            "возврат",
            "1–4 точки дозирования",
        ),
    ),
    "en": (
        Record(
            "Record of measurement: filter changes in suite 2",
            "Tarnbrook Filtration · Wexcombe Biologics, upstream suites",
            ("Measure", "before", "after"),
            (
                ("Minutes a change", "55", "34"),
                ("Repeat tests in eleven batches", "4", "0"),
                ("Cartridges a batch", "9", "8"),
                ("Pressure drop at the end, mbar", "310", "240"),
                ("Operators at the change", "2", "1"),
            ),
            (
                "Positions measured: vent of fermenter 3, harvest line, buffer tank.",
                "Eleven batches before the change cards and eleven with them.",
                "Test-rig print-outs and the change record are attached.",
            ),
            ("For the supplier", "For the site"),
        ),
        Sketch(
            "Filter positions, hall 2",
            ("Air", "Water", "Product"),
            "Manifold",
            ("Filler A", "Filler B"),
            "vent",
            "1–4 sterile positions",
        ),
    ),
}


def draw_record(record: Record, path: Path) -> None:
    """One page: heading, table, notes, two lines to sign."""
    for name, file in FONTS.items():
        pdfmetrics.registerFont(TTFont(f"PT {name}", file))
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setTitle(record.title)
    top = A4[1] - 26 * mm
    canvas.setFillColor(INK)
    canvas.setFont("PT Bold", 17)
    canvas.drawString(_COLUMNS[0], top, record.title)
    canvas.setFont("PT Regular", 10.5)
    canvas.drawString(_COLUMNS[0], top - 7 * mm, record.where)
    at = top - 22 * mm
    canvas.setStrokeColor(RULE)
    for number, row in enumerate((record.headings, *record.rows)):
        canvas.setFont("PT Regular" if number else "PT Bold", 11.5)
        for x, text in zip(_COLUMNS, row, strict=True):
            canvas.drawString(x, at, text)
        canvas.line(_COLUMNS[0], at - 2.6 * mm, A4[0] - 18 * mm, at - 2.6 * mm)
        at -= _ROW
    canvas.setFont("PT Regular", 10.5)
    for note in record.notes:
        at -= 6.5 * mm
        canvas.drawString(_COLUMNS[0], at, note)
    at -= 26 * mm
    for x, name in zip((_COLUMNS[0], 110 * mm), record.signatures, strict=True):
        canvas.line(x, at, x + 74 * mm, at)
        canvas.drawString(x, at - 5 * mm, name)
    canvas.save()


def draw_sketch(sketch: Sketch, path: Path) -> None:
    """Boxes and pipes, as one draws them on a walk-round."""
    image = Image.new("RGB", SKETCH, "white")
    pen = ImageDraw.Draw(image)
    large, plain = (ImageFont.truetype(FONTS[name], size) for name, size in (("Bold", 34), ("Regular", 24)))
    pen.text((48, 34), sketch.title, INK, large)
    pump, consumers = (400, 270, 560, 350), [(720, 170, 900, 250), (720, 370, 900, 450)]
    for number, name in enumerate(sketch.supplies):
        top = 150 + number * 120
        pen.line([(220, top + 40), (310, top + 40), (310, 310), (400, 310)], ACCENT, 5)
        _box(pen, (48, top, 220, top + 80), name, plain)
    for _, top, right, bottom in consumers:
        middle = (top + bottom) // 2
        pen.line([(560, 310), (640, 310), (640, middle), (720, middle)], ACCENT, 5)
        pen.line([(right, middle), (930, middle), (930, 500)], RULE, 3)
    pen.line([(930, 500), (480, 500), (480, 350)], RULE, 3)
    pen.text((660, 462), sketch.back, RULE, plain)
    _box(pen, pump, sketch.pump, plain)
    for box, name in zip(consumers, sketch.consumers, strict=True):
        _box(pen, box, name, plain)
    for number, (x, y) in enumerate(((310, 310), (600, 310), (680, 210), (680, 410)), start=1):
        pen.ellipse((x - 18, y - 18, x + 18, y + 18), "white", ACCENT, 4)
        pen.text((x, y), str(number), ACCENT, plain, anchor="mm")
    pen.text((48, 490), sketch.legend, ACCENT, plain)
    image.quantize(16).save(path, optimize=True)


def _box(
    pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int], name: str, font: ImageFont.FreeTypeFont
) -> None:
    pen.rounded_rectangle(box, 10, PALE, INK, 3)
    pen.text(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), name, INK, font, anchor="mm")


def main() -> None:
    """Draw both papers in each language."""
    for language, (record, sketch) in PAPERS.items():
        folder = RESOURCES / "demo" / language / "documents"
        folder.mkdir(exist_ok=True)
        draw_record(record, folder / "record.pdf")
        draw_sketch(sketch, folder / "sketch.png")


if __name__ == "__main__":
    main()
