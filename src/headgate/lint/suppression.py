"""What a contract itself asks to be left alone: the key `suppress` of its `headgate` properties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from headgate.diagnostics import Finding
from headgate.lint import policy_offences as offences
from headgate.lint.context import PROPERTY
from headgate.lint.exemption import Exemption, ExemptionKind
from headgate.lint.waivers import NEEDED, day
from headgate.odcs.cursor import Cursor, written
from headgate.odcs.reading import Reading

SUPPRESS: Final = "suppress"


def suppressions(reading: Reading) -> tuple[tuple[Exemption, ...], tuple[Finding, ...]]:
    """The whole ones; of one whose day is none, a finding. (Reading has told of keys that are missing.)"""
    if SUPPRESS not in reading.source_map.text:
        return (), ()
    document = Cursor(reading.document)  # type: ignore[arg-type] # the reading's own value, typed as object
    found: list[Exemption] = []
    findings: list[Finding] = []
    for owner, entry in _entries(document):
        if any(not entry[name].text for name in NEEDED):
            continue
        until = day(entry["until"].text)
        if until is None:
            place = reading.source_map.place(entry["until"].pointer)
            findings.append(offences.NO_DAY.at(place, given=written(entry["until"].value)))
        else:
            rule, reason, person = (entry[name].text for name in ("rule", "reason", "owner"))
            place, path = reading.source_map.place(entry["rule"].pointer), reading.source_map.path
            kind = ExemptionKind.SUPPRESSION
            found.append(Exemption(kind, rule, reason, person, until, place, path=path, pointer=owner))
    return tuple(found), tuple(findings)


def _entries(at: Cursor) -> Iterator[tuple[str, Cursor]]:
    """Each entry with the pointer of the node that it is about."""
    if not at.pointer:
        yield from _older_entries(at)
    for key, below in at.entries():
        if key != "customProperties":
            yield from _entries(below)
            continue
        for item in below.items():
            if item["property"].text == PROPERTY:
                yield from ((at.pointer, entry) for entry in item["value"][SUPPRESS].items())
    for item in at.items():
        yield from _entries(item)


def _older_entries(document: Cursor) -> Iterator[tuple[str, Cursor]]:
    """Those of SLA entries before ODCS v3.2, which stand in the contract's own block by SLA property."""
    for item in document["customProperties"].items():
        for name, block in item["value"]["sla"].entries() if item["property"].text == PROPERTY else ():
            about = (entry for entry in document["slaProperties"].items() if entry["property"].text == name)
            owner = next((entry.pointer for entry in about), item.pointer)
            yield from ((owner, entry) for entry in block[SUPPRESS].items())


def is_below(pointer: str, owner: str) -> bool:
    """Whether a node is the owner's, or the owner itself."""
    return pointer == owner or pointer.startswith(f"{owner}/")
