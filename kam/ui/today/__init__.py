"""Today: what needs one now, in four columns of attention (ui.md)."""
