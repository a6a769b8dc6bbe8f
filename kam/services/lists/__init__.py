"""The lists of a workspace as frozen rows, one file per list, for window, command line and export."""
