"""Satisfaction in the window: figures and their course, rounds, answers typed into a grid."""
