"""Spans of TOML: each row is a text, a path into it, and where value and key stand."""

from __future__ import annotations

import tomllib

import pytest

from headgate.diagnostics import Finding, Place
from headgate.lint.toml_text import Steps, TomlText, read_toml

TEXT = '''\
# A comment with "quotes" and [brackets].
profile = "trial" # after it
"a b".c = [1, [2, [3]], "x]", [[4], [5]]]
[rules]
"keys/x" = 'off'
inline = { a = 1, "b.c" = [ {z=1}, {z=2} ] }
[[paths]]
match = "a/**"
rules = {k = "off"}
[paths.more]
day = 1979-05-27 07:32:00
[[paths]]
long = """
 x " [
"""
last = 1.5
'''
SPANS: dict[Steps, tuple[str, str]] = {
    ("profile",): ("2:1-2:8", "2:11-2:18"),
    ("a b", "c"): ("3:1-3:8", "3:11-3:42"),
    ("a b", "c", 1, 1, 0): ("3:20-3:21", "3:20-3:21"),
    ("a b", "c", 2): ("3:25-3:29", "3:25-3:29"),
    ("a b", "c", 3, 1, 0): ("3:38-3:39", "3:38-3:39"),
    ("rules",): ("4:1-4:8", "4:1-4:8"),
    ("rules", "keys/x"): ("5:1-5:9", "5:12-5:17"),
    ("rules", "inline", "b.c", 1, "z"): ("6:37-6:38", "6:39-6:40"),
    ("paths", 0): ("7:1-7:10", "7:1-7:10"),
    ("paths", 0, "rules", "k"): ("9:10-9:11", "9:14-9:19"),
    ("paths", 0, "more", "day"): ("11:1-11:4", "11:7-11:26"),
    ("paths", 1, "long"): ("13:1-13:5", "13:8-15:4"),
    ("paths", 1, "last"): ("16:1-16:5", "16:8-16:11"),
    ("paths", 1, "absent"): ("12:1-12:10", "12:1-12:10"),
}
BROKEN = {
    "a = \n": "1:5",
    "a = [1": "1:7",
    "a = 1\nb = 2020-02-30\n": "2:5",
    "a = 1\r\na = 2\r\n": "2:6",
    "[a": "1:3",
}
SOUND = (
    "",
    "\ufeffa = 1\r\nb = 2\r\n",
    "a = [[1], [[2]]]\nb = 3\n",
    "a = [[], 1]\nb = [0, [[1], 2]]\n",
    "a = '''x''''\nb = 1\n",
    "a.b.c = {}\n[a.b.d]\n",
)


def spelled(place: Place) -> str:
    start, end = place.span.start, place.span.end
    return f"{start.line}:{start.column}-{end.line}:{end.column}"


def whole(text: str) -> TomlText:
    read = read_toml(text, "policy.toml")
    assert isinstance(read, TomlText), read
    return read


@pytest.mark.parametrize("steps", SPANS)
def test_spans(steps: Steps) -> None:
    at = whole(TEXT)
    for step in steps:
        at = at[step]
    assert (spelled(at.key), spelled(at.place)) == SPANS[steps]


@pytest.mark.parametrize("text", BROKEN)
def test_a_text_that_is_not_toml_is_a_finding(text: str) -> None:
    finding = read_toml(text, "policy.toml")
    assert isinstance(finding, Finding)
    assert str(finding.place) == f"policy.toml:{BROKEN[text]}"
    assert "nvalid" not in finding.title


@pytest.mark.parametrize("text", SOUND)
def test_values_are_the_standard_library_s(text: str) -> None:
    read = whole(text)
    assert read.value == tomllib.loads(text.removeprefix("\ufeff"))
    assert {steps[0] for steps in read.spans} == set(tomllib.loads(text.removeprefix("\ufeff")))
