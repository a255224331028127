"""time/dedup-window-too-wide — deduplication would have to remember more ids than a job can hold.

Why: checkpoints, restarts and rescaling carry 16 bytes for every id that is remembered, and beyond some gigabytes take
longer than the objectives leave. The guard remembers the ids of the last `within` plus the lateness allowed.

Instead: shorten `dedup.within` to what producers really retry in, which is minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.durations import spell
from headgate.model import Stream

TOO_WIDE = Message(
    title="deduplication of `{stream}` keeps {ids:,} ids, about {gigabytes:,} GB",
    remedy="shorten `dedup.within`: {window} of records at {rate:,}/s are remembered",
)
BYTES_AN_ID: Final = 16
MOST_BYTES: Final = 16_000_000_000


@rule(on=Stream, severity=Severity.WARNING, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    if stream.dedup is None or stream.volume is None:
        return
    window = stream.dedup.within + (stream.lateness.allowed if stream.lateness else timedelta(0))
    ids = int(stream.volume.rate * (window // timedelta(seconds=1)))
    if ids * BYTES_AN_ID > MOST_BYTES:
        yield TOO_WIDE.at(
            context.setting("dedup", "within"),
            stream=stream.name,
            ids=ids,
            gigabytes=ids * BYTES_AN_ID // 1_000_000_000,
            window=spell(window),
            rate=int(stream.volume.rate),
        )
