"""quality/percent-out-of-range — a threshold in percent is below 0 or above 100.

Why: a share of records is never outside 0 to 100 percent, so the rule can never break, or never hold.

Instead: correct the number, or count `rows`.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.model import Aggregate, Expectation, Unit

NO_SHARE = Message(
    title="{bound} percent is not a share of records",
    remedy="choose a number from 0 to 100, or `unit: rows`",
)


@rule(on=Expectation, severity=Severity.ERROR, since="0.1")
def check(expectation: Expectation, context: Context) -> Iterator[Finding]:
    promise = expectation.promise
    if isinstance(promise, Aggregate) and promise.unit is Unit.PERCENT:
        for bound in promise.bounds:
            if not 0 <= bound <= 100:
                yield NO_SHARE.at(context.place, bound=bound)
