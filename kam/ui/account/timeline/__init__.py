"""What happened with an account."""
