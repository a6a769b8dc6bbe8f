"""Small drawings with a meaning, told apart without colour and said in words."""

from kam.ui.widgets.glyphs.measures import (
    BoxesGlyph,
    CompletenessGlyph,
    ReadinessGlyph,
    SeverityGlyph,
    SparklineGlyph,
    paint_ring,
)
from kam.ui.widgets.glyphs.people import AttitudeGlyph, AvatarGlyph, InfluenceGlyph, LevelGlyph
from kam.ui.widgets.glyphs.signs import DotGlyph, IconGlyph, TagGlyph
from kam.ui.widgets.glyphs.states import (
    STATE_LABELS,
    ChangeGlyph,
    ClockGlyph,
    State,
    StateGlyph,
)

__all__ = [
    "STATE_LABELS",
    "AttitudeGlyph",
    "AvatarGlyph",
    "BoxesGlyph",
    "ChangeGlyph",
    "ClockGlyph",
    "CompletenessGlyph",
    "DotGlyph",
    "IconGlyph",
    "InfluenceGlyph",
    "LevelGlyph",
    "ReadinessGlyph",
    "SeverityGlyph",
    "SparklineGlyph",
    "State",
    "StateGlyph",
    "TagGlyph",
    "paint_ring",
]
