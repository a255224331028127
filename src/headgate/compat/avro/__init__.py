"""Avro: the verdict of Apache Avro Java 1.12 on a reader and a writer schema, and the hazards it lets pass."""

from headgate.compat.avro.checker import CHECKER

__all__ = ["CHECKER"]
