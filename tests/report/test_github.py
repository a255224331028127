"""GitHub's annotations, read back as its runner reads them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from hypothesis import given
from hypothesis import strategies as st
from tests.report.sample import EMPTY, REMOVED, RICH, at, hostile

from headgate.diagnostics import Place, Position, Span
from headgate.lint import Report
from headgate.report.excerpt import printable
from headgate.report.frame import Frame
from headgate.report.github import render

COMMAND = re.compile(r"::(?P<name>\w+) (?P<properties>.*?)::(?P<text>.*)")


def unescaped(text: str) -> str:
    for mark, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(mark, character)
    return text


def read(line: str) -> tuple[str, dict[str, str], str]:
    """Name, properties and text of a command, as the runner splits them."""
    match = COMMAND.fullmatch(line)
    assert match is not None, line
    pairs = [pair.split("=", 1) for pair in match["properties"].split(",")]
    return match["name"], {key: unescaped(value) for key, value in pairs}, match["text"].replace("%0A", "\n")


def told(report: Report, frame: Frame | None = None) -> list[tuple[str, dict[str, str], str]]:
    return [read(line) for line in render(report, frame).split("\n")[:-2]]


def test_the_gravest_come_first_after_what_was_not_run() -> None:
    names = [name for name, _, _ in told(RICH)]
    assert names == ["notice", "error", "error", "error", "warning", "notice", "notice"]


@given(st.text(max_size=60), st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=20))
def test_any_text_arrives(text: str, path: str) -> None:
    finding = replace(REMOVED, title=text, related=(), place=at(f"c/{path.replace('/', '')}x", 3, 2, 9))
    ((name, properties, _),) = told(Report((finding,)))
    assert (name, properties["title"]) == ("error", f"{finding.rule}: {printable(text)}")
    assert properties["line"] == "3"


def test_a_hostile_contract_gives_no_command_of_its_own() -> None:
    lines = render(hostile()).splitlines()
    assert [line.split(" ", 1)[0] for line in lines] == ["::notice", "::error", "1"]


def test_a_place_over_several_lines_has_no_columns() -> None:
    place = Place("a.yaml", Span(Position(1, 5), Position(3, 1)))
    ((_, properties, _),) = told(Report((replace(REMOVED, place=place),)))
    assert {"line": "1", "endLine": "3"}.items() <= properties.items()
    assert "col" not in properties


def test_files_are_told_from_the_root() -> None:
    frame = Frame(PurePath("/repo/team"), PurePath("/repo"))
    inside = replace(REMOVED, place=at("a.yaml", 1, 1, 2))
    typed = replace(REMOVED, place=at("<stdin>", 1, 1, 2))
    assert [properties.get("file") for _, properties, _ in told(Report((inside, typed)), frame)] == [
        "team/a.yaml",
        None,
    ]


def test_a_clean_report_is_a_line_without_a_command() -> None:
    assert render(EMPTY) == "no findings in 0 contracts\n"
