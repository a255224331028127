"""Floor 4: what changed between two contracts. The gate is built here; nothing stands here yet."""
