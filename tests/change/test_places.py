"""Where a change stands, in the contract and in the version before it; what the engine makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from click.testing import CliRunner
from tests.change.pairs import PROTOBUF, TEXT, texts

from headgate.change import Verdict
from headgate.cli import root
from headgate.diagnostics import Severity
from headgate.lint import Policy, Report, lint
from headgate.lint.changed import compared
from headgate.lint.engine import context_of
from headgate.lint.predecessor import Predecessor, predecessor
from headgate.odcs import read_text
from headgate.rules import all_rules, contract_rules

RULES = tuple(all_rules().values())
RENAMED = PROTOBUF.replace("name: Click\n", "name: Clicks\n").replace("name: address", "name: addresses")


def notes(before: str, after: str) -> dict[str, tuple[str, str]]:
    """The pointers of each change: now, and before."""
    new, old = read_text(after), read_text(before)
    assert new.contract is not None
    base = context_of(new, predecessor(old, new.contract, {}))
    told = compared(base, source="a file").changes
    return {note.kind: (note.place.pointer, note.earlier.pointer if note.earlier else "") for note in told}


@pytest.mark.parametrize(
    ("kind", "pointers"),
    [
        ("retention-shortened", ("/schema/0/customProperties/0/value/topic/retention",) * 2),
        ("field-removed", ("/schema/0/name", "/schema/0/properties/6/name")),
        ("field-added", ("/schema/0/properties/6/name", "")),
        ("required-tightened", ("/schema/0/properties/7/properties/1/required", "/schema/0/properties/7/properties/1/name")),
        ("class-lowered", ("/schema/0/properties/1/classification",) * 2),
        ("treatment-tightened", ("/schema/0/properties/1/customProperties/0/value/privacy",) * 2),
        ("objective-loosened", ("/slaProperties/0/value",) * 2),
        ("expectation-renamed", ("/schema/0/quality/0/name",) * 2),
        ("objective-renamed", ("/slaProperties/0/property",) * 2),
        ("owner-changed", ("/team",) * 2),
        ("stream-removed", ("/schema", "/schema/1/name")),
    ],
)  # fmt: skip
def test_a_change_stands_where_it_is_written(kind: str, pointers: tuple[str, str]) -> None:
    assert notes(*texts(kind))[kind] == pointers


def test_what_is_numbered_is_found_where_it_was() -> None:
    first = "      - {metric: rowCount, mustBeLessThan: 1000}\n"
    second = "      - {metric: rowCount, mustBeGreaterThan: 10}\n"
    text = TEXT.replace("    quality:\n", f"    quality:\n{second}")
    more = text.replace(second, first + second)
    there = notes(text, more)
    assert there["expectation-added"] == ("/schema/0/quality/0", "")
    assert there["expectation-renamed"] == ("/schema/0/quality/1", "/schema/0/quality/0")
    back = notes(more, text)
    assert back["expectation-removed"] == ("/schema/0/name", "/schema/0/quality/0")


def test_an_objective_that_is_numbered_is_found_where_it_was() -> None:
    text = TEXT.replace(
        "  - property: latency", "  - {property: latency, value: 9, unit: s}\n  - property: latency"
    )
    back = notes(text, TEXT)
    assert back["objective-removed"] == ("/slaProperties", "/slaProperties/0/property")
    assert back["objective-renamed"] == ("/slaProperties/0/property", "/slaProperties/1/property")


def test_a_change_in_what_was_renamed_is_found_under_the_old_name() -> None:
    after = RENAMED.replace(
        "{name: zip, logicalType: string", "{name: zip, logicalType: string, required: true"
    )
    assert notes(PROTOBUF, after)["required-tightened"][1] == "/schema/0/properties/7/properties/1/name"


def since(before: str, after: str, **more: Verdict) -> Report:
    regrades = {kind.replace("_", "-"): verdict for kind, verdict in more.items()}
    policy = Policy(select=("topic/retention-shortened", "version"))
    return lint(read_text(after), RULES, policy, before=followed(before, after, regrades))


def followed(
    before: str, after: str, regrades: Mapping[str, Verdict] = MappingProxyType({})
) -> Predecessor | None:
    contract = read_text(after).contract
    assert contract is not None
    return predecessor(read_text(before), contract, regrades)


def told(report: Report) -> dict[str, Severity]:
    return {finding.rule: finding.severity for finding in report.findings}


def test_a_breaking_change_is_an_error_until_the_version_covers_it() -> None:
    before, after = texts("retention-shortened")
    assert told(since(before, after)) == {
        "topic/retention-shortened": Severity.ERROR,
        "version/bump-too-small": Severity.ERROR,
    }
    covered = since(before, after.replace("version: 1.0.0", "version: 2.0.0"))
    assert told(covered) == {
        "topic/retention-shortened": Severity.NOTE,
        "version/consumer-left-behind": Severity.WARNING,
    }


def test_a_kind_that_the_policy_regrades_is_no_finding() -> None:
    before, after = texts("retention-shortened")
    covered = after.replace("version: 1.0.0", "version: 1.0.1")
    assert told(since(before, covered, retention_shortened=Verdict.INTERNAL)) == {}
    assert set(told(since(before, after, retention_shortened=Verdict.INTERNAL))) == {"version/bump-too-small"}


def readers(kind: str, regraded: Verdict) -> tuple[str, ...]:
    """Whom the change touches under a policy that regrades its kind."""
    before, after = texts(kind)
    new = read_text(after)
    assert new.contract is not None
    base = context_of(new, predecessor(read_text(before), new.contract, {kind: regraded}))
    (note,) = compared(base, source="a file").changes
    return note.consumers


def test_whom_a_change_touches_goes_by_the_policys_verdict() -> None:
    assert readers("retention-shortened", Verdict.INTERNAL) == ()
    assert readers("partitions-added", Verdict.BREAKING) == ("billing",)


def test_rules_that_need_the_past_are_wanted_only_where_it_is() -> None:
    by_itself = lint(read_text(TEXT), contract_rules())
    assert not by_itself.not_run
    reasons = {absent.reason for absent in lint(read_text(TEXT), RULES).not_run}
    assert "needs an earlier version of the contract" in reasons


def test_an_earlier_text_that_is_no_contract_is_no_past() -> None:
    absent = lint(read_text(TEXT), RULES, before=followed("a: [", TEXT)).not_run
    assert "schema/field-removed" in {one.rule for one in absent}


def test_readers_of_the_field_are_named() -> None:
    before, after = texts("type-narrowed")
    findings = lint(read_text(after), RULES, before=followed(before, after)).findings
    (finding,) = [one for one in findings if one.rule == "version/bump-too-small"]
    assert finding.related[1].note == "`ms` of `Click` was narrowed from int64 to int32"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("version: 1.0.0  # first", "version: 2.0.0  # first"),
        ("version: '1.0.0'", "version: '2.0.0'"),
        ('version:   "1.0.0"', 'version:   "2.0.0"'),
        ("version: v1.0.0", "version: v2.0.0"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_fix_changes_the_version_alone(
    tmp_path: Path, written: str, expected: str, end: str, mark: bytes
) -> None:
    before, after = (text.replace("\n", end) for text in texts("retention-shortened"))
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_bytes(before.encode())
    new.write_bytes(mark + after.replace("version: 1.0.0", written).encode())
    assert CliRunner().invoke(root, ["diff", "--fix", str(old), str(new)]).exit_code == 0
    assert new.read_bytes() == mark + after.replace("version: 1.0.0", expected).encode()
