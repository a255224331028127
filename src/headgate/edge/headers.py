"""The headers that the edge writes on every record."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Mapping
from typing import Final, TypeAlias

from headgate.model.wire import HEADER_CONTRACT, HEADER_PRODUCED_AT, HEADER_TRACEPARENT

Headers: TypeAlias = Mapping[str, str | bytes]
# W3C Trace Context, level 1: version 00, a trace id and a parent id that are not all zeros, flags.
_TRACEPARENT: Final = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
OURS: Final = frozenset({HEADER_CONTRACT, HEADER_PRODUCED_AT, HEADER_TRACEPARENT})
_TRACE_BITS: Final = 128
_SPAN_BITS: Final = 64


def record_headers(contract_tag: str, given: Headers | None = None) -> list[tuple[str, str | bytes | None]]:
    """The record's headers: the caller's own, the contract, the time of producing and a `traceparent`.

    The contract and the time are ours alone. A `traceparent` of the caller is kept when it is well formed, and replaced otherwise, as W3C has it.
    """
    others = [] if given is None else [(name, value) for name, value in given.items() if name not in OURS]
    return [
        *others,
        (HEADER_CONTRACT, contract_tag),
        (HEADER_PRODUCED_AT, str(time.time_ns() // 1_000_000)),
        (HEADER_TRACEPARENT, _traceparent(given)),
    ]


def _traceparent(given: Headers | None) -> str:
    parent = "" if given is None else given.get(HEADER_TRACEPARENT, "")
    text = parent.decode("ascii", "replace") if isinstance(parent, bytes) else parent
    return text if _TRACEPARENT.fullmatch(text) else new_traceparent()


def new_traceparent() -> str:
    """A fresh, sampled trace; ids are names and not secrets, so the fast generator does."""
    trace = random.getrandbits(_TRACE_BITS) or 1
    span = random.getrandbits(_SPAN_BITS) or 1
    return f"00-{trace:032x}-{span:016x}-01"
