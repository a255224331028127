"""Where Apicurio Registry 2.6 and headgate differ, by class. `gate/compatibility.md` says of each class why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tests.pipelines.registry_oracle import Answer


@dataclass(frozen=True, slots=True)
class Differing:
    """One class: what either side answers, and the questions where they do."""

    title: str
    ours: Answer
    registry: Answer
    asked: tuple[str, ...] = ()
    corpus: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many questions of the class there are."""
        return len(self.asked) + len(self.corpus)

    def rows(self, names: tuple[str, ...]) -> Iterator[tuple[str, Answer, Answer]]:
        """Each name with both answers."""
        return ((name, self.ours, self.registry) for name in names)


TAKES, REFUSES, NO_SCHEMA, FAILS = Answer.TAKES, Answer.REFUSES, Answer.NO_SCHEMA, Answer.FAILS


def both(*names: str) -> tuple[str, ...]:
    """The questions of these rows in both directions."""
    return tuple(f"{name}, {mode}" for name in names for mode in ("BACKWARD", "FORWARD"))


MODES: Final = (
    Differing(
        "mode `NONE` on a subject",
        TAKES,
        REFUSES,
        asked=(
            *(f"{name} the {one} breaks, NONE" for name in ("avro", "json", "protobuf") for one in ("first", "last")),
            *(f"{name} narrowed{ago}, NONE" for name in ("avro", "json") for ago in ("", " long ago")),
        ),
    ),
)  # fmt: skip

AVRO: Final = (
    Differing(
        "same schema again, where a field's alias names a sister field",
        REFUSES,
        TAKES,
        asked=("avro: the same again, an alias naming a sister field",),
    ),
    Differing("record inside a map of itself", TAKES, FAILS, asked=("avro random 84",)),
    Differing(
        "record inside a map of itself",
        REFUSES,
        FAILS,
        asked=("avro random 104", "avro: recursive through a map"),
    ),
)

PROTOBUF_REFUSED: Final = (
    Differing(
        "field or enum value gone, reserved or not",
        TAKES,
        REFUSES,
        asked=(
            "protobuf: added, FORWARD",
            "protobuf: removed, BACKWARD",
            "protobuf: removed and reserved",
            "protobuf: map removed, BACKWARD",
            "protobuf: enum value added, FORWARD",
            "protobuf: enum value removed, BACKWARD",
            "protobuf: oneof added, FORWARD",
            "protobuf: oneof removed, BACKWARD",
            "protobuf: one field into a new oneof, FORWARD",
        ),
        corpus=(
            "protobuf-a77629fce268",
            "protobuf-e8a02241d75a",
            "protobuf-e82f60cf291a",
            "protobuf-91327c7baf49",
        ),
    ),
    Differing(
        "field under another number",
        TAKES,
        REFUSES,
        asked=both("protobuf: renumbered"),
        corpus=("protobuf-f2ce1bb66860", "protobuf-ac3e07b44b57"),
    ),
    Differing(
        "field or enum value renamed",
        TAKES,
        REFUSES,
        asked=both("protobuf: renamed", "protobuf: enum value renamed"),
    ),
    Differing(
        "another type with the same bytes",
        TAKES,
        REFUSES,
        asked=both(
            "protobuf: int32 to int64",
            "protobuf: uint64 to bool",
            "protobuf: sint32 to sint64",
            "protobuf: fixed64 to sfixed64",
            "protobuf: string to bytes",
            "protobuf: enum to int32",
            "protobuf: int64 to enum",
            "protobuf: enum to another enum",
            "protobuf: map's key alike",
        ),
        corpus=(
            "protobuf-628a0ebd6ef0",
            "protobuf-dba3ce67f16c",
            "protobuf-222f374d48b6",
            "protobuf-e4fb9f6a824c",
            "protobuf-d6b7f9fa4ca4",
            "protobuf-441f72550bf6",
            "protobuf-0430d0b52989",
            "protobuf-c0958f3e0295",
            "protobuf-d80f63190742",
            "protobuf-dabd97fd8f28",
            "protobuf-9eb9e85f7479",
        ),
    ),
    Differing(
        "another label with the same bytes",
        TAKES,
        REFUSES,
        asked=(
            *both("protobuf: single to repeated text", "protobuf: repeated to single message"),
            *both("protobuf: optional added"),
            "protobuf: optional to required, FORWARD",
            "protobuf: required to optional, BACKWARD",
        ),
        corpus=("protobuf-623884ec3baa", "protobuf-86076151eb9d", "protobuf-271822d420cd"),
    ),
    Differing(
        "service or call gone",
        TAKES,
        REFUSES,
        asked=("protobuf: services are not looked at, FORWARD",),
        corpus=("protobuf-9008768f47aa", "protobuf-a45bc653f6b7"),
    ),
)

