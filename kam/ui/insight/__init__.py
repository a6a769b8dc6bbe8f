"""Insight: the whole portfolio by health and revenue, who moved, what pulls it down, what people say."""
