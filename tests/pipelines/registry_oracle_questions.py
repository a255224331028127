"""What the real registry is asked: every row of the difference tables both ways, the seven modes, the corpus, random pairs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.compat.avro.test_differences import READ, UNREAD
from tests.compat.protobuf.test_differences import FILES, ROWS, m
from tests.compat.test_jsonschema import BREAKS, PASSES
from tests.oracles.avro.pairs import pairs
from tests.pipelines.registry_oracle import Question
from tests.pipelines.registry_oracle_json_rows import ROWS as MORE_JSON

from headgate.model import Compatibility, WireFormat

CORPUS: Final = Path(__file__).parents[3] / "shared" / "corpus" / "compat"
CORPUS_FILES: Final = {WireFormat.AVRO: "avro", WireFormat.PROTOBUF: "protobuf", WireFormat.JSON: "json"}
SEED: Final = 20_261
PAIRS: Final = 120
BOTH_WAYS: Final = (Compatibility.BACKWARD, Compatibility.FORWARD)
DRAFT_4: Final = "http://json-schema.org/draft-04/schema#"
DRAFT_7: Final = "http://json-schema.org/draft-07/schema#"
DRAFT_2020: Final = "https://json-schema.org/draft/2020-12/schema"

VERSION: Final = {
    WireFormat.AVRO: '{{"type": "record", "name": "R", "fields": [{{"name": "a", "type": "{type}"}}{more}]}}',
    WireFormat.PROTOBUF: 'syntax = "proto3"; message M {{ {type} a = 1; }}{more}',
    WireFormat.JSON: '{{"$schema": "' + DRAFT_7 + '", "type": "{type}"{more}}}',
}
"""One version of a stream: a field's type, and something that matters to nobody."""
MORE: Final = {
    WireFormat.AVRO: ', {"name": "b", "type": "int", "default": 0}',
    WireFormat.PROTOBUF: " enum More { NONE = 0; }",
    WireFormat.JSON: ', "title": "more"',
}
STRANGERS: Final = {
    WireFormat.AVRO: ("long", "string"),
    WireFormat.PROTOBUF: ("int64", "string"),
    WireFormat.JSON: ("integer", "string"),
}
"""Two types of which neither reads the other."""
NARROW_AND_WIDE: Final = {WireFormat.AVRO: ("int", "long"), WireFormat.JSON: ("integer", "number")}
"""Two types of which the second reads the first. Protobuf has none that the registry takes."""

MAP_OF_ITSELF: Final = json.dumps(
    {"type": "record", "name": "R", "fields": [{"name": "parts", "type": {"type": "map", "values": "R"}}]}
)
OWN_ALIAS: Final = json.dumps(
    {
        "type": "record",
        "name": "R",
        "fields": [{"name": "a", "type": "int", "aliases": ["b"]}, {"name": "b", "type": "int"}],
    }
)
PROTO_2: Final = 'syntax = "proto2"; message M {{ optional int32 a = 1; {more} }}'
BARE, REQUIRED, OPTIONAL, RESERVED, NESTED, NESTED_USED = (
    PROTO_2.format(more=more)
    for more in (
        "",
        "required int32 b = 2;",
        "optional int32 b = 2;",
        'reserved 2; reserved "b";',
        "message N { optional int32 a = 1; }",
        "message N { optional int32 a = 1; } optional N b = 2;",
    )
)
BESIDE: Final = f"{BARE} message N {{ optional int32 a = 1; }}"
BESIDE_USED: Final = f"{OPTIONAL.replace('int32 b', 'N b')} message N {{ optional int32 a = 1; }}"
SINGLE: Final = (
    ("avro: recursive through a map", Compatibility.BACKWARD, '"string"', MAP_OF_ITSELF),
    ("avro: the same again, an alias naming a sister field", Compatibility.BACKWARD, OWN_ALIAS, OWN_ALIAS),
    ("protobuf: removed and reserved", Compatibility.BACKWARD, RESERVED, OPTIONAL),
    ("protobuf: optional added, FULL", Compatibility.FULL, OPTIONAL, BARE),
    ("protobuf: optional removed, FULL", Compatibility.FULL, BARE, OPTIONAL),
    ("protobuf: required added beside a field", Compatibility.BACKWARD, REQUIRED, BARE),
    ("protobuf: required removed, FULL", Compatibility.FULL, BARE, REQUIRED),
    ("protobuf: message with fields removed", Compatibility.BACKWARD, BARE, BESIDE),
    ("protobuf: message with fields removed, FULL", Compatibility.FULL, BARE, BESIDE),
    ("protobuf: message with fields removed, FULL_TRANSITIVE", Compatibility.FULL_TRANSITIVE, BARE, BESIDE),
    ("protobuf: nested message with fields removed", Compatibility.BACKWARD, BARE, NESTED),
    ("protobuf: message with fields nested", Compatibility.BACKWARD, NESTED_USED, BESIDE_USED),
    ("json: bare", Compatibility.BACKWARD, '{"type": "string"}', '{"type": "string"}'),
)


