"""Nodes by what they are called, so that inserting a line or a field leaves the others' names alone."""

from __future__ import annotations

from typing import Final

from headgate.lint.context import resolve

_NAMED_BY: Final = ("name", "property", "server", "metric")
_NESTING: Final = ("properties", "items", "map", "value", "key")


def named_pointer(document: object, pointer: str) -> str:
    """`/schema/0/properties/2/name` as `/schema/Order/properties/email/name`; numbers stay where no name is."""
    steps, above = [], ""
    for step in pointer.split("/")[1:]:
        above = f"{above}/{step}"
        steps.append(_name(resolve(document, above), step) if step.isdecimal() else step)
    return "".join(f"/{step}" for step in steps)


def fields_at(document: object, pointer: str) -> frozenset[str]:
    """The dotted names of the field that a node belongs to: by `name`, and as it travels; none outside of fields."""
    steps = _field_steps(document, pointer)
    spelled = (
        ".".join(_name(node, "", by) for node in steps) for by in (_NAMED_BY, ("physicalName", "name"))
    )
    return frozenset(names for names in spelled if names)


def _field_steps(document: object, pointer: str) -> list[object]:
    """The field that the node belongs to, after the fields around it."""
    found: list[object] = []
    steps, above, before = pointer.split("/")[1:], "", ""
    for number, step in enumerate(steps):
        above = f"{above}/{step}"
        if before == "properties":
            found.append(resolve(document, above))
        elif number > 1 and step not in _NESTING:
            break
        before = step
    return found


def _name(node: object, otherwise: str, by: tuple[str, ...] = _NAMED_BY) -> str:
    if isinstance(node, dict):
        return next((str(node[key]) for key in by if isinstance(node.get(key), str)), otherwise)
    return otherwise
