"""What complaints teach: figures and charts, every one of which opens the complaints behind it."""
