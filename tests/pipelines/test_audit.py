"""The audit reads real topics: transactions, aborted records, losses, copies, strangers."""

import itertools
import threading
import time

import pytest
from tests.pipelines.ledger import PARTITIONS, Ledger, audited
from tests.pipelines.local import LocalStack

from headgate.connect.faults import ServiceError, SettingsError
from headgate.connect.settings import Settings, load_settings
from headgate.model import Cleanup
from headgate.model.wire import Route
from headgate.ops.audit.collect import Collection, collect, mark
from headgate.ops.audit.offsets import Offsets
from headgate.ops.audit.reading import Marks, Reader

NUMBERS = itertools.count()
ALL_DONE = dict.fromkeys(range(3), 10_000)
BROKEN = b'[{"rule":"a.pattern","field":"a"},{"rule":"b.minimum","field":"b"}]'


@pytest.fixture
def settings(stack: LocalStack) -> Settings:
    return load_settings(stack.settings_file, {})


@pytest.fixture
def ledger(settings: Settings) -> Ledger:
    return Ledger(settings.kafka.bootstrap, audited(f"ledger-{next(NUMBERS)}"))


def test_a_stream_written_well_balances(settings: Settings, ledger: Ledger) -> None:
    written = ledger.write(300) + ledger.write(3, commit=False) + ledger.write(30)
    ledger.route(Route.CLEAN, written[:200])
    ledger.route(Route.CLEAN, written[200:], commit=False)
    ledger.route(Route.CLEAN, written[200:300], headers={"hg.warnings": b"c.maximum"})
    ledger.route(Route.DLQ, written[300:], headers={"hg.errors": BROKEN})
    ledger.stand_at(ALL_DONE)
    audit = collect(settings, ledger.audited)
    assert audit.passed
    assert audit.balance.expected == Offsets.of(written)
    assert audit.books.dead_letters == dict.fromkeys(("a.pattern", "b.minimum"), Offsets.of(written[300:]))
    assert audit.books.warnings == {"c.maximum": Offsets.of(written[200:300])}


def test_losses_and_copies_at_once_are_named(settings: Settings, ledger: Ledger) -> None:
    written = ledger.write(90)
    lost, twice, across = set(written[3:6]), written[10:12], written[20:21]
    ledger.route(Route.CLEAN, [pair for pair in written if pair not in lost])
    ledger.route(Route.CLEAN, twice)
    ledger.route(Route.LATE, across)
    ledger.stand_at(ALL_DONE)
    audit = collect(settings, ledger.audited, settle_s=1)
    assert set(audit.balance.missing) == lost
    assert set(audit.balance.doubled) == {*twice, *across}
    assert not audit.passed


def test_what_waits_before_the_guard_is_in_flight(settings: Settings, ledger: Ledger) -> None:
    written = ledger.write(30)
    ledger.route(Route.CLEAN, [pair for pair in written if pair[1] < 4])
    ledger.stand_at(dict.fromkeys(range(3), 4))
    balance = collect(settings, ledger.audited).balance
    assert balance.balanced
    assert set(balance.in_flight) == {pair for pair in written if pair[1] >= 4}


def test_a_commit_that_comes_late_is_no_loss(settings: Settings, ledger: Ledger) -> None:
    written = ledger.write(30)
    ledger.stand_at(ALL_DONE)

    def commit_later() -> None:
        time.sleep(2)
        ledger.route(Route.CLEAN, written)

    later = threading.Thread(target=commit_later)
    later.start()
    audit = collect(settings, ledger.audited, settle_s=60)
    later.join()
    assert audit.passed
    assert len(audit.balance.delivered) == 30


def test_an_audit_since_a_mark_leaves_the_past_alone(settings: Settings, ledger: Ledger) -> None:
    ledger.route(Route.CLEAN, ledger.write(30)[5:])
    since = mark(settings, (ledger.audited,))
    later = ledger.write(12)
    ledger.route(Route.DUPLICATES, later)
    ledger.stand_at(ALL_DONE)
    audit = collect(settings, ledger.audited, since=since)
    assert audit.passed
    assert audit.balance.expected == Offsets.of(later)


