"""What the audit makes of records, whoever wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from tests.pipelines.ledger import audited

from headgate.model.wire import Route
from headgate.ops.audit.books import Books, Entries, Window, close
from headgate.ops.audit.journal import Journal
from headgate.ops.audit.offsets import Offsets

AUDITED = audited("events")
GUARDS = {"hg.topic": b"events", "hg.partition": b"0", "hg.offset": b"7"}
NOW_MS = 1_000_000


@dataclass(frozen=True)
class Fake:
    """A record of an output."""

    given: Mapping[str, bytes | None] = field(default_factory=dict)

    def topic(self) -> str:
        return "events.dlq"

    def partition(self) -> int:
        return 0

    def offset(self) -> int:
        return 0

    def key(self) -> bytes | None:
        return None

    def headers(self) -> list[tuple[str, bytes]] | None:
        return list(self.given.items()) or None  # type: ignore[arg-type] # a header may be null, whatever the stub says

    def error(self) -> None:
        return None


def taken(route: Route, headers: Mapping[str, bytes | None]) -> Journal:
    journal = Journal(AUDITED)
    journal.take({(f"events.{route.value}", 0): [Fake(headers)]}, now_ms=NOW_MS)
    return journal


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"hg.topic": b"others"},
        {"hg.offset": None},
        {"hg.offset": b"-1"},
        {"hg.offset": b"7.0"},
        {"hg.offset": b"1_0"},
        {"hg.offset": b"9" * 40},
        {"hg.offset": "٣".encode()},
        {"hg.partition": b""},
        {"hg.partition": b"-3"},
    ],
    ids=str,
)
def test_a_record_that_names_no_source_is_nameless(headers: Mapping[str, bytes | None]) -> None:
    journal = taken(Route.CLEAN, {**GUARDS, **headers} if headers else {})
    assert journal.nameless == 1
    assert not journal.outputs[Route.CLEAN].seen


@pytest.mark.parametrize("produced", [None, b"", b"yesterday", b"-5", b"1e9", b"9" * 300])
def test_a_time_that_is_none_is_not_measured(produced: bytes | None) -> None:
    journal = taken(Route.CLEAN, GUARDS | {"hg.produced-at": produced})
    assert journal.latency.records == 0
    assert taken(Route.CLEAN, GUARDS | {"hg.produced-at": b"999000"}).latency.at(50) == 1.01


@pytest.mark.parametrize("errors", [None, b"", b"\xff", b"5", b"[5]", b"[{}]", b"{}", b"[" * 100_000])
def test_a_dead_letter_without_readable_errors_is_counted_all_the_same(errors: bytes | None) -> None:
    journal = taken(Route.DLQ, GUARDS | {"hg.errors": errors, "hg.warnings": errors})
    assert list(journal.outputs[Route.DLQ].seen) == [(0, 7)]
    assert not journal.dead_letters


def test_an_output_may_not_name_what_the_source_has_not_reached() -> None:
    """Where the source ended when the audit began is no bound: the guard reads on."""
    outputs = {route: Entries() for route in Route}
    outputs |= {Route.CLEAN: Entries(Offsets.of([(0, 3), (0, 12), (0, 20), (9, 1)]))}
    window = Window({0: 0}, {0: 10}, {0: 0}, {0: 0}, written={0: 20})
    balance = close(Books(Offsets.of((0, offset) for offset in range(10)), window, outputs))
    assert set(balance.foreign) == {(0, 20), (9, 1)}
    assert not balance.balanced
