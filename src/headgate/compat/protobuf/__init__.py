"""Protobuf: the registry's verdict on descriptors of our own reading, and the hazards that it lets pass."""

from headgate.compat.protobuf.checker import CHECKER
from headgate.compat.protobuf.comparison import all_differences
from headgate.compat.protobuf.parser import parse

__all__ = ["CHECKER", "all_differences", "parse"]
