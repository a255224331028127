"""The audit: every source offset accounted for, exactly once, over the guard's outputs and the table."""
