"""The version that a change asks for, number by number."""

from __future__ import annotations

import pytest
from tests.change.pairs import changes

from headgate.change import Bump, Change, covers, required_bump, required_version
from headgate.model import SemVer

BREAKING, ADDITIVE, INTERNAL = changes("field-removed"), changes("field-added"), changes("owner-changed")


def version(text: str) -> SemVer:
    parsed = SemVer.parse(text)
    assert parsed is not None
    return parsed


@pytest.mark.parametrize(
    ("old", "kinds", "bump", "required"),
    [
        ("1.4.2", (), Bump.NONE, "1.4.2"),
        ("1.4.2", BREAKING, Bump.MAJOR, "2.0.0"),
        ("1.4.2", ADDITIVE, Bump.MINOR, "1.5.0"),
        ("1.4.2", INTERNAL, Bump.PATCH, "1.4.3"),
        ("1.4.2", (*INTERNAL, *BREAKING, *ADDITIVE), Bump.MAJOR, "2.0.0"),
        ("0.4.2", BREAKING, Bump.MAJOR, "0.5.0"),
        ("0.4.2", ADDITIVE, Bump.MINOR, "0.4.3"),
        ("0.4.2", INTERNAL, Bump.PATCH, "0.4.3"),
        ("2.0.0-rc.1", BREAKING, Bump.MAJOR, "2.0.0-rc.2"),
        ("2.0.0-beta", ADDITIVE, Bump.MINOR, "2.0.0-beta.1"),
    ],
)
def test_required(old: str, kinds: tuple[Change, ...], bump: Bump, required: str) -> None:
    assert required_bump(kinds) is bump
    assert str(required_version(version(old), kinds)) == required


@pytest.mark.parametrize(
    ("declared", "required", "is_covered"),
    [
        ("2.0.0", "2.0.0", True),
        ("2.1.0", "2.0.0", True),
        ("1.9.9", "2.0.0", False),
        ("2.0.0-rc.1", "2.0.0", True),
        ("2.0.0-rc.2", "2.0.0-rc.2", True),
        ("2.0.0-rc.10", "2.0.0-rc.2", True),
        ("2.0.0-rc.1", "2.0.0-rc.2", False),
        ("2.0.0", "2.0.0-rc.2", True),
        ("2.0.0-beta.1", "2.0.0-rc.1", False),
        ("2.0.0-rc", "2.0.0-rc.1", False),
    ],
)
def test_covered(declared: str, required: str, *, is_covered: bool) -> None:
    assert covers(version(declared), version(required)) is is_covered


@pytest.mark.parametrize(
    "text",
    [
        "1.0",
        "1.0.0-",
        "1.0.0-rc.",
        "1.0.0-rc..1",
        "1.0.0-rc.01",
        "1.0.0-01.a",
        "01.0.0",
        "1.0.0+",
        "1.0.0+a..b",
        "1.0.0-ä",
        "1.0.0 ",
    ],
)
def test_no_version(text: str) -> None:
    assert SemVer.parse(text) is None


@pytest.mark.parametrize("text", ["1.0.0-0", "1.0.0-rc.10", "1.0.0-0a", "1.0.0--", "1.0.0-rc-1.2"])
def test_a_pre_release(text: str) -> None:
    assert str(SemVer.parse(f"v{text}+01.b")) == text
