"""The demonstration's last word: one table of what was injected and found, the balance, latency and throughput."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table

from headgate.burn import checkpoint_interval
from headgate.burn.checkpoint import seconds as spelled
from headgate.cli._demo.run import Demo, Shown
from headgate.ops.audit.latency import Percentiles
from headgate.ops.audit.outcome import Outcome
from headgate.ops.audit.table import Landed, NotRun
from headgate.ops.audit.text import astray
from headgate.ops.audit.truth import Line


def final_table(demo: Demo, shown: Shown) -> Table:
    """Everything on one table."""
    outcome = shown.outcome
    verdict = "balanced" if outcome.passed else "NOT BALANCED"
    table = Table(title=f"{demo.audited.source}: {verdict}", title_justify="left", show_footer=False)
    table.add_column("injected", no_wrap=True)
    table.add_column("records", justify="right")
    table.add_column("found", justify="right")
    table.add_column("in its right place")
    for line in outcome.lines:
        table.add_row(line.label, f"{len(line.injected):,}", f"{len(line.found):,}", _place(line))
    table.add_section()
    for row in (*_balance(outcome), *_table(outcome), *_latency(demo, outcome), _throughput(shown)):
        table.add_row(*row)
    return table


def _place(line: Line) -> str:
    return f"{line.expected}{astray(line)}"


def _balance(outcome: Outcome) -> Iterator[tuple[str, str, str, str]]:
    balance = outcome.audit.balance
    delivered = len(balance.expected & balance.delivered)
    wrong = f"missing {len(balance.missing):,}, doubled {len(balance.doubled):,}, in flight {len(balance.in_flight):,}"
    yield "every source record", f"{len(balance.expected):,}", f"{delivered:,}", wrong


def _table(outcome: Outcome) -> Iterator[tuple[str, str, str, str]]:
    table = outcome.table
    match table:
        case NotRun(reason):
            yield "table", "", "", f"not audited: {reason}"
        case Landed():
            wrong = f"missing {len(table.missing):,}, doubled {len(table.doubled):,}, in flight {len(table.in_flight):,}"
            yield f"table {table.table}", f"{len(table.due):,}", f"{len(table.due - table.missing):,}", wrong


def _latency(demo: Demo, outcome: Outcome) -> Iterator[tuple[str, str, str, str]]:
    derived = checkpoint_interval(demo.contract)
    legs = (
        ("producer to clean topic", outcome.audit.latency, derived.clean_bound),
        ("source topic to table", outcome.landed.latency if outcome.landed else None, derived.table_bound),
    )
    for name, found, bound in legs:
        if found is not None:
            yield name, f"{found.records:,}", "", f"{_percentiles(found)}; p95 bound {spelled(bound)}"


def _percentiles(found: Percentiles) -> str:
    return f"p50 {found.p50:.2f} s, p95 {found.p95:.2f} s, p99 {found.p99:.2f} s"


def _throughput(shown: Shown) -> tuple[str, str, str, str]:
    records = len(shown.outcome.audit.balance.expected)
    return "throughput", "", "", f"{records / shown.seconds:,.0f} records/s for {shown.seconds:.0f} s"
