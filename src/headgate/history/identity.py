"""Who a contract's text says it is, without reading it whole: thousands of old texts are only sorted by this."""

from __future__ import annotations

import re
from typing import Final

from headgate.model import Contract
from headgate.odcs import read_text

POINTER: Final = b"version https://git-lfs.github.com/spec/"
_SCALAR: Final = (
    rb"""^["']?%s["']?[ \t]*:[ \t]*(?:"([^"\\\r\n]+)"|'([^'\r\n]+)'|([^\s"'#&*!|>{\[][^\r\n]*?))"""
    rb"""[ \t]*(?:[ \t]#[^\r\n]*)?\r?$"""
)
_ID: Final = re.compile(_SCALAR % b"id", re.MULTILINE)
_VERSION: Final = re.compile(_SCALAR % b"version", re.MULTILINE)


def is_pointer(content: bytes) -> bool:
    """Whether the text only stands for one that Git LFS keeps elsewhere."""
    return content.startswith(POINTER)


def contract_id(content: bytes) -> str:
    """The contract's id; empty when the text has none."""
    return _written(_ID, content) or str(getattr(_read(content), "id", ""))


def contract_version(content: bytes) -> str:
    """The version that the contract declares; empty when the text has none."""
    return _written(_VERSION, content) or str(getattr(_read(content), "version", ""))


def _written(pattern: re.Pattern[bytes], content: bytes) -> str:
    found = pattern.search(content)
    return (
        "" if found is None else next(group for group in found.groups() if group).decode("utf-8", "replace")
    )


def _read(content: bytes) -> Contract | None:
    """The contract, for texts that are written in a flow (JSON, most of all)."""
    return read_text(content).contract if b"DataContract" in content else None
