"""JSON Schema 2020-12: the record as JSON, with the rules that a schema can hold."""

from headgate.emit.jsonschema.emitter import EMITTER
from headgate.emit.jsonschema.schema import json_schema

__all__ = ["EMITTER", "json_schema"]
