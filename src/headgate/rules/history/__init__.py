"""The versions of a contract one after the other, and contracts that are no longer there."""
