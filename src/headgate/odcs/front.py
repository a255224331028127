"""The front end: any text or file in, a reading out; it fails for no text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final

from headgate.diagnostics import Finding, Place
from headgate.diagnostics.span import START
from headgate.model import Contract
from headgate.odcs import offences, text_offences
from headgate.odcs.composing import Composer, kind_of
from headgate.odcs.contracts import contract
from headgate.odcs.cursor import Cursor, Ledger
from headgate.odcs.editing import Written
from headgate.odcs.loose import LOOSE_VERSIONS, tell_unread_keys
from headgate.odcs.mending import Write
from headgate.odcs.nodes import Mapping, Node, Scalar, span_of, to_json
from headgate.odcs.reading import Reading
from headgate.odcs.shape import told_errors
from headgate.odcs.source import NOWHERE, Locate, SourceMap
from headgate.odcs.texts import decode
from headgate.odcs.versions import KNOWN_VERSIONS, NEWEST_VERSION, version_shape


def read_file(path: Path) -> Reading:
    """Reads a contract's file; one that cannot be opened is a finding, too."""
    try:
        text = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "the system refused"
        finding = text_offences.NO_FILE.at(Place(str(path)), path=path, reason=reason.lower())
        return _unread("", str(path), [finding])
    return read_text(text, str(path))


def read_text(text: str | bytes, path: str = "<text>") -> Reading:
    """Reads a contract from its text; never raises, whatever the text, and fetches nothing."""
    findings: list[Finding] = []
    clean = decode(text, path, findings)
    if clean is None:
        return _unread("", path, findings)
    composer = Composer(path)
    root = composer.compose(clean)
    findings += composer.findings
    if root is None:
        if not findings:
            findings.append(text_offences.EMPTY.at(Place(path)))
        return _unread(clean, path, findings)
    if not isinstance(root, Mapping):
        return _unread(clean, path, [*findings, _not_a_mapping(root, path)])
    return _read(root, SourceMap(path, clean, partial(span_of, root)), findings)


def _read(root: Node, source_map: SourceMap, findings: list[Finding]) -> Reading:
    document = Cursor(to_json(root))
    written = Written(source_map.text, source_map.locate, document.value)
    ledger = Ledger(source_map.path, source_map.locate, written=written)
    read = _contract(document, ledger)
    located = SourceMap(source_map.path, source_map.text, source_map.locate, ledger.origins())
    return Reading(read, located, _ordered([*findings, *_without_echoes(ledger.findings)]), document.value)


def _contract(document: Cursor, ledger: Ledger) -> Contract | None:
    version = _api_version(document, ledger)
    if version:
        told_errors(version_shape(version), document, ledger, offences.SCHEMA)
    if version in LOOSE_VERSIONS:
        tell_unread_keys(document, ledger)
    return contract(document, ledger, is_checked=bool(version))


def _api_version(document: Cursor, ledger: Ledger) -> str:
    """The version of ODCS; empty, and a finding, when it is not one that is read."""
    at = document["apiVersion"]
    if at.text in KNOWN_VERSIONS:
        return at.text
    known = ", ".join(KNOWN_VERSIONS)
    if not at:
        ledger.tell(offences.VERSION_MISSING, document, key=True, newest=NEWEST_VERSION, known=known)
        return ""
    likes = [name for name in reversed(KNOWN_VERSIONS) if at.written.strip("`v") in name]
    near = next(iter(likes), NEWEST_VERSION)
    mend = Write(at.pointer, near) if likes else None
    ledger.tell(offences.VERSION_UNKNOWN, at, mend=mend, given=at.written, near=near, known=known)
    return ""


def _not_a_mapping(root: Node, path: str) -> Finding:
    if isinstance(root, Scalar) and root.value is None:
        return text_offences.EMPTY.at(Place(path, root.span))
    return text_offences.NOT_MAPPING.at(Place(path, root.span), kind=kind_of(root))


def _unread(text: str, path: str, findings: Iterable[Finding]) -> Reading:
    nowhere: Locate = lambda _pointer, _key: START  # noqa: E731
    return Reading(None, SourceMap(path, text, nowhere, NOWHERE), _ordered(findings))


def _without_echoes(findings: list[Finding]) -> Iterable[Finding]:
    """Where the standard's schema has its say already, what reading adds about the same value is left out."""
    told = {finding.place.pointer for finding in findings if finding.rule == offences.SCHEMA.rule}
    for finding in findings:
        is_echo = finding.place.pointer in told and finding.rule in _ECHOING
        if not is_echo:
            yield finding


_ECHOING: Final = frozenset(
    offence.rule
    for offence in (
        offences.TYPE_UNKNOWN,
        offences.OPTION_WRONG,
        offences.QUALITY_UNREAD,
        offences.SLA_UNREAD,
        offences.SLA_NOTE,
    )
)


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Top to bottom, as people read; two at one place in the order in which they were found."""
    return tuple(sorted(findings, key=lambda finding: finding.place.span.start))
