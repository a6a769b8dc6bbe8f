"""kam: the desktop tool of a key account manager, over one local file."""

__version__ = "0.1.0"
