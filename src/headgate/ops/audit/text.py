"""An audit as text: counts, what they mean, and the first places of what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from headgate.model.wire import Route, contract_tag
from headgate.ops.audit.collect import Audit
from headgate.ops.audit.latency import Percentiles
from headgate.ops.audit.offsets import Offsets
from headgate.ops.audit.outcome import Outcome
from headgate.ops.audit.table import Landed, NotRun
from headgate.ops.audit.truth import Line

PLACES_SHOWN: Final = 5
NAME_WIDTH: Final = 32
COUNT_WIDTH: Final = 12

NAMES: Final = {
    Route.CLEAN: "clean",
    Route.DLQ: "dead-lettered",
    Route.LATE: "late",
    Route.DUPLICATES: "duplicates",
    Route.STAGING: "staged",
}


def render(outcome: Outcome) -> str:
    """The report on one stream, several lines with a final newline."""
    parts = (
        _head(outcome),
        _books(outcome),
        _table(outcome),
        _truth(outcome.lines, outcome),
        _verdict(outcome),
    )
    return "".join(f"{line}\n" for part in parts for line in part)


def summary(audit: Audit) -> str:
    """The state of a stream on one line, for `--follow`."""
    balance = audit.balance
    routes = ", ".join(
        f"{NAMES[route]} {len(offsets):,}" for route, offsets in balance.routes.items() if offsets
    )
    strange = len(balance.foreign) + balance.nameless
    foreign = f", foreign {strange:,}" if strange else ""
    wrong = f"missing {len(balance.missing):,}, doubled {len(balance.doubled):,}{foreign}"
    waits = f", {latency_text(audit.latency)}" if audit.latency else ""
    return (
        f"{audit.audited.source}: expected {len(balance.expected):,}, {routes or 'no output'},"
        f" in flight {len(balance.in_flight):,}, {wrong}{waits}"
    )


def latency_text(found: Percentiles) -> str:
    """`p50 3.39 s, p95 5.55 s, p99 5.90 s`."""
    return f"p50 {found.p50:.2f} s, p95 {found.p95:.2f} s, p99 {found.p99:.2f} s"


def _head(outcome: Outcome) -> Iterator[str]:
    audited = outcome.audit.audited
    yield f"{audited.source} ({contract_tag(audited.contract)}, {audited.stream.name})"


def _books(outcome: Outcome) -> Iterator[str]:
    balance, books = outcome.audit.balance, outcome.audit.books
    yield _count("expected", balance.expected, "source records behind the guard's committed offsets")
    for route, offsets in balance.routes.items():
        if offsets or route is not Route.STAGING:
            yield _count(NAMES[route], offsets)
        if route is Route.DLQ:
            yield from (_count(f"  {rule}", offsets & found) for rule, found in books.dead_letters.items())
        if route is Route.CLEAN:
            yield from (_count(f"  warned {rule}", offsets & found) for rule, found in books.warnings.items())
            if books.unknown:
                yield _count("  with unknown fields", offsets & books.unknown)
    yield _count("in flight", balance.in_flight, "not yet committed by the guard")
    if balance.superseded:
        yield _count("superseded", balance.superseded, "compacted away: a later record has their key")
    if balance.expired:
        yield _count("expired", balance.expired, "in an output, no longer in the source")
    yield _wrong("missing", balance.missing, "in no output")
    if balance.missing:
        for topic, count in outcome.audit.forgotten.items():
            yield f"    {topic} has forgotten its first {count:,} offsets: what went there looks missing (see --mark)"
    yield _wrong("doubled", balance.doubled, "in more than one place")
    if balance.foreign:
        yield _wrong("foreign", balance.foreign, "in an output, but never a record of the source")
    if balance.nameless:
        yield f"  {'nameless':<{NAME_WIDTH}}{balance.nameless:>{COUNT_WIDTH},}  output records that name no source"
    if outcome.audit.latency is not None:
        yield f"  producer to clean topic: {latency_text(outcome.audit.latency)}"


def _table(outcome: Outcome) -> Iterator[str]:
    table = outcome.table
    match table:
        case NotRun(reason):
            yield f"  table not audited: {reason}"
        case Landed():
            kind = "one row a key" if table.upserted else "append only"
            yield f"  table {table.table} ({kind}): {table.rows:,} rows"
            yield _count("  due", table.due, "clean records behind the landing job's committed offsets")
            yield _count("  in flight", table.in_flight)
            yield _wrong("  missing", table.missing, "not in the table")
            yield _wrong("  doubled", table.doubled, "in several rows")
            if table.strange:
                yield _wrong("  strange", table.strange, "rows that should not be there")
            if table.latency is not None:
                yield f"    source topic to table: {latency_text(table.latency)}"
        case _:
            assert_never(table)


def _truth(lines: tuple[Line, ...], outcome: Outcome) -> Iterator[str]:
    if not lines:
        return
    yield f"  {'injected':<{NAME_WIDTH}}{'records':>{COUNT_WIDTH}}{'found':>{COUNT_WIDTH}}  expected in"
    for line in lines:
        counts = f"{len(line.injected):>{COUNT_WIDTH},}{len(line.found):>{COUNT_WIDTH},}"
        yield f"  {line.label:<{NAME_WIDTH}}{counts}  {line.expected}{astray(line)}"
    if outcome.unforeseen:
        yield _count("not the generator's", outcome.unforeseen, "somebody else writes to the topic")


def astray(line: Line) -> str:
    """What to say of a label's records that are not where they belong; empty when all are."""
    parts = [f"{len(lost):,} in {NAMES[route]} ({_places(lost)})" for route, lost in line.misplaced.items()]
    if line.absent:
        parts.append(f"{len(line.absent):,} nowhere ({_places(line.absent)})")
    return f"; misplaced: {', '.join(parts)}" if parts else ""


def _verdict(outcome: Outcome) -> Iterator[str]:
    if outcome.passed:
        yield "balanced: every expected record is in exactly one place"
    elif not outcome.audit.guarded:
        group = outcome.audit.audited.guard_group
        yield f"not audited: the guard has committed nothing (group {group}); start it: headgate pipeline run"
    else:
        yield "NOT BALANCED"


def _count(name: str, offsets: Offsets, meaning: str = "") -> str:
    return f"  {name:<{NAME_WIDTH}}{len(offsets):>{COUNT_WIDTH},}  {meaning}".rstrip()


def _wrong(name: str, offsets: Offsets, meaning: str) -> str:
    return _count(name, offsets, f"{meaning}: {_places(offsets)}" if offsets else "")


def _places(offsets: Offsets) -> str:
    shown = ", ".join(f"{partition}:{offset}" for partition, offset in offsets.first(PLACES_SHOWN))
    return f"{shown} …" if len(offsets) > PLACES_SHOWN else shown
