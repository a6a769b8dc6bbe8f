"""Import in the window: a file is chosen, understood, checked and written on one page."""
