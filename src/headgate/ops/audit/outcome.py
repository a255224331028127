"""All that one audit found out about one stream."""

from __future__ import annotations

from dataclasses import dataclass

from headgate.ops.audit.collect import Audit
from headgate.ops.audit.offsets import NO_OFFSETS, Offsets
from headgate.ops.audit.table import Landed, NotRun, TableAudit
from headgate.ops.audit.truth import Line


@dataclass(frozen=True, slots=True)
class Outcome:
    """The topics' books, the table's, and the comparison with a ground truth (no lines without one).

    `unforeseen` are source records of the window that the ground truth does not know.
    """

    audit: Audit
    table: TableAudit
    lines: tuple[Line, ...] = ()
    unforeseen: Offsets = NO_OFFSETS

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong; a table that was not audited is no fault, but is told."""
        table_balances = isinstance(self.table, NotRun) or self.table.balanced
        return self.audit.passed and table_balances and all(line.right for line in self.lines)

    @property
    def landed(self) -> Landed | None:
        """The table's balance when it was audited."""
        return self.table if isinstance(self.table, Landed) else None
