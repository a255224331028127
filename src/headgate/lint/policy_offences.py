"""Findings about the policy, the waivers, the suppressions and the baseline themselves."""

from __future__ import annotations

from typing import Final

from headgate.diagnostics import Message, Severity
from headgate.odcs.offence import Offence

UNREADABLE: Final = Offence(
    "policy/unreadable",
    Message(
        "the file is not TOML: {problem}",
        "correct it at this place; texts need quotes",
        "nothing is judged without it",
    ),
)
UNKNOWN_KEY: Final = Offence(
    "policy/unknown-key",
    Message(
        "`{name}` is not a known key",
        "{remedy}",
        "a key that is not known would be ignored without a word",
        "unknown key",
    ),
)
WRONG_VALUE: Final = Offence(
    "policy/wrong-value",
    Message("`{key}` is {given} and should be {wanted}", "{remedy}", "", "not understood"),
)
UNKNOWN_NAME: Final = Offence(
    "policy/unknown-rule",
    Message(
        "no rule or area is called `{name}`",
        "{remedy}",
        "a name that is not known would grade nothing",
        "not known",
    ),
)
UNKNOWN_KIND: Final = Offence(
    "policy/unknown-change",
    Message(
        "no kind of change is called `{name}`", "{remedy}", "a name that is not known would regrade nothing"
    ),
)
INCOMPLETE: Final = Offence(
    "policy/waiver-incomplete",
    Message(
        "the {kind} does not say {missing}",
        "add {keys}",
        "a broken rule is bearable when somebody answers for it, with a reason and until a day",
        "in here",
    ),
)
NO_DAY: Final = Offence(
    "policy/waiver-incomplete",
    Message(
        "`until` is {given}, which is no day",
        "write a day of the calendar, year first: 2027-01-31",
        "without a day it would never end",
        "no day",
    ),
)
NO_PLACE: Final = Offence(
    "policy/waiver-incomplete",
    Message(
        "the waiver of `{name}` does not say where",
        "add `contract` (an id) or `path`",
        "for all contracts the rule is graded in the policy's `[rules]`",
        "in here",
    ),
)
UNKNOWN_RULE: Final = Offence(
    "policy/waiver-unknown-rule",
    Message(
        "the {kind} names `{name}`, which is no rule",
        "{remedy}",
        "it covers nothing",
        "no such rule",
    ),
)
NOT_ALLOWED: Final = Offence(
    "policy/waiver-not-allowed",
    Message(
        "`{name}` cannot be excepted",
        "correct what it finds, and delete the {kind}",
        "what was not understood cannot be judged, and what guards exceptions knows none",
        "cannot be excepted",
    ),
)
EXPIRED: Final = Offence(
    "policy/waiver-expired",
    Message(
        "the {kind} of `{name}` ended on {until}",
        "meet the rule and delete the {kind}, or agree with {owner} on a later day",
        "what it covered counts again: {reason}",
        "in the past",
    ),
    Severity.WARNING,
)
UNUSED: Final = Offence(
    "policy/waiver-unused",
    Message(
        "the {kind} of `{name}` covers nothing",
        "delete it, or correct where it looks",
        "left standing, it would hide the next breach",
        "no such finding",
    ),
    Severity.WARNING,
)
GONE: Final = Offence(
    "policy/baseline-outdated",
    Message(
        "{entries} of the baseline {occur} no longer",
        "write it anew with `--write-baseline {path}`",
        "an entry that is left would let the finding come back unseen",
        "the first: {first}",
    ),
    Severity.NOTE,
)


def policy_offences() -> tuple[Offence, ...]:
    """All of them, in the order of this file."""
    return tuple(value for value in globals().values() if isinstance(value, Offence))
