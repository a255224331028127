"""The mixture of sound and faulty records is what was asked for, and repeats with its seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from tests.edge.reference import NOW_MS, stream

from headgate.edge.serialise import serialiser
from headgate.edge.traffic.breaking import breakers
from headgate.edge.traffic.mixer import Mixer, Outgoing, Raw, Valid, Writers, label_of
from headgate.edge.traffic.rows import Echo, RealRows
from headgate.edge.traffic.source import Crowd
from headgate.edge.traffic.sources import source_of
from headgate.edge.traffic.spelling import Shares, parse_faults
from headgate.edge.traffic.versions import newer, older
from headgate.validate import compile_validator

ALL = "duplicates=10%,late=10%,violations=10%,unknown-fields=10%,poison=10%,old-version=10%"
HALF_OF_THE_ALLOWED_MS = 150_000
CLICKS = stream("clickstream.events")


def mixer(shares: Shares, seed: int = 7) -> Mixer:
    chance = random.Random(seed)
    source = source_of(CLICKS, chance, Crowd(users=100))
    after, name = newer(CLICKS)
    before = older(CLICKS)
    assert before is not None
    writers = Writers(serialiser(CLICKS, 1), serialiser(after, 2), name, serialiser(before, 3))
    ways = breakers(CLICKS, source.next(NOW_MS), compile_validator(CLICKS), writers.contract)
    return Mixer(CLICKS, source, shares, writers, ways, chance)


def mixed(seed: int, count: int = 4_000) -> list[Outgoing]:
    made = mixer(parse_faults(ALL), seed)
    return [made.next(NOW_MS + number) for number in range(count)]


def test_the_same_seed_mixes_the_same() -> None:
    assert mixed(7) == mixed(7)
    assert mixed(7) != mixed(8)


def test_every_fault_has_its_share() -> None:
    kinds = Counter(label_of(one).partition(":")[0] for one in mixed(7))
    assert set(kinds) == {"clean", "duplicate", "late", "violation", "unknown-field", "poison", "old-version"}
    assert all(300 < count < 500 for kind, count in kinds.items() if kind != "clean")


def test_a_duplicate_repeats_a_sound_record_byte_for_byte() -> None:
    made = mixer(parse_faults("duplicates=50%"))
    write, sound = serialiser(CLICKS, 1), set[bytes]()
    for number in range(1_000):
        match made.next(NOW_MS + number):
            case Valid(record):
                sound.add(write(record))
            case Raw(label, _, value):
                assert label == "duplicate"
                assert value in sound


def test_nothing_is_repeated_after_it_grew_old() -> None:
    made = mixer(parse_faults("duplicates=100%"))
    assert isinstance(made.next(NOW_MS), Valid)
    assert isinstance(made.next(NOW_MS), Raw)
    assert isinstance(made.next(NOW_MS + HALF_OF_THE_ALLOWED_MS + 1), Valid)


def test_a_late_record_is_later_than_allowed() -> None:
    made = mixer(parse_faults("late=100%"))
    seen: list[object] = []

    def note(record: Mapping[str, object]) -> bytes:
        seen.append(record["occurred_at"])
        return b""

    made.writers = Writers(note)
    made.next(NOW_MS)
    occurred_at = seen[0]
    assert isinstance(occurred_at, datetime)
    assert CLICKS.lateness is not None
    assert NOW_MS / 1000 - occurred_at.timestamp() > CLICKS.lateness.allowed.total_seconds()


def test_real_rows_are_judged_by_the_contract() -> None:
    validate, write = compile_validator(CLICKS), serialiser(CLICKS, 1)
    source = source_of(CLICKS, random.Random(1), Crowd())
    good, other = source.next(NOW_MS), source.next(NOW_MS)
    rows = [good, {**other, "quantity": 0}, dict(good), other]
    feed = RealRows(
        iter(rows), CLICKS, validate, write, Mixer(CLICKS, Echo(), {}, Writers(write), (), random.Random(1))
    )
    sent = [feed.next(NOW_MS) for _ in range(5)]
    assert [one and label_of(one) for one in sent] == [
        "clean",
        "violation:quantity.minimum",
        "duplicate",
        "clean",
        None,
    ]
