"""What a source of records is, and the values that sources share."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol, TypeAlias

GeneratedRecord: TypeAlias = dict[str, object]
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_UUID_BITS: Final = 128


class Source(Protocol):
    """An endless supply of valid records."""

    def next(self, at_ms: int) -> GeneratedRecord:
        """The next record, of something that happened at `at_ms` (epoch milliseconds)."""
        ...


@dataclass(frozen=True, slots=True)
class Crowd:
    """Users: `hot` of the traffic is one user's, and with `skew` above 1 some of the others do more than others."""

    users: int = 20_000
    hot: float = 0.0
    skew: float = 1.0

    def pick(self, chance: random.Random) -> str:
        """One user."""
        if self.hot and chance.random() < self.hot:
            return "u-0"
        return f"u-{1 + int(self.users * chance.random() ** self.skew)}"


def new_uuid(chance: random.Random) -> str:
    """A version 4 UUID of a seeded chance."""
    return str(uuid.UUID(int=chance.getrandbits(_UUID_BITS), version=4))


def instant(at_ms: int) -> datetime:
    """The instant `at_ms` milliseconds after the epoch."""
    return EPOCH + timedelta(milliseconds=at_ms)
