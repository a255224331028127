"""Floor 9: the edge: nothing enters a topic that its contract does not promise."""

from headgate.edge.producer import ContractProducer, ContractViolation, ProducerOptions, Rejection

__all__ = ["ContractProducer", "ContractViolation", "ProducerOptions", "Rejection"]
