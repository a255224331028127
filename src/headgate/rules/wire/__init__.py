"""What travels: the schemas of a stream held against every one that it had before, as a registry holds them."""
