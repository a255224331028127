"""Streams, fields and types, against the version before."""
