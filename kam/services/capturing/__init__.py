"""Recording what happened: what the capture window knows beforehand, and the one step that saves it."""
