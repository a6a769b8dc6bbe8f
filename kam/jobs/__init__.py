"""Work off the interface thread: worker, progress, cancel (QtCore only)."""
