"""Finding one's way in a JSON Schema: where an error stands, and what the schema says there."""

from __future__ import annotations

from dataclasses import dataclass

import jsonschema_rs

from headgate.odcs.cursor import Cursor
from headgate.odcs.nodes import Json, pointer
from headgate.odcs.versions import Shape


@dataclass(frozen=True, slots=True)
class SchemaReader:
    """What a wording needs: the shape, the value at its root, and where other errors stand."""

    shape: Shape
    root: Cursor
    noisy: frozenset[tuple[str | int, ...]]

    def at(self, error: jsonschema_rs.ValidationError) -> str:
        """The pointer of the wrong value in the whole document."""
        return self.root.pointer + pointer(*error.instance_path)

    def name(self, error: jsonschema_rs.ValidationError) -> str:
        """The key that leads to the value; `entry 3` for a list's."""
        path = error.instance_path
        if not path:
            return "the contract" if self.shape.is_odcs else "`headgate`"
        last = path[-1]
        if isinstance(last, str):
            return f"`{last}`"
        holder = next((f" of `{step}`" for step in reversed(path) if isinstance(step, str)), "")
        return f"entry {last + 1}{holder}"

    def rule(self, error: jsonschema_rs.ValidationError) -> Json:
        """The part of the schema that holds the failed keyword."""
        return self._part(self.shape.schema, error)

    def newer(self, newest: Json, error: jsonschema_rs.ValidationError) -> Json:
        """The same part of a newer schema, or None."""
        return self._part(newest, error)

    def _part(self, node: Json, error: jsonschema_rs.ValidationError) -> Json:
        for step in error.schema_path[:-1]:
            node = _step(node, step)
        return node


def _step(node: Json, step: str | int) -> Json:
    if isinstance(node, dict):
        return node.get(str(step))
    if isinstance(node, list) and isinstance(step, int) and step < len(node):
        return node[step]
    return None


def known_keys(schema: Json, rule: Json, depth: int = 0) -> frozenset[str]:
    """The keys that a part of a schema names, in itself and in the parts that it refers to."""
    if not isinstance(rule, dict) or depth > 8:
        return frozenset()
    properties = rule.get("properties")
    names = frozenset(properties) if isinstance(properties, dict) else frozenset[str]()
    parts: list[Json] = [rule.get("then"), rule.get("else"), _referred(schema, rule.get("$ref"))]
    for keyword in ("allOf", "anyOf", "oneOf"):
        branches = rule.get(keyword)
        parts.extend(branches if isinstance(branches, list) else [])
    return names.union(*(known_keys(schema, part, depth + 1) for part in parts))


def _referred(schema: Json, reference: Json) -> Json:
    if not isinstance(reference, str) or not reference.startswith("#/"):
        return None
    node = schema
    for step in reference[2:].split("/"):
        node = _step(node, step)
    return node
