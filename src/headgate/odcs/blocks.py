"""The `headgate` custom property: finding it, checking it, and telling where it means nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from headgate.odcs import offences
from headgate.odcs.cursor import Cursor, Ledger
from headgate.odcs.shape import told_errors
from headgate.odcs.units import duration
from headgate.odcs.versions import block_shape

NAME: Final = "headgate"
_PLACES: Final = "the contract, a stream, a property, a quality rule or an SLA entry (ODCS v3.2)"


def unchecked(owner: Cursor) -> list[Cursor]:
    """The headgate properties of `owner` as they are written; there should be one at most."""
    return [item for item in owner["customProperties"].items() if item["property"].text == NAME]


def block(owner: Cursor, place: str, ledger: Ledger) -> Cursor:
    """The value of `owner`'s headgate property, checked; empty when there is none."""
    found = unchecked(owner)
    for twin in found[1:]:
        ledger.tell(offences.BLOCK_TWICE, twin["property"])
    if not found:
        return Cursor(None, owner.pointer)
    value = found[0]["value"]
    told_errors(block_shape(place), value, ledger, offences.BLOCK)
    return value


def span_at(at: Cursor, default: timedelta) -> timedelta:
    """The duration at a cursor, or the default when there is none (a wrong one was told of)."""
    found = duration(at.text)
    return default if found is None else found


def tell_misplaced(document: Cursor, ledger: Ledger) -> None:
    """Notes each headgate property that stands where nothing reads it."""
    if ledger.is_quiet:
        return
    for at in _properties(document):
        if not _is_read(at.pointer):
            ledger.tell(offences.BLOCK_PLACE, at["property"], places=_PLACES)


def _properties(at: Cursor) -> Iterator[Cursor]:
    for key, below in at.entries():
        if key == "customProperties":
            yield from unchecked(at)
        yield from _properties(below)
    for item in at.items():
        yield from _properties(item)


def _is_read(path: str) -> bool:
    """Whether a customProperties entry belongs to a contract, stream, property, quality rule or SLA entry."""
    owner = [step for step in path.split("/")[1:-2] if not step.isdecimal()]
    if not owner:
        return True
    if owner == ["slaProperties"]:
        return True
    inner = owner[1:-1] if owner[-1] == "quality" else owner[1:]
    return owner[0] == "schema" and all(step in _NESTING for step in inner)


_NESTING: Final = frozenset(("properties", "items", "map", "key", "value"))
