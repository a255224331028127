"""The one pattern of each named format: as strict as a regular expression that all engines share can be."""

from __future__ import annotations

from typing import Final

from headgate.model import Format
from headgate.predicate.portable import PortablePattern, portable

_LABEL: Final = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_OCTET: Final = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_URI_CHARACTERS: Final = r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]"

_PATTERNS: Final = {
    # The HTML standard's production of a valid address: RFC 5322 without comments and quoted parts.
    Format.EMAIL: rf"^[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_LABEL}(?:\.{_LABEL})*$",
    # RFC 3986: a scheme, then its characters and percent-encoded octets.
    Format.URI: rf"^[A-Za-z][A-Za-z0-9+.-]*:{_URI_CHARACTERS}*(?:%[0-9A-Fa-f]{{2}}{_URI_CHARACTERS}*)*$",
    # RFC 9562, section 4; both cases are read.
    Format.UUID: "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$",
    # RFC 2673, section 3.2: no leading zeros.
    Format.IPV4: rf"^(?:{_OCTET}\.){{3}}{_OCTET}$",
    # RFC 1123, section 2.1: labels of at most 63 characters.
    Format.HOSTNAME: rf"^{_LABEL}(?:\.{_LABEL})*$",
}


def format_pattern(format_: Format) -> PortablePattern:
    """The pattern of a named format."""
    return portable(_PATTERNS[format_])