PROTOBUF_TAKEN: Final = (
    Differing(
        "package renamed",
        REFUSES,
        TAKES,
        asked=both("protobuf file: package", "protobuf file: package, and a type of it"),
    ),
    Differing(
        "message without fields gone",
        REFUSES,
        TAKES,
        asked=(
            "protobuf: nested message removed, BACKWARD",
            "protobuf: nested message added, FORWARD",
            "protobuf file: message removed, BACKWARD",
            *both("protobuf file: message nested"),
            "protobuf file: an import taken into the file, FORWARD",
        ),
    ),
    Differing(
        "field moved into or out of a oneof",
        REFUSES,
        TAKES,
        asked=(
            "protobuf: oneof dissolved, FORWARD",
            *both("protobuf: oneof's field moved out", "protobuf: a field into a oneof that was there"),
            "protobuf: two fields into a new oneof, BACKWARD",
            "protobuf: two oneofs joined, BACKWARD",
        ),
        corpus=("protobuf-cf73c5f3e88e",),
    ),
    Differing(
        "required field added to a message without fields",
        REFUSES,
        TAKES,
        asked=("protobuf: required added, BACKWARD", "protobuf: required removed, FORWARD"),
    ),
    Differing(
        "broken one way, mode `FULL` or `FULL_TRANSITIVE`",
        REFUSES,
        TAKES,
        asked=(
            "protobuf: message with fields removed, FULL",
            "protobuf: message with fields removed, FULL_TRANSITIVE",
        ),
        corpus=("protobuf-fb05dd8744fe",),
    ),
    Differing(
        "group changed",
        REFUSES,
        TAKES,
        asked=("protobuf: group to message, BACKWARD", *both("protobuf: inside a group")),
    ),
)

JSON_REFUSED: Final = (
    Differing(
        "one type becomes a list of types, or a `oneOf`",
        TAKES,
        REFUSES,
        asked=(
            "json breaks: null no longer, FORWARD",
            "json passes: null as well, BACKWARD",
            "json passes: a lone branch, BACKWARD",
        ),
        corpus=("json-427468bff1c7", "json-5473cade1667"),
    ),
    Differing(
        "property or item with an empty schema added",
        TAKES,
        REFUSES,
        asked=("json passes: one that may hold anything, BACKWARD", "json: an item of anything, BACKWARD"),
        corpus=("json-97960633b4b4", "json-758391ff96dc", "json-5a8526af4df3"),
    ),
    Differing(
        "property or item with the schema `false` gone",
        TAKES,
        REFUSES,
        asked=("json: a property of nothing, FORWARD", "json: an item of nothing, FORWARD"),
    ),
    Differing(
        "`patternProperties` that take everything added", TAKES, REFUSES, corpus=("json-cbb7cc11b8fc",)
    ),
    Differing(
        "property with a default is required now",
        TAKES,
        REFUSES,
        asked=(
            "json passes: required under a default, BACKWARD",
            "json: required and defaulted, closed, BACKWARD",
        ),
    ),
    Differing(
        "`format`, `contentEncoding` or `contentMediaType` changed",
        TAKES,
        REFUSES,
        corpus=(
            "json-36f84ba5a29f",
            "json-5ebf3787db8f",
            "json-f193d658c3a7",
            "json-b9c31fd1afe8",
            "json-61054fa5d4a1",
            "json-e749ca4d1251",
        ),
    ),
    Differing(
        "less forbidden by a `not`",
        TAKES,
        REFUSES,
        asked=("json breaks: more forbidden, FORWARD", "json passes: less forbidden, BACKWARD"),
    ),
    Differing("`{not: {}}` opened", TAKES, REFUSES, asked=("json breaks: nothing is taken, FORWARD",)),
    Differing(
        "`1` in an `enum` spelled `1.0`",
        TAKES,
        REFUSES,
        asked=both("json passes: values in another order"),
    ),
    Differing(
        "text that names neither `$schema` nor `properties`",
        TAKES,
        NO_SCHEMA,
        asked=("json: bare",),
    ),
    Differing(
        "draft 2019-09 or 2020-12",
        TAKES,
        FAILS,
        asked=("json breaks: a dependency, FORWARD", *both("json passes: drafts 7 and 2020-12")),
    ),
    Differing("draft 2019-09 or 2020-12", REFUSES, FAILS, asked=("json breaks: a dependency, BACKWARD",)),
)

JSON_TAKEN: Final = (
    Differing(
        "bound implied by another keyword",
        REFUSES,
        TAKES,
        asked=("json passes: drafts 4 and 7, FORWARD",),
        corpus=("json-b357c24787c2",),
    ),
    Differing(
        "type named inside `then` or `else`",
        REFUSES,
        TAKES,
        corpus=("json-4d0e046765e4", "json-43bf888b3673"),
    ),
)

DIFFERING: Final = (*MODES, *AVRO, *PROTOBUF_REFUSED, *PROTOBUF_TAKEN, *JSON_REFUSED, *JSON_TAKEN)
