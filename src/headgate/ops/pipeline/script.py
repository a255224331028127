"""The generated SQL as a script: placeholders filled in, statements told apart. Values in, values out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_PLACEHOLDER: Final = re.compile(r"\$\{([A-Z_]+)\}")
_PIECE: Final = re.compile(r"""--[^\n]*|'(?:[^']|'')*'|`(?:[^`]|``)*`|;|[^-'`;]+|-""")
_SETTING: Final = re.compile(r"SET\s+'((?:[^']|'')*)'\s*=\s*'((?:[^']|'')*)'", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Script:
    """`settings` in force for the whole script, `statements` before the last, and the `insert` that is the job."""

    settings: Mapping[str, str]
    statements: tuple[str, ...]
    insert: str


def filled(sql: str, values: Mapping[str, str]) -> str:
    """The SQL with each `${NAME}` replaced, but for the comments; KeyError for a name without a value.

    A value of several lines, such as a certificate, would end the comment that explains its placeholder.
    """
    return _PIECE.sub(lambda piece: piece[0] if piece[0].startswith("--") else _filled(piece[0], values), sql)


def parsed(sql: str) -> Script:
    """The script's settings and statements; ValueError unless its last statement is an INSERT."""
    settings: dict[str, str] = {}
    statements: list[str] = []
    for statement in split(sql):
        setting = _SETTING.fullmatch(statement)
        if setting is None:
            statements.append(statement)
        else:
            settings[_unquoted(setting[1])] = _unquoted(setting[2])
    if not statements or not statements[-1].startswith("INSERT"):
        raise ValueError("the script does not end with an INSERT")
    return Script(settings, tuple(statements[:-1]), statements[-1])


def split(sql: str) -> tuple[str, ...]:
    """The statements without comments and semicolons; neither counts inside quotes."""
    statements: list[str] = []
    pieces: list[str] = []
    for found in _PIECE.finditer(sql):
        piece = found[0]
        if piece == ";":
            statements.append("".join(pieces).strip())
            pieces = []
        elif not piece.startswith("--"):
            pieces.append(piece)
    return (*statements, *(rest for rest in ("".join(pieces).strip(),) if rest))


def _filled(piece: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: values[found[1]], piece)


def _unquoted(text: str) -> str:
    return text.replace("''", "'")
