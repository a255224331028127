"""What a policy makes of a finding: each row is a rule, a file and a severity as written."""

from __future__ import annotations

from pathlib import Path

import pytest

from headgate.diagnostics import Finding, Place, Severity
from headgate.lint.policy import Grade, Law, PathPolicy, Profile, path_matches
from headgate.lint.policy_page import PATH, policy_page
from headgate.lint.policy_reading import Names, read_policy

ROOT = Path(__file__).parents[2]
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
LAW = Law(
    profile=Profile.STRICT,
    grades=(("keys", Grade.NOTE), ("keys/a", Grade.ERROR), ("time", Grade.OFF)),
    paths=(
        PathPolicy("old/**", (("keys/a", Grade.WARNING),), Profile.TRIAL),
        PathPolicy("old/odd.yaml", (("time", Grade.NOTE),), None),
        PathPolicy("old/plain.yaml", (), Profile.STANDARD),
    ),
)
WEIGHED = {
    ("keys/a", "new.yaml", WARNING): ERROR,
    ("keys/b", "new.yaml", ERROR): NOTE,
    ("time/a", "new.yaml", ERROR): None,
    ("topic/a", "new.yaml", WARNING): ERROR,
    ("topic/a", "new.yaml", NOTE): WARNING,
    ("keys/a", "old/x/y.yaml", ERROR): WARNING,
    ("keys/b", "old/x/y.yaml", ERROR): NOTE,
    ("topic/a", "old/x/y.yaml", ERROR): WARNING,
    ("time/a", "old/odd.yaml", ERROR): NOTE,
    ("topic/a", "old/odd.yaml", ERROR): WARNING,
    ("topic/a", "old/plain.yaml", ERROR): ERROR,
    ("topic/a", "old/plain.yaml", NOTE): NOTE,
}
MATCHES = {
    ("contracts/legacy/**", "contracts/legacy/a/b.yaml"): True,
    ("contracts/legacy", "contracts/legacy/a/b.yaml"): True,
    ("contracts/legacy/", "contracts/legacy.yaml"): False,
    ("contracts/*.yaml", "contracts/a.yaml"): True,
    ("contracts/*.yaml", "contracts/a/b.yaml"): False,
    ("**/b.yaml", "b.yaml"): True,
    ("**/b.yaml", "a/a/b.yaml"): True,
    ("./contracts/**", "contracts/a.yaml"): True,
    ("a?.yaml", "ab.yaml"): True,
    ("a?.yaml", "a/.yaml"): False,
    ("a.yaml", "aXyaml"): False,
    ("[a].yaml", "[a].yaml"): True,
    ("**", "a/b.yaml"): True,
}
NAMES = Names(frozenset({"keys/a", "keys/b"}), frozenset({"field-removed"}))


@pytest.mark.parametrize(("rule", "home", "written"), WEIGHED)
def test_weighed(rule: str, home: str, written: Severity) -> None:
    finding = Finding(rule, written, "something", Place(home))
    assert LAW.weigh(finding, home) is WEIGHED[rule, home, written]


@pytest.mark.parametrize(("pattern", "home"), MATCHES)
def test_patterns(pattern: str, home: str) -> None:
    assert path_matches(pattern, home) is MATCHES[pattern, home]


def test_a_whole_policy_is_read() -> None:
    text = (
        'profile = "trial"\nfail-on = "note"\n[rules]\nkeys = "off"\n"keys/a" = "error"\n'
        '[[paths]]\nmatch = "x/**"\nprofile = "strict"\nrules = {"keys/b" = "note"}\n'
        '[compatibility]\nregistry-parity = true\n[verdicts]\nfield-removed = "internal"\n'
        '[history]\nsource = "origin/main"\n'
    )
    assert read_policy(text, "policy.toml", NAMES) == (
        Law(
            Profile.TRIAL,
            (("keys", Grade.OFF), ("keys/a", Grade.ERROR)),
            (PathPolicy("x/**", (("keys/b", Grade.NOTE),), Profile.STRICT),),
            (("field-removed", "internal"),),
            registry_parity=True,
            history="origin/main",
            fail_on=NOTE,
        ),
        (),
    )


@pytest.mark.parametrize(
    ("text", "place", "title"),
    [
        ("rules = 3\n", "1:9", "`rules` is `3` and should be a table"),
        ("[paths]\nmatch = 'x'\n", "1:1", "`paths` is one table and should be a list of tables"),
        ("[rules]\nkeys = 3\n", "2:8", "`keys` is `3` and should be error, warning, note or off"),
        ("[history]\nsource = ''\n", "2:10", "`source` is `` and should be text"),
        ("[[paths]]\nmatch = 3\n", "2:9", "`match` is `3` and should be text"),
        ("profil = 'strict'\n", "1:1", "`profil` is not a known key"),
        ("paths = [1]\n", "1:10", "`match` is missing and should be a pattern of paths"),
    ],
)
def test_mistakes(text: str, place: str, title: str) -> None:
    _, findings = read_policy(text, "policy.toml", NAMES)
    assert [(str(found.place), found.title) for found in findings] == [(f"policy.toml:{place}", title)]


def test_the_reference_page_is_fresh() -> None:
    assert (ROOT / PATH).read_text(encoding="utf-8") == policy_page(), "run `headgate generate docs`"
