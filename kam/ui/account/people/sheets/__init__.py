"""The sheets in which people are added, rated, moved and sent off."""
