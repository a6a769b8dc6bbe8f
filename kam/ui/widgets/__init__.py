"""Widgets of the design system."""
