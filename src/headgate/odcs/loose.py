"""Keys that ODCS v3.0 lets pass in quality rules and SLA entries, and that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from headgate.odcs import offences
from headgate.odcs.cursor import Cursor, Ledger
from headgate.odcs.likeness import nearest
from headgate.odcs.mending import Rename
from headgate.odcs.reach import REACHES

LOOSE_VERSIONS: Final = frozenset(("v3.0.0", "v3.0.1", "v3.0.2"))

_KNOWN: Final = {reach.title: reach.read | reach.descriptive for reach in REACHES}
_RULE_KEYS: Final = _KNOWN["quality rule"] | {"validValues", "missingValues", "pattern"}
_ENTRY_KEYS: Final = _KNOWN["SLA entry"]


def tell_unread_keys(document: Cursor, ledger: Ledger) -> None:
    """Notes each such key; later versions of the standard reject them."""
    for at in document["slaProperties"].items():
        _tell(at, _ENTRY_KEYS, ledger)
    for at in _rules(document["schema"]):
        _tell(at, _RULE_KEYS, ledger)


def _tell(holder: Cursor, known: frozenset[str], ledger: Ledger) -> None:
    for key, at in holder.entries():
        if key not in known:
            near = nearest(key, sorted(known))
            remedy = f"write `{near}`" if near else "delete it, or move it to `customProperties`"
            mend = Rename(at.pointer, near) if near else None
            ledger.tell(offences.KEY_UNREAD, at, key=True, mend=mend, name=key, remedy=remedy)


def _rules(at: Cursor) -> Iterator[Cursor]:
    for key, below in at.entries():
        if key == "quality":
            yield from below.items()
        elif key in ("properties", "items"):
            yield from _rules(below)
    for item in at.items():
        yield from _rules(item)
