"""What an audit says, in text, in JSON and in metrics, and what it keeps on disk."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from headgate.connect.faults import SettingsError
from headgate.model import Contract, Expectation, Required, SemVer, Stream, Topic, WireFormat
from headgate.model.wire import Route
from headgate.ops.audit import document, marks, text
from headgate.ops.audit.books import Books, Entries, Window, close
from headgate.ops.audit.collect import Audit
from headgate.ops.audit.latency import Histogram
from headgate.ops.audit.metrics import AuditMetrics
from headgate.ops.audit.offsets import Offsets
from headgate.ops.audit.outcome import Outcome
from headgate.ops.audit.stream import Audited
from headgate.ops.audit.table import Due, NotRun, Rows, weighed

RULES = (Expectation("a.required", Required(("a",))),)
STREAM = Stream(
    "Event", Topic("events", 1, retention=timedelta(days=7)), WireFormat.AVRO, (), expectations=RULES
)
AUDITED = Audited(Contract("shop", "Shop", SemVer(1, 0, 0), "active", (STREAM,)), STREAM)


def at(*offsets: int) -> Offsets:
    return Offsets.of((0, offset) for offset in offsets)


def audit(clean: Offsets, *, position: int = 10, dead: Offsets | None = None) -> Audit:
    outputs = {route: Entries() for route in Route} | {Route.CLEAN: Entries(clean, at(4))}
    if dead is not None:
        outputs[Route.DLQ] = Entries(dead)
    window = Window({0: 0}, {0: 10}, {0: 0}, {0: position} if position else {})
    books = Books(at(*range(10)), window, outputs, dead_letters={"a.required": dead or at()})
    return Audit(AUDITED, books, close(books), None, 20, 1.0)


BAD = audit(at(0, 1, 2, 3, 4), dead=at(9))
TABLE = weighed("lake.events", Due(at(0, 1), at(2)), Rows(at(1, 7), at(1), 3), upserted=False)

REPORT = """\
events (shop@1.0.0, Event)
  expected                                  10  source records behind the guard's committed offsets
  clean                                      5
  dead-lettered                              1
    a.required                               1
  late                                       0
  duplicates                                 0
  in flight                                  0  not yet committed by the guard
  missing                                    4  in no output: 0:5, 0:6, 0:7, 0:8
  doubled                                    1  in more than one place: 0:4
  table lake.events (append only): 3 rows
    due                                      2  clean records behind the landing job's committed offsets
    in flight                                1
    missing                                  1  not in the table: 0:0
    doubled                                  1  in several rows: 0:1
    strange                                  1  rows that should not be there: 0:7
NOT BALANCED
"""


def test_the_text_names_what_is_wrong_and_where() -> None:
    assert text.render(Outcome(BAD, TABLE)) == REPORT


def test_the_document_counts_exactly() -> None:
    told = json.loads(document.render((Outcome(BAD, TABLE),)))
    (stream,) = told["streams"]
    assert (told["passed"], stream["missing"]["count"], stream["doubled"]["count"]) == (False, 4, 1)
    assert stream["missing"]["first"][0] == {"partition": 0, "offset": 5}
    assert stream["table"]["strange"]["count"] == 1


def test_a_table_that_was_not_audited_is_told_and_fails_nothing() -> None:
    good = audit(at(*range(10)))
    good = Audit(AUDITED, good.books, close(once(good.books)), None, 20, 1.0)
    outcome = Outcome(good, NotRun("no catalog"))
    assert outcome.passed
    assert "table not audited: no catalog" in text.render(outcome)


def once(books: Books) -> Books:
    """The books without what was met twice."""
    outputs = {route: Entries(entries.offsets) for route, entries in books.outputs.items()}
    return Books(books.readable, books.window, outputs)


def test_without_a_guard_nothing_is_balanced() -> None:
    outcome = Outcome(audit(at(), position=0), NotRun("not asked for"))
    assert not outcome.passed
    assert "the guard has committed nothing" in text.render(outcome)


def test_every_series_is_there_at_zero_and_counters_never_fall() -> None:
    registry, metrics = CollectorRegistry(), AuditMetrics((AUDITED,))
    registry.register(metrics)

    def value(name: str, **more: str) -> float | None:
        labels = {"contract": "shop@1.0.0", "stream": "Event", **more}
        return registry.get_sample_value(f"headgate_audit_{name}", labels)

    assert value("missing_total") == value("dead_lettered_total", rule="a.required") == 0
    waits = Histogram()
    waits.add((400, 1500, 400_000))
    metrics.observe(BAD, waits)
    metrics.observe(audit(at(*range(10))), waits)
    assert (value("missing_total"), value("doubled_total"), value("clean_total")) == (4, 1, 10)
    assert value("dead_lettered_total", rule="a.required") == 1
    assert value("visible_latency_seconds_bucket", le="2.0") == 2
    assert value("visible_latency_seconds_count") == 3


def test_percentiles_are_exact_to_a_bin() -> None:
    waits = Histogram()
    assert waits.percentiles() is None
    waits.add(range(1, 100_001, 10))
    found = waits.percentiles()
    assert found is not None
    assert (found.records, found.p50, found.p95, found.p99, found.worst) == (10_000, 50, 95, 99, 100)


def test_a_mark_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "mark.json"
    written = {("events", 0): 7, ("events", 1): 0, ("events.clean", 0): 3}
    marks.save(written, path)
    assert marks.load(path) == written
    path.write_text('{"events": 3}')
    with pytest.raises(SettingsError, match="is not a mark"):
        marks.load(path)
    with pytest.raises(SettingsError, match="cannot be written: No such file or directory; name another"):
        marks.save(written, tmp_path / "none" / "mark.json")


def test_an_output_that_forgot_its_beginning_is_told_beside_what_looks_missing() -> None:
    told = (
        "    events.clean has forgotten its first 4,000 offsets: what went there looks missing (see --mark)\n"
    )
    assert told in text.render(Outcome(replace(BAD, forgotten={"events.clean": 4000}), TABLE))


def test_a_line_tells_of_what_is_foreign() -> None:
    assert "foreign" not in text.summary(BAD)
    strange = replace(BAD, balance=replace(BAD.balance, foreign=at(7), nameless=2))
    assert text.summary(strange).endswith("missing 4, doubled 1, foreign 3")
