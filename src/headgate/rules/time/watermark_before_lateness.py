"""time/watermark-before-lateness — the watermark passes before the last record that still counts as on time.

Why: a window downstream closes when the watermark passes its end, and then drops records that the contract still calls
on time. The guard passes a record that is up to `lateness.allowed` behind, so the watermark must wait longer than that.

Instead: make `lateness.watermark` longer than `lateness.allowed`, with room for clocks that differ.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Related, Severity
from headgate.lint import Context, rule
from headgate.lint.durations import spell, with_margin
from headgate.lint.remedies import setting
from headgate.model import Stream

TOO_SHORT = Message(
    title="`{stream}` takes records {allowed} late, but windows close after {watermark}",
    remedy="set `lateness.watermark` to more than {allowed}",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    lateness = stream.lateness
    if lateness is not None and lateness.allowed > lateness.watermark:
        yield TOO_SHORT.at(
            context.setting("lateness", "watermark"),
            fix=setting(context, ("lateness", "watermark"), spell(with_margin(lateness.allowed))),
            related=(Related("allowed", context.setting("lateness", "allowed")),),
            stream=stream.name,
            allowed=spell(lateness.allowed),
            watermark=spell(lateness.watermark),
        )
