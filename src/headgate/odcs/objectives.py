"""From SLA entries to objectives; what only describes is left, what is not understood is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Final

from headgate.model import (
    Availability,
    Burn,
    Completeness,
    Duplicates,
    Freshness,
    Indicator,
    Latency,
    NoData,
    Objective,
    Rate,
    Stream,
    TimeToRepair,
)
from headgate.odcs import offences
from headgate.odcs.blocks import block, span_at
from headgate.odcs.cursor import Cursor, Ledger
from headgate.odcs.units import LONGEST, PERCENT_WORDS, duration, slug, time_unit, unused

_HUNDRED: Final = Fraction(100)
DEFAULT_PERCENTILE: Final = Fraction(95)
DEFAULT_REPAIR_TARGET: Final = Fraction(99, 100)
DEFAULT_WINDOW: Final = timedelta(days=30)
DEFAULT_BURN: Final = Burn(Fraction(1), timedelta(hours=1))

_DESCRIPTIVE: Final = frozenset(
    (
        "throughput",
        "generalavailability",
        "endofsupport",
        "endoflife",
        "retention",
        "timetodetect",
        "timetonotify",
        "timeofavailability",
        "frequency",
        "th",
        "ga",
        "es",
        "el",
        "re",
        "fy",
        "td",
        "tn",
    )
)
"""Standard names that promise nothing that can be measured on records."""

_SHORT: Final = {
    "la": "latency",
    "ly": "latency",
    "av": "availability",
    "er": "errorrate",
    "tr": "timetorepair",
}
"""The two-letter codes of ODCS's list."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """An SLA entry, its headgate block, and where to tell."""

    at: Cursor
    block: Cursor
    ledger: Ledger

    @property
    def property(self) -> str:
        return self.at["property"].text

    def unread(self, at: Cursor, reason: str, remedy: str) -> None:
        self.ledger.tell(
            offences.SLA_UNREAD, at, property=self.property, reason=reason, remedy=remedy, label="not read"
        )


_Reading = tuple[Indicator, Fraction]
"""An indicator and the target that the entry itself gives."""


def objectives(
    document: Cursor, own: Cursor, streams: Sequence[Stream], ledger: Ledger
) -> tuple[Objective, ...]:
    """The objectives of a contract; `own` is its headgate block, where entries before ODCS v3.2 say more."""
    read: dict[str, Objective] = {}
    given = {at["property"].text for at in document["slaProperties"].items()}
    for property_, at in own["sla"].entries():
        if property_ not in given:
            ledger.tell(offences.SLA_WITHOUT_ENTRY, at, key=True, property=property_)
    for at in document["slaProperties"].items():
        objective = _objective(_Entry(at, _block(at, own, ledger), ledger), streams, read)
        if objective is not None:
            read[objective.name] = objective
            ledger.objectives[objective.name] = at.pointer
    return tuple(read.values())


def _block(at: Cursor, own: Cursor, ledger: Ledger) -> Cursor:
    entry, shared = block(at, "sla", ledger), own["sla"][at["property"].text]
    if not entry:
        return shared
    if shared:
        ledger.tell(offences.SLA_TWICE, shared, key=True, property=at["property"].text)
    return entry


def _objective(entry: _Entry, streams: Sequence[Stream], taken: dict[str, Objective]) -> Objective | None:
    word = "".join(letter for letter in entry.property.lower() if letter.isalnum())
    reader = _READERS.get(_SHORT.get(word, word))
    if reader is None:
        if word not in _DESCRIPTIVE and entry.property:
            known = ", ".join(_KNOWN)
            entry.ledger.tell(offences.SLA_NOTE, entry.at["property"], property=entry.property, known=known)
        return None
    reading = reader(entry)
    if reading is None:
        return None
    indicator, target = reading
    given = entry.block["objective"].fraction
    return Objective(
        name=unused(slug(entry.property), taken),
        indicator=indicator,
        target=target if given is None or not 0 < given <= _HUNDRED else given / _HUNDRED,
        window=span_at(entry.block["window"], DEFAULT_WINDOW),
        burn=_burn(entry.block["burn"]),
        no_data=NoData.IDLE if entry.block["noData"].text == NoData.IDLE.value else NoData.ALERT,
        stream=_stream_of(entry.at["element"].text, streams),
    )


def _burn(at: Cursor) -> Burn | None:
    if not isinstance(at.value, dict):
        return None
    above = at["above"].fraction
    return Burn(
        DEFAULT_BURN.above if above is None or above <= 0 else above, span_at(at["over"], DEFAULT_BURN.over)
    )


