"""Floor 9: a change held against everything that came before it: one report of all judgements."""

from headgate.gate.bench import Bench
from headgate.gate.judging import alone, judged

__all__ = ["Bench", "alone", "judged"]
