"""Health of a relationship, 0–100, from eight factors that explain themselves (domain.md §9).

``money``, ``people`` and ``trust`` hold the factors, each a pure function from plain records to a score, its
parts and the records behind them; ``score`` weighs them; ``churn`` and ``retention`` say what follows.
"""
