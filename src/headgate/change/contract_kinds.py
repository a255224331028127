"""What can change in the contract itself."""

from __future__ import annotations

from headgate.change.shapes import ConsumerChange, ContractShift


class IdChanged(ContractShift[str]):
    """The contract has another identity."""

    __slots__ = ()


class StatusAdvanced(ContractShift[str]):
    """The contract promises more firmly than before."""

    __slots__ = ()


class StatusWithdrawn(ContractShift[str]):
    """The contract went back to a draft or a proposal."""

    __slots__ = ()


class ContractDeprecated(ContractShift[str]):
    """The contract is announced to go."""

    __slots__ = ()


class ContractRetired(ContractShift[str]):
    """The contract holds no more."""

    __slots__ = ()


class StatusReplaced(ContractShift[str]):
    """The status is another, and one of the two is no word of the standard."""

    __slots__ = ()


class OwnerChanged(ContractShift[str]):
    """Another team answers for the contract."""

    __slots__ = ()


class DomainChanged(ContractShift[str]):
    """The contract belongs to another domain."""

    __slots__ = ()


class NameChanged(ContractShift[str]):
    """The contract has another name."""

    __slots__ = ()


class PurposeChanged(ContractShift[str]):
    """The purpose is told in other words."""

    __slots__ = ()


class ConsumerAdded(ConsumerChange):
    """A reader is named that was not."""

    __slots__ = ()


class ConsumerRemoved(ConsumerChange):
    """A reader is named no more."""

    __slots__ = ()


class ConsumerChanged(ConsumerChange):
    """A reader reads other fields, another version, or answers elsewhere."""

    __slots__ = ()
