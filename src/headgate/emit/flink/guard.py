"""`guard.sql`: every raw record judged once and written once, to exactly one topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from headgate.emit.flink.job import functions, heading, job_settings, kafka_source
from headgate.emit.flink.layout import Job, group_id, is_compacted
from headgate.emit.flink.spec import FIXED_COLUMNS, column_name, guard_decoding, is_scattered, routing
from headgate.emit.flink.words import columns, comment, literal, name, options, spec_literal
from headgate.emit.sql import FLINK, predicate_sql
from headgate.emit.walk import field_paths
from headgate.model import Action, Contract, FieldPath, Stream, Type
from headgate.model.wire import Route, output_topic
from headgate.predicate import Predicate

PURPOSE: Final = "decode, judge, deduplicate and route each record of the raw topic, exactly once."
ROUTES: Final = (Route.CLEAN, Route.DLQ, Route.LATE, Route.DUPLICATES)
INPUT: Final = (
    "pk",
    "k",
    "v",
    "event_ms",
    "id_hash",
    "src_partition",
    "src_offset",
    "src_ts",
    "schema_id",
    "schema_version",
    "errors",
    "warnings",
    "unknown_fields",
    "produced_at",
    "traceparent",
    "attempt",
)
"""The columns of a judged record, in the order that the JVM functions read them by."""
JUDGED: Final = (
    "clean_key",
    "clean_value",
    *(column for column in INPUT if column not in {"errors", "warnings"}),
)
SINK_TUNING: Final = {
    # The transaction outlives a long restart; the broker's own limit is 15 minutes.
    "properties.transaction.timeout.ms": "600000",
    "properties.linger.ms": "50",
    "properties.batch.size": "262144",
    "properties.compression.type": "lz4",
}


RULES_AT_ONCE: Final = 400
"""Flink cuts up an operator's code in time that grows with its square, and more: further rules get operators of their own.

State is found by the shape of the job, so another number here would part running jobs from theirs.
"""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The rules as SQL, `RULES_AT_ONCE` at most in each text, and the values that they look at, in the order they are first met."""

    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    columns: dict[FieldPath, Type]


@dataclass(slots=True)
class _Columns:
    types: dict[FieldPath, Type]
    met: dict[FieldPath, Type] = field(default_factory=dict)

    def __call__(self, path: FieldPath) -> str:
        self.met[path] = self.types[path]
        return name(column_name(path))


def guard_sql(contract: Contract, stream: Stream, rules: Sequence[Predicate]) -> str:
    """The job's SQL; `rules` are those that Flink SQL can say."""
    judgement = _judge(stream, rules)
    operator = ("headgate_guard", "Guard") if stream.dedup else ("headgate_route", "Route")
    parts = (
        heading(contract, stream, Job.GUARD, PURPOSE),
        job_settings(contract, stream, Job.GUARD),
        functions(("headgate_decode", "Decode"), *_matching(judgement), ("headgate_once", "Once"), operator),
        _source(contract, stream),
        _sink(contract, stream),
        _decoded(stream, judgement),
        _ruled(stream, judgement),
        _judged(),
        _insert(contract, stream, rules),
    )
    return "\n\n".join(parts) + "\n"


def _judge(stream: Stream, rules: Sequence[Predicate]) -> Judgement:
    column = _Columns({path: field.type for path, field in field_paths(stream.fields)})
    errors = [rule for rule in rules if rule.action is not Action.WARN]
    warnings = [rule for rule in rules if rule.action is Action.WARN]
    return Judgement(tuple(_failed(errors, column)), tuple(_failed(warnings, column)), column.met)


def _matching(judgement: Judgement) -> Iterator[tuple[str, str]]:
    """The function of the pattern rules, where one is called."""
    if any("headgate_matches(" in text for text in (*judgement.errors, *judgement.warnings)):
        yield "headgate_matches", "Matches"


def _failed(rules: Sequence[Predicate], column: _Columns) -> Iterator[str]:
    """The names of the rules that do not hold, joined by commas; '' when all hold."""
    for start in range(0, len(rules), RULES_AT_ONCE):
        yield _failed_of(rules[start : start + RULES_AT_ONCE], column)


def _failed_of(rules: Sequence[Predicate], column: _Columns) -> str:
    cases = (
        f"    CASE WHEN ({predicate_sql(rule, FLINK, column)}) IS NOT TRUE THEN {literal(rule.name)} END"
        for rule in rules
    )
    return "CONCAT_WS(',',\n" + ",\n".join(cases) + ")"


def _source(contract: Contract, stream: Stream) -> str:
    described = columns(
        (
            "k BYTES",
            "v BYTES",
            "src_partition INT NOT NULL METADATA FROM 'partition' VIRTUAL",
            "src_offset BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL",
            "src_time TIMESTAMP_LTZ(3) NOT NULL METADATA FROM 'timestamp' VIRTUAL",
            "headers MAP<STRING, BYTES> NOT NULL METADATA VIRTUAL",
            *(["WATERMARK FOR src_time AS src_time"] if is_scattered(stream) else []),
        )
    )
    return f"CREATE TEMPORARY TABLE source {described} WITH {kafka_source(contract, stream, Job.GUARD, stream.topic.name)};"


