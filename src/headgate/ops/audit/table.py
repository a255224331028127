"""The leg from the clean topic to the table, as arithmetic: what is due there, and what is there. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from headgate.ops.audit.latency import Percentiles
from headgate.ops.audit.offsets import NO_OFFSETS, Offsets


@dataclass(frozen=True, slots=True)
class NotRun:
    """The table was not audited; it is not known to be right."""

    reason: str


@dataclass(frozen=True, slots=True)
class Landed:
    """The table against the clean topic, in source offsets.

    `due` must be there: the job that lands them has committed past them. `missing` are not, `doubled` are there
    twice, `strange` are there although they should not be. Of the clean records that the job has not committed past,
    `ahead` are there already and `in_flight` are not. `rows` were read.
    """

    table: str
    upserted: bool
    rows: int
    due: Offsets
    missing: Offsets
    doubled: Offsets
    strange: Offsets
    in_flight: Offsets
    ahead: Offsets = NO_OFFSETS
    latency: Percentiles | None = None

    @property
    def balanced(self) -> bool:
        """Nothing is missing, doubled or strange."""
        return not (self.missing or self.doubled or self.strange)

    @property
    def caught_up(self) -> bool:
        """The job has committed past every clean record, and all that is due is there."""
        return not (self.missing or self.in_flight or self.ahead)


TableAudit: TypeAlias = NotRun | Landed


@dataclass(frozen=True, slots=True)
class Rows:
    """What a table holds: source offsets, those in several rows, the number of rows, and when they came.

    The latency is from the source topic's append time to the table's commit.
    """

    offsets: Offsets
    repeated: Offsets
    rows: int
    latency: Percentiles | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """What the landing job owes the table, by source offset.

    `settled` must be there. `moving` may be: clean records that the job has not committed past, and in an upserted
    table the row that they are about to replace. `kept_all` is whether the clean topic still has every record of
    the window: without that, nobody can say which rows are strange.
    """

    settled: Offsets
    moving: Offsets
    kept_all: bool = True


def weighed(table: str, due: Due, rows: Rows, *, upserted: bool) -> Landed:
    """The table's rows against what is due."""
    return Landed(
        table=table,
        upserted=upserted,
        rows=rows.rows,
        due=due.settled,
        missing=due.settled - rows.offsets,
        doubled=rows.repeated,
        strange=rows.offsets - due.settled - due.moving if due.kept_all else NO_OFFSETS,
        in_flight=due.moving - rows.offsets,
        ahead=due.moving & rows.offsets,
        latency=rows.latency,
    )
