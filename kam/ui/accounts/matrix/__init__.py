"""The portfolio as a field of ABC × potential."""
