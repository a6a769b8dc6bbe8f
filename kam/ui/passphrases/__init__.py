"""Passphrases of encrypted workspaces: typed, judged, asked for; and the page that shows the encrypting."""
