"""The list of a timeline: a model read by pages, a view that folds months and opens entries in place."""
