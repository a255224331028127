"""How a report looks to people, and that its JSON keeps to its schema."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.sample import EMPTY, ONLY_NOT_RUN, RICH, hostile

from headgate.diagnostics import Finding, Place, Position, Related, Severity, Span
from headgate.lint import ChangeNote, Comparison, NotRun, Report, joined, lint
from headgate.odcs import read_file, read_text
from headgate.report import json as as_json
from headgate.report import text as as_text
from headgate.report.excerpt import excerpt
from headgate.rules import contract_rules

CONTRACTS = sorted((Path(__file__).parents[2] / "contracts").glob("*.yaml"))
RULES = contract_rules()


def at(line: int, column: int, end: int) -> Place:
    return Place("a.yaml", Span(Position(line, column), Position(line, end)))


def finding(title: str, place: Place, rule: str = "keys/made") -> Finding:
    return Finding(rule, Severity.ERROR, title, place, remedy="leave it")


def test_the_order_is_what_where_since_what_why_do_page() -> None:
    since = Related("earlier", Place("old.yaml"), "it stood here")
    whole = Finding(
        "keys/gone", Severity.ERROR, "gone", at(1, 1, 3), "here", (since,), "it hurts", "bring it back"
    )
    assert as_text.render_finding(whole, "id: x\n").splitlines() == [
        "error[keys/gone]: gone",
        " --> a.yaml:1:1",
        "  |",
        "1 | id: x",
        "  | ^^ here",
        "  = earlier: old.yaml:1:1 it stood here",
        "  = why: it hurts",
        "  = do: bring it back",
        "  = page: headgate explain keys/gone",
    ]


def test_colours_change_nothing_but_colours() -> None:
    report = lint(read_text("id: clicks\n", path="a.yaml"), RULES)
    plain, coloured = as_text.render(report), as_text.render(report, colour=True)
    stripped = coloured
    for code in ("1", "1;31", "1;33", "1;34", "1;36", "0"):
        stripped = stripped.replace(f"\x1b[{code}m", "")
    assert coloured != plain
    assert stripped == plain


def test_findings_that_differ_only_in_names_are_folded_after_three() -> None:
    alike = [finding(f"`f{line}` has no key", at(line, 1, 2)) for line in range(1, 6)]
    other = finding("another thing", at(6, 1, 2))
    shown = as_text.render(Report((*alike, other), sources={"a.yaml": "x\n" * 9}))
    assert shown.count("has no key") == 3
    assert "[+2 more like this: lines 4, 5]" in shown
    assert "another thing" in shown
    assert shown.endswith("\n\n6 errors in 1 contract\n")


def not_run(rules: list[str], *paths: str) -> tuple[NotRun, ...]:
    return tuple(NotRun(rule, path, "needs a history") for path in paths for rule in rules)


@pytest.mark.parametrize(
    ("absent", "said"),
    [
        (not_run(["made/one"], "a.yaml", "b.yaml"), "not run: made/one: needs a history"),
        (
            not_run(["made/one", "made/two"], "a.yaml"),
            "not run: made/one and made/two: needs a history (on a.yaml)",
        ),
        (
            not_run([f"made/r{number}" for number in range(9)], "a.yaml", "b.yaml"),
            "not run: made/r0, made/r1, made/r2 and 6 more: needs a history",
        ),
        (not_run([""], "a.yaml"), "a.yaml: rules not run: needs a history"),
    ],
)
def test_what_was_not_run_and_what_was_skipped_is_said_once(absent: tuple[NotRun, ...], said: str) -> None:
    shown = as_text.render(Report(not_run=absent, sources={"a.yaml": "", "b.yaml": ""}, skipped=("n.yaml",)))
    assert shown.splitlines() == [
        said,
        "skipped 1 file without `kind: DataContract`: n.yaml",
        "no findings in 2 contracts",
    ]


def held(declared: str, required: str, *changes: tuple[str, tuple[str, ...]]) -> Comparison:
    notes = tuple(
        ChangeNote("made", verdict, "both", "both", "it changed", at(1, 1, 2), who)
        for verdict, who in changes
    )
    return Comparison("a.yaml", "orders", "git main", 4, "2.0.0", declared, required, notes)


@pytest.mark.parametrize(
    ("comparison", "first", "second"),
    [
        (
            held("2.1.0", "3.0.0", ("additive", ()), ("breaking", ("billing", "fraud"))),
            "orders 2.0.0 -> 2.1.0, held against git main: 4 versions; requires 3.0.0, 2.1.0 is too low",
            "  breaking: 1 breaking and 1 additive change, read by billing and fraud",
        ),
        (
            held("2.1.0", "2.1.0", ("additive", ()), ("additive", ())),
            "orders 2.0.0 -> 2.1.0, held against git main: 4 versions; requires 2.1.0",
            "  additive: 2 additive changes",
        ),
        (held("2.0.0", "2.0.0"), "orders 2.0.0, held against git main: 4 versions", "  unchanged"),
        (
            replace(held("1.0.0", ""), earlier="", versions=0),
            "orders 1.0.0, held against git main: 0 versions",
            "  new: there is no earlier version",
        ),
    ],
)
def test_a_comparison_is_two_lines_before_the_summary(
    comparison: Comparison, first: str, second: str
) -> None:
    shown = as_text.render(Report(comparisons=(comparison,), sources={"a.yaml": ""}))
    assert shown.splitlines() == [first, second, "no findings in 1 contract"]


@pytest.mark.parametrize(
    ("line", "column", "end", "carets"),
    [
        ("key: value", 6, 11, "     ^^^^^"),
        ("\tkey", 2, 5, " ^^^"),
        ("注文: x", 5, 6, "      ^"),
        ("é: x", 4, 5, "   ^"),
        ("short", 99, 120, "     ^"),
    ],
)
def test_carets_stand_under_the_place(line: str, column: int, end: int, carets: str) -> None:
    assert excerpt(at(1, column, end), line + "\n", "").carets == carets


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\N{LINE SEPARATOR}"])
def test_lines_end_where_yaml_ends_them(end: str) -> None:
    assert excerpt(at(2, 1, 3), f"\N{ZERO WIDTH NO-BREAK SPACE}a: 1{end}id: 2{end}", "").line == "id: 2"


def test_control_characters_cannot_reach_the_terminal() -> None:
    shown = as_text.render_finding(finding("\x1b[2J", at(1, 1, 2)), "\x1b]0;title\x07\n")
    assert "\x1b" not in shown
    assert "\x07" not in shown


@given(st.text(max_size=400), st.integers(1, 6), st.integers(1, 500), st.integers(0, 300))
def test_any_place_of_any_text_can_be_shown(source: str, line: int, column: int, width: int) -> None:
    shown = excerpt(at(line, column, column + width), source, "here")
    assert len(shown.line) <= 130
    assert "\n" not in shown.line + shown.carets


@pytest.mark.parametrize("texts", [["id: [", "id: clicks\n"], [""], []])
def test_json_keeps_to_its_schema(texts: list[str]) -> None:
    readings = [read_text(text, path=f"{index}.yaml") for index, text in enumerate(texts)]
    report = joined([lint(reading, RULES) for reading in readings], ["notes.yaml"])
    validator = jsonschema_rs.validator_for(json.loads(as_json.schema()))
    assert not [str(error) for error in validator.iter_errors(json.loads(as_json.render(report)))]


@pytest.mark.parametrize("report", [RICH, EMPTY, ONLY_NOT_RUN, hostile()])
def test_json_of_what_was_held_waived_and_known_keeps_to_its_schema(report: Report) -> None:
    validator = jsonschema_rs.validator_for(json.loads(as_json.schema()), validate_formats=True)
    assert not [str(error) for error in validator.iter_errors(json.loads(as_json.render(report)))]


def test_json_says_all_that_text_folds() -> None:
    alike = tuple(finding(f"`f{line}` has no key", at(line, 1, 2)) for line in range(1, 9))
    assert len(json.loads(as_json.render(Report(alike)))["findings"]) == 8


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.name)
def test_the_reference_contracts_are_clean(path: Path) -> None:
    assert as_text.render(lint(read_file(path), RULES)) == "no findings in 1 contract\n"
