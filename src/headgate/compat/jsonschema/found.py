"""What a comparison finds, by the registry's names, and which of them it takes (its STRICT set)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, TypeAlias

UPPER: Final = ("MAX_LENGTH", "MAXIMUM", "EXCLUSIVE_MAXIMUM", "MAX_PROPERTIES", "MAX_ITEMS")
LOWER: Final = ("MIN_LENGTH", "MINIMUM", "EXCLUSIVE_MINIMUM", "MIN_PROPERTIES", "MIN_ITEMS")

INCOMPATIBLE: Final = frozenset(
    {
        *(f"{name}_ADDED" for name in (*UPPER, *LOWER)),
        *(f"{name}_DECREASED" for name in UPPER),
        *(f"{name}_INCREASED" for name in LOWER),
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

ANNOTATIONS: Final = frozenset(
    {
        "ID_CHANGED",
        "TITLE_CHANGED",
        "DESCRIPTION_CHANGED",
        "DEFAULT_CHANGED",
        "format-changed",
        "content-changed",
    }
)
# How many refusals are looked at for the one that a sentence names.
LOOKED_AT: Final = 50
INTEGER_TO_NUMBER: Final = "`integer` became `number`"

Pair: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """One difference, its path seen from the schemas compared.

    A type in lower case is a hazard: no difference to the registry, and so compatible. A renamed property has its old
    name.
    """

    type: str
    path: tuple[str, ...]
    sentence: str
    renamed_from: str = ""

    @property
    def breaks(self) -> bool:
        """Whether the registry refuses it."""
        return self.type in INCOMPATIBLE

    @property
    def moves(self) -> bool:
        """Whether it changes what is valid, or may."""
        return self.type not in ANNOTATIONS

    @property
    def place(self) -> str:
        """The path as the registry spells it."""
        return "/".join(("#", *self.path))


@dataclass(frozen=True, slots=True)
class Within:
    """What was found further in: shared, not copied, as a schema may be reached by a thousand ways."""

    path: tuple[str, ...]
    found: Findings
    breaks: bool
    moves: bool


@dataclass(frozen=True, slots=True)
class Link:
    """What was found, or will be, between two schemas of which one at least is behind a `$ref`."""

    pair: Pair
    known: Mapping[Pair, Findings]
    breaks: bool
    moves: bool


Findings: TypeAlias = "tuple[Found | Within | Link, ...]"


def under(steps: tuple[str, ...], found: Iterable[Found | Within | Link]) -> Iterator[Within]:
    """The same findings, seen from further out."""
    if inner := tuple(found):
        yield Within(steps, inner, breaking(inner), moving(inner))


def breaking(found: Iterable[Found | Within | Link]) -> bool:
    """Whether any of them is refused."""
    return any(one.breaks for one in found)


def moving(found: Iterable[Found | Within | Link]) -> bool:
    """Whether any of them changes what is valid, or may."""
    return any(one.moves for one in found)


def leaves(found: Findings, *, only_breaking: bool = False) -> Iterator[Found]:
    """Every difference with its whole path; what is found behind a `$ref` is told once, where it is first met."""
    seen: set[Pair] = set()
    stack: list[tuple[tuple[str, ...], Iterator[Found | Within | Link]]] = [((), iter(found))]
    while stack:
        path, rest = stack[-1]
        one = next(rest, None)
        if one is None:
            stack.pop()
        elif only_breaking and not one.breaks:
            continue
        elif isinstance(one, Found):
            yield replace(one, path=path + one.path)
        elif isinstance(one, Within):
            stack.append((path + one.path, iter(one.found)))
        elif one.pair not in seen:
            seen.add(one.pair)
            stack.append((path, iter(one.known.get(one.pair, ()))))


def first_breaking(found: Findings) -> str:
    """The first refusal in short, for a sentence about the whole."""
    told = min(islice(leaves(found, only_breaking=True), LOOKED_AT), key=_distance, default=None)
    return f"{told.type} at {told.place}" if told else "nothing is left to take it"


def _distance(one: Found) -> tuple[bool, int]:
    """A cause before a consequence, a near one before a far one."""
    return one.type == "COMBINED_TYPE_SUBSCHEMAS_CHANGED", len(one.path)
