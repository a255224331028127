"""Kafka settings that lose records or cannot carry the declared traffic."""
