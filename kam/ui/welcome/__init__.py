"""What greets when no workspace is open: new, open, recent, restore, example."""
