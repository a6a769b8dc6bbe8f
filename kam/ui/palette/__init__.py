"""Ctrl+K: everything that can be found and everything that can be done, by typing."""
