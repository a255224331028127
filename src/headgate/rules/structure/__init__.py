"""What the contract says of itself: owner, purpose, consumers, tags."""
