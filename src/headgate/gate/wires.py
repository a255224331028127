"""Schemas held against schemas, where some may be none: those are told, and left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from headgate.compat.check import checker
from headgate.compat.verdict import SchemaTextError
from headgate.diagnostics import Finding
from headgate.gate.bench import Bench
from headgate.lint import Context
from headgate.lint.evidence import EarlierSchema, WireHistory


@dataclass(frozen=True, slots=True)
class Heard:
    """What rules found, and why some of it could not be judged."""

    findings: tuple[Finding, ...] = ()
    untold: tuple[str, ...] = ()


def held(wire: WireHistory, context: Context, bench: Bench) -> Heard:
    """What the rules find in a subject's past; a text that is no schema of its format is told instead."""
    try:
        return Heard(tuple(bench.judge(wire, context)))
    except SchemaTextError:
        # Seldom, and only then worth parsing all of them once more: which ones are they?
        return _without_the_broken(wire, context, bench)


def _without_the_broken(wire: WireHistory, context: Context, bench: Bench) -> Heard:
    new = _fault(EarlierSchema("now", "", wire.stream.format, wire.text))
    if new:
        return Heard(untold=(f"`{wire.subject}` has no {wire.stream.format.value} schema: {new}",))
    faults = {schema: _fault(schema) for schema in wire.earlier}
    left = replace(wire, earlier=tuple(schema for schema, fault in faults.items() if not fault))
    told = (
        f"version {schema.name} of `{wire.subject}` is no {schema.format.value} schema: {fault}"
        for schema, fault in faults.items()
        if fault
    )
    return Heard(tuple(bench.judge(left, context)), tuple(told))


def _fault(schema: EarlierSchema) -> str:
    try:
        checker(schema.format).parse(schema.text)
    except SchemaTextError as fault:
        return str(fault)
    return ""
