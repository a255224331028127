"""Event time, lateness and the windows of time that are kept."""