def test_records_that_the_guard_never_wrote_are_told(settings: Settings, ledger: Ledger) -> None:
    ledger.route(Route.CLEAN, ledger.write(9))
    aborted = 4  # three records and a marker lie before it in each partition
    ledger.write(3, commit=False)
    ledger.write(3)
    ledger.route(Route.LATE, [(0, aborted)])
    ledger.stranger(Route.CLEAN)
    ledger.stand_at(dict.fromkeys(range(3), 3))
    balance = collect(settings, ledger.audited).balance
    assert set(balance.foreign) == {(0, aborted)}
    assert balance.nameless == 1
    assert not balance.balanced


def test_a_compacted_stream_may_lose_what_a_later_record_replaced(settings: Settings) -> None:
    ledger = Ledger(settings.kafka.bootstrap, audited(f"ledger-{next(NUMBERS)}", Cleanup.COMPACT))
    written = ledger.write(9, keys=(b"a", b"b", b"c"))
    first = written[0]
    ledger.route(Route.CLEAN, [pair for pair in written if pair != first])
    ledger.stand_at(ALL_DONE)
    audit = collect(settings, ledger.audited, settle_s=1)
    assert set(audit.balance.superseded) == {first}
    assert audit.passed


def test_without_a_position_nothing_is_proved(settings: Settings, ledger: Ledger) -> None:
    ledger.write(3)
    audit = collect(settings, ledger.audited)
    assert audit.balance.balanced
    assert not audit.passed


def test_what_retention_removes_meanwhile_is_expired(
    settings: Settings, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.route(Route.CLEAN, ledger.write(6))
    ledger.stand_at(ALL_DONE)
    opened = Reader.open

    def open_late(settings: Settings, start: Marks) -> Reader:
        """The audit knows by now where the source begins."""
        ledger.forget(ledger.audited.source, 2)
        return opened(settings, start)

    monkeypatch.setattr(Reader, "open", open_late)
    balance = collect(settings, ledger.audited).balance
    assert (len(balance.expired), len(balance.foreign)) == (6, 0)
    assert balance.balanced


def test_an_output_that_forgot_its_beginning_is_told(settings: Settings, ledger: Ledger) -> None:
    written = ledger.write(6)
    ledger.route(Route.CLEAN, written)
    ledger.forget(ledger.audited.clean, 1)
    ledger.stand_at(ALL_DONE)
    audit = collect(settings, ledger.audited, settle_s=0)
    assert (audit.forgotten, len(audit.balance.missing)) == ({ledger.audited.clean: 3}, 3)


def test_partitions_that_are_added_are_read_on(settings: Settings, ledger: Ledger) -> None:
    written = ledger.write(3)
    with Collection(settings, ledger.audited) as collection:
        collection.catch_up()
        ledger.widen(PARTITIONS + 1)
        added = ledger.write(1, partition=PARTITIONS)
        ledger.route(Route.CLEAN, written + added, partition=PARTITIONS)
        ledger.stand_at(dict.fromkeys(range(PARTITIONS + 1), 10_000))
        assert not collection.audit(collection.position()).balance.foreign
        audit = collection.settle(collection.position(), 20)
    assert audit.passed
    assert audit.balance.delivered == Offsets.of(written + added)


@pytest.mark.parametrize(
    ("since", "told"),
    [
        ({("others", 0): 1}, "the mark says nothing of ledger-"),
        ({("{}", 0): 99}, "partition 0 ends before the mark: the topic was made anew since"),
    ],
)
def test_a_mark_of_other_topics_is_refused(
    settings: Settings, ledger: Ledger, since: dict[tuple[str, int], int], told: str
) -> None:
    ledger.write(3)
    mine = {(topic.format(ledger.audited.source), part): at for (topic, part), at in since.items()}
    with pytest.raises(SettingsError, match=told):
        collect(settings, ledger.audited, since=mine)


def test_a_topic_that_is_not_there_is_a_clear_fault(settings: Settings) -> None:
    with pytest.raises(ServiceError, match="no topic nowhere"):
        collect(settings, audited("nowhere"))
