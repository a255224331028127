"""The audit's arithmetic: any losses, copies and strangers at once are reported exactly."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from headgate.model.wire import Route
from headgate.ops.audit.books import Balance, Books, Entries, Window, close, superseded
from headgate.ops.audit.offsets import Offsets, Tally

PARTITIONS = 3
OFFSETS = 60
ROUTES = list(Route)

Pairs = set[tuple[int, int]]
pairs = st.tuples(st.integers(0, PARTITIONS - 1), st.integers(0, OFFSETS - 1))
positions = st.fixed_dictionaries({p: st.integers(0, OFFSETS) for p in range(PARTITIONS)})


@dataclass
class Run:
    """What a pipeline was given, and what became of it: each output is a list of the offsets it holds."""

    readable: Pairs
    position: dict[int, int]
    outputs: dict[Route, list[tuple[int, int]]]

    @property
    def due(self) -> Pairs:
        return {(p, o) for p, o in self.readable if o < self.position[p]}


@st.composite
def runs(draw: st.DrawFn) -> Run:
    readable = draw(st.sets(pairs))
    position = draw(positions)
    outputs: dict[Route, list[tuple[int, int]]] = {route: [] for route in ROUTES}
    for pair in sorted(readable):
        for route in draw(st.lists(st.sampled_from(ROUTES), max_size=3)):
            outputs[route].append(pair)
    for pair in draw(st.lists(pairs, max_size=4)):
        outputs[draw(st.sampled_from(ROUTES))].append(pair)
    return Run(readable, position, outputs)


def _entries(found: list[tuple[int, int]], batch: int) -> Entries:
    tally = Tally()
    for start in range(0, len(found), batch):
        for partition in range(PARTITIONS):
            tally.add(partition, [o for p, o in found[start : start + batch] if p == partition])
    return Entries(tally.seen, tally.repeated, tally.records)


def _balance(run: Run, *, batch: int = 5, start: dict[int, int] | None = None, kept: int = 0) -> Balance:
    every = range(PARTITIONS)
    window = Window(start or {}, dict.fromkeys(every, OFFSETS), dict.fromkeys(every, kept), run.position)
    outputs = {route: _entries(found, batch) for route, found in run.outputs.items()}
    return close(Books(Offsets.of(run.readable), window, outputs))


def _all(run: Run) -> list[tuple[int, int]]:
    return [pair for found in run.outputs.values() for pair in found]


@given(runs(), st.integers(1, 7))
def test_every_loss_copy_and_stranger_is_reported_exactly(run: Run, batch: int) -> None:
    balance, out = _balance(run, batch=batch), _all(run)
    assert set(balance.missing) == run.due - set(out)
    assert set(balance.doubled) == {pair for pair in out if out.count(pair) > 1}
    assert set(balance.foreign) == set(out) - run.readable
    assert set(balance.in_flight) == run.readable - run.due - set(out)
    assert set(balance.expected) == run.due


@given(runs())
def test_balanced_means_exactly_one_output_for_each_due_record(run: Run) -> None:
    out = _all(run)
    once = len(out) == len(set(out)) and run.due <= set(out) <= run.readable
    assert _balance(run).balanced == once


@given(st.sets(pairs, min_size=8), st.data())
def test_a_loss_never_hides_a_copy(readable: Pairs, data: st.DataObject) -> None:
    lost = data.draw(st.sets(st.sampled_from(sorted(readable)), min_size=1, max_size=4))
    kept = sorted(readable - lost)
    copies = kept[: len(lost)]
    run = Run(readable, dict.fromkeys(range(PARTITIONS), OFFSETS), {Route.CLEAN: kept, Route.LATE: copies})
    balance = _balance(run)
    assert len(_all(run)) == len(readable)
    assert set(balance.missing) == lost
    assert set(balance.doubled) == set(copies)


@given(runs(), positions)
def test_a_window_leaves_what_came_before_it_alone(run: Run, start: dict[int, int]) -> None:
    whole, part = _balance(run), _balance(run, start=start)
    for name in ("missing", "doubled", "foreign", "in_flight", "expected"):
        assert set(getattr(part, name)) == {(p, o) for p, o in getattr(whole, name) if o >= start[p]}


@given(runs(), st.integers(0, OFFSETS))
def test_what_retention_removed_is_explained_and_the_rest_is_not(run: Run, kept: int) -> None:
    run.readable = {(p, o) for p, o in run.readable if o >= kept}
    balance = _balance(run, kept=kept)
    strangers = set(_all(run)) - run.readable
    assert set(balance.expired) == {(p, o) for p, o in strangers if o < kept}
    assert set(balance.foreign) == {(p, o) for p, o in strangers if o >= kept}


def test_an_output_of_a_partition_that_the_source_lacks_is_foreign() -> None:
    window = Window({}, {0: 10}, {0: 0}, {0: 10})
    outputs = {Route.CLEAN: Entries(Offsets.of([(7, 3)]))}
    assert close(Books(Offsets.of([]), window, outputs)).foreign == Offsets.of([(7, 3)])


@given(st.dictionaries(pairs, st.sampled_from([b"a", b"b"])), st.sets(pairs))
def test_only_a_later_clean_record_of_the_key_supersedes(
    keys: dict[tuple[int, int], bytes], clean: Pairs
) -> None:
    missing = Offsets.of(keys) - Offsets.of(clean)
    replaced = {
        (p, o)
        for p, o in missing
        if any(q == p and later > o and keys.get((q, later)) == keys[p, o] for q, later in clean)
    }
    assert set(superseded(missing, keys, Offsets.of(clean))) == replaced
