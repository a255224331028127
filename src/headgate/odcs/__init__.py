"""Floor 2: the front end. A contract's text in, the model and its positions out; it never fails."""

from headgate.odcs.front import read_file, read_text
from headgate.odcs.reading import Reading
from headgate.odcs.source import SourceMap

__all__ = ["Reading", "SourceMap", "read_file", "read_text"]
