"""Floor 4: what changed between two contracts, whom it hits, and which version it asks for."""

from headgate.change.bump import Bump, covers, required_bump, required_version, verdict_of
from headgate.change.consumers import touched_consumers
from headgate.change.contracts import diff
from headgate.change.kinds import KINDS, Change
from headgate.change.lineage import Lineage
from headgate.change.table import table
from headgate.change.verdict import AS_WRITTEN, Direction, Perspective, Regrades, Row, Verdict, kind_name
from headgate.change.wording import sentence_of, words_of

__all__ = [
    "AS_WRITTEN",
    "Bump",
    "Change",
    "Direction",
    "KINDS",
    "Lineage",
    "Perspective",
    "Regrades",
    "Row",
    "Verdict",
    "covers",
    "diff",
    "kind_name",
    "required_bump",
    "required_version",
    "sentence_of",
    "table",
    "touched_consumers",
    "verdict_of",
    "words_of",
]