def questions() -> list[Question]:
    """All but the corpus."""
    return [*_single(), *_avro(), *_protobuf(), *_json(), *_random(), *_modes()]


def corpus() -> list[Question]:
    """The measurement corpus; none where it is absent."""
    return [question for format_, name in CORPUS_FILES.items() for question in _cases(format_, name)]


def _single() -> Iterator[Question]:
    formats = {name: format_ for format_, name in CORPUS_FILES.items()}
    for name, mode, new, old in SINGLE:
        yield Question(name, formats[name.partition(":")[0]], mode, new, (old,))


def _avro() -> Iterator[Question]:
    rows: list[tuple[object, object]] = [*READ, *((reader, writer) for reader, writer, _ in UNREAD)]
    for place, (reader, writer) in enumerate(rows):
        yield from _both_ways(f"avro row {place}", WireFormat.AVRO, json.dumps(reader), json.dumps(writer))


def _protobuf() -> Iterator[Question]:
    for row in ROWS:
        reader, writer = m(row.reader, row.syntax), m(row.writer, row.syntax)
        yield from _both_ways(f"protobuf: {row.about}", WireFormat.PROTOBUF, reader, writer)
    for row in FILES:
        reader, writer = (f'syntax = "proto3"; {body}' for body in (row.reader, row.writer))
        yield from _both_ways(f"protobuf file: {row.about}", WireFormat.PROTOBUF, reader, writer)


def _json() -> Iterator[Question]:
    for title, table in (("breaks", BREAKS), ("passes", PASSES)):
        for about, reader, writer, _ in table:
            yield from _both_ways(f"json {title}: {about}", WireFormat.JSON, dialect(reader), dialect(writer))
    for about, reader, writer in MORE_JSON:
        yield from _both_ways(f"json: {about}", WireFormat.JSON, dialect(reader), dialect(writer))


def _both_ways(name: str, format_: WireFormat, new: str, old: str) -> Iterator[Question]:
    for mode in BOTH_WAYS:
        yield Question(f"{name}, {mode.value}", format_, mode, new, (old,))


def _random() -> Iterator[Question]:
    for place, (new, old) in enumerate(pairs(SEED, PAIRS)):
        # A registry that has the schema compares nothing; `SINGLE` has one such row.
        if new != old:
            yield Question(f"avro random {place}", WireFormat.AVRO, Compatibility.BACKWARD, new, (old,))


def _modes() -> Iterator[Question]:
    """Histories of two versions: which of the two breaks, and for whom."""
    for format_, (one, other) in STRANGERS.items():
        yield from _each_mode("the first breaks", format_, one, (other, one))
        yield from _each_mode("the last breaks", format_, one, (one, other))
    for format_, (narrow, wide) in NARROW_AND_WIDE.items():
        yield from _each_mode("widened", format_, wide, (wide, narrow))
        yield from _each_mode("narrowed", format_, narrow, (narrow, wide))
        yield from _each_mode("widened long ago", format_, wide, (narrow, wide))
        yield from _each_mode("narrowed long ago", format_, narrow, (wide, narrow))


def _each_mode(about: str, format_: WireFormat, new: str, history: tuple[str, ...]) -> Iterator[Question]:
    # A schema that the subject has already would be taken without a comparison, so the new one has something more.
    versions = tuple(VERSION[format_].format(type=type_, more="") for type_ in history)
    latest = VERSION[format_].format(type=new, more=MORE[format_])
    for mode in Compatibility:
        yield Question(f"{CORPUS_FILES[format_]} {about}, {mode.value}", format_, mode, latest, versions)


def _cases(format_: WireFormat, name: str) -> Iterator[Question]:
    path = CORPUS / f"{name}.json"
    if not path.is_file():
        return
    for case in json.loads(path.read_text(encoding="utf-8"))["cases"]:
        history = tuple(_text(format_, old) for old in case["olds"])
        yield Question(case["id"], format_, Compatibility(case["mode"]), _text(format_, case["new"]), history)


def _text(format_: WireFormat, schema: object) -> str:
    match format_:
        case WireFormat.AVRO:
            return json.dumps(schema)
        case WireFormat.PROTOBUF:
            return str(schema)
        case WireFormat.JSON:
            return dialect(schema)


def dialect(schema: object) -> str:
    """The schema as an object that names its draft: Apicurio takes no other text for JSON Schema."""
    match schema:
        case True:
            return json.dumps({"$schema": DRAFT_7})
        case False:
            return json.dumps({"$schema": DRAFT_7, "not": {}})
        case dict():
            return json.dumps({"$schema": _draft(schema), **schema})
    raise AssertionError(f"no schema: {schema}")


def _draft(schema: dict[str, object]) -> str:
    if schema.keys() & {"prefixItems", "dependentRequired"}:
        return DRAFT_2020
    return DRAFT_4 if schema.get("exclusiveMaximum") is True else DRAFT_7
