"""Floor 8: where the earlier versions of a contract come from: git, or a folder of versions."""

from headgate.history.sources import earlier_version, past_of
from headgate.history.versions import (
    Gone,
    History,
    HistoryError,
    NoHistoryError,
    Past,
    UnknownSourceError,
    Version,
)

__all__ = [
    "Gone",
    "History",
    "HistoryError",
    "NoHistoryError",
    "Past",
    "UnknownSourceError",
    "Version",
    "earlier_version",
    "past_of",
]
