"""Floor 9: a change held against everything that came before it: one report of all judgements."""
