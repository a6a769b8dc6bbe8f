"""A plan is checked, agreed on, handed out, reviewed and closed."""
