"""Kafka topics: the raw topic and the guard's outputs, as data and as commands."""

from headgate.emit.topics.emitter import EMITTER
from headgate.emit.topics.plan import TopicPlan, topic_plans

__all__ = ["EMITTER", "TopicPlan", "topic_plans"]
