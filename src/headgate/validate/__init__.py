"""Floor 4: a record's verdict in Python, with every rule it breaks."""

from headgate.validate.validator import Validator, Violation, compile_validator

__all__ = ["Validator", "Violation", "compile_validator"]
