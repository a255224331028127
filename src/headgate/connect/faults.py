"""The faults of the outside: settings that cannot be used, and services that fail.

What a user can put right in one line is said in one line, with what to do; the commands turn the first kind
into exit status 2 and the second into 3.
"""

from __future__ import annotations


class ConnectError(Exception):
    """`message` says what is wrong, `remedy` starts with a verb and says what to do."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}; {self.remedy}" if self.remedy else self.message


class SettingsError(ConnectError):
    """A setting is missing, unknown, or of the wrong type: the command is not understood (exit 2)."""


class ServiceError(ConnectError):
    """A broker, a registry or another service cannot be reached or fails (exit 3)."""
