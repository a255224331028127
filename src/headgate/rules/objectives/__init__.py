"""Service-level objectives that cannot be kept or cannot alert."""
