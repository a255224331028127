"""An audit as a JSON document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Final, TypeAlias, assert_never

from headgate.model.wire import contract_tag
from headgate.ops.audit.latency import Percentiles
from headgate.ops.audit.offsets import Offsets
from headgate.ops.audit.outcome import Outcome
from headgate.ops.audit.table import Landed, NotRun, TableAudit
from headgate.ops.audit.truth import Line

Node: TypeAlias = "str | int | float | bool | list[Node] | dict[str, Node] | None"

PLACES_LISTED: Final = 1000
"""Of what is wrong; the count beside it is exact."""


def render(outcomes: tuple[Outcome, ...]) -> str:
    """One document for all streams, with a final newline."""
    document: Node = {
        "passed": all(outcome.passed for outcome in outcomes),
        "streams": [_stream(outcome) for outcome in outcomes],
    }
    return json.dumps(document, indent=2) + "\n"


def _stream(outcome: Outcome) -> Node:
    audit, balance, books = outcome.audit, outcome.audit.balance, outcome.audit.books
    return {
        "contract": contract_tag(audit.audited.contract),
        "stream": audit.audited.stream.name,
        "topic": audit.audited.source,
        "passed": outcome.passed,
        "guarded": audit.guarded,
        "expected": len(balance.expected),
        "outputs": {route.value: len(offsets) for route, offsets in balance.routes.items()},
        "deadLettersByRule": _sizes(books.dead_letters),
        "warningsByRule": _sizes(books.warnings),
        "withUnknownFields": len(books.unknown),
        "inFlight": len(balance.in_flight),
        "superseded": len(balance.superseded),
        "expired": len(balance.expired),
        "missing": _places(balance.missing),
        "doubled": _places(balance.doubled),
        "foreign": _places(balance.foreign),
        "nameless": balance.nameless,
        "visibleLatencySeconds": _latency(audit.latency),
        "table": _table(outcome.table),
        "truth": [_line(line) for line in outcome.lines],
        "unforeseen": len(outcome.unforeseen),
        "recordsRead": audit.records,
    }


def _table(table: TableAudit) -> Node:
    match table:
        case NotRun(reason):
            return {"run": False, "reason": reason}
        case Landed():
            return {
                "run": True,
                "table": table.table,
                "upserted": table.upserted,
                "rows": table.rows,
                "due": len(table.due),
                "inFlight": len(table.in_flight),
                "missing": _places(table.missing),
                "doubled": _places(table.doubled),
                "strange": _places(table.strange),
                "latencySeconds": _latency(table.latency),
            }
        case _:
            assert_never(table)


def _line(line: Line) -> Node:
    return {
        "label": line.label,
        "expectedIn": str(line.expected),
        "injected": len(line.injected),
        "found": len(line.found),
        "misplaced": {route.value: _places(lost) for route, lost in line.misplaced.items()},
        "absent": _places(line.absent),
    }


def _sizes(by_rule: Mapping[str, Offsets]) -> Node:
    return {rule: len(offsets) for rule, offsets in by_rule.items()}


def _places(offsets: Offsets) -> Node:
    return {
        "count": len(offsets),
        "first": [{"partition": part, "offset": at} for part, at in offsets.first(PLACES_LISTED)],
    }


def _latency(found: Percentiles | None) -> Node:
    return None if found is None else dict(asdict(found))
