"""Random .proto files, as texts: every field type, label and shape that both syntaxes have."""

from __future__ import annotations

from hypothesis import strategies as st

SCALARS = [
    "double",
    "float",
    "int32",
    "int64",
    "uint32",
    "uint64",
    "sint32",
    "sint64",
    "fixed32",
    "fixed64",
    "sfixed32",
    "sfixed64",
    "bool",
    "string",
    "bytes",
]
NAMES = [f"f_{letter}" for letter in "abcdefgh"]
KINDS = [*SCALARS, "E", "Leaf"]
KEYS = ["int32", "sint64", "bool", "string", "fixed32"]
ENUM_NAMES = ["V_A", "V_B", "V_C", "V_D"]

kinds = st.sampled_from(KINDS)
numbers = st.integers(1, 12)


@st.composite
def protos(draw: st.DrawFn) -> str:
    """A file with a message `Top`, which uses a message `Leaf` and an enum `E`; either syntax."""
    syntax = draw(st.sampled_from(["proto2", "proto3"]))
    blocks = [_enum(draw), "message Leaf { " + _body(draw, syntax, 2) + " }", _top(draw, syntax)]
    package = draw(st.sampled_from(["", "package p;\n", "package p.q;\n"]))
    return f'syntax = "{syntax}";\n{package}' + "\n".join(draw(st.permutations(blocks))) + "\n"


def _top(draw: st.DrawFn, syntax: str) -> str:
    nested = draw(st.sampled_from(["", "message Leaf { } ", "enum E { N_ZERO = 0; } "]))
    return "message Top { " + nested + _body(draw, syntax, 8) + " }"


def _enum(draw: st.DrawFn) -> str:
    count = draw(st.integers(1, 4))
    names = draw(st.permutations(ENUM_NAMES))[:count]
    return "enum E { " + " ".join(f"{name} = {place};" for place, name in enumerate(names)) + " }"


def _body(draw: st.DrawFn, syntax: str, most: int) -> str:
    used = draw(st.lists(numbers, max_size=most, unique=True))
    names = draw(st.permutations(NAMES))
    fields = list(zip(names, used, strict=False))
    cut = draw(st.integers(0, len(fields)))
    lone = [_field(draw, syntax, name, number) for name, number in fields[:cut]]
    joined = [f"{draw(kinds)} {name} = {number};" for name, number in fields[cut:]]
    oneof = f"{draw(st.sampled_from(['oneof one', 'oneof two']))} {{ {' '.join(joined)} }}" if joined else ""
    return " ".join([*lone, oneof])


def _field(draw: st.DrawFn, syntax: str, name: str, number: int) -> str:
    if draw(st.integers(0, 4)) == 0:
        return f"map<{draw(st.sampled_from(KEYS))}, {draw(kinds)}> {name} = {number};"
    labels = {"proto2": ["optional ", "required ", "repeated "], "proto3": ["", "optional ", "repeated "]}
    return f"{draw(st.sampled_from(labels[syntax]))}{draw(kinds)} {name} = {number};"
