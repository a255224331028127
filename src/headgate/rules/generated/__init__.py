"""Files that were generated from a contract, and what they would be today."""
