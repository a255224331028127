"""From the document to the contract: who it is, and all that it promises."""

from __future__ import annotations

import re
from typing import Final

from headgate.model import Consumer, Contract, SemVer
from headgate.odcs import offences
from headgate.odcs.blocks import block, tell_misplaced
from headgate.odcs.cursor import Cursor, Ledger
from headgate.odcs.mending import Write
from headgate.odcs.objectives import objectives
from headgate.odcs.streams import streams

_SHORT_VERSION: Final = re.compile(r"v?(0|[1-9][0-9]{0,8})(?:\.(0|[1-9][0-9]{0,8}))?")
_OWNING_ROLES: Final = ("owner", "data owner", "product owner", "data product owner")


def contract(document: Cursor, ledger: Ledger, *, is_checked: bool) -> Contract | None:
    """The contract; None (and findings) when it has no id or no version that can be understood.

    `is_checked`: the schema of its ODCS version told already of what is missing or of a wrong type.
    """
    if not is_checked:
        _tell_missing(document, ledger)
    identity, version = document["id"].text, _version(document["version"], ledger)
    if not identity and isinstance(document["id"].value, str):
        ledger.tell(offences.EMPTY_ID, document["id"])
    own = block(document, "contract", ledger)
    read = streams(document, ledger)
    if not read and document["schema"]:
        ledger.tell(offences.NO_STREAM, document["schema"], key=True)
    promised = objectives(document, own, read, ledger)
    tell_misplaced(document, ledger)
    if not identity or version is None:
        return None
    return Contract(
        id=identity,
        name=document["name"].text or identity,
        version=version,
        status=document["status"].text,
        streams=read,
        domain=document["domain"].text,
        owner=_owner(document["team"]),
        purpose=document["description"]["purpose"].text or document["description"].text,
        objectives=promised,
        consumers=_consumers(own["consumers"], version),
    )


def _tell_missing(document: Cursor, ledger: Ledger) -> None:
    for name in ("id", "version"):
        if not document[name]:
            ledger.tell(offences.NO_IDENTITY, document, key=True, name=name)


def _version(at: Cursor, ledger: Ledger) -> SemVer | None:
    if not at or isinstance(at.value, list | dict | bool):
        return None
    spelled = at.text or str(at.value)
    version = SemVer.parse(spelled)
    if version is not None:
        return version
    short = _SHORT_VERSION.fullmatch(spelled)
    if short is None:
        ledger.tell(offences.VERSION_TEXT, at, given=at.written)
        return None
    padded = SemVer(int(short[1]), int(short[2] or 0), 0)
    mend = Write(at.pointer, str(padded))
    ledger.tell(offences.VERSION_SHORT, at, mend=mend, given=at.written, read=padded)
    return padded


def _owner(team: Cursor) -> str:
    """The team's name; before ODCS v3.1 a team is a list of people, one of whom may own the contract."""
    if team["name"].text:
        return team["name"].text
    people = [*team.items(), *team["members"].items()]
    owners = [person for person in people if person["role"].text.lower() in _OWNING_ROLES]
    names = (person["name"].text or person["username"].text for person in owners)
    return next((name for name in names if name), "")


def _consumers(listed: Cursor, version: SemVer) -> tuple[Consumer, ...]:
    return tuple(
        Consumer(
            at["name"].text,
            version.major if at["major"].whole is None else at["major"].whole,
            tuple(item.text for item in at["fields"].items() if item.text),
            at["contact"].text,
        )
        for at in listed.items()
        if at["name"].text
    )
