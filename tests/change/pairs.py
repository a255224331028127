"""For each kind of change a contract and an edit of its text that makes just that change."""

from __future__ import annotations

from headgate.change import Change, diff
from headgate.model import Contract
from headgate.odcs import read_text

TEXT = """\
apiVersion: v3.2.0
kind: DataContract
id: clicks
name: Clicks
version: 1.0.0
status: active
domain: web
team: {name: shop}
description: {purpose: What shoppers do.}
servers:
  - {server: production, type: kafka, host: "kafka:9092", format: avro}
schema:
  - name: Click
    physicalName: clicks.v1
    physicalType: topic
    description: A click.
    properties:
      - {name: id, logicalType: string, required: true, primaryKey: true}
      - {name: user, logicalType: string, required: true, classification: restricted, customProperties: [{property: headgate, value: {privacy: tokenize, dataSubject: true}}]}
      - {name: kind, logicalType: string, enum: [{value: view}, {value: click}, {value: buy}]}
      - {name: ms, logicalType: integer, description: How long., logicalTypeOptions: {minimum: 0, maximum: 1000}}
      - {name: at, logicalType: timestamp, required: true}
      - {name: seen, logicalType: timestamp, required: true}
      - {name: old, logicalType: string, deprecated: true}
      - name: address
        logicalType: object
        properties:
          - {name: city, logicalType: string}
          - {name: zip, logicalType: string}
    quality:
      - {name: enough, metric: rowCount, mustBeGreaterThan: 10, severity: error, dimension: completeness}
    customProperties:
      - property: headgate
        value:
          eventTime: at
          lateness: {allowed: 5m, watermark: 7m, idle: 1m}
          dedup: {by: id, scope: user, within: 1h}
          topic: {partitions: 6, replication: 3, minInsync: 2, retention: 7d, cleanup: delete, key: id, subjectStrategy: topic, compatibility: BACKWARD}
          volume: {rate: 10/s, peak: 2}
slaProperties:
  - property: latency
    value: 30
    unit: s
    customProperties:
      - {property: headgate, value: {percentile: 95, window: 7d, burn: {above: 2, over: 10m}, noData: alert}}
customProperties:
  - property: headgate
    value:
      consumers:
        - {name: billing, major: 1, fields: [ms]}
"""
PROTOBUF = TEXT.replace("format: avro", "format: protobuf")
UNKEYED = TEXT.replace(", primaryKey: true", "").replace("key: id, ", "")
VIEWS = """\
  - name: View
    physicalName: views.v1
    physicalType: topic
    properties:
      - {name: page, logicalType: string, required: true}
slaProperties:
"""
LATENESS = "          lateness: {allowed: 5m, watermark: 7m, idle: 1m}\n"
DEDUP = "          dedup: {by: id, scope: user, within: 1h}\n"
AT, SEEN = (f"      - {{name: {name}, logicalType: timestamp, required: true}}\n" for name in ("at", "seen"))
COMPLETE = "slaProperties:\n  - {property: completeness, value: 99.9, unit: percent}\n"
RULE = "      - {name: enough, metric: rowCount, mustBeGreaterThan: 10, severity: error, dimension: completeness}\n"
BILLING = "        - {name: billing, major: 1, fields: [ms]}\n"

