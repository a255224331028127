"""Data contracts judged, spelled, enforced and proved on Kafka, Flink and Spark."""

__version__ = "0.1.0"
