"""Short contracts for the reader's tests, and what reading them tells."""

from __future__ import annotations

from textwrap import dedent, indent

from headgate.model import Expectation, Field, Objective, Stream
from headgate.odcs import Reading, read_text

HEAD = """\
apiVersion: {version}
kind: DataContract
id: a
name: a
version: 1.0.0
status: active
"""


def document(rest: str, version: str = "v3.2.0") -> str:
    """A contract whose first six lines are sound; `rest` starts on line 7."""
    return HEAD.format(version=version) + dedent(rest)


def stream_text(properties: str, block: str = "", version: str = "v3.2.0") -> str:
    """A contract with one topic; `properties` (a YAML list) starts on line 11."""
    schema = "schema:\n- name: S\n  physicalType: topic\n  properties:\n"
    body = indent(dedent(properties), "  ")
    own = f"  customProperties: [{{property: headgate, value: {block}}}]\n" if block else ""
    return document(schema, version) + body + own


def told(text: str | bytes, *, least: str = "note") -> list[str]:
    """`rule@line:column` of each finding, down to a severity."""
    ranks = ["error", "warning", "note"]
    shown = ranks[: ranks.index(least) + 1]
    findings = [finding for finding in read_text(text).findings if finding.severity.value in shown]
    return [
        f"{finding.rule}@{finding.place.span.start.line}:{finding.place.span.start.column}"
        for finding in findings
    ]


def titles(text: str | bytes) -> list[str]:
    """What each finding says, and its remedy."""
    return [f"{finding.title} | {finding.remedy}" for finding in read_text(text).findings]


def one_stream(text: str) -> Stream:
    """The only stream of a contract."""
    (stream,) = contract_of(read_text(text))
    return stream


def contract_of(reading: Reading) -> tuple[Stream, ...]:
    """The streams of a reading that has a contract."""
    assert reading.contract is not None, reading.findings
    return reading.contract.streams


def only_field(properties: str, version: str = "v3.2.0") -> Field:
    """The first field of a stream with these properties."""
    return one_stream(stream_text(properties, version=version)).fields[0]


def promises(properties: str, block: str = "", version: str = "v3.2.0") -> dict[str, Expectation]:
    """The expectations of a stream, by name."""
    stream = one_stream(stream_text(properties, block, version))
    return {expectation.name: expectation for expectation in stream.expectations}


def objectives_of(entries: str, version: str = "v3.2.0", rest: str = "") -> tuple[Objective, ...]:
    """The objectives of a contract without schema."""
    reading = read_text(document("slaProperties:\n" + dedent(entries) + dedent(rest), version))
    assert reading.contract is not None, reading.findings
    return reading.contract.objectives
