"""The registry's names of differences between two Protobuf schemas, and which of them it refuses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from headgate.compat.verdict import Difference


class DifferenceType(Enum):
    """A difference by the registry's own name."""

    PACKAGE_CHANGED = "PACKAGE_CHANGED"
    MESSAGE_ADDED = "MESSAGE_ADDED"
    MESSAGE_REMOVED = "MESSAGE_REMOVED"
    MESSAGE_MOVED = "MESSAGE_MOVED"
    ENUM_ADDED = "ENUM_ADDED"
    ENUM_REMOVED = "ENUM_REMOVED"
    ENUM_CONST_ADDED = "ENUM_CONST_ADDED"
    ENUM_CONST_CHANGED = "ENUM_CONST_CHANGED"
    ENUM_CONST_REMOVED = "ENUM_CONST_REMOVED"
    FIELD_ADDED = "FIELD_ADDED"
    FIELD_REMOVED = "FIELD_REMOVED"
    FIELD_NAME_CHANGED = "FIELD_NAME_CHANGED"
    FIELD_KIND_CHANGED = "FIELD_KIND_CHANGED"
    FIELD_SCALAR_KIND_CHANGED = "FIELD_SCALAR_KIND_CHANGED"
    FIELD_NAMED_TYPE_CHANGED = "FIELD_NAMED_TYPE_CHANGED"
    FIELD_NUMERIC_LABEL_CHANGED = "FIELD_NUMERIC_LABEL_CHANGED"
    FIELD_STRING_OR_BYTES_LABEL_CHANGED = "FIELD_STRING_OR_BYTES_LABEL_CHANGED"
    REQUIRED_FIELD_ADDED = "REQUIRED_FIELD_ADDED"
    REQUIRED_FIELD_REMOVED = "REQUIRED_FIELD_REMOVED"
    ONEOF_ADDED = "ONEOF_ADDED"
    ONEOF_REMOVED = "ONEOF_REMOVED"
    ONEOF_FIELD_ADDED = "ONEOF_FIELD_ADDED"
    ONEOF_FIELD_REMOVED = "ONEOF_FIELD_REMOVED"
    MULTIPLE_FIELDS_MOVED_TO_ONEOF = "MULTIPLE_FIELDS_MOVED_TO_ONEOF"
    FIELD_MOVED_TO_EXISTING_ONEOF = "FIELD_MOVED_TO_EXISTING_ONEOF"

    @property
    def breaks(self) -> bool:
        """Whether the registry refuses a schema for it."""
        return self in BREAKING


BREAKING: Final = frozenset(
    {
        DifferenceType.PACKAGE_CHANGED,
        DifferenceType.MESSAGE_REMOVED,
        DifferenceType.FIELD_KIND_CHANGED,
        DifferenceType.FIELD_SCALAR_KIND_CHANGED,
        DifferenceType.FIELD_NAMED_TYPE_CHANGED,
        DifferenceType.FIELD_NUMERIC_LABEL_CHANGED,
        DifferenceType.REQUIRED_FIELD_ADDED,
        DifferenceType.REQUIRED_FIELD_REMOVED,
        DifferenceType.ONEOF_FIELD_REMOVED,
        DifferenceType.MULTIPLE_FIELDS_MOVED_TO_ONEOF,
        DifferenceType.FIELD_MOVED_TO_EXISTING_ONEOF,
    }
)


@dataclass(frozen=True, slots=True)
class Found:
    """One difference of any type; `path` is where it lies, as the registry spells places."""

    type: DifferenceType
    path: str
    sentence: str

    @property
    def difference(self) -> Difference:
        """The same under the name that all formats share."""
        return Difference(self.type.value, self.path, self.sentence)
