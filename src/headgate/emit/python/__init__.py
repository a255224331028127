"""Python: the edge's validator as a module that imports nothing but the standard library."""

from headgate.emit.python.emitter import EMITTER
from headgate.emit.python.module import python_module

__all__ = ["EMITTER", "python_module"]
