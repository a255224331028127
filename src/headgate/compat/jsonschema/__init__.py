"""JSON Schema: Confluent Schema Registry's verdict, worked out from its public rules, and the hazards that it lets pass.

Schemas are read by open, closed and partially open content models, with the registry's STRICT set of compatible changes.
"""

from headgate.compat.jsonschema.checker import CHECKER, JsonSchemaChecker, all_differences

__all__ = ["CHECKER", "JsonSchemaChecker", "all_differences"]
