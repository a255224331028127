"""Floor 8: how live systems are reached: settings, Kafka and registry clients, keys, the generator's truth."""
