"""Avro schemas: one of the raw record, one of the clean record."""

from headgate.emit.avro.emitter import EMITTER
from headgate.emit.avro.schema import avro_schema

__all__ = ["EMITTER", "avro_schema"]
