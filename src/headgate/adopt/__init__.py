"""Floor 5: how a team starts. A schema that exists already as a contract, and the rooms of a new repository."""

from headgate.adopt.contract import Identity, contract_text
from headgate.adopt.layout import CiSystem, Plan, layout
from headgate.adopt.reading import form_of, read_schema
from headgate.adopt.record import Imported, Lost, SourceError
from headgate.adopt.wire import Held, held

__all__ = [
    "CiSystem",
    "Held",
    "Identity",
    "Imported",
    "Lost",
    "Plan",
    "SourceError",
    "contract_text",
    "form_of",
    "held",
    "layout",
    "read_schema",
]
