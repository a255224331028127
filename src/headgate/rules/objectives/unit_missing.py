"""objectives/unit-missing — an objective has a number, but no unit.

Why: `latency: 4` may be four seconds or four days. Whoever reads it guesses, and alerts are computed from the guess.

Instead: write `unit`: ms, s, m, h or d for a time, percent for a share.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Document, rule

NO_UNIT = Message(
    title="`{property}` is {value}, of no unit",
    remedy="add `unit: {unit}`",
)
UNITS: Final = {
    "latency": "s",
    "ly": "s",
    "freshness": "s",
    "frequency": "h",
    "fy": "h",
    "retention": "d",
    "re": "d",
    "timeToDetect": "m",
    "td": "m",
    "timeToNotify": "m",
    "tn": "m",
    "timeToRepair": "m",
    "tr": "m",
    "completeness": "percent",
    "duplicates": "percent",
    "availability": "percent",
    "av": "percent",
    "errorRate": "percent",
    "er": "percent",
}


@rule(on=Document, severity=Severity.ERROR, since="0.1")
def check(document: Document, context: Context) -> Iterator[Finding]:
    value = document.value
    entries = value.get("slaProperties") if isinstance(value, dict) else None
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict) and not entry.get("unit"):
            name, number = entry.get("property"), entry.get("value")
            unit = UNITS.get(name) if isinstance(name, str) else None
            if unit and isinstance(number, int | float | Decimal) and not isinstance(number, bool):
                place = context.source.place(f"/slaProperties/{index}/value")
                yield NO_UNIT.at(place, property=name, value=number, unit=unit)
