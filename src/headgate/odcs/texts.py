"""From bytes to a text that a YAML parser can be given."""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import Final

from headgate.diagnostics import Finding, Place, Position, Span
from headgate.odcs import text_offences

MAX_BYTES: Final = 4 * 1024 * 1024
BOM: Final = "\ufeff"
LINE_END: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""Where YAML, and so every position in a contract, ends a line."""
_REPLACEMENT: Final = "\ufffd"
_NOT_PRINTABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAX_TOLD: Final = 5
_WIDE_MARKS: Final = ((codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16"))


def decode(text: str | bytes, path: str, findings: list[Finding]) -> str | None:
    """The text without its byte order mark; characters that YAML forbids are told of and replaced.

    None, and a finding, when it is too large or not UTF-8.
    """
    if len(text) > MAX_BYTES:
        size, limit = f"{len(text):,}", f"{MAX_BYTES:,}"
        findings.append(text_offences.TOO_LARGE.at(Place(path), size=size, limit=limit))
        return None
    whole = text if isinstance(text, str) else _from_utf8(text, path, findings)
    return None if whole is None else _printable(whole.removeprefix(BOM), path, findings)


def _from_utf8(octets: bytes, path: str, findings: list[Finding]) -> str | None:
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError as error:
        sound = _clean(octets[: error.start].decode("utf-8").removeprefix(BOM))
        wide = next((name for mark, name in _WIDE_MARKS if octets.startswith(mark)), "")
        reason = (
            f"it looks like {wide}" if wide else f"byte {octets[error.start]:#04x} fits no UTF-8 character"
        )
        findings.append(text_offences.ENCODING.at(Place(path, _end_of(sound)), reason=reason))
        return None


def _printable(text: str, path: str, findings: list[Finding]) -> str:
    clean = _clean(text)
    for match in islice(_NOT_PRINTABLE.finditer(text), _MAX_TOLD):
        place = Place(path, _end_of(clean[: match.start()]))
        findings.append(text_offences.CONTROL.at(place, code=f"{ord(match.group()):04X}"))
    return clean


def _clean(text: str) -> str:
    """The text with each forbidden character replaced: some of them would count as line ends here, none does in YAML."""
    return _NOT_PRINTABLE.sub(_REPLACEMENT, text)


def _end_of(text: str) -> Span:
    """The place of the character after `text`."""
    lines = f"{text}|".splitlines()
    here = Position(len(lines), len(lines[-1]))
    return Span(here, Position(here.line, here.column + 1))
