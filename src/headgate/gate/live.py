"""What a live registry says to the schemas of contracts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from headgate.connect.registry import Registry, Schema
from headgate.connect.settings import Settings
from headgate.diagnostics import Finding
from headgate.gate.judging import Bench, of_stream
from headgate.gate.spelling import schema_text
from headgate.lint.engine import context_of
from headgate.lint.evidence import SubjectRefusal
from headgate.model import Contract
from headgate.model.wire import value_subject
from headgate.odcs import Reading


def asked(readings: Iterable[Reading], settings: Settings, bench: Bench) -> tuple[Finding, ...]:
    """What the rules find in the registry's answers; raises `ServiceError` or `SettingsError`."""
    registry = Registry(settings)
    registry.reach()
    return tuple(
        finding
        for reading in readings
        if reading.contract is not None
        for refusal in _refusals(reading.contract, registry)
        for finding in bench.judge(refusal, of_stream(context_of(reading), refusal.stream))
    )


def _refusals(contract: Contract, registry: Registry) -> Iterator[SubjectRefusal]:
    """The registry's no to each subject whose schema it does not have yet."""
    for stream in contract.streams:
        for clean in (False, True):
            subject = value_subject(stream, clean=clean)
            try:
                schema = Schema(schema_text(stream, clean=clean), stream.format)
            except ValueError:
                continue
            refusal = None
            if registry.versions(subject) and registry.lookup(subject, schema) is None:
                refusal = registry.check(subject, schema)
            if refusal is not None:
                yield SubjectRefusal(stream, subject, refusal.reasons, refusal.version)
