"""The influence × attitude grid."""
