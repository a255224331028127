"""The version that a contract follows, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headgate.model import Contract, SemVer
from headgate.odcs.reading import Reading
from headgate.odcs.source import SourceMap

if TYPE_CHECKING:
    from headgate.change import Change, Lineage, Regrades


@dataclass(frozen=True, slots=True)
class Predecessor:
    """An earlier version held against a contract.

    `required` is the least version that covers `changes`; `is_covered` whether the contract states as much.
    """

    contract: Contract
    source: SourceMap
    document: object
    changes: tuple[Change, ...]
    lineage: Lineage
    regrades: Regrades
    required: SemVer
    is_covered: bool

    @property
    def told(self) -> tuple[Change, ...]:
        """The changes that rules look at: all but those whose kind the policy calls less than the table does."""
        from headgate.change import Verdict, table, verdict_of  # noqa: PLC0415 - as below

        return tuple(
            change
            for change in self.changes
            if table()[type(change)].verdict is not Verdict.BREAKING
            or verdict_of(change, self.regrades) is Verdict.BREAKING
        )


def followed(newest_first: Iterable[Reading], version: SemVer | None) -> Reading | None:
    """The earlier version that one with this version number follows: the newest that is a contract.

    A release follows the newest release, if there is one: who reads releases never saw the pre-releases between.
    """
    newest = None
    for earlier in newest_first:
        if earlier.contract is None:
            continue
        if version is None or version.pre or not earlier.contract.version.pre:
            return earlier
        newest = newest or earlier
    return newest


def predecessor(earlier: Reading, contract: Contract, regrades: Regrades) -> Predecessor | None:
    """What changed from `earlier` to the contract; None when no contract could be read from it."""
    # Loaded only to compare: a contract that is judged by itself needs none of it.
    from headgate.change import Lineage, covers, diff, required_version  # noqa: PLC0415

    if earlier.contract is None:
        return None
    changes = diff(earlier.contract, contract)
    required = required_version(earlier.contract.version, changes, regrades)
    return Predecessor(
        contract=earlier.contract,
        source=earlier.source_map,
        document=earlier.document,
        changes=changes,
        lineage=Lineage.of(changes),
        regrades=regrades,
        required=required,
        is_covered=covers(contract.version, required),
    )