EDITS: dict[str, tuple[str, str, str]] = {
    "field-added": (TEXT, "      - {name: old,", "      - {name: page, logicalType: string}\n      - {name: old,"),
    "required-field-added": (TEXT, AT, f"{AT}      - {{name: page, logicalType: string, required: true}}\n"),
    "field-removed": (TEXT, "      - {name: old, logicalType: string, deprecated: true}\n", ""),
    "field-renamed": (TEXT, "name: address", "name: addresses"),
    "fields-reordered": (TEXT, AT + SEEN, SEEN + AT),
    "type-narrowed": (TEXT, "name: ms, logicalType: integer", "name: ms, logicalType: integer, physicalType: int32"),
    "type-widened": (
        TEXT.replace("name: ms, logicalType: integer", "name: ms, logicalType: integer, physicalType: int32"),
        ", physicalType: int32",
        "",
    ),
    "type-replaced": (TEXT, "city, logicalType: string", "city, logicalType: date"),
    "enum-shrunk": (TEXT, ", {value: buy}", ""),
    "enum-extended": (TEXT, "{value: buy}", "{value: buy}, {value: leave}"),
    "enum-reordered": (TEXT, "{value: view}, {value: click}", "{value: click}, {value: view}"),
    "enum-renumbered": (PROTOBUF, "{value: view}, {value: click}", "{value: click}, {value: view}"),
    "required-tightened": (TEXT, "{name: zip, logicalType: string", "{name: zip, logicalType: string, required: true"),
    "required-loosened": (TEXT, SEEN, SEEN.replace(", required: true", "")),
    "number-changed": (
        PROTOBUF,
        "{name: zip, logicalType: string}",
        "{name: zip, logicalType: string, customProperties: [{property: headgate, value: {number: 9}}]}",
    ),
    "class-raised": (TEXT, "{name: zip,", "{name: zip, classification: internal,"),
    "class-lowered": (TEXT, "classification: restricted", "classification: internal"),
    "class-dropped": (TEXT, " classification: restricted,", ""),
    "class-replaced": (TEXT, "classification: restricted", "classification: level-4"),
    "treatment-tightened": (TEXT, "privacy: tokenize", "privacy: drop"),
    "treatment-loosened": (TEXT, "privacy: tokenize, ", ""),
    "data-subject-set": (TEXT.replace(", dataSubject: true", ""), "tokenize", "tokenize, dataSubject: true"),
    "data-subject-unset": (TEXT, ", dataSubject: true", ""),
    "type-renamed": (
        TEXT,
        "      - name: address\n        logicalType: object\n",
        ("      - name: address\n        logicalType: object\n"
        "        customProperties: [{property: headgate, value: {typeName: Address}}]\n"),
    ),
    "field-deprecated": (TEXT, "{name: zip,", "{name: zip, deprecated: true,"),
    "field-reinstated": (TEXT, ", deprecated: true", ""),
    "field-doc-changed": (TEXT, "How long.", "For how long."),
    "stream-added": (TEXT, "slaProperties:\n", VIEWS),
    "stream-removed": (TEXT.replace("slaProperties:\n", VIEWS), VIEWS, "slaProperties:\n"),
    "stream-renamed": (TEXT, "name: Click\n", "name: ClickEvent\n"),
    "stream-doc-changed": (TEXT, "A click.", "One click."),
    "topic-renamed": (TEXT, "clicks.v1", "clicks.v2"),
    "format-changed": (TEXT, "format: avro", "format: json"),
    "key-added": (UNKEYED, "minInsync: 2", "minInsync: 2, key: id"),
    "key-dropped": (UNKEYED.replace("minInsync: 2", "minInsync: 2, key: id"), ", key: id", ""),
    "key-changed": (TEXT, "key: id", "key: user"),
    "primary-key-added": (TEXT.replace(", primaryKey: true", ""), "{name: id,", "{name: id, primaryKey: true,"),
    "primary-key-dropped": (TEXT, ", primaryKey: true", ""),
    "primary-key-changed": (TEXT, "{name: user,", "{name: user, primaryKey: true,"),
    "partitions-added": (UNKEYED, "partitions: 6", "partitions: 12"),
    "partitions-removed": (TEXT, "partitions: 6", "partitions: 3"),
    "keys-repartitioned": (TEXT, "partitions: 6", "partitions: 12"),
    "replication-raised": (TEXT, "replication: 3", "replication: 5"),
    "replication-lowered": (TEXT, "replication: 3", "replication: 2"),
    "min-insync-raised": (TEXT, "minInsync: 2", "minInsync: 3"),
    "min-insync-lowered": (TEXT, "minInsync: 2", "minInsync: 1"),
    "retention-lengthened": (TEXT, "retention: 7d", "retention: forever"),
    "retention-shortened": (TEXT, "retention: 7d", "retention: 1d"),
    "cleanup-changed": (TEXT, "cleanup: delete", "cleanup: compact"),
    "event-time-added": (TEXT.replace("          eventTime: at\n", ""), LATENESS, f"          eventTime: at\n{LATENESS}"),
    "event-time-dropped": (TEXT, "          eventTime: at\n", ""),
    "event-time-changed": (TEXT, "eventTime: at", "eventTime: seen"),
    "lateness-added": (TEXT.replace(LATENESS, ""), DEDUP, LATENESS + DEDUP),
    "lateness-dropped": (TEXT, LATENESS, ""),
    "allowed-lateness-shortened": (TEXT, "allowed: 5m", "allowed: 1m"),
    "allowed-lateness-lengthened": (TEXT, "allowed: 5m", "allowed: 6m"),
    "watermark-shortened": (TEXT, "watermark: 7m", "watermark: 6m"),
    "watermark-lengthened": (TEXT, "watermark: 7m", "watermark: 9m"),
    "idle-shortened": (TEXT, "idle: 1m", "idle: 30s"),
    "idle-lengthened": (TEXT, "idle: 1m", "idle: 2m"),
    "dedup-added": (TEXT.replace(DEDUP, ""), LATENESS, LATENESS + DEDUP),
    "dedup-dropped": (TEXT, DEDUP, ""),
    "dedup-changed": (TEXT, "by: id", "by: at"),
    "dedup-scope-changed": (TEXT, "scope: user, ", ""),
    "dedup-within-shortened": (TEXT, "within: 1h", "within: 30m"),
    "dedup-within-lengthened": (TEXT, "within: 1h", "within: 2h"),
    "volume-changed": (TEXT, "rate: 10/s", "rate: 20/s"),
    "subject-strategy-changed": (TEXT, "subjectStrategy: topic", "subjectStrategy: record"),
    "compatibility-tightened": (TEXT, "compatibility: BACKWARD", "compatibility: FULL"),
    "compatibility-loosened": (TEXT, "compatibility: BACKWARD", "compatibility: NONE"),
    "compatibility-replaced": (TEXT, "compatibility: BACKWARD", "compatibility: FORWARD_TRANSITIVE"),
    "expectation-added": (TEXT, "{name: zip, logicalType: string", "{name: zip, logicalType: string, logicalTypeOptions: {minLength: 1}"),
    "expectation-removed": (TEXT, "minimum: 0, ", ""),
    "expectation-renamed": (TEXT, "name: enough", "name: sufficient"),
    "expectation-tightened": (TEXT, "minimum: 0", "minimum: 1"),
    "expectation-loosened": (TEXT, "mustBeGreaterThan: 10", "mustBeGreaterOrEqualTo: 10"),
    "expectation-replaced": (TEXT, "mustBeGreaterThan: 10", "mustBeLessThan: 10"),
    "action-tightened": (TEXT.replace("severity: error", "severity: error, ACTION"), "ACTION", "customProperties: [{property: headgate, value: {action: fail}}]"),
    "action-loosened": (TEXT, "severity: error", "severity: error, customProperties: [{property: headgate, value: {action: warn}}]"),
    "weight-raised": (TEXT, "severity: error", "severity: critical"),
    "weight-lowered": (TEXT, "severity: error", "severity: info"),
    "expectation-doc-changed": (TEXT, "dimension: completeness", "dimension: coverage"),
    "objective-added": (TEXT, "slaProperties:\n", COMPLETE),
    "objective-removed": (TEXT.replace("slaProperties:\n", COMPLETE), COMPLETE, "slaProperties:\n"),
    "objective-renamed": (TEXT, "property: latency", "property: ly"),
    "objective-tightened": (TEXT, "value: 30", "value: 10"),
    "objective-loosened": (TEXT, "value: 30", "value: 60"),
    "objective-replaced": (TEXT.replace("value: 30", "value: 60"), "value: 60\n    unit: s\n    customProperties:\n      - {property: headgate, value: {percentile: 95", "value: 30\n    unit: s\n    customProperties:\n      - {property: headgate, value: {percentile: 90"),
    "window-shortened": (TEXT, "window: 7d", "window: 1d"),
    "window-lengthened": (TEXT, "window: 7d", "window: 30d"),
    "burn-changed": (TEXT, "above: 2", "above: 4"),
    "no-data-changed": (TEXT, "noData: alert", "noData: idle"),
    "id-changed": (TEXT, "id: clicks", "id: click-events"),
    "status-advanced": (TEXT.replace("status: active", "status: draft"), "status: draft", "status: active"),
    "status-withdrawn": (TEXT, "status: active", "status: draft"),
    "contract-deprecated": (TEXT, "status: active", "status: deprecated"),
    "contract-retired": (TEXT, "status: active", "status: retired"),
    "status-replaced": (TEXT, "status: active", "status: golden"),
    "owner-changed": (TEXT, "team: {name: shop}", "team: {name: web}"),
    "domain-changed": (TEXT, "domain: web", "domain: shop"),
    "name-changed": (TEXT, "name: Clicks\n", "name: All clicks\n"),
    "purpose-changed": (TEXT, "What shoppers do.", "What shoppers did."),
    "consumer-added": (TEXT, BILLING, f"{BILLING}        - {{name: search, major: 1}}\n"),
    "consumer-removed": (TEXT.replace(BILLING, f"{BILLING}        - {{name: search, major: 1}}\n"), "        - {name: search, major: 1}\n", ""),
    "consumer-changed": (TEXT, "fields: [ms]", "fields: [at]"),
}  # fmt: skip


def contract(text: str) -> Contract:
    """The contract of a text that must have one."""
    reading = read_text(text)
    assert reading.contract is not None, reading.findings
    return reading.contract


def texts(kind: str) -> tuple[str, str]:
    """The text before and after the change."""
    text, old, new = EDITS[kind]
    assert text.count(old) == 1, (kind, old, text.count(old))
    return text, text.replace(old, new)


def changes(kind: str) -> tuple[Change, ...]:
    """What the edit changes."""
    before, after = texts(kind)
    return diff(contract(before), contract(after))
