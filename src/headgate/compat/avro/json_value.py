"""The JSON text of a schema as a checked value: each look into it that fails says where and what."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from headgate.compat.verdict import SchemaTextError

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None
Object = Mapping[str, Json]

LEAST_LONG, MOST_LONG = -(2**63), 2**63 - 1


def loaded(text: str) -> Json:
    """The value; `SchemaTextError` with line and column when the text is no JSON."""
    try:
        value: Json = json.loads(text)
    except json.JSONDecodeError as error:
        raise SchemaTextError(f"line {error.lineno}, column {error.colno}: no JSON: {error.msg}") from error
    except RecursionError as error:
        raise SchemaTextError("the schema is nested too deeply to be read") from error
    except ValueError as error:  # Python reads no whole number of more than 4,300 digits.
        raise SchemaTextError("the schema has a number of more than 4,300 digits") from error
    return value


def refusal(place: str, why: str) -> SchemaTextError:
    """The error of that place, a JSON pointer."""
    return SchemaTextError(f"at `{place or '/'}`: {why}")


def text_of(value: Object, key: str, place: str) -> str:
    """The text under the key, which must be there."""
    found = value.get(key)
    if isinstance(found, str):
        return found
    raise refusal(place, f"`{key}` is missing" if key not in value else f"`{key}` is not a text")


def optional_text(value: Object, key: str, place: str) -> str | None:
    """The text under the key, or None where there is none."""
    return text_of(value, key, place) if value.get(key) is not None else None


def list_of(value: Object, key: str, place: str) -> Sequence[Json]:
    """The list under the key, which must be there."""
    found = value.get(key)
    if isinstance(found, list):
        return found
    raise refusal(place, f"`{key}` is missing" if key not in value else f"`{key}` is not a list")


def texts_of(value: Object, key: str, place: str) -> tuple[str, ...]:
    """The list of texts under the key; empty where there is none."""
    if key not in value:
        return ()
    found = list_of(value, key, place)
    texts = tuple(one for one in found if isinstance(one, str))
    if len(texts) != len(found):
        raise refusal(f"{place}/{key}", "a name in the list is not a text")
    return texts


def whole_number(value: Json) -> int | None:
    """The value as a whole number, or None when it is none; true and false are no numbers."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def compact(value: Json) -> str:
    """The value as one line of JSON, the same for equal values."""
    return "null" if value is None else json.dumps(value, sort_keys=True, separators=(",", ":"))
