"""Rules of records and of windows that cannot mean what they say."""
