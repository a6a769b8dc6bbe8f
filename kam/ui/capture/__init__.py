"""The small window that records what has just happened."""
