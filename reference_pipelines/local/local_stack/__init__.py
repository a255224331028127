"""Kafka, a schema registry and Flink on one machine, as a stand-in for the user's own."""
