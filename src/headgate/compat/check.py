"""The seven modes: which old versions are held against the new schema, and who reads whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, assert_never

from headgate.compat.verdict import Checker, Direction, Reason, SchemaTextError, Verdict
from headgate.model import Compatibility, WireFormat

BACKWARD: Final = (Direction.BACKWARD,)
FORWARD: Final = (Direction.FORWARD,)
BOTH: Final = (Direction.BACKWARD, Direction.FORWARD)
DIRECTIONS: Final = {
    Compatibility.NONE: (),
    Compatibility.BACKWARD: BACKWARD,
    Compatibility.BACKWARD_TRANSITIVE: BACKWARD,
    Compatibility.FORWARD: FORWARD,
    Compatibility.FORWARD_TRANSITIVE: FORWARD,
    Compatibility.FULL: BOTH,
    Compatibility.FULL_TRANSITIVE: BOTH,
}
TRANSITIVE: Final = frozenset(mode for mode in Compatibility if mode.value.endswith("_TRANSITIVE"))


def check_compatibility(
    format: WireFormat | str,  # noqa: A002 - the registry's own word
    mode: Compatibility | str,
    *,
    new: str,
    history: Sequence[str],
) -> Verdict:
    """Whether a registry in `mode` would take the schema `new` after `history`, oldest first, and every reason why not.

    The registry's verdict and difference names, worked out here: no network, no subprocess. Format and mode may be
    given by the registry's own words, `"AVRO"` and `"FULL_TRANSITIVE"`.
    Raises `SchemaTextError` when a text is no schema of the format, with a note which text it is, ValueError for a word
    that is not known, and TypeError for a history that is one text. Texts that a schema names (the registry's
    references) are not read: each must stand alone.
    """
    if isinstance(
        history, str
    ):  # A text is a sequence of texts to Python, and its last letter may be a schema.
        raise TypeError("the history is a list of texts, oldest first; put the one text into a list")
    reasons = tuple(_reasons(checker(_format(format)), _mode(mode), new, history))
    return Verdict(compatible=not reasons, reasons=reasons)


def hazards(format: WireFormat | str, *, new: str, old: str) -> tuple[Reason, ...]:  # noqa: A002 - as above
    """What no mode of a registry refuses and readers trip over all the same, from `old` to `new`."""
    check = checker(_format(format))
    found = check.hazards(check.parse(new), check.parse(old))
    return tuple(Reason(one.type, one.path, one.sentence, 0, Direction.BACKWARD) for one in found)


@cache
def checker(format: WireFormat) -> Checker:  # noqa: A002 - as above
    """The format's comparison, loaded when it is first asked for."""
    match format:
        case WireFormat.AVRO:
            from headgate.compat.avro import CHECKER as AVRO  # noqa: PLC0415 - a gate on Avro loads Avro

            return AVRO
        case WireFormat.PROTOBUF:
            from headgate.compat.protobuf import CHECKER as PROTOBUF  # noqa: PLC0415 - likewise

            return PROTOBUF
        case WireFormat.JSON:
            from headgate.compat.jsonschema import CHECKER as JSON  # noqa: PLC0415 - likewise

            return JSON
        case _:
            assert_never(format)


def _format(word: WireFormat | str) -> WireFormat:
    if isinstance(word, WireFormat):
        return word
    known = {one.value: one for one in WireFormat}
    if word.lower() not in known:
        raise ValueError(f"the format `{word}` is not known; known are {', '.join(known)}")
    return known[word.lower()]


def _mode(word: Compatibility | str) -> Compatibility:
    if isinstance(word, Compatibility):
        return word
    if word.upper() not in Compatibility.__members__:
        raise ValueError(f"the mode `{word}` is not known; known are {', '.join(Compatibility.__members__)}")
    return Compatibility[word.upper()]


def _parsed(check: Checker, text: str, which: str) -> object:
    try:
        return check.parse(text)
    except SchemaTextError as fault:
        fault.add_note(f"in {which}")
        raise


def _reasons(check: Checker, mode: Compatibility, new: str, history: Sequence[str]) -> Iterator[Reason]:
    held = range(len(history)) if mode in TRANSITIVE else range(max(0, len(history) - 1), len(history))
    parsed = _parsed(check, new, "the new schema")
    for version in held:
        old = _parsed(check, history[version], f"version {version} of the history")
        for direction in DIRECTIONS[mode]:
            reader, writer = (parsed, old) if direction is Direction.BACKWARD else (old, parsed)
            for found in check.differences(reader, writer):
                yield Reason(found.type, found.path, found.sentence, version, direction)
