"""The names of the look: colours of both themes, type scale, measures. The only place with a hex or a px.

Text colours keep a contrast of 4.5:1 on every ground they stand on, shapes and edges of what can be typed
into 3:1 (WCAG 2.2, success criteria 1.4.3 and 1.4.11); a test computes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Mood(StrEnum):
    """What the user asked for: one of the two themes, or the system's."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a theme by what they are for, as ``#RRGGBB``."""

    window: str
    """Sidebar, top bar, status line, lanes of a board."""
    sunk: str
    """The page behind panels, group rows."""
    page: str
    """Panels, tables, cards."""
    field: str
    """The ground of what can be typed into."""
    button: str
    hover: str
    sel: str
    """A selected row; always with an accent bar at its left."""
    text: str
    text2: str
    """Labels, secondary lines, idle icons."""
    text3: str
    """Counts, dates, placeholders, faded ratings."""
    accent: str
    accent_text: str
    """Links, the selected segment."""
    on_accent: str
    red: str
    amber: str
    amber_fill: str
    """Amber shapes and bars; never text."""
    green: str
    accent_soft: str
    red_soft: str
    amber_soft: str
    green_soft: str
    edge: str
    """Borders of inputs and check boxes, lines of charts and org charts."""
    line2: str
    """Borders of buttons and tags."""
    line: str
    """Hairlines, borders of panels."""
    bar: str
    """Columns of charts."""
    canvas: str
    """The desk behind a preview of paper."""


LIGHT: Final = Colours(
    window="#EFF1F3",
    sunk="#F6F7F8",
    page="#FFFFFF",
    field="#FFFFFF",
    button="#FFFFFF",
    hover="#F0F2F5",
    sel="#E2EAF9",
    text="#1B1F24",
    text2="#4D5560",
    text3="#616873",
    accent="#2B59C3",
    accent_text="#2450B0",
    on_accent="#FFFFFF",
    red="#AE2A1E",
    amber="#855400",
    amber_fill="#BA780A",
    green="#1C7044",
    accent_soft="#E8EEFB",
    red_soft="#FBEBE8",
    amber_soft="#FAF1DC",
    green_soft="#E4F2E9",
    edge="#7E8591",
    line2="#C3C8D0",
    line="#E1E4E8",
    bar="#6C8CD8",
    canvas="#E4E7EA",
)

DARK: Final = Colours(
    window="#17191C",
    sunk="#1B1D21",
    page="#202327",
    field="#1B1D21",
    button="#2A2E33",
    hover="#2A2E33",
    sel="#26344F",
    text="#E7E9EC",
    text2="#B1B7C0",
    text3="#979EA9",
    accent="#84A7F2",
    accent_text="#9DBAF6",
    on_accent="#10151F",
    red="#F28B7E",
    amber="#E3B14F",
    amber_fill="#D69B2E",
    green="#74C496",
    accent_soft="#25314A",
    red_soft="#40251F",
    amber_soft="#392D17",
    green_soft="#1D3529",
    edge="#7B838F",
    line2="#4A5059",
    line="#32363C",
    bar="#5B7CC4",
    canvas="#121417",
)


class Type(StrEnum):
    """The roles of text, by what they are for."""

    TITLE = "title"
    FIGURE = "figure"
    LEAD = "lead"
    BODY = "body"
    STRONG = "strong"
    NAME = "name"
    SECONDARY = "secondary"
    COLUMN = "column"
    CAPTION = "caption"


TYPE_SCALE: Final[dict[Type, tuple[int, int]]] = {
    Type.TITLE: (20, 600),
    Type.FIGURE: (18, 600),
    Type.LEAD: (15, 600),
    Type.BODY: (13, 400),
    Type.STRONG: (13, 600),
    Type.NAME: (13, 500),
    Type.SECONDARY: (12, 400),
    Type.COLUMN: (12, 500),
    Type.CAPTION: (11, 400),
}
"""Pixels and weight of each role."""


class Size:
    """Measures in pixels at 100 %: a grid of 8, and 4 only inside a control."""

    GRID: Final = 8
    HALF: Final = 4
    PAGE_MARGIN: Final = 24
    PAGE_MARGIN_SMALL: Final = 24
    GAP: Final = 16
    GAP_SMALL: Final = 8
    PANEL_PADDING: Final = 12
    SIDEBAR: Final = 200
    RAIL: Final = 56
    RAIL_BELOW: Final = 1360
    """Below this width of the window the sidebar becomes a rail, so that the page keeps its width."""
    SMALL_BELOW: Final = 800
    """Below this height of the window pages take their compact measures."""
    TOP_BAR: Final = 48
    STATUS_BAR: Final = 24
    PAGE_HEAD: Final = 56
    TABLE_HEAD: Final = 48
    TABS: Final = 36
    PANEL_HEAD: Final = 36
    ROW: Final = 32
    ROW_COMPACT: Final = 26
    ROW_TWO_LINES: Final = 52
    CONTROL: Final = 32
    CONTROL_COMPACT: Final = 28
    CHIP: Final = 28
    TAG: Final = 20
    TARGET: Final = 24
    ICON: Final = 16
    ICON_IN_TEXT: Final = 14
    ICON_IN_RAIL: Final = 18
    RADIUS_TAG: Final = 4
    RADIUS: Final = 6
    RADIUS_PANEL: Final = 8
    RADIUS_PALETTE: Final = 10
    FOCUS: Final = 2
    SELECTION_BAR: Final = 3


class Motion:
    """Milliseconds; all nothing where the system asks for reduced motion."""

    PRESS: Final = 80
    OPEN: Final = 120
    APPEAR: Final = 100
    UNDO_OFFERED: Final = 8000