def _sink(contract: Contract, stream: Stream) -> str:
    described = columns(
        (
            "`key` BYTES",
            "`value` BYTES",
            "topic STRING METADATA",
            "headers MAP<STRING, BYTES> METADATA",
        )
    )
    filled = options(
        {
            "connector": "kafka",
            "topic": ";".join(output_topic(stream.topic.name, route) for route in ROUTES),
            "properties.bootstrap.servers": "${KAFKA_BOOTSTRAP}",
            "key.format": "raw",
            "key.fields": "key",
            "value.format": "raw",
            "value.fields-include": "EXCEPT_KEY",
            "sink.delivery-guarantee": "exactly-once",
            "sink.transactional-id-prefix": group_id(contract, stream, Job.GUARD),
            "sink.transaction-naming-strategy": "POOLING",
            **SINK_TUNING,
        },
        more="${KAFKA_CLIENT}",
    )
    return (
        comment("One sink for all routes: a record and the offset it came from commit in one transaction.")
        + f"\nCREATE TEMPORARY TABLE routed {described} WITH {filled};"
    )


def _decoded(stream: Stream, judgement: Judgement) -> str:
    spec = spec_literal(guard_decoding(stream, judgement.columns, tombstones=is_compacted(stream)))
    named = (*FIXED_COLUMNS, *(column_name(path) for path in judgement.columns))
    return f"""-- The three headers are taken out first: a projection copies a map that it passes on.
CREATE TEMPORARY VIEW received AS
SELECT k, v, src_partition, src_offset,
  EXTRACT(EPOCH FROM src_time) * 1000 + EXTRACT(MILLISECOND FROM src_time) AS src_ts,
  headers['hg.produced-at'] AS produced_at, headers['traceparent'] AS traceparent, headers['hg.attempt'] AS attempt
FROM source;

-- A Correlate runs once a record; a scalar function would run once for each column that is read.
CREATE TEMPORARY VIEW decoded AS
SELECT r.*, d.*
FROM received AS r, LATERAL TABLE(headgate_decode(r.v, r.k,
  {spec}
)) AS d ({", ".join(map(name, named))});"""  # noqa: S608 - generated from the contract, quoted by words.py


def _ruled(stream: Stream, judgement: Judgement) -> str:
    steps, origin = [], "decoded"
    for column, failed in (*_steps("errors", judgement.errors), *_steps("warnings", judgement.warnings)):
        steps.append(
            f"CREATE TEMPORARY VIEW with_{column} AS\nSELECT *, headgate_once({failed}) AS {column}\nFROM {origin};"
        )
        origin = f"with_{column}"
    tombstone = "\n  WHEN v IS NULL THEN ''" if is_compacted(stream) else ""
    verdict = f"""-- '' means that all rules hold. A record that cannot be read is judged by no rule.
-- headgate_once keeps the planner from judging again wherever `errors` is looked at below.
CREATE TEMPORARY VIEW ruled AS
SELECT {", ".join(JUDGED)},
  headgate_once(CASE
  WHEN decode_error IS NOT NULL THEN CONCAT_WS(':', decode_error, decode_reason){tombstone}
  ELSE {_joined("errors", judgement.errors)}
  END) AS errors, CASE
  WHEN decode_error IS NOT NULL THEN ''{tombstone}
  ELSE {_joined("warnings", judgement.warnings)}
  END AS warnings
FROM {origin};"""  # noqa: S608 - generated from the contract, quoted by words.py
    return "\n\n".join((*steps, verdict))


def _steps(kind: str, failed: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The columns that are worked out one after the other, where one operator would have too much to do."""
    if len(failed) > 1:
        for number, text in enumerate(failed, 1):
            yield f"{kind}_{number}", text


def _joined(kind: str, failed: tuple[str, ...]) -> str:
    if len(failed) > 1:
        found = ", ".join(f"NULLIF({column}, '')" for column, _ in _steps(kind, failed))
        return f"CONCAT_WS(',', {found})"
    return failed[0] if failed else "''"


def _judged() -> str:
    chosen = {
        "k": "CASE WHEN errors = '' THEN clean_key ELSE k END AS k",
        "v": "CASE WHEN errors = '' THEN clean_value ELSE v END AS v",
    }
    picked = ", ".join(chosen.get(column, column) for column in INPUT)
    return f"""-- One value goes on: the clean one, or for a dead letter the bytes as they came.
CREATE TEMPORARY VIEW judged AS
SELECT {picked}
FROM ruled;"""  # noqa: S608 - as above


def _insert(contract: Contract, stream: Stream, rules: Sequence[Predicate]) -> str:
    spec = spec_literal(routing(contract, stream, rules))
    if stream.dedup is None:
        return f"""INSERT INTO routed
SELECT r.`key`, r.`value`, r.topic, r.headers
FROM judged AS j, LATERAL TABLE(headgate_route({", ".join(f"j.{column}" for column in INPUT)},
  {spec}
)) AS r;"""  # noqa: S608 - as above
    return f"""-- No on_time here: Flink 2.1 then drops late rows without a word (FLINK-39436).
INSERT INTO routed
SELECT `key`, `value`, topic, headers
FROM headgate_guard(
  input => TABLE judged PARTITION BY pk,
  spec => {spec},
  uid => {literal(group_id(contract, stream, Job.GUARD))}
);"""  # noqa: S608 - as above
