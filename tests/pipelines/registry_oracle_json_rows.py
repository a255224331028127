"""Rows for the JSON Schema differences that our own table has no row of: what is asked for, new and old; the draft is 7."""

from __future__ import annotations

from typing import Final

Schema = dict[str, object]

TEXT: Final[Schema] = {"type": "string"}
WHOLE: Final[Schema] = {"type": "integer"}
NUMBER: Final[Schema] = {"type": "number"}
THING: Final[Schema] = {"type": "object"}
LIST: Final[Schema] = {"type": "array"}
LETTER: Final[Schema] = {**THING, "properties": {"a": TEXT}}
CLOSED: Final[Schema] = {**LETTER, "additionalProperties": False}
TEXTS: Final[Schema] = {**LETTER, "additionalProperties": TEXT}
ONE_TEXT: Final[Schema] = {**LIST, "items": [TEXT]}
ONE_TEXT_ONLY: Final[Schema] = {**ONE_TEXT, "additionalItems": False}
TEXT_FIRST: Final[Schema] = {**ONE_TEXT, "additionalItems": TEXT}
DEFAULTED: Final[Schema] = {"a": TEXT, "b": {**TEXT, "default": ""}}

ROWS: Final[tuple[tuple[str, Schema, Schema], ...]] = (
    *(
        (f"{keyword} added", {**base, keyword: 3}, base)
        for keyword, base in (
            ("maxLength", TEXT),
            ("minLength", TEXT),
            ("maximum", NUMBER),
            ("minimum", NUMBER),
            ("exclusiveMaximum", NUMBER),
            ("exclusiveMinimum", NUMBER),
            ("multipleOf", NUMBER),
            ("maxProperties", THING),
            ("minProperties", THING),
            ("maxItems", LIST),
            ("minItems", LIST),
        )
    ),
    *(
        (f"{keyword} raised", {**base, keyword: 4}, {**base, keyword: 3})
        for keyword, base in (
            ("maximum", NUMBER),
            ("minimum", NUMBER),
            ("exclusiveMaximum", NUMBER),
            ("exclusiveMinimum", NUMBER),
            ("maxProperties", THING),
            ("minProperties", THING),
            ("maxItems", LIST),
            ("minItems", LIST),
        )
    ),
    ("pattern added", {**TEXT, "pattern": "^a"}, TEXT),
    ("uniqueItems added", {**LIST, "uniqueItems": True}, LIST),
    ("title, description, default, $id", {**TEXT, "title": "t", "description": "d", "default": "x", "$id": "i"}, TEXT),
    ("dependency on other names", {**THING, "dependencies": {"a": ["b"]}}, {**THING, "dependencies": {"a": ["c"]}}),
    ("dependency on a schema", {**THING, "dependencies": {"a": {"required": ["b"]}}}, THING),
    ("no more items", ONE_TEXT_ONLY, ONE_TEXT),
    ("text items only", TEXT_FIRST, ONE_TEXT),
    ("text items or none", TEXT_FIRST, ONE_TEXT_ONLY),
    ("an item that is covered", {**TEXT_FIRST, "items": [TEXT, TEXT]}, TEXT_FIRST),
    ("an item that is not covered", {**TEXT_FIRST, "items": [TEXT, WHOLE]}, TEXT_FIRST),
    ("an item of anything", {**ONE_TEXT, "items": [TEXT, {}]}, ONE_TEXT),
    ("an item of nothing", {**ONE_TEXT_ONLY, "items": [TEXT, False]}, ONE_TEXT_ONLY),
    ("a property that is covered", {**TEXTS, "properties": {"a": TEXT, "b": TEXT}}, TEXTS),
    ("a property of nothing", {**CLOSED, "properties": {"a": TEXT, "b": False}}, CLOSED),
    ("required and defaulted, open", {**LETTER, "properties": DEFAULTED, "required": ["b"]}, LETTER),
    ("required and defaulted, closed", {**CLOSED, "properties": DEFAULTED, "required": ["b"]}, CLOSED),
)  # fmt: skip
