"""How the window looks: colours and measures by name, the style sheet, icons, typefaces."""
