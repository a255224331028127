"""Random JSON Schemas over a small alphabet, their neighbours, and the values that the alphabet can spell.

Written by hand and driven by a seed: a law about pairs needs many that differ in one keyword, fast.
Left out on purpose: `oneOf` and `default`. The registry takes a new `oneOf` branch that overlaps an old one, and a required
property that has a default; both are documented rules, and both are told as hazards.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from random import Random
from typing import Final, TypeAlias

Schema: TypeAlias = "dict[str, object] | bool"

DRAFTS: Final = {
    "4": "http://json-schema.org/draft-04/schema#",
    "6": "http://json-schema.org/draft-06/schema#",
    "7": "http://json-schema.org/draft-07/schema#",
    "2019-09": "https://json-schema.org/draft/2019-09/schema",
    "2020-12": "https://json-schema.org/draft/2020-12/schema",
}
KINDS: Final = ("string", "number", "integer", "object", "array", "null", "boolean")
LEAVES: Final[list[object]] = [None, True, False, 0, 1, 2, 3, 4, 1.5, "", "a", "ab", "abc"]
FEW: Final[list[object]] = [None, 1, "", "ab", {}]
BOUNDS: Final = ("maxLength", "minLength", "maxItems", "minItems", "maxProperties", "minProperties")
LIMITS: Final = ("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum")
NAMED: Final = ("properties", "patternProperties", "dependentSchemas", "$defs")
SINGLE: Final = ("items", "contains", "not", "if", "then", "else", "additionalProperties")
LISTED: Final = ("anyOf", "allOf", "prefixItems")
ABSENT: Final = object()


def _objects() -> list[object]:
    rows = product([ABSENT, *FEW], repeat=3)
    return [
        {name: value for name, value in zip("abc", row, strict=True) if value is not ABSENT} for row in rows
    ]


VALUES: Final[list[object]] = [
    *LEAVES,
    *_objects(),
    [],
    *([one] for one in LEAVES),
    *([one, two] for one, two in product(FEW, repeat=2)),
    {"d": 1},
    {"a": {"a": 1}},
    {"b": ["a", 2]},
    [1, 1, 1],
    [{"a": "ab"}, {"b": None}],
]


class Draw:
    """A source of schemas; the same seed draws the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.keywords: dict[str, Callable[[int], object]] = {
            **dict.fromkeys(BOUNDS + LIMITS, self.small),
            "type": lambda _: self.random.sample(KINDS, 2),
            "pattern": lambda _: self.pattern(),
            "multipleOf": lambda _: self.random.choice([1, 2, 4, 0.5]),
            "uniqueItems": lambda _: True,
            "enum": lambda _: self.random.choices(LEAVES, k=3),
            "const": lambda _: self.random.choice(LEAVES),
            "required": lambda _: [self.name()],
            "dependentRequired": lambda _: {self.name(): [self.name()]},
            "propertyNames": lambda _: self.random.choice([{"pattern": "a"}, {"maxLength": 1}]),
            "minContains": self.small,
            "maxContains": self.small,
        }
        for keyword in SINGLE:
            self.keywords[keyword] = self.inner
        for keyword in ("unevaluatedProperties", "unevaluatedItems"):
            self.keywords[keyword] = lambda _: False
        for keyword in LISTED:
            self.keywords[keyword] = self.branches
        self.keywords["properties"] = lambda depth: {self.name(): self.inner(depth) for _ in range(2)}
        self.keywords["dependentSchemas"] = lambda depth: {self.name(): self.inner(depth)}
        self.keywords["patternProperties"] = lambda depth: {self.pattern(): self.inner(depth)}

    def small(self, _: int) -> int:
        return self.random.randint(0, 4)

    def name(self) -> str:
        return self.random.choice("abc")

    def pattern(self) -> str:
        return self.random.choice(["^a", "[ab]", "c"])

    def inner(self, depth: int) -> Schema:
        return self.schema(depth - 1)

    def branches(self, depth: int) -> list[Schema]:
        return [self.inner(depth) for _ in range(self.random.randint(1, 3))]

    def schema(self, depth: int) -> Schema:
        """A type for most, and a few keywords: with thirty at once nothing would be valid."""
        luck = self.random.random()
        if depth < 0 or luck < 0.08:
            return luck < 0.06
        if luck < 0.13:
            return {"$ref": f"#/$defs/{self.random.choice('xy')}"}
        typed: dict[str, object] = {"type": self.random.choice(KINDS)} if luck < 0.75 else {}
        return typed | self.some(depth)

    def some(self, depth: int) -> dict[str, object]:
        chosen = self.random.sample(sorted(self.keywords), self.random.randint(0, 3))
        return {keyword: self.keywords[keyword](depth) for keyword in chosen}

    def pair(self) -> tuple[dict[str, object], dict[str, object]]:
        """A reader and a writer that differ in a keyword or two."""
        old: dict[str, object] = {
            # A keyword that the draft does not know says nothing; draft 4 has no `true`, and so no such schemas.
            "$schema": self.random.choice([name for draft, name in DRAFTS.items() if draft != "4"]),
            "$defs": {"x": self.schema(0), "y": self.schema(1)},
            "type": self.random.choice(KINDS + ("object", "array") * 3),
            **self.some(2),
        }
        new: dict[str, object] = json.loads(json.dumps(old))
        for _ in range(self.random.randint(1, 2)):
            self.change(new, 2)
        return new, old

    def change(self, schema: dict[str, object], depth: int) -> None:
        """One keyword less, one more, another value, or a change further in."""
        keyword = self.random.choice(sorted(schema.keys() - {"$schema", "$ref"}) or ["type"])
        inner, luck = schema.get(keyword), self.random.random()
        if luck < 0.25:
            schema |= self.some(max(depth - 1, 0))
        elif keyword in NAMED and isinstance(inner, dict) and inner:
            self.change_named(inner, keyword, depth)
        elif keyword in LISTED and isinstance(inner, list):
            inner[self.random.randrange(len(inner))] = self.inner(depth)
        elif keyword in SINGLE and isinstance(inner, dict) and luck < 0.7:
            self.change(inner, depth - 1)
        elif luck < 0.5 and keyword != "$defs":
            schema.pop(keyword, None)
        elif keyword in self.keywords:
            schema[keyword] = self.keywords[keyword](depth)

    def change_named(self, inner: dict[str, object], keyword: str, depth: int) -> None:
        name = self.random.choice(sorted(inner))
        value = inner[name]
        if keyword != "$defs" and self.random.random() < 0.3:
            del inner[name]
        elif isinstance(value, dict):
            self.change(value, depth - 1)
        else:
            inner[name] = self.inner(depth)
