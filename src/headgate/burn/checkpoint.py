"""The checkpoint interval that an objective leaves room for.

A transactional sink shows its records when the next checkpoint commits: a record waits between nothing and one
interval T, so the share q of records is visible within q·T plus what the commit itself costs. A second hop reads
only what the first has committed, and in the worst phase waits for one whole T more: (1 + q)·T plus two commits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Final

from headgate.model import Contract, Freshness, Latency, Objective

COMMIT: Final = timedelta(seconds=1)
"""Checkpoint, commit and fetch after the wait: 0.4 to 0.8 s measured at 23,148 records/s; rounded up."""
LARGEST: Final = timedelta(seconds=5)
"""Longer intervals were hardly cheaper on the measured machine, and every one costs latency."""
SMALLEST: Final = timedelta(seconds=1)
"""Below it a checkpoint (0.2 to 0.7 s) would run half of the time."""
STEP: Final = timedelta(milliseconds=100)
P95: Final = Fraction(95, 100)

CLEAN_HOPS: Final = 1
TABLE_HOPS: Final = 2


@dataclass(frozen=True, slots=True)
class Derived:
    """An interval, the p95 bounds that it gives, and whether every latency and freshness objective holds.

    `objective` is the one that leaves the least room, None when the contract has none; `room` is the longest
    interval under which it holds (negative when two commits alone take longer than it allows).
    """

    interval: timedelta
    clean_bound: timedelta
    table_bound: timedelta
    objective: Objective | None
    room: timedelta | None
    holds: bool


def bound(interval: timedelta, hops: int, *, share: Fraction = P95) -> timedelta:
    """The time within which `share` of records is visible after `hops` transactional hops in series."""
    return _times(interval, _waits(hops, share)) + hops * COMMIT


def checkpoint_interval(contract: Contract, interval: timedelta | None = None) -> Derived:
    """The longest interval, 1 to 5 s, under which the contract's objectives hold; or what `interval` gives.

    When not even 1 s is short enough, 1 s is taken and `holds` is False.
    """
    rooms = tuple(_rooms(contract))
    objective, room = min(rooms, key=lambda pair: pair[1]) if rooms else (None, None)
    chosen = interval or (LARGEST if room is None else max(SMALLEST, min(LARGEST, room // STEP * STEP)))
    return Derived(
        interval=chosen,
        clean_bound=bound(chosen, CLEAN_HOPS),
        table_bound=bound(chosen, TABLE_HOPS),
        objective=objective,
        room=room,
        holds=room is None or chosen <= room,
    )


def explain(derived: Derived) -> str:
    """Three lines: the interval, the bounds it gives, and what the objective says to that."""
    interval = seconds(derived.interval)
    return "\n".join(
        (
            f"checkpoint interval T = {interval}",
            _bounds(derived),
            _verdict(derived),
        )
    )


def _bounds(derived: Derived) -> str:
    clean, table = seconds(derived.clean_bound), seconds(derived.table_bound)
    return f"p95 producer to clean topic <= 0.95·T + 1 s = {clean}, to table <= 1.95·T + 2 s = {table}"


def seconds(length: timedelta) -> str:
    """`5 s`, `5.75 s`: no more digits than there are."""
    micros = length // timedelta(microseconds=1)
    return f"{micros / 1_000_000:.6f}".rstrip("0").rstrip(".") + " s"


def _verdict(derived: Derived) -> str:
    if derived.objective is None or derived.room is None:
        return "the contract has no latency or freshness objective: T is the default"
    name, room = derived.objective.name, seconds(derived.room)
    if derived.holds:
        return f"objective `{name}` holds: it would up to T = {room}"
    if derived.room < SMALLEST:
        return (
            f"objective `{name}` cannot hold: it needs T <= {room}, and below 1 s checkpoints crowd out work"
        )
    return f"objective `{name}` does not hold: it needs T <= {room}"


def _rooms(contract: Contract) -> Iterator[tuple[Objective, timedelta]]:
    for objective in contract.objectives:
        match objective.indicator:
            case Latency(percentile, limit):
                yield objective, _room(limit, CLEAN_HOPS, percentile / 100)
            case Freshness(percentile, limit):
                yield objective, _room(limit, TABLE_HOPS, percentile / 100)
            case _:
                continue


def _room(limit: timedelta, hops: int, share: Fraction) -> timedelta:
    """The longest interval with `bound(interval, hops) <= limit`, to the microsecond below."""
    waits = _waits(hops, share)
    return _times(limit - hops * COMMIT, 1 / waits)


def _waits(hops: int, share: Fraction) -> Fraction:
    return hops - 1 + share


def _times(length: timedelta, factor: Fraction) -> timedelta:
    micros = length // timedelta(microseconds=1)
    return timedelta(microseconds=micros * factor.numerator // factor.denominator)
