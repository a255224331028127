"""The tree of a YAML text: what each node says, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from headgate.diagnostics import Span

Json: TypeAlias = "bool | int | Decimal | str | list[Json] | dict[str, Json] | None"
"""A YAML value as JSON would have it; numbers with a point are exact, timestamps stay text."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, a number, a truth value or nothing; `text` is as written, without its quotes."""

    span: Span
    text: str
    value: bool | int | Decimal | str | None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    span: Span
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping in declaration order; each key once."""

    span: Span
    entries: tuple[tuple[Scalar, Node], ...]


Node: TypeAlias = Scalar | Sequence | Mapping


def to_json(node: Node) -> Json:
    """The value a tree spells; every call builds new lists and dicts."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [to_json(item) for item in node.items]
        case Mapping():
            return {key.text: to_json(value) for key, value in node.entries}


def pointer(*steps: str | int) -> str:
    """The RFC 6901 pointer that takes `steps` from the root."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def _steps(path: str) -> Iterator[str]:
    for step in path.split("/")[1:]:
        yield step.replace("~1", "/").replace("~0", "~")


def _child(node: Node, step: str) -> tuple[Span, Node] | None:
    """The span of the key (an item's own for a list) and the node below it."""
    if isinstance(node, Sequence) and step.isdecimal() and len(step) < 9 and int(step) < len(node.items):
        item = node.items[int(step)]
        return item.span, item
    if isinstance(node, Mapping):
        return next(((key.span, value) for key, value in node.entries if key.text == step), None)
    return None


def span_of(root: Node, path: str, key: bool) -> Span:
    """The span of the node at `path` or of its key; of the nearest node above when there is none."""
    node, key_span = root, root.span
    for step in _steps(path):
        below = _child(node, step)
        if below is None:
            return key_span if key else node.span
        key_span, node = below
    return key_span if key else node.span
