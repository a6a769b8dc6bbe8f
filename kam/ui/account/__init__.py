"""One account: its header, and a tab for each part of what we know of it."""
