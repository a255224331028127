"""What a comparison finds, by the registry's names, and which of them it takes (its STRICT set)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

SCALARS: Final = (
    ("MAX_LENGTH", "DECREASED", "INCREASED"),
    ("MIN_LENGTH", "INCREASED", "DECREASED"),
    ("MAXIMUM", "DECREASED", "INCREASED"),
    ("MINIMUM", "INCREASED", "DECREASED"),
    ("EXCLUSIVE_MAXIMUM", "DECREASED", "INCREASED"),
    ("EXCLUSIVE_MINIMUM", "INCREASED", "DECREASED"),
    ("MAX_PROPERTIES", "DECREASED", "INCREASED"),
    ("MIN_PROPERTIES", "INCREASED", "DECREASED"),
    ("MAX_ITEMS", "DECREASED", "INCREASED"),
    ("MIN_ITEMS", "INCREASED", "DECREASED"),
)

INCOMPATIBLE: Final = frozenset(
    {
        *(f"{name}_ADDED" for name, _, _ in SCALARS),
        *(f"{name}_{tighter}" for name, tighter, _ in SCALARS),
        "SCHEMA_ADDED",
        "TYPE_NARROWED",
        "TYPE_CHANGED",
        "PATTERN_ADDED",
        "PATTERN_CHANGED",
        "MULTIPLE_OF_ADDED",
        "MULTIPLE_OF_EXPANDED",
        "MULTIPLE_OF_CHANGED",
        "REQUIRED_ATTRIBUTE_ADDED",
        "DEPENDENCY_ARRAY_ADDED",
        "DEPENDENCY_ARRAY_EXTENDED",
        "DEPENDENCY_ARRAY_CHANGED",
        "DEPENDENCY_SCHEMA_ADDED",
        "ADDITIONAL_PROPERTIES_REMOVED",
        "ADDITIONAL_PROPERTIES_NARROWED",
        "REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL",
        "REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL",
        "OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL",
        "REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL",
        "PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
        "PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL",
        "PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
        "UNIQUE_ITEMS_ADDED",
        "ADDITIONAL_ITEMS_REMOVED",
        "ADDITIONAL_ITEMS_NARROWED",
        "ITEM_ADDED_TO_OPEN_CONTENT_MODEL",
        "ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
        "ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL",
        "ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
        "ENUM_ARRAY_NARROWED",
        "ENUM_ARRAY_CHANGED",
        "COMBINED_TYPE_CHANGED",
        "COMBINED_TYPE_SUBSCHEMAS_CHANGED",
        "PRODUCT_TYPE_EXTENDED",
        "SUM_TYPE_NARROWED",
        "NOT_TYPE_EXTENDED",
    }
)

COMPATIBLE: Final = frozenset(
    {
        *(f"{name}_REMOVED" for name, _, _ in SCALARS),
        *(f"{name}_{looser}" for name, _, looser in SCALARS),
        "ID_CHANGED",
        "DESCRIPTION_CHANGED",
        "TITLE_CHANGED",
        "DEFAULT_CHANGED",
        "SCHEMA_REMOVED",
        "TYPE_EXTENDED",
        "PATTERN_REMOVED",
        "MULTIPLE_OF_REMOVED",
        "MULTIPLE_OF_REDUCED",
        "REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED",
        "REQUIRED_ATTRIBUTE_REMOVED",
        "DEPENDENCY_ARRAY_REMOVED",
        "DEPENDENCY_ARRAY_NARROWED",
        "DEPENDENCY_SCHEMA_REMOVED",
        "ADDITIONAL_PROPERTIES_ADDED",
        "ADDITIONAL_PROPERTIES_EXTENDED",
        "PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL",
        "REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL",
        "OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL",
        "PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
        "PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL",
        "PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL",
        "PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
        "UNIQUE_ITEMS_REMOVED",
        "ADDITIONAL_ITEMS_ADDED",
        "ADDITIONAL_ITEMS_EXTENDED",
        "ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL",
        "ITEM_ADDED_TO_CLOSED_CONTENT_MODEL",
        "ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
        "ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL",
        "ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL",
        "ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
        "ENUM_ARRAY_EXTENDED",
        "COMBINED_TYPE_EXTENDED",
        "PRODUCT_TYPE_NARROWED",
        "SUM_TYPE_EXTENDED",
        "NOT_TYPE_NARROWED",
    }
)


INTEGER_TO_NUMBER: Final = "`integer` became `number`"


@dataclass(frozen=True, slots=True)
class Found:
    """One difference, its path seen from the schemas compared.

    A type in lower case is a hazard: no difference to the registry, and so compatible. An `echo` repeats the verdict
    on a recursive schema where it meets itself: it counts, and is not told twice. A renamed property has its old name.
    """

    type: str
    path: tuple[str, ...]
    sentence: str
    echo: bool = False
    renamed_from: str = ""

    @property
    def breaks(self) -> bool:
        """Whether the registry refuses it."""
        return self.type in INCOMPATIBLE

    @property
    def place(self) -> str:
        """The path as the registry spells it."""
        return "/".join(("#", *self.path))


Findings: TypeAlias = tuple[Found, ...]


def under(steps: tuple[str, ...], found: Iterable[Found]) -> Iterator[Found]:
    """The same findings, seen from further out."""
    return (replace(one, path=steps + one.path) for one in found)


def breaking(found: Iterable[Found]) -> bool:
    """Whether any of them is refused."""
    return any(one.breaks for one in found)


def first_breaking(found: Iterable[Found]) -> str:
    """The first refusal in short, for a sentence about the whole."""
    told = sorted((one for one in found if one.breaks), key=lambda one: one.echo)
    return f"{told[0].type} at {told[0].place}" if told else "nothing is left to take it"
