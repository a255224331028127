"""Patterns that all engines read alike: which are refused, how the others are spelled, and that the meaning stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headgate.model import Format
from headgate.predicate import Engine, is_portable, not_portable_reason, portable
from headgate.predicate.formats import format_pattern

SPELLED = (
    ("^[a-z_]+$", r"^[a-z_]+\z"),
    (r"\d{3}", "[0-9]{3}"),
    (r"[\d,]", "[0-9,]"),
    (r"\w\s", r"[A-Za-z0-9_][ \t\n\x0b\f\r]"),
    (r"\D", "[^0-9]"),
    ("a.b", r"a[^\n]b"),
    ("(a|b)$", r"(?:a|b)\z"),
    ("(?<year>[0-9]+)", "(?:[0-9]+)"),
    ("(?P<year>[0-9]+)", "(?:[0-9]+)"),
    ("", "(?:)"),
    (r"\u00e9", "é"),
    ("[&~|]", r"[\x26\x7e\x7c]"),
    ("[a-]", r"[a\-]"),
    ("[[]", r"[\[]"),
    ("}]", r"\}\]"),
    (r"\/", "/"),
    ("a??b*?", "a??b*?"),
)
REFUSED = (
    ("(?=a)", "lookaround"),
    ("(?<!a)b", "lookaround"),
    (r"(a)\1", "backreference"),
    ("(?i)a", "differently"),
    ("(?>a)", "differently"),
    ("a++", "possessive"),
    ("a**", "possessive"),
    (r"\bword", "differently"),
    (r"\p{L}", "differently"),
    (r"a\Z", "differently"),
    ("a{1001}", "1000"),
    ("a{" + "9" * 5000 + "}", "1000"),
    ("a{1," + "9" * 5000 + "}", "1000"),
    ("(?:a{100}){11}", "1000"),
    ("a{3,2}", "below its start"),
    ("a{x}", "starts no count"),
    ("*a", "nothing before it"),
    ("^*", "anchor"),
    ("(a", "without its `)`"),
    ("a)", "without its `(`"),
    ("[a", "ends too soon"),
    ("[]a]", "starts with"),
    ("[[:alpha:]]", "POSIX"),
    ("[z-a]", "range"),
    (r"[\D]", "inside a class"),
    (r"\ud800", "surrogate"),
    (r"\x4", "hexadecimal"),
    ("a\\", "ends too soon"),
    ("(" * 80 + ")" * 80, "60 groups"),
)


@pytest.mark.parametrize(("pattern", "java"), SPELLED)
def test_spelling(pattern: str, java: str) -> None:
    assert portable(pattern).spelled(Engine.JAVA) == java
    assert re.compile(portable(pattern).spelled(Engine.PYTHON))


@pytest.mark.parametrize(("pattern", "reason"), REFUSED)
def test_refusal_says_why_and_where(pattern: str, reason: str) -> None:
    assert not is_portable(pattern)
    assert reason in not_portable_reason(pattern)
    assert "character" in not_portable_reason(pattern)


@pytest.mark.parametrize("text", ["abc\n", "abc", "ab٣", "é", "a\u2028"])
@pytest.mark.parametrize("pattern", [r"^\w+$", r"^\d*$", "^.$", "^[^a]", r"\s"])
def test_python_reads_the_pattern_as_ecmascript_does(pattern: str, text: str) -> None:
    # ASCII classes and an absolute end of text are ECMAScript's own meaning.
    expected = re.search(pattern.replace("$", r"\Z"), text, re.ASCII) is not None
    assert (re.search(portable(pattern).spelled(Engine.PYTHON), text) is not None) == expected


@given(st.text("ab01.^$*+?()[]{}|\\dws-,:=!<P>&~", max_size=12), st.text("ab01 -\n", max_size=6))
def test_whatever_is_accepted_compiles_and_keeps_its_meaning(pattern: str, text: str) -> None:
    if not is_portable(pattern):
        return
    spelled = portable(pattern).spelled(Engine.PYTHON)
    assert is_portable(portable(pattern).spelled(Engine.ECMA)) or "\\x0b" in spelled
    original = re.compile(_as_python(pattern), re.ASCII)
    assert (re.search(spelled, text) is not None) == (original.search(text) is not None)


def _as_python(pattern: str) -> str:
    """The pattern with Python's word for the end of the text, and for a named group."""
    ends = re.sub(r"(\\.|\[\^?(?:\\.|[^]\\])*\])|\$", lambda found: found[1] or r"\Z", pattern)
    return re.sub(r"\(\?P?<([^>]*)>", "(?:", ends)


SOUND = {
    Format.EMAIL: ("a@b.example", "first.last+tag@sub.example.org"),
    Format.URI: ("https://example.org/a?b=c#d", "urn:isbn:0451450523", "mailto:a@b", "x:%41"),
    Format.UUID: ("0f8fad5b-d9cb-469f-a165-70867728950e", "0F8FAD5B-D9CB-469F-A165-70867728950E"),
    Format.IPV4: ("0.0.0.0", "255.255.255.255", "10.1.2.3"),
    Format.HOSTNAME: ("a", "example.org", "x-1.y2"),
}
UNSOUND = {
    Format.EMAIL: ("a", "a@", "@b", "a b@c", "a@b\n", "a@-b"),
    Format.URI: ("no-scheme", "1a:b", "https://a b", "x:%4", "x:é"),
    Format.UUID: (
        "0f8fad5b",
        "0f8fad5b-d9cb-469f-a165-70867728950g",
        " 0f8fad5b-d9cb-469f-a165-70867728950e",
    ),
    Format.IPV4: ("256.0.0.1", "01.2.3.4", "1.2.3", "1.2.3.4.5"),
    Format.HOSTNAME: ("", "-a", "a-", "a..b", "a_b", "a" * 64),
}


@pytest.mark.parametrize("format_", Format)
def test_formats(format_: Format) -> None:
    pattern = re.compile(format_pattern(format_).spelled(Engine.PYTHON))
    assert [text for text in SOUND[format_] if not pattern.search(text)] == []
    assert [text for text in UNSOUND[format_] if pattern.search(text)] == []