def _stream_of(element: str, streams: Sequence[Stream]) -> str:
    """The stream that `element` names, or names a field of; empty when the objective is of the whole contract."""
    for stream in streams:
        for name in (stream.name, stream.topic.name):
            if element == name or element.startswith(f"{name}."):
                return stream.name
    return ""


def _percentile(entry: _Entry) -> Fraction:
    given = entry.block["percentile"].fraction
    return DEFAULT_PERCENTILE if given is None or not 1 <= given < _HUNDRED else given


def _span(entry: _Entry) -> timedelta | None:
    """The time that value and unit give; None, and a finding, when they give none."""
    amount, unit = entry.at["value"], entry.at["unit"]
    number, one = amount.fraction, time_unit(unit.text)
    spelled = duration(amount.text)
    if spelled and not unit:
        return spelled
    if number is None or number <= 0:
        entry.unread(amount, f"its value is {amount.written}", "write a number above zero, and its unit")
        return None
    if one is None:
        said = f"its unit is {unit.written}" if unit else "it has no unit"
        entry.unread(unit or entry.at, said, "add a `unit`: ms, s, m, h or d")
        return None
    micros = number * (one // timedelta(microseconds=1))
    if micros.denominator != 1 or micros > LONGEST // timedelta(microseconds=1):
        entry.unread(
            amount,
            "its time is too fine or too long",
            f"write whole microseconds, in at most {LONGEST.days} d",
        )
        return None
    return timedelta(microseconds=int(micros))


def _latency(entry: _Entry) -> _Reading | None:
    bound, percentile = _span(entry), _percentile(entry)
    return None if bound is None else (Latency(percentile, bound), percentile / _HUNDRED)


def _freshness(entry: _Entry) -> _Reading | None:
    bound, percentile = _span(entry), _percentile(entry)
    return None if bound is None else (Freshness(percentile, bound), percentile / _HUNDRED)


def _repair(entry: _Entry) -> _Reading | None:
    bound = _span(entry)
    return None if bound is None else (TimeToRepair(bound), DEFAULT_REPAIR_TARGET)


def _share(entry: _Entry) -> Fraction | None:
    """The share of one that value and unit give; None, and a finding, when they give none."""
    at, unit = entry.at["value"], entry.at["unit"]
    number = at.fraction
    has_sign = at.text.endswith("%")
    if has_sign:
        number = _parsed(at.text.removesuffix("%"))
    if number is None or not 0 <= number <= _HUNDRED:
        entry.unread(at, f"its value is {at.written}", "write a number from 0 to 100 and `unit: percent`")
        return None
    if not has_sign and unit.text.lower() not in PERCENT_WORDS:
        said = f"its unit is {unit.written}" if unit else "it has no unit"
        entry.unread(unit or entry.at, said, "write `unit: percent`")
        return None
    return number / _HUNDRED


def _parsed(text: str) -> Fraction | None:
    digits = text.strip()
    is_number = digits.replace(".", "", 1).isascii() and digits.replace(".", "", 1).isdecimal()
    return Fraction(digits) if is_number and len(digits) < 20 else None


def _good_share(indicator: Indicator) -> Callable[[_Entry], _Reading | None]:
    def read(entry: _Entry) -> _Reading | None:
        share = _share(entry)
        return None if share is None else (indicator, share)

    return read


def _duplicates(entry: _Entry) -> _Reading | None:
    share = _share(entry)
    return None if share is None else (Duplicates(), 1 - share)


def _bad_share(name: str) -> Callable[[_Entry], _Reading | None]:
    def read(entry: _Entry) -> _Reading | None:
        share = _share(entry)
        return None if share is None else (Rate(name, share), 1 - share)

    return read


_KNOWN: Final[dict[str, Callable[[_Entry], _Reading | None]]] = {
    "latency": _latency,
    "freshness": _freshness,
    "completeness": _good_share(Completeness()),
    "duplicates": _duplicates,
    "availability": _good_share(Availability()),
    "timeToRepair": _repair,
    "errorRate": _bad_share("errorRate"),
    "schemaRejections": _bad_share("schemaRejections"),
    "deadLetters": _bad_share("deadLetters"),
    "lateRecords": _bad_share("lateRecords"),
}
_READERS: Final = {name.lower(): reader for name, reader in _KNOWN.items()}
