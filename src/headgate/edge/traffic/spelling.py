"""The small languages of the traffic command: shares, durations, faults and spikes."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from headgate.connect.faults import SettingsError

FASTEST: Final = 1e9
_DURATION: Final = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h)")
_SECONDS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_SPIKE: Final = re.compile(r"(\d+(?:\.\d+)?)@([^+]+)\+(.+)")
_FAULTS_REMEDY: Final = "write for example duplicates=1%,late=0.5%"


class Fault(Enum):
    """What can be wrong with a generated record."""

    DUPLICATES = "duplicates"
    LATE = "late"
    VIOLATIONS = "violations"
    UNKNOWN_FIELDS = "unknown-fields"
    POISON = "poison"
    OLD_VERSION = "old-version"


@dataclass(frozen=True, slots=True)
class Spike:
    """`factor` times the rate, from `start_s` on, for `length_s`."""

    factor: float
    start_s: float
    length_s: float


Shares = Mapping[Fault, float]
"""How much of all records has each fault; the rest is clean."""


def parse_duration(text: str) -> float:
    """The seconds that `90s`, `1.5m` or `2h` spell."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise SettingsError(f"`{text}` is not a duration", "write a number with ms, s, m or h: 60s")
    return float(match[1]) * _SECONDS[match[2]]


def parse_share(text: str) -> float:
    """The share that `1%` or `0.01` spells."""
    number = text.strip().removesuffix("%")
    try:
        share = float(number) / (100 if number != text.strip() else 1)
    except ValueError:
        raise SettingsError(f"`{text}` is not a share", "write 1% or 0.01") from None
    if not 0 <= share <= 1:
        raise SettingsError(f"`{text}` is not between 0 and 1", "write 1% or 0.01")
    return share


def parse_spike(text: str) -> Spike:
    """The spike that `3@20s+10s` spells: three times the rate, 20 s after the start, for 10 s."""
    match = _SPIKE.fullmatch(text.strip())
    if match is None:
        raise SettingsError(f"`{text}` is not a spike", "write for example 3@20s+10s")
    return Spike(float(match[1]), parse_duration(match[2]), parse_duration(match[3]))


def parse_faults(text: str) -> Shares:
    """The shares that `duplicates=1%,late=0.5%` spells."""
    shares: dict[Fault, float] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, share = part.partition("=")
        fault = _fault(name.strip())
        if fault in shares:
            raise SettingsError(f"`{fault.value}` is given twice", _FAULTS_REMEDY)
        shares[fault] = parse_share(share)
    if math.fsum(shares.values()) > 1:
        raise SettingsError("the faults' shares add up to more than 100%", "lower some of them")
    return shares


def _fault(name: str) -> Fault:
    try:
        return Fault(name)
    except ValueError:
        known = ", ".join(fault.value for fault in Fault)
        raise SettingsError(f"`{name}` is not a fault; there are {known}", _FAULTS_REMEDY) from None


def parse_rate(text: str) -> float | None:
    """The records a second that `5000` or `5000/s` spells; None for `max`."""
    number = text.strip().removesuffix("/s")
    if number == "max":
        return None
    try:
        rate = float(number)
    except ValueError:
        rate = 0.0
    if not 0 < rate <= FASTEST:
        raise SettingsError(f"`{text}` is not a rate", "write a number of records a second, or max")
    return rate


def parse_skew(text: str) -> float:
    """The skew that `1` or `2.5` spells."""
    try:
        skew = float(text)
    except ValueError:
        skew = 0.0
    if not 1 <= skew < math.inf:
        raise SettingsError(f"`{text}` is not a skew", "write a number from 1 up")
    return skew
