"""What a registry lets pass and readers trip over all the same, from an earlier Avro schema to a new one.

Same bytes, another meaning
* `logical-type-changed`: millis became micros, a date a plain number, a UUID a text: nothing on the wire says so.
* `decimal-scale-changed`: every value written before is off by a power of ten.
* `decimal-precision-changed`: a value with more digits than the other side expects overflows there.
* `text-bytes-swapped`: `string` and `bytes` read each other, and bytes need not be UTF-8.
* `precision-lost`: `int` or `long` read as `float`, or `long` as `double`, loses its last digits.

One side reads, the other does not
* `type-widened`: readers pinned to the earlier version cannot read the wider numbers.
* `type-narrowed`: the new reader cannot read the numbers written before.
* `optional-to-required`: records written before may hold null, which the new reader does not take.

A default stands in for a value
* `required-field-added`: for records written before, the default passes for a value that somebody wrote.
* `field-removed`: readers of the earlier version go on with its default, silently.
* `default-changed`: one record has two values, by the version that reads it.
* `default-dropped`: records from before the field, and writers that leave it out later, can no longer be read.
* `default-misfit`: the default is no value of the field's type; registries and Java refuse such a schema when it is new.
* `enum-symbol-dropped`: records that hold the symbol are read as the enum's default.
* `enum-symbol-added`: readers of the earlier version read the symbol as the enum's default.

Names
* `field-renamed`: an alias helps readers that resolve schemas, not SQL, JSON or code that names the field.
* `type-renamed`: likewise for a record, enum or fixed; generated classes change their name.
* `namespace-changed`: resolution only looks at short names; generated classes move to another package.
* `union-branches-reordered`: the branch's number on the wire changes, and readers that keep it without resolution err.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from headgate.compat.avro.hazard_walk import Walk
from headgate.compat.avro.nodes import Schema
from headgate.compat.avro.wording import pointer, subject
from headgate.compat.verdict import Difference

SENTENCES: Final = {
    "logical-type-changed": "{place} was {old} and is {new}: the same bytes are read as another value",
    "decimal-scale-changed": "{place} had scale {old} and has {new}: values written before are off by a power of ten",
    "decimal-precision-changed": "{place} had {old} digits and has {new}: where fewer are expected, more overflow",
    "text-bytes-swapped": "{place} was {old} and is {new}: bytes need not be UTF-8 text",
    "precision-lost": "{place} was {old} and is {new}: a floating-point number loses the last digits of a whole one",
    "type-widened": "{place} was {old} and is {new}: readers of the earlier version cannot read it",
    "type-narrowed": "{place} was {old} and is {new}: records written before cannot be read",
    "optional-to-required": "{place} could be null and cannot now: records written before may hold null",
    "required-field-added": "{place} is new and never null: records written before are read with {new}, which nobody wrote",
    "field-removed": "`{old}` was removed from {place}: readers of the earlier version go on with its default {new}",
    "default-changed": "{place} had the default {old} and has {new}: a record without it has two values",
    "default-dropped": "{place} had the default {old} and has none: records without it cannot be read",
    "default-misfit": "{place} has the default {new}, which is no {old}",
    "enum-symbol-dropped": "{place} no longer has {old}: records that hold it are read as {new}",
    "enum-symbol-added": "{place} has the new symbol {new}: readers of the earlier version read it as {old}",
    "field-renamed": "{place} was `{old}`: the alias serves resolving readers, not those that name the field",
    "type-renamed": "{place} was of the type `{old}` and is of `{new}`: generated classes change their name",
    "namespace-changed": "{place} was of the type `{old}` and is of `{new}`: generated classes change their package",
    "union-branches-reordered": "{place} was {old} and is {new}: the branches have other numbers on the wire",
}
"""Each hazard's sentence; a type is all that a switch needs to name."""


def hazards(new: Schema, old: Schema) -> Iterator[Difference]:
    """Every hazard of the step from `old` to `new`, once, placed in the new schema."""
    for found in dict.fromkeys(Walk(new, old).hazards()):
        place = subject(new, found.location)
        sentence = SENTENCES[found.type].format(place=place, old=found.old, new=found.new)
        yield Difference(found.type, pointer(found.location), sentence)
