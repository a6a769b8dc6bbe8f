"""The editors of what is prepared by hand, one a part."""
