"""The data sets of the demonstration: which contract, how fast, and with which faults dialled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class DataSet:
    """`length` bounds the traffic; real data ends by itself. `fresh` is whether the guard starts with empty state."""

    contract: str
    faults: str
    rate: int
    length: str
    source: str = "made-up"
    fresh: bool = False


FAULTS: Final = "duplicates=1%,late=0.5%,violations=1%,unknown-fields=0.2%,poison=0.1%,old-version=5%"

DATA_SETS: Final[Mapping[str, DataSet]] = {
    "clickstream": DataSet("clickstream.events.odcs.yaml", FAULTS, 5000, "60s"),
    "orders": DataSet("orders.odcs.yaml", FAULTS, 3000, "60s"),
    # All 336,776 rows, in about a minute. Each run sends the same flights again: to a guard that remembers the
    # run before they would be duplicates, which the ground truth of one run does not know.
    "flights": DataSet("flights.odcs.yaml", "", 6000, "10m", source="flights", fresh=True),
}
