"""What a live registry says to the schemas of contracts, and the schemas that it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from headgate.connect.registry import Registry, Schema
from headgate.connect.settings import Settings
from headgate.gate.bench import Bench, of_stream
from headgate.gate.evidence import schemas_of
from headgate.gate.wires import Heard, held
from headgate.lint.engine import context_of
from headgate.lint.evidence import EarlierSchema, SubjectRefusal, WireHistory
from headgate.model import Stream
from headgate.odcs import Reading


@dataclass(frozen=True, slots=True)
class _Subject:
    """A subject that a contract fills: its stream, its schema, and whether it is the clean topic's."""

    name: str
    stream: Stream
    text: str
    clean: bool


def asked(readings: Iterable[Reading], settings: Settings, bench: Bench, *, as_history: bool) -> Heard:
    """What the rules find in the registry's answers; raises `ServiceError` or `SettingsError`.

    `as_history`: its versions stand in for the contracts' own past, and are held against their own modes, too.
    """
    registry = Registry(settings)
    registry.reach()
    heard = [one for reading in readings for one in _heard(reading, registry, bench, as_history=as_history)]
    return Heard(
        tuple(finding for one in heard for finding in one.findings),
        tuple(reason for one in heard for reason in one.untold),
    )


def _heard(reading: Reading, registry: Registry, bench: Bench, *, as_history: bool) -> Iterator[Heard]:
    if reading.contract is None:
        return
    for (name, clean), (stream, text) in schemas_of(reading.contract.streams)[0].items():
        subject = _Subject(name, stream, text, clean)
        context = of_stream(context_of(reading), stream)
        versions = registry.versions(name)
        refusal = _refusal(subject, registry) if versions else None
        if refusal is not None:
            yield Heard(tuple(bench.judge(refusal, context)))
        if as_history and versions:
            yield held(_history(subject, registry, versions), context, bench)


def _refusal(subject: _Subject, registry: Registry) -> SubjectRefusal | None:
    """The registry's no, to a schema that it does not have yet."""
    schema = Schema(subject.text, subject.stream.format)
    if registry.lookup(subject.name, schema) is not None:
        return None
    no = registry.check(subject.name, schema)
    return None if no is None else SubjectRefusal(subject.stream, subject.name, no.reasons, no.version)


def _history(subject: _Subject, registry: Registry, versions: Iterable[int]) -> WireHistory:
    """The subject's own versions. A registry's formats are not mixed in a subject, so that they are the stream's."""
    texts = ((version, registry.schema(subject.name, version)) for version in versions)
    earlier = tuple(
        EarlierSchema(f"{version} of the registry", "", subject.stream.format, text)
        for version, text in texts
        if text is not None
    )
    return WireHistory(subject.stream, subject.name, subject.clean, subject.text, earlier)
