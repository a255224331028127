"""Which of two versions is the newer one."""

from __future__ import annotations

from headgate.model import SemVer


def precedence(version: SemVer) -> tuple[object, ...]:
    """Orders versions as Semantic Versioning does: a pre-release before its release, its numbers as numbers."""
    parts = tuple(
        (0, int(part), "") if part.isascii() and part.isdecimal() else (1, 0, part)
        for part in version.pre.split(".")
        if part
    )
    return (version.major, version.minor, version.patch, not version.pre, parts)
