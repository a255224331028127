"""Random pairs of Avro schemas: a reader, and a writer that is the reader after a few edits, or a stranger.

Names come from small pools, so that aliases, short names and references meet by chance. Some texts are no schemas:
an edit may take a definition from under a reference.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from random import Random
from typing import Final

Value = dict[str, "Value"] | list["Value"] | str | int | float | bool | None
Object = dict[str, Value]

PRIMITIVES: Final = ("null", "boolean", "int", "long", "float", "double", "bytes", "string")
LOGICAL: Final = (
    ("int", "date"),
    ("int", "time-millis"),
    ("long", "timestamp-millis"),
    ("long", "timestamp-micros"),
    ("string", "uuid"),
)
DEFAULTS: Final[dict[str, Value]] = {
    "null": None,
    "boolean": True,
    "int": 1,
    "long": 2,
    "float": 0.5,
    "double": 1.5,
    "bytes": "b",
    "string": "s",
}
SPACES: Final = ("", "a", "a.b")
TYPE_NAMES: Final = ("R", "S", "T", "U")
FIELD_NAMES: Final = ("f", "g", "h", "i")
SYMBOLS: Final = ("X", "Y", "Z")
DEEPEST: Final = 4


def pairs(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """So many pairs of reader and writer text, the same for the same seed."""
    random = Random(seed)
    for _ in range(count):
        reader = Maker(random).schema()
        writer = Maker(random).schema() if random.random() < 0.2 else edited(random, reader)
        if random.random() < 0.5:
            reader, writer = writer, reader
        yield json.dumps(reader), json.dumps(writer)


class Maker:
    """Makes one schema; knows the types that are defined so far."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.names: list[str] = []

    def schema(self) -> Value:
        return self.record(0, "") if self.random.random() < 0.7 else self.type(0, "")

    def type(self, depth: int, space: str, *, union: bool = True) -> Value:
        roll = self.random.random()
        if self.names and roll < 0.15:
            return self.random.choice(self.names)
        if depth >= DEEPEST or roll < 0.4:
            return self.primitive()
        makers = [
            self.array,
            self.map,
            self.record,
            self.enum,
            self.fixed,
            *([self.union] * 3 if union else []),
        ]
        return self.random.choice(makers)(depth + 1, space)

    def primitive(self) -> Value:
        if self.random.random() < 0.08:
            word, logical = self.random.choice(LOGICAL)
            return {"type": word, "logicalType": logical}
        if self.random.random() < 0.1:
            return {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}
        return self.random.choice(PRIMITIVES)

    def array(self, depth: int, space: str) -> Value:
        return {"type": "array", "items": self.type(depth, space)}

    def map(self, depth: int, space: str) -> Value:
        return {"type": "map", "values": self.type(depth, space)}

    def union(self, depth: int, space: str) -> Value:
        """Mostly something that may be null; each unnamed type once."""
        branches: list[Value] = ["null"] if self.random.random() < 0.6 else []
        words = {"null"} if branches else set[str]()
        for _ in range(self.random.randint(1, 3)):
            branch = self.type(depth, space, union=False)
            if (word := str(branch["type"] if isinstance(branch, dict) else branch)) not in words:
                branches.append(branch)
            words |= {word} - {"record", "enum", "fixed"}
        return branches

    def record(self, depth: int, space: str) -> Value:
        made = self.named("record", space)
        inner = str(made.get("namespace", space))
        names = self.random.sample(FIELD_NAMES, self.random.randint(0, 4))
        made["fields"] = [self.field(name, depth, inner) for name in names]
        return made

    def field(self, name: str, depth: int, space: str) -> Value:
        field: Object = {"name": name, "type": self.type(depth + 1, space)}
        if self.random.random() < 0.4 and (value := default_of(field["type"])) is not ...:
            field["default"] = value  # type: ignore[assignment]
        if self.random.random() < 0.08:
            field["aliases"] = [self.random.choice(FIELD_NAMES)]
        return field

    def enum(self, depth: int, space: str) -> Value:
        made = self.named("enum", space)
        symbols = self.random.sample(SYMBOLS, self.random.randint(1, 3))
        made["symbols"] = list[Value](symbols)
        if self.random.random() < 0.3:
            made["default"] = symbols[0]
        return made

    def fixed(self, depth: int, space: str) -> Value:
        return {**self.named("fixed", space), "size": self.random.choice((2, 4, 16))}

    def named(self, word: str, space: str) -> Object:
        """The head of a definition; its full name is told to later references."""
        free = [(s, n) for s in SPACES for n in TYPE_NAMES if full(s, n) not in self.names]
        chosen, name = self.random.choice(free or [(space, f"V{len(self.names)}")])
        self.names.append(full(chosen, name))
        made: Object = {"type": word, "name": name}
        if chosen != space or self.random.random() < 0.3:
            made["namespace"] = chosen
        if self.random.random() < 0.25:
            made["aliases"] = [self.random.choice(TYPE_NAMES), full(self.random.choice(SPACES), "R")]
        return made


