"""The comment of a merge request: what it says first, that no text can break out of it, and that it has an end."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.report.sample import EMPTY, ORDERS_HELD, REMOVED, RICH, at, hostile

from headgate.diagnostics import Severity
from headgate.lint import Report
from headgate.report.excerpt import printable
from headgate.report.frame import Frame
from headgate.report.inline import LONGEST as LONGEST_TEXT
from headgate.report.inline import code, escaped, prose
from headgate.report.markdown import LONGEST, MARKER, render

PAGE = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OUR_TAGS = {"h2", "h3", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "code", "strong", "br"}
UNSEEN = "\u200b"
REACHES_OUT = re.compile(r"[@#]\w|://|\bwww\.|\bGH-\d|:\w+:")
TEXTS = st.text(st.sampled_from("ab1 `|\\*_~@#!<>&[]()+-.=:/$%^\n\r\té😀\"'{}"), max_size=60)


class Seen(HTMLParser):
    """What a reader sees of a page: its tags, its text, and its text outside of code."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.plain = ""
        self.depth = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        self.depth += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "code"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.plain += "" if self.depth else data


def seen(markdown: str) -> Seen:
    return Seen(PAGE.render(markdown))


def blank(text: str) -> str:
    """The text without what Markdown does not keep: runs of blanks."""
    return " ".join(text.replace(UNSEEN, "").split())


def test_the_verdict_stands_first_and_then_who_is_hit() -> None:
    lines = [line for line in render(replace(RICH, unread=())).splitlines() if line]
    assert lines[:4] == [
        MARKER,
        "## Fails: 3 errors, 1 warning, 2 notes in 3 contracts",
        "**Hit by breaking changes:** `billing` and <code>fraud &#124; risk</code>",
        "1 finding known from the baseline: not counted.",
    ]


@pytest.mark.parametrize(
    ("report", "fail_on", "verdict"),
    [
        (RICH, Severity.ERROR, "## Not understood: "),
        (Report((REMOVED,)), Severity.ERROR, "## Fails: "),
        (Report((replace(REMOVED, severity=Severity.NOTE),)), Severity.WARNING, "## Passes: "),
        (Report((replace(REMOVED, severity=Severity.NOTE),)), Severity.NOTE, "## Fails: "),
        (EMPTY, Severity.NOTE, "## Passes: "),
    ],
)
def test_the_verdict_is_that_of_the_exit_status(report: Report, fail_on: Severity, verdict: str) -> None:
    assert render(report, Frame(fail_on=fail_on)).startswith(f"{MARKER}\n{verdict}")


def test_a_breaking_change_without_consumers_is_told() -> None:
    held = replace(ORDERS_HELD, changes=(replace(ORDERS_HELD.changes[1], consumers=()),))
    assert "the contracts name no consumer that they hit" in render(Report(comparisons=(held,)))


@given(TEXTS)
@pytest.mark.parametrize("spell", [escaped, code, prose], ids=["escaped", "code", "prose"])
@pytest.mark.parametrize("around", ["* {}\n", "| a | b |\n| --- | --- |\n| {} | end |\n", "### {}\n"])
def test_a_text_is_shown_as_it_is_and_does_nothing(spell: object, around: str, text: str) -> None:
    assert callable(spell)
    page = seen(around.format(spell(text)))
    shown = printable(text)
    wanted = shown.replace("`", "") if spell is prose and shown.count("`") % 2 == 0 else shown
    assert set(page.tags) <= OUR_TAGS
    assert not REACHES_OUT.search(page.plain)
    assert blank(page.text).replace(" ", "") in {
        blank(wanted).replace(" ", ""),
        ("ab" + blank(wanted) + "end").replace(" ", ""),
    }


def test_a_hostile_contract_says_nothing_in_our_name() -> None:
    page = seen(render(hostile()))
    assert set(page.tags) <= OUR_TAGS
    assert not REACHES_OUT.search(page.plain)
    assert page.tags.count("h2") == 1
    assert page.tags.count("h3") == 5
    assert page.tags.count("td") == 10


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("a b#1%.yaml", "[`a b#1%.yaml:3`](https://forge.example/a%20b%231%25.yaml#L3)"),
        ("a)(`.yaml", "[``a)(`.yaml:3``](https://forge.example/a%29%28%60.yaml#L3)"),
        ("../a.yaml", "`../a.yaml:3`"),
        ("<stdin>", "`<stdin>:3`"),
    ],
)
def test_a_link_leads_to_the_file(path: str, link: str) -> None:
    report = Report((replace(REMOVED, place=at(path, 3, 1, 2)),))
    assert f"| {link} |" in render(report, Frame(files="https://forge.example"))


def test_a_long_text_is_cut_and_the_cut_shown() -> None:
    assert seen(escaped("x" * 1000)).text.strip() == "x" * (LONGEST_TEXT - 1) + "…"


@pytest.mark.parametrize("findings", [400, 40_000])
def test_a_comment_has_an_end_and_tells_what_is_left_out(findings: int) -> None:
    many = tuple(replace(REMOVED, place=at("a.yaml", line, 1, 2)) for line in range(1, findings))
    told = render(replace(RICH, findings=many))
    assert len(told.encode("utf-16-le")) // 2 <= LONGEST
    listed = told.split("### Findings")[1].count("| **error** |")
    assert f"… {findings - 1 - listed} more findings left out of this comment." in told
    assert "### Not run" in told


@pytest.mark.parametrize("text", ["<" * 5000, "😀" * 5000, "@" * 5000, "`" * 5000])
@pytest.mark.parametrize("contracts", [1, 500])
def test_no_text_makes_it_too_long(text: str, contracts: int) -> None:
    held = hostile(text).comparisons * contracts
    told = render(replace(hostile(text), comparisons=held))
    assert len(told.encode("utf-16-le")) // 2 <= LONGEST
    assert "left out of this comment" in told or "has no room" in told or contracts == 1
