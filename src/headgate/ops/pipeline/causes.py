"""What went wrong, out of a Java stack trace: the innermost message, not two hundred lines."""

from __future__ import annotations

import re
from typing import Final

_CAUSE: Final = re.compile(r"^\s*(?:Caused by: |: )?((?:[a-z][\w$]*\.)+[A-Z][\w$.]*)(?:: (.*))?$")
_EMPTY_MESSAGES: Final = frozenset({"", "null"})
_LONGEST: Final = 400


def root_cause(trace: str) -> str:
    """The last cause that says something, on one line; of a text without any, its first line."""
    messages = [_message(lines) for lines in _causes(trace)]
    said = [message for message in messages if message not in _EMPTY_MESSAGES]
    text = said[-1] if said else next(iter(trace.strip().splitlines()), "no reason given")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _causes(trace: str) -> list[list[str]]:
    """Each exception's lines: the one that names it and those of its message."""
    found: list[list[str]] = []
    inside = False
    for line in trace.splitlines():
        named = _CAUSE.match(line)
        if named:
            found.append([f"{named[1].rsplit('.', 1)[-1]}: {named[2] or ''}"])
            inside = True
        elif line.lstrip().startswith(("at ", "... ")):
            inside = False
        elif inside:
            found[-1].append(line.strip())
    return found


def _message(lines: list[str]) -> str:
    kind, _, first = lines[0].partition(": ")
    rest = " ".join(line for line in (first, *lines[1:]) if line)
    return rest if rest in _EMPTY_MESSAGES else f"{rest} ({kind})"
