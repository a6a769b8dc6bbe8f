"""What every page that speaks of health shares: its glyph and score, its year, and why it is what it is."""