def full(space: str, name: str) -> str:
    return f"{space}.{name}" if space else name


def default_of(type_: Value) -> Value | object:
    """A default of the type, or `...` where none is easily told."""
    match type_:
        case [first, *_]:
            return default_of(first)
        case {"type": "array"}:
            return []
        case {"type": "map"}:
            return {}
        case {"type": "enum", "symbols": [first, *_]}:
            return first
        case {"type": "record" | "fixed"}:
            return ...
        case {"type": str(word)} | str(word):
            return DEFAULTS.get(word, ...)
        case _:
            return ...


def edited(random: Random, schema: Value) -> Value:
    """The schema after none to three edits, each somewhere in it."""
    made = copy.deepcopy(schema)
    for _ in range(random.choice((0, 1, 1, 1, 2, 3))):
        places = list(objects(made))
        if places:
            edit(random, random.choice(places))
    return made


def objects(value: Value) -> Iterator[Object]:
    """Every object in it that an edit may change."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(one)


def edit(random: Random, place: Object) -> None:
    match place:
        case {"fields": list(fields)}:
            edit_record(random, place, fields)
        case {"symbols": list(symbols)}:
            place["symbols"] = list[Value](random.sample(SYMBOLS, len(symbols)))
            place.pop("default", None)
        case {"size": _}:
            place["size"] = random.choice((2, 4, 16))
        case {"items": _} | {"values": _}:
            place[next(key for key in ("items", "values") if key in place)] = Maker(random).primitive()
        case {"name": str(name), "type": type_}:
            edit_field(random, place, name, type_)
        case _:
            place.pop("logicalType", None)


def edit_record(random: Random, record: Object, fields: list[Value]) -> None:
    match random.randint(0, 4):
        case 0 if fields:
            fields.pop(random.randrange(len(fields)))
        case 1:
            fields.insert(0, {"name": "j", "type": "int", **random.choice(({}, {"default": 7}))})
        case 2:
            record["name"], before = random.choice(TYPE_NAMES), record["name"]
            record["aliases"] = [before]
        case 3:
            record["namespace"] = random.choice(SPACES)
        case _:
            random.shuffle(fields)


def edit_field(random: Random, field: Object, name: str, type_: Value) -> None:
    match random.randint(0, 4):
        case 0:
            field.pop("default", None)
        case 1:
            field["name"] = "k"
            field["aliases"] = [name, *random.choice(((), ("f",)))]
        case 2 if not isinstance(type_, list) and type_ != "null":
            branches: list[Value] = ["null", type_]
            random.shuffle(branches)
            field["type"] = branches
            field.pop("default", None)
        case 3 if isinstance(type_, list):
            random.shuffle(type_)
            field.pop("default", None)
        case _:
            field["type"] = Maker(random).primitive()
            field.pop("default", None)
