"""How a contract's version is written anew, with its quotes, its comments and its `v` kept."""

from __future__ import annotations

import re
from typing import Final

from headgate.diagnostics import Edit, Fix, Position, Span
from headgate.model import SemVer
from headgate.odcs.source import SourceMap
from headgate.odcs.texts import BOM, LINE_END

_WRITTEN: Final = re.compile(r"""(?P<quote>["']?)(?P<v>v?)(?P<version>[0-9A-Za-z.+-]+)(?P=quote)""")


def version_fix(source: SourceMap, required: SemVer) -> Fix | None:
    """The edit that states `required`; None where the version is not written plainly (an alias, an anchor, a tag)."""
    span = source.place("/version").span
    line = LINE_END.split(source.text.removeprefix(BOM))[span.start.line - 1]
    written = _WRITTEN.fullmatch(line[span.start.column - 1 : span.end.column - 1])
    if span.start.line != span.end.line or written is None:
        return None
    first, after = (span.start.column + offset for offset in written.span("version"))
    exact = Span(Position(span.start.line, first), Position(span.start.line, after))
    return Fix(f"state version {required}", (Edit(exact, str(required)),))
