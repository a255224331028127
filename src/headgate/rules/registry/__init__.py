"""A live schema registry, and what it says to the schemas of a contract."""
