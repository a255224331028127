"""From the text of `gate/waivers.toml` to exemptions; each mistake is a finding at its line and column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from headgate.diagnostics import Finding, Place
from headgate.lint import policy_offences as offences
from headgate.lint.exemption import Exemption, ExemptionKind
from headgate.lint.policy_reading import unknown_keys
from headgate.lint.toml_text import TomlText, read_toml
from headgate.odcs.cursor import written


@dataclass(frozen=True, slots=True)
class WaiverKey:
    """A key of a waiver, and what it says."""

    name: str
    meaning: str
    needed: bool = False


KEYS: Final = (
    WaiverKey("rule", "The rule's id, as reports tell it.", needed=True),
    WaiverKey("reason", "Why the break is borne.", needed=True),
    WaiverKey("owner", "Who answers for it.", needed=True),
    WaiverKey("until", "The last day on which it holds: 2027-01-31.", needed=True),
    WaiverKey("contract", "The contract's id. It or `path` is needed; both narrow."),
    WaiverKey("path", "A pattern of files, from the root: `contracts/legacy/**`."),
    WaiverKey("field", "One field, by its names with dots between: `address.city`."),
    WaiverKey("pointer", "A node and all in it, by names or numbers: `/schema/Order/quality`."),
)
NEEDED: Final = tuple(key.name for key in KEYS if key.needed)
NARROWING: Final = tuple(key.name for key in KEYS if not key.needed)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_waivers(text: str, path: str) -> tuple[tuple[Exemption, ...], tuple[Finding, ...]]:
    """The waivers that are whole, and what is wrong with the others."""
    root = read_toml(text, path)
    if isinstance(root, Finding):
        return (), (root,)
    findings = list(unknown_keys(root, ("waiver",)))
    found = [_waiver(entry, findings) for entry in root["waiver"].items()]
    if root["waiver"] and not isinstance(root["waiver"].value, list):
        findings.append(
            offences.WRONG_VALUE.at(
                root["waiver"].key,
                key="waiver",
                given="one table",
                wanted="a list of tables",
                remedy="write `[[waiver]]`, with two brackets",
            )
        )
    return tuple(waiver for waiver in found if waiver is not None), tuple(findings)


def _waiver(entry: TomlText, findings: list[Finding]) -> Exemption | None:
    findings += unknown_keys(entry, tuple(key.name for key in KEYS))
    missing = [name for name in NEEDED if not entry[name] or (name != "until" and not entry[name].text)]
    if missing:
        findings.append(incomplete(entry.place, ExemptionKind.WAIVER, missing))
        return None
    # Left out, such a key would make the waiver cover more than was meant.
    wrong = [entry[name] for name in NARROWING if entry[name] and not entry[name].text]
    if wrong:
        findings += [_no_text(at) for at in wrong]
        return None
    if not entry["contract"] and not entry["path"]:
        findings.append(offences.NO_PLACE.at(entry.place, name=entry["rule"].text))
        return None
    until = day(entry["until"].value)
    if until is None:
        findings.append(offences.NO_DAY.at(entry["until"].place, given=written(entry["until"].value)))
        return None
    rule, reason, owner, contract, path, field, pointer = (
        entry[name].text for name in ("rule", "reason", "owner", "contract", "path", "field", "pointer")
    )
    place = entry["rule"].place
    return Exemption(ExemptionKind.WAIVER, rule, reason, owner, until, place, contract, path, field, pointer)


def _no_text(at: TomlText) -> Finding:
    key, given = str(at.steps[-1]), "empty" if at.value == "" else written(at.value)
    return offences.WRONG_VALUE.at(
        at.place, key=key, given=given, wanted="text", remedy="write a text in quotes"
    )


def incomplete(place: Place, kind: ExemptionKind, missing: list[str]) -> Finding:
    """The finding that an exemption does not say what it must."""
    listed = [f"`{name}`" for name in missing]
    keys = f"{', '.join(listed[:-1])} and {listed[-1]}" if len(listed) > 1 else listed[0]
    return offences.INCOMPLETE.at(place, kind=kind.value, missing=keys, keys=keys)


def day(value: object) -> date | None:
    """The day that TOML or YAML says; None when it is none."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or _DAY.fullmatch(value) is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
