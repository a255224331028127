"""The policy, the waivers, the suppressions and the baseline themselves; found where they are laid over a report."""
