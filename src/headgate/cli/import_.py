"""`headgate import`: a schema that exists already becomes a contract, with all that could not be kept told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from headgate.adopt import Held, Identity, Imported, SourceError, contract_text, form_of, held, read_schema
from headgate.cli import EXIT_CLEAN, EXIT_FINDINGS
from headgate.cli._refusal import refuse
from headgate.cli._source import Source, file_source, subject_source
from headgate.compat import SchemaTextError
from headgate.emit.names import namespace, words
from headgate.lint import Policy, Report, lint
from headgate.model import Compatibility, Stream, Timestamp, WireFormat
from headgate.odcs import Reading, read_text
from headgate.report import text
from headgate.report.excerpt import printable
from headgate.rules import contract_rules

FORMS: Final = {
    "avro": WireFormat.AVRO, "protobuf": WireFormat.PROTOBUF, "jsonschema": WireFormat.JSON,
}  # fmt: skip
READS_THE_OLD: Final = (Compatibility.FULL, Compatibility.BACKWARD)
MEANING: Final = {
    Compatibility.FULL: "what the contract generates and {source} read each other",
    Compatibility.BACKWARD: "what the contract generates reads {source}, but not the other way round",
    Compatibility.FORWARD: "{source} reads what the contract generates, but not the other way round",
    Compatibility.NONE: "what the contract generates and {source} do not read each other",
}


@click.command(name="import")
@click.argument("source", required=False, default="")
@click.option(
    "--format", "form", type=click.Choice(list(FORMS)), help="Language of the schema (default: told)."
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write; never overwritten."
)
@click.option("--subject", default="", help="Import the latest version of this registry subject.")
@click.option(
    "--registry", default="", metavar="URL", help="Address of the registry (default: from the settings)."
)
@click.option("--message", default="", help="The Protobuf message, where a file has several.")
@click.option("--topic", default="", help="The Kafka topic (default: by subject, package or record).")
@click.option("--id", "identity", default="", help="The contract's id (default: by topic).")
@click.option("--owner", default="", help="The team that answers for the stream.")
@click.option("--purpose", default="", help="What the stream is for, in one sentence.")
@click.option("--event-time", default="", help="The field with the time of the event.")
@click.option("--key", default="", help="The field that is the message key.")
def command(
    source: str, form: str | None, out: Path | None, subject: str, registry: str, **given: str
) -> None:
    """Make a contract from SOURCE: an Avro, Protobuf or JSON Schema file, `-`, or a registry's --subject.

    The contract goes to --out, or to standard output. What it cannot say is told as lost, the schema that it
    generates is held against the one it came from, and what only its owner knows is left as findings.

    Exit status: 0 done, 1 the contract has errors or generates a schema that cannot read what was written so far,
    2 not understood, 3 the registry failed.
    """
    origin = _origin(source, subject, registry)
    if out is not None and out.exists():
        refuse(f"`{out}` is there already; give --out another file, or delete it first")
    try:
        wire = FORMS[form] if form else form_of(origin.text)
        if given["message"] and wire is not WireFormat.PROTOBUF:
            refuse(f"{origin.label}: --message names a message of a .proto file, and this is none")
        record = read_schema(origin.text, wire, name=_record_name(origin.stem), message=given["message"])
    except SourceError as fault:
        refuse(f"{origin.label}: {fault}")
    identity = _identity(origin, record, wire, given)
    if wire is WireFormat.PROTOBUF:
        record = _demanding(record, (identity.key, identity.event_time))
    contract = contract_text(identity, record)
    _write(contract, out)
    sys.exit(_told(origin, record, read_text(contract, path=str(out or "<stdout>"))))


def _origin(source: str, subject: str, registry: str) -> Source:
    if bool(source) == bool(subject):
        refuse("give either a file (or `-`) or --subject")
    if registry and not subject:
        refuse("--registry is where a --subject is; give that, too")
    return subject_source(registry, subject) if subject else file_source(source)


def _demanding(record: Imported, names: tuple[str, ...]) -> Imported:
    """The record with those fields required, which proto3 leaves to the contract: no byte changes."""
    fields = (replace(one, required=one.required or one.name in names) for one in record.fields)
    return replace(record, fields=tuple(fields))


def _record_name(stem: str) -> str:
    return "".join(word.capitalize() for word in words(stem)) or "Record"


def _identity(origin: Source, record: Imported, wire: WireFormat, given: dict[str, str]) -> Identity:
    # The package is on the wire, and comes from the topic.
    package = record.space if wire is WireFormat.PROTOBUF else ""
    topic = given["topic"] or origin.topic or package or f"{'.'.join(words(record.name))}.v1"
    return Identity(
        id=given["identity"] or namespace(topic).replace(".", "-").replace("_", "-"),
        topic=topic,
        format=wire,
        owner=given["owner"],
        purpose=given["purpose"],
        key=given["key"],
        event_time=given["event_time"],
        comment=f"Imported from {printable(origin.label)} by `headgate import`.",
    )


def _write(contract: str, out: Path | None) -> None:
    if out is None:
        click.echo(contract, nl=False)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(contract, encoding="utf-8", newline="\n")
    except OSError as fault:
        refuse(f"`{out}` cannot be written: {fault.strerror}")
    _tell("written", str(out))


def _tell(deed: str, what: str) -> None:
    """One line on standard error: standard output may be the contract."""
    click.echo(f"{deed:<10} {printable(what)}", err=True)


def _told(origin: Source, record: Imported, reading: Reading) -> int:
    """Tells of what was lost, what the wire says and what is to be filled in; the exit status."""
    for loss in record.losses:
        _tell("lost", str(loss))
    report = _report(reading)
    streams = reading.contract.streams if reading.contract else ()
    status = EXIT_CLEAN if streams and not report.fails(Policy()) else EXIT_FINDINGS
    for stream in streams:
        status = max(status, _tell_wire(origin, stream))
        for guess in _guesses(stream):
            _tell("to do", guess)
    click.echo("\n" + text.render(report), err=True, nl=False)
    return status


def _report(reading: Reading) -> Report:
    # What each field means is asked for by the linter; here is what the stream itself still needs.
    return lint(reading, contract_rules(), Policy(ignore=("structure/field-undocumented",)))


def _tell_wire(origin: Source, stream: Stream) -> int:
    try:
        verdict = held(stream, origin.text)
    except SchemaTextError as fault:
        _tell("wire", f"not checked: {origin.label} is no schema that a registry takes: {fault}")
        return EXIT_FINDINGS
    except ValueError as fault:
        _tell("wire", f"not checked: {stream.format.value} cannot spell the contract: {fault}")
        return EXIT_FINDINGS
    _tell_verdict(verdict, origin.label)
    return EXIT_CLEAN if verdict.mode in READS_THE_OLD else EXIT_FINDINGS


def _tell_verdict(verdict: Held, source: str) -> None:
    _tell("wire", f"{verdict.mode.value}: {MEANING[verdict.mode].format(source=source)}")
    for reason in dict.fromkeys(replace(reason, version=0) for reason in verdict.reasons):
        _tell("", f"{reason.direction.value} {reason.type} at {reason.path}: {reason.sentence}")


def _guesses(stream: Stream) -> Iterator[str]:
    """What the schema suggests where the contract is silent; a suggestion is never written."""
    times = [one.name for one in stream.fields if isinstance(one.type, Timestamp)]
    if stream.event_time is None and times:
        yield f"name the event time: --event-time {' or '.join(times)}"
    keys = [one.name for one in stream.fields if one.name == "id" or one.name.endswith(("_id", "Id"))]
    if stream.key is None and keys:
        yield f"name the message key: --key {' or '.join(keys)}"
