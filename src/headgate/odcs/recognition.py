"""Which files are contracts, told without reading them whole."""

from __future__ import annotations

import re
from typing import Final

ENDINGS: Final = (".yaml", ".yml")
_KIND: Final = re.compile(rb"""^(?:\xef\xbb\xbf)?["']?kind["']?\s*:\s*["']?DataContract\b""", re.MULTILINE)


def is_contract(content: bytes) -> bool:
    """Whether the text says `kind: DataContract`."""
    return _KIND.search(content) is not None
