"""Floor 4: the registry's verdict on two wire schemas. The gate is built here; nothing stands here yet."""
