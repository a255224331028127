"""Where a job stands in Kafka: the offsets in its saved state, held against those that its group has committed.

Flink commits a group's offsets some time after a checkpoint, and not at all for the savepoint that ends a job:
the reader is gone before its commit is sent. So whoever ends a job commits them for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from headgate.connect.faults import ConnectError, ServiceError, SettingsError
from headgate.connect.settings import Settings
from headgate.ops.audit.brokers import Brokers
from headgate.ops.audit.reading import Marks
from headgate.ops.pipeline.recovery import newest_state
from headgate.ops.pipeline.submit import saved_positions
from headgate.ops.pipeline.surroundings import state_homes


def commit_positions(settings: Settings, saved: Mapping[str, str]) -> None:
    """Commits for each group what the savepoint at its URI holds; raises `ServiceError`. The jobs must have ended."""
    try:
        positions = saved_positions(settings, tuple(saved.values()))
        for group, marks in zip(saved, positions, strict=True):
            Brokers(settings).commit(group, marks)
    except ConnectError as fault:
        raise ServiceError(
            f"stopped with {', '.join(saved.values())}, but the offsets are not committed: {fault.message}",
            "go on with `headgate pipeline run`, without --fresh",
        ) from None


def check_fresh(settings: Settings, jobs: Mapping[str, str]) -> None:
    """Raises `SettingsError` when a job without its state would read again what its outputs hold.

    `jobs` has each group with the job's name.
    """
    states = {group: _newest(settings, group) for group in jobs}
    saved = {group: uri for group, uri in states.items() if uri is not None}
    positions = saved_positions(settings, tuple(saved.values()))
    for group, marks in zip(saved, positions, strict=True):
        for topic, count in _read_again(Brokers(settings), group, marks).items():
            raise SettingsError(
                f"`{jobs[group]}` would read up to {count:,} records of {topic} again: its group stands behind"
                f" {saved[group]}",
                "run it without --fresh and end it with `pipeline stop` first, or add --reread to have them twice",
            )


def _newest(settings: Settings, group: str) -> str | None:
    try:
        return newest_state(*state_homes(settings, group))
    except SettingsError as fault:
        raise SettingsError(
            f"{fault.message}, nor told whether records would be read again",
            "end the job with `pipeline stop`, which commits where it stands, and add --reread",
        ) from None


def _read_again(brokers: Brokers, group: str, marks: Marks) -> Counter[str]:
    """How many offsets of each topic lie between the group's place and the saved one."""
    again: Counter[str] = Counter()
    for topic in sorted({topic for topic, _ in marks}):
        spots = [spot for spot in brokers.spots([topic]) if spot in marks]
        committed, starts = brokers.committed(group, topic), brokers.starts(spots)
        # Where nothing is committed, and where retention has passed the commit, a job begins at the beginning.
        places = {spot: max(committed.get(spot[1], 0), starts[spot]) for spot in spots}
        again[topic] = sum(max(0, marks[spot] - place) for spot, place in places.items())
    return +again
