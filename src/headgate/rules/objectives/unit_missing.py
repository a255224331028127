"""objectives/unit-missing — an SLA entry has a number, but no unit.

Why: `retention: 4` may be four days or four years, and whoever reads it guesses. (Where the entry is an objective that
is measured, such as latency, reading itself tells of a missing unit, as `structure/sla-unread`.)

Instead: write `unit`: ms, s, m, h, d or y.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Document, rule

NO_UNIT = Message(
    title="`{property}` is {value}, of no unit",
    remedy="add a `unit`, such as `{unit}`",
)
UNITS: Final = MappingProxyType(
    {
        "frequency": "h",
        "fy": "h",
        "retention": "d",
        "re": "d",
        "timeToDetect": "m",
        "td": "m",
        "timeToNotify": "m",
        "tn": "m",
    }
)


@rule(on=Document, severity=Severity.WARNING, since="0.1")
def check(_document: Document, context: Context) -> Iterator[Finding]:
    entries = context.value("slaProperties")
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict) and not entry.get("unit"):
            name, number = entry.get("property"), entry.get("value")
            unit = UNITS.get(name) if isinstance(name, str) else None
            if unit and isinstance(number, int | float | Decimal) and not isinstance(number, bool):
                place = context.at("slaProperties", str(index), "value")
                yield NO_UNIT.at(place, property=name, value=number, unit=unit)
