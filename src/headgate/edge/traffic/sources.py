"""Which source makes a stream's records."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from headgate.edge.traffic.business import Deletes, Orders, Profiles
from headgate.edge.traffic.generic import Generic, generic
from headgate.edge.traffic.sessions import Sessions
from headgate.edge.traffic.source import Crowd, GeneratedRecord, Source
from headgate.model import Stream

# By the name of the record: a team's own contract for the same record gets the same shoppers.
SCRIPTED: Final[Mapping[str, Callable[[random.Random, Crowd], Source]]] = {
    "ClickstreamEvent": Sessions,
    "Order": Orders,
    "UserProfile": Profiles,
    "PrivacyDelete": Deletes,
}


def source_of(stream: Stream, chance: random.Random, crowd: Crowd) -> Source:
    """The scripted source of the reference streams, a generic one for any other."""
    made_up = generic(stream, chance, crowd)
    scripted = SCRIPTED.get(stream.name)
    return made_up if scripted is None else _fitted(scripted(chance, crowd), made_up)


def _fitted(scripted: Source, made_up: Generic) -> Source:
    names = tuple(field.name for field in made_up.stream.fields)
    return scripted if set(scripted.next(0)) == set(names) else Fitted(scripted, made_up)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A scripted record cut to a contract that has other fields; what the script lacks is made up."""

    scripted: Source
    made_up: Generic

    def next(self, at_ms: int) -> GeneratedRecord:
        """The next record."""
        script = self.scripted.next(at_ms)
        return {
            field.name: script[field.name]
            if field.name in script
            else self.made_up.value(field.type, (field.name,), at_ms)
            for field in self.made_up.stream.fields
        }
