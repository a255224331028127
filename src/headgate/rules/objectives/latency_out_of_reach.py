"""objectives/latency-out-of-reach — no checkpoint interval can hold the latency that is promised.

Why: an exactly-once sink shows its records when a checkpoint commits, and one checkpoint a second is the most that
leaves time for work. Even then, records become visible later than the objective says.

Instead: promise a bound that can be kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from headgate.burn.checkpoint import CLEAN_HOPS, SMALLEST, TABLE_HOPS, bound, checkpoint_interval, seconds
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.model import Freshness, Latency, Objective

OUT_OF_REACH = Message(
    title="`{objective}` of {limit} cannot be kept: the least possible is {least}",
    remedy="raise the bound to {least} or more",
)


@rule(on=Objective, severity=Severity.ERROR, since="0.1")
def check(objective: Objective, context: Context) -> Iterator[Finding]:
    alone = replace(context.contract, objectives=(objective,))
    indicator = objective.indicator
    # Without a stream nothing goes through a checkpoint.
    streams = bool(context.contract.streams)
    if streams and isinstance(indicator, Latency | Freshness) and not checkpoint_interval(alone).holds:
        hops = CLEAN_HOPS if isinstance(indicator, Latency) else TABLE_HOPS
        least = seconds(bound(SMALLEST, hops, share=indicator.percentile / 100))
        limit = seconds(indicator.bound)
        yield OUT_OF_REACH.at(context.at("value"), objective=objective.name, limit=limit, least=least)
