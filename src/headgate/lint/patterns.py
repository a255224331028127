"""What of a regular expression is not the same in Python `re`, Java and RE2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Unportable:
    """A construct that not every engine has: its name, how the pattern spells it, and who lacks it."""

    construct: str
    spelling: str
    lacking: str


RE2: Final = "RE2 does not know it"
JAVA_RE2: Final = "Java and RE2 do not know it"
PYTHON: Final = "Python does not know it"
PYTHON_JAVA: Final = "Python and Java do not know it"

OUTSIDE: Final = (
    (r"\(\?<?[=!]", "a lookaround", RE2),
    (r"\(\?>", "an atomic group", RE2),
    (r"\(\?\(", "a conditional group", JAVA_RE2),
    (r"\(\?P=\w+\)|\\[1-9]|\\k<", "a backreference", RE2),
    (r"\(\?P<\w+>", "a `?P<…>` group", "Java does not know it"),
    (r"\(\?<[A-Za-z]\w*>", "a `?<…>` group", PYTHON),
    (r"\(\?#", "a comment group", JAVA_RE2),
    (r"(?<=.)\(\?[aiLmsux-]+\)", "a flag after the start", "Python does not know it there"),
    (r"(?:[*+?]|\{\d+(?:,\d*)?\})\+", "a possessive repetition", RE2),
    (r"\\[pP]", "a Unicode property class", PYTHON),
    (r"\\[hHRXGKNQEuUC]", "an escape of one engine", "the engines do not agree on it"),
    (r"\\Z", "`\\Z`", "Java lets a final line break stand before it, RE2 does not know it"),
    (r"\\z", "`\\z`", PYTHON),
)
INSIDE: Final = (
    (r"\[:\^?\w+:\]", "a POSIX class", PYTHON_JAVA),
    (r"&&", "a class intersection", "only Java knows it"),
    (r"(?<=.)\[(?!:)", "a class in a class", "only Java reads it so: escape the bracket"),
)
CLASS: Final = re.compile(r"\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]", re.DOTALL)


def unportable(pattern: str) -> Iterator[Unportable]:
    """Each construct of `pattern` that some engine lacks or reads otherwise, once."""
    classes = CLASS.findall(_unescaped(pattern))
    bare = CLASS.sub("[]", _unescaped(pattern))
    yield from _among(bare, OUTSIDE)
    for inside in dict.fromkeys(classes):
        yield from _among(inside, INSIDE)


def _unescaped(pattern: str) -> str:
    """The pattern without escaped punctuation, which means itself everywhere."""
    return re.sub(r"\\[^A-Za-z0-9]", "_", pattern)


def _among(text: str, constructs: tuple[tuple[str, str, str], ...]) -> Iterator[Unportable]:
    for expression, construct, lacking in constructs:
        found = re.search(expression, text)
        if found is not None:
            yield Unportable(construct, found.group(), lacking)
