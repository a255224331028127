"""Compiles a stream into a function that judges one record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias, cast

from headgate.model import Action, Stream
from headgate.predicate.checker import IMPORTS, checker_source


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a record breaks: its name, the dotted field, what it leads to, and what it asks.

    Never carries the value. Besides the contract's rules there are `<field>.type` (no value of the field's
    type, so its other rules are not asked) and `unknown` (a field the contract lacks).
    """

    rule: str
    field: str
    action: Action
    reason: str


Validator: TypeAlias = Callable[[Mapping[str, object]], tuple[Violation, ...]]
"""From a record to all its violations; the empty tuple is a sound record. Values are as in `compile_validator`."""

_FUTURE: Final = "from __future__ import annotations\n"


def compile_validator(stream: Stream) -> Validator:
    """The validator of the stream's raw records.

    Values: bool, int, float, Decimal, str, bytes, date, naive time, datetime (aware for instants, naive for
    wall-clock times), UUID or its text, list or tuple, dict, and dicts for structs; None is missing. Rules with
    a `headgate.predicate.misfit` are not asked.
    """
    namespace: dict[str, object] = {"Violation": _violation}
    source = f"{_FUTURE}{IMPORTS}{checker_source(stream)}"
    # Our own source, made from the contract: every text of the contract in it went through repr.
    exec(compile(source, f"<validator of {stream.name}>", "exec"), namespace)  # noqa: S102
    return cast("Validator", namespace["broken"])


def _violation(*, rule: str, field: str, action: str, reason: str) -> Violation:
    return Violation(rule, field, Action(action), reason)
