"""The page on which a meeting is prepared, its brief beside it as it will be printed."""
