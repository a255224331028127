"""Floor 9: a change held against everything that came before it: one report of all judgements."""

from headgate.gate.judging import Bench, alone, judged

__all__ = ["Bench", "alone", "judged"]
