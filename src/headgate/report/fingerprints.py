"""What a finding is known by from one run to the next."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from headgate.diagnostics import Finding
from headgate.report.frame import Frame


def fingerprints(findings: Iterable[Finding], frame: Frame) -> tuple[str, ...]:
    """One for each finding, all different.

    It holds rule, file and title, and which of its likes in the file it is: lines may move and fields be put
    between without making a finding new.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    made = []
    for finding in findings:
        kind = (finding.rule, frame.shown(finding.place.path), finding.title)
        made.append(_digest(*kind, str(seen[kind])))
        seen[kind] += 1
    return tuple(made)


def _digest(*parts: str) -> str:
    # Half of SHA-256: short enough to read, and far from a collision.
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
