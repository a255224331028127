"""Text of a contract as inline Markdown: shown as it is, unable to format, link, mention or leave its place."""

from __future__ import annotations

import re
from itertools import cycle
from typing import Final

from headgate.report.excerpt import printable

LONGEST: Final = 400
"""Characters of one text in a comment; the rest is cut, and the cut shown."""
CUT: Final = "…"

# A break that nobody sees: a forge finds mentions, references and addresses after Markdown is rendered, so that a
# backslash does not stop it.
BREAK: Final = "&#8203;"
MARK: Final = "\0"
"""Stands for the break until the rest is escaped; no printable text has it."""
REACHES_OUT: Final = re.compile(
    r"""[@#!~%&^](?=["\w])|\$|:(?=//|[\w+-]+:)|\b(?:www|GH)(?=[.-])""", re.IGNORECASE
)
ESCAPES: Final = str.maketrans(
    {mark: f"\\{mark}" for mark in r"\`*_{}[]()#+!~$^"}
    | {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", MARK: BREAK}
)
AT_START: Final = re.compile(r"^(\s*\d*)([-=.])")
RUN: Final = re.compile("`+")


def prose(text: str) -> str:
    """A sentence with names in backticks; the names become code."""
    shown = cut(printable(text))
    halves = cycle((escaped, code))
    if shown.count("`") % 2:
        return escaped(shown)
    return "".join(spell(part) for part, spell in zip(shown.split("`"), halves, strict=False) if part)


def code(text: str) -> str:
    """A name as code, also in a table."""
    shown = cut(printable(text))
    if "|" in shown or not shown.strip():
        # A table would end the cell at the bar, and outside of a table an escaped one shows its backslash.
        return f"<code>{escaped(shown)}</code>"
    fence = "`" * (max((len(run) for run in RUN.findall(shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def link(text: str, address: str) -> str:
    """Code that leads to an address, which is percent-encoded already; no link without one."""
    return f"[{code(text)}]({address})" if address else code(text)


def escaped(text: str) -> str:
    """The text with everything that Markdown or a forge would act on made plain."""
    broken = REACHES_OUT.sub(rf"\g<0>{MARK}", cut(printable(text)))
    return AT_START.sub(r"\1\\\2", broken.translate(ESCAPES))


def cut(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + CUT
