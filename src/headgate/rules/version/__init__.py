"""What the version says of the changes."""
