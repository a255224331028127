"""What the registry lets pass, at least in one direction, and readers trip over all the same.

* `default-changed`: readers that fill a missing value fill another one.
* `required-added-under-default`: the registry trusts the default; no validator fills it in, and old records lack the value.
* `enum-extended`: a reader that switches over the old values meets one that it does not know.
* `null-allowed`, `type-extended`: a reader built on the old type meets null, or another type.
* `integer-to-number`: a reader that holds whole numbers loses the fraction.
* `format-changed`, `content-changed`: to the registry an annotation, to a reader another parser.
* `constraint-added-under-open-model`: readers of the old schema take anything by that name, those of the new do not.
* `property-removed-from-open-model`: still accepted, no longer described: who reads it is not told.
* `check-dropped`: the schema of a value was emptied: a reader built on the old one meets anything.
* `property-renamed`: one property out, one in, of the same schema; records of before have the old name.
* `one-of-extended`: a value that fits the new branch and an old one was valid and is not (`oneOf` takes exactly one).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from headgate.compat.jsonschema.found import INTEGER_TO_NUMBER, Found

# The registry's name of a difference, and the hazard in it.
HAZARDS: Final = {
    "DEFAULT_CHANGED": "default-changed",
    "REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED": "required-added-under-default",
    "REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL": "required-added-under-default",
    "ENUM_ARRAY_EXTENDED": "enum-extended",
    "OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL": "constraint-added-under-open-model",
    "PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL": "property-removed-from-open-model",
}


def hazardous(found: Iterable[Found]) -> Iterator[Found]:
    """The hazards among all differences of a new reader to an old writer; a rename is told once, not as its two ends."""
    every = tuple(found)
    ends = {end for one in every if one.renamed_from for end in _ends(one)}
    for one in every:
        name = _named(one)
        if name and not (one.path in ends and one.type in HAZARDS):
            yield replace(one, type=name)


def _named(one: Found) -> str | None:
    if one.type.islower():
        return one.type
    if one.type == "TYPE_EXTENDED":
        return "integer-to-number" if one.sentence == INTEGER_TO_NUMBER else "type-extended"
    return HAZARDS.get(one.type)


def _ends(one: Found) -> tuple[tuple[str, ...], ...]:
    return one.path, (*one.path[:-1], one.renamed_from)
