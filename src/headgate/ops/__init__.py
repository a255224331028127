"""Floor 9: live systems: topics, the registry, pipelines, the audit (extra `ops`)."""
