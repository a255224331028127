"""From what was asked for to a feed of records: schemas registered, rules broken on trial, faults that fit."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Protocol

from headgate.connect.faults import SettingsError
from headgate.connect.registry import Refusal, Registry
from headgate.connect.schemas import wire_schema
from headgate.connect.settings import Settings
from headgate.edge.serialise import Payload, serialiser
from headgate.edge.traffic.breaking import Breaker, breakers
from headgate.edge.traffic.flights import flights
from headgate.edge.traffic.mixer import Mixer, Outgoing, Writers
from headgate.edge.traffic.pace import Pace
from headgate.edge.traffic.rows import FAULTS_ON_TOP, Echo, RealRows
from headgate.edge.traffic.source import Crowd
from headgate.edge.traffic.sources import source_of
from headgate.edge.traffic.spelling import Fault, Shares
from headgate.edge.traffic.versions import newer, older
from headgate.model import Contract, Stream
from headgate.model.wire import value_subject
from headgate.validate import compile_validator

TRIAL_TIME_MS: Final = 1_700_000_000_000
WANTED: Final = {
    Fault.LATE: "allowed lateness",
    Fault.DUPLICATES: "dedup",
    Fault.OLD_VERSION: "optional field to do without",
}


class Data(Enum):
    """Where records come from: made up, or the real flights."""

    MADE_UP = "made-up"
    FLIGHTS = "flights"


@dataclass(frozen=True, slots=True)
class Traffic:
    """What to send: records of `stream`, at a pace, of a crowd, with shares of faults.

    Equal seeds give equal records, event ids included: a second run into the same topic needs another seed.
    """

    contract: Contract
    stream: Stream
    pace: Pace
    seed: int
    crowd: Crowd = field(default_factory=Crowd)
    shares: Shares = field(default_factory=dict)
    data: Data = Data.MADE_UP
    transactional: bool = False


class Feed(Protocol):
    """What is to be sent, one by one."""

    def next(self, now_ms: int) -> Outgoing | None:
        """The next record for `now_ms`, None when there are no more."""
        ...


def feed_of(traffic: Traffic, settings: Settings, schema_id: int) -> Feed:
    """The feed; registers the versions that the faults write. Raises `SettingsError`."""
    chance = random.Random(traffic.seed)  # noqa: S311 - repeatable, not secret
    _check(traffic)
    payload = serialiser(traffic.stream, schema_id)
    writers = _writers(traffic, settings, payload)
    if traffic.data is Data.FLIGHTS:
        return _real(traffic, writers, chance)
    source = source_of(traffic.stream, chance, traffic.crowd)
    ways = _breakers(traffic, source.next(TRIAL_TIME_MS), payload)
    return Mixer(traffic.stream, source, traffic.shares, writers, ways, chance)


def _real(traffic: Traffic, writers: Writers, chance: random.Random) -> Feed:
    stream, validate = traffic.stream, compile_validator(traffic.stream)
    sample = next(row for row in flights(stream) if not validate(row))
    ways = _breakers(traffic, sample, writers.contract)
    echo = Echo()
    mixer = Mixer(stream, echo, traffic.shares, writers, ways, chance)
    echo.mixer = mixer
    return RealRows(flights(stream), stream, validate, writers.contract, mixer)


def _breakers(traffic: Traffic, sample: dict[str, object], payload: Payload) -> tuple[Breaker, ...]:
    if not traffic.shares.get(Fault.VIOLATIONS):
        return ()
    ways = breakers(traffic.stream, sample, compile_validator(traffic.stream), payload)
    if not ways:
        raise SettingsError(f"no rule of {traffic.stream.name} can be broken", "leave out violations=")
    return ways


def _check(traffic: Traffic) -> None:
    stream, shares = traffic.stream, {fault for fault, share in traffic.shares.items() if share}
    needs = {Fault.LATE: stream.lateness, Fault.DUPLICATES: stream.dedup, Fault.OLD_VERSION: older(stream)}
    for fault in shares:
        if fault in needs and needs[fault] is None:
            raise SettingsError(f"{stream.name} has no {WANTED[fault]}", f"leave out {fault.value}=")
        if traffic.data is Data.FLIGHTS and fault not in FAULTS_ON_TOP:
            raise SettingsError(f"real data cannot have {fault.value}", f"leave out {fault.value}=")


def _writers(traffic: Traffic, settings: Settings, payload: Payload) -> Writers:
    registry = Registry(settings)
    after, name = newer(traffic.stream)
    before = older(traffic.stream)
    return Writers(
        payload,
        _other(registry, after) if traffic.shares.get(Fault.UNKNOWN_FIELDS) else None,
        name,
        _other(registry, before) if before is not None and traffic.shares.get(Fault.OLD_VERSION) else None,
    )


def _other(registry: Registry, stream: Stream) -> Payload:
    subject = value_subject(stream)
    outcome = registry.register(subject, wire_schema(stream))
    if isinstance(outcome, Refusal):
        reasons = "; ".join(outcome.reasons)
        raise SettingsError(
            f"the registry refuses another version of {subject}: {reasons}", "leave out that fault"
        )
    return serialiser(stream, outcome.id)
