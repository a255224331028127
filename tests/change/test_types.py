"""Which types have room for which: what becomes wider, narrower or another."""

from __future__ import annotations

import pytest

from headgate.change.relation import Relation, of_types
from headgate.model import (
    Bytes,
    Decimal,
    Enumeration,
    Float,
    Integer,
    Text,
    Timestamp,
    TimeUnit,
    Type,
    Uuid,
)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (Integer(32), Integer(64), Relation.WIDENED),
        (Float(32), Float(64), Relation.WIDENED),
        (Integer(32), Float(64), Relation.WIDENED),
        (Integer(32), Float(32), Relation.REPLACED),
        (Integer(64), Float(64), Relation.REPLACED),
        (Decimal(10, 2), Decimal(12, 2), Relation.WIDENED),
        (Decimal(10, 2), Decimal(12, 3), Relation.REPLACED),
        (Decimal(10, 2), Decimal(10, 3), Relation.REPLACED),
        (Uuid(), Text(), Relation.WIDENED),
        (Enumeration(("A",)), Text(), Relation.WIDENED),
        (Uuid(), Enumeration(("A",)), Relation.REPLACED),
        (Text(), Bytes(), Relation.REPLACED),
        (Timestamp(), Timestamp(TimeUnit.MICROS), Relation.REPLACED),
        (Timestamp(), Timestamp(zoned=False), Relation.REPLACED),
        (Integer(64), Integer(64), Relation.SAME),
    ],
)
def test_of_types(before: Type, after: Type, expected: Relation) -> None:
    back = {Relation.WIDENED: Relation.NARROWED}.get(expected, expected)
    assert (of_types(before, after), of_types(after, before)) == (expected, back)
