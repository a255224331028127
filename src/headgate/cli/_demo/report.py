"""The demonstration's last word: one table of what was injected and found, the balance, latency and throughput."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from rich.box import SIMPLE_HEAD
from rich.table import Table

from headgate.burn import checkpoint_interval
from headgate.burn.checkpoint import seconds as spelled
from headgate.cli._demo.run import Demo, Shown
from headgate.ops.audit.offsets import Offsets
from headgate.ops.audit.outcome import Outcome
from headgate.ops.audit.table import Landed, NotRun
from headgate.ops.audit.text import astray

Row: TypeAlias = tuple[str, str, str, str]


def final_table(demo: Demo, shown: Shown) -> Table:
    """Everything on one table, 80 columns wide."""
    outcome = shown.outcome
    verdict = _verdict(shown)
    table = Table(title=f"{demo.audited.source}: {verdict}", title_justify="left", box=SIMPLE_HEAD)
    table.add_column("injected", no_wrap=True)
    table.add_column("records", justify="right", no_wrap=True)
    table.add_column("found", justify="right", no_wrap=True)
    table.add_column("in its right place")
    sections = (_faults(outcome), _balance(outcome), _landing(outcome), _latency(demo, shown), _rate(shown))
    for section in sections:
        for row in section:
            table.add_row(*row)
        table.add_section()
    return table


def _verdict(shown: Shown) -> str:
    if not shown.outcome.passed:
        return "NOT BALANCED"
    return (
        "balanced" if shown.passed else "NOT PROVED: some records were still on their way when the wait ended"
    )


def _faults(outcome: Outcome) -> Iterator[Row]:
    for line in outcome.lines:
        # Where a rule's own label says which rule, the route is enough; of a record that went astray, all is told.
        place = line.expected.route.value if line.right else f"{line.expected}{astray(line)}"
        yield line.label, f"{len(line.injected):,}", f"{len(line.found):,}", place


def _balance(outcome: Outcome) -> Iterator[Row]:
    balance = outcome.audit.balance
    delivered = balance.expected & balance.delivered
    yield "every source record", f"{len(balance.expected):,}", f"{len(delivered):,}", "in exactly one output"
    yield from _faultless(balance.missing, balance.doubled, balance.in_flight)


def _landing(outcome: Outcome) -> Iterator[Row]:
    table = outcome.table
    match table:
        case NotRun(reason):
            yield "Iceberg table", "", "", f"not audited: {reason}"
        case Landed():
            due, there = len(table.due), len(table.due - table.missing)
            kind = "last of its key" if table.upserted else "every clean record"
            yield "Iceberg table", f"{due:,}", f"{there:,}", kind
            yield from _faultless(table.missing, table.doubled, table.in_flight)


def _faultless(missing: Offsets, doubled: Offsets, in_flight: Offsets) -> Iterator[Row]:
    yield "  missing", f"{len(missing):,}", "", ""
    yield "  doubled", f"{len(doubled):,}", "", ""
    if in_flight:
        yield "  in flight", f"{len(in_flight):,}", "", "not committed in time"


def _latency(demo: Demo, shown: Shown) -> Iterator[Row]:
    outcome, derived = shown.outcome, checkpoint_interval(demo.contract)
    table = outcome.landed.latency if outcome.landed else None
    warm = f"without the first {shown.warm_up_s:.0f} s" if shown.warm_up_s else ""
    legs = (
        ("producer to clean topic", outcome.audit.latency, derived.clean_bound, warm),
        ("source topic to table", table, derived.table_bound, ""),
    )
    for name, found, bound, remark in legs:
        if found is not None:
            yield f"{name} p50", f"{found.p50:.2f} s", "", remark
            yield f"{name} p95", f"{found.p95:.2f} s", "", f"bound {spelled(bound)}"
            yield f"{name} p99", f"{found.p99:.2f} s", "", ""


def _rate(shown: Shown) -> Iterator[Row]:
    records = len(shown.outcome.audit.balance.expected)
    yield "throughput", f"{records / shown.seconds:,.0f}/s", "", f"{shown.seconds:.0f} s of traffic"
