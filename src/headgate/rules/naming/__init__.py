"""Names that a wire format, a broker or a table cannot carry."""
