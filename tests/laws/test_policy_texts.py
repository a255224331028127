"""No text of a policy or of waivers is a fault: what is not understood is a finding with a place."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from headgate.lint.policy_reading import Names, read_policy
from headgate.lint.toml_text import Steps, TomlText, read_toml
from headgate.lint.waivers import read_waivers

NAMES = Names(frozenset({"keys/a", "time/b"}), frozenset({"field-removed"}))
KEYS = (
    "profile",
    "rules",
    "paths",
    "match",
    "waiver",
    "rule",
    "until",
    "contract",
    '"keys/a"',
    "'x y'",
    "a.b",
    "verdicts",
)
VALUES = (
    '"strict"', "'off'", "3", "true", "2027-01-31", "2027-01-31 10:00:00Z", "[]", "[1, [2, {a = 1}], ]", "{}",
    '{ match = "x", rules = { keys = "off" } }', '"""two\nlines " \\\n  """', "'''x'''", "[[1], [[2]]]", "[[], 1]", "[0, [[{a = [1]}], 2]]", "-inf", "0x1f", "[\n1, # c\n]",
)  # fmt: skip
LINES = st.one_of(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES)).map(" = ".join),
    st.sampled_from(KEYS).map(lambda key: f"[{key}]"),
    st.sampled_from(KEYS).map(lambda key: f"[[ {key} ]] # note"),
    st.sampled_from(("# only a comment", "", "nonsense", "= 3", '"open')),
)
TEXTS = st.lists(LINES, max_size=8).map("\n".join)


def paths(value: object, above: Steps = ()) -> Iterator[Steps]:
    """The path of each value."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in below:
        yield (*above, step)
        yield from paths(item, (*above, step))


@given(TEXTS)
def test_policies_and_waivers_are_read_or_told_of(text: str) -> None:
    for findings in (read_policy(text, "policy.toml", NAMES)[1], read_waivers(text, "waivers.toml")[1]):
        for finding in findings:
            start = finding.place.span.start
            assert 1 <= start.line <= text.count("\n") + 2
            assert finding.title
            assert finding.remedy


@given(TEXTS, st.sampled_from(("\n", "\r\n")))
def test_every_value_has_a_span(text: str, end: str) -> None:
    read = read_toml(text.replace("\n", end), "policy.toml")
    if not isinstance(read, TomlText):
        return
    lines = text.split("\n")
    for steps in paths(tomllib.loads(text)):
        key, _ = read.spans[steps]
        assert lines[key.start.line - 1][key.start.column - 1] not in " =#,"
