"""Settings: of the workspace, applied field by field as undoable steps, and of this computer."""
