"""One contract held against its past, as a report tells of it."""

from __future__ import annotations

from dataclasses import dataclass

from headgate.diagnostics import Place
from headgate.model import Contract, SemVer


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """A change in one line: its kind (`field-removed`), verdict (`breaking`, `additive`, `internal`) and place.

    `direction` says whether the contract `tightens`, `loosens` or does `both`, `perspective` who has to look:
    `producer`, `consumer` or `both`.
    `consumers` are the names of the readers it touches; `earlier` is the place in the version before, None when
    there was nothing.
    """

    kind: str
    verdict: str
    direction: str
    perspective: str
    sentence: str
    place: Place
    consumers: tuple[str, ...] = ()
    earlier: Place | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A contract and its past.

    `source` says where the past was found (`git origin/main at 3f2a1c9`), `versions` how many earlier ones were
    held against it, `earlier` the version it follows (empty for a new contract), `declared` the one it states,
    `required` the least one that covers its changes.
    """

    path: str
    contract: str
    source: str
    versions: int
    earlier: str
    declared: str
    required: str
    changes: tuple[ChangeNote, ...] = ()

    @classmethod
    def of_new(cls, path: str, contract: Contract, source: str) -> Comparison:
        """A contract that has no past: its own version is the required one."""
        version = str(contract.version)
        return cls(path, contract.id, source, 0, "", version, version)

    @property
    def is_covered(self) -> bool:
        """Whether the declared version is as much as the required one."""
        # Loaded where something is compared: a contract that is judged by itself needs none of it.
        from headgate.change import covers  # noqa: PLC0415

        declared, required = SemVer.parse(self.declared), SemVer.parse(self.required)
        return declared is None or required is None or covers(declared, required)
