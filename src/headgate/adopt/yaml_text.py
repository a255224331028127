"""Values as YAML that reads back as the same value, plain where plain is safe."""

from __future__ import annotations

import json
import re
from decimal import Decimal as Exact
from typing import Final

import yaml

from headgate.model import Scalar

_PLAIN: Final = re.compile(r"[A-Za-z][^\x00-\x1f\x7f-\x9f:#,\[\]{}&*!|>'\"%@`\\\ufeff\u2028\u2029]*")


def scalar(value: Scalar) -> str:
    """The value as a YAML scalar, safe in block and in flow."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Exact):
        return format(value, "f") if isinstance(value, Exact) else str(value)
    return value if _is_plain(value) else _quoted(value)


def _is_plain(value: str) -> bool:
    # YAML's own words (`yes`, `null`, `1e3`) must not lose their quotes.
    return _PLAIN.fullmatch(value) is not None and value == value.rstrip() and yaml.safe_load(value) == value


def _quoted(value: str) -> str:
    """A double-quoted scalar: JSON, with what YAML does not print escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
