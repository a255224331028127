"""Floor 7: findings to text and to data. One file a format."""
