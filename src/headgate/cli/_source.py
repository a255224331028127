"""The schema that `headgate import` starts from: a file, standard input, or the latest version of a subject."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from headgate.cli._contracts import MOST_BYTES, STDIN
from headgate.cli._faults import told
from headgate.cli._refusal import refuse


@dataclass(frozen=True, slots=True)
class Source:
    """A schema's text; `label` is what messages call it, `stem` what a record without a name is called."""

    text: str
    label: str
    stem: str
    topic: str = ""


def file_source(given: str) -> Source:
    """The schema in a file, or on standard input for `-`."""
    if given == STDIN:
        return Source(_decoded(sys.stdin.buffer.read(MOST_BYTES), "<stdin>"), "<stdin>", "Record")
    try:
        content = Path(given).read_bytes()
    except OSError as fault:
        refuse(f"`{given}` cannot be read: {fault.strerror}; give a readable file")
    return Source(_decoded(content, given), given, Path(given).stem)


def subject_source(url: str, subject: str) -> Source:
    """The latest version of a registry's subject; exits 2 when there is none, 3 when the registry fails."""
    from headgate.connect.registry import Registry
    from headgate.connect.settings import load_settings

    with told():
        environment = {"HEADGATE_REGISTRY_URL": url} if url else {}
        registry = Registry(load_settings(None, environment | _environment(url)))
        versions = registry.versions(subject)
        text = registry.schema(subject, versions[-1]) if versions else None
    if text is None:
        refuse(f"the registry at {registry.url} has no subject `{subject}`; give one that it has")
    topic = subject.removesuffix("-value")
    return Source(text, f"{subject} version {versions[-1]}", topic, topic)


def _environment(url: str) -> dict[str, str]:
    import os

    return {
        name: value for name, value in os.environ.items() if not (url and name == "HEADGATE_REGISTRY_URL")
    }


def _decoded(content: bytes, label: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        refuse(f"`{label}` is not UTF-8 (byte {fault.start}); give the text of a schema")
