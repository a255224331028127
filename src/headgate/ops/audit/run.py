"""One whole audit of a stream: topics, table, ground truth."""

from __future__ import annotations

from dataclasses import dataclass, field

from headgate.connect.settings import Settings
from headgate.connect.truth import Truth
from headgate.ops.audit.collect import SETTLE_S, Audit, Progress, collect, silent
from headgate.ops.audit.landing import audit_table
from headgate.ops.audit.outcome import Outcome
from headgate.ops.audit.reading import Marks
from headgate.ops.audit.stream import Audited
from headgate.ops.audit.table import NotRun
from headgate.ops.audit.truth import compare, unforeseen

NOT_ASKED = NotRun("not asked for")


@dataclass(frozen=True, slots=True)
class Scope:
    """What to audit: from `since`, the table too or not, against `truth` when there is one."""

    since: Marks = field(default_factory=dict)
    table: bool = True
    truth: Truth | None = None
    settle_s: float = SETTLE_S


WHOLE = Scope()


def audit(
    settings: Settings, audited: Audited, scope: Scope = WHOLE, *, progress: Progress = silent
) -> Outcome:
    """The outcome for one stream; raises `ServiceError` when the brokers fail."""
    books = collect(settings, audited, since=scope.since, settle_s=scope.settle_s, progress=progress)
    return weigh(settings, books, scope)


def weigh(settings: Settings, books: Audit, scope: Scope) -> Outcome:
    """The outcome for topics that were read already: the table and the truth come to it."""
    audited, truth = books.audited, scope.truth
    table = (
        audit_table(settings, audited, since=scope.since, settle_s=scope.settle_s)
        if scope.table
        else NOT_ASKED
    )
    if truth is None or truth.topic != audited.source:
        return Outcome(books, table)
    return Outcome(books, table, compare(truth, audited.stream, books.books), unforeseen(truth, books.books))
