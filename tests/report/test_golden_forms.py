"""Every form of one rich report, of an empty one, and of one that only says what was not run."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest
from tests.report.sample import EMPTY, ONLY_NOT_RUN, RICH

from headgate.cli._reporting import Form, rendered
from headgate.report.frame import Frame

HERE = Path(__file__).parent / "golden"
FRAME = Frame(
    PurePath("/repo"),
    PurePath("/repo"),
    ran=frozenset({"keys/key-field-optional", "made/illegal-name", "made/clock-skew"}),
    files="https://forge.example/shop/contracts/blob/0a1b2c3",
)
ENDINGS = {
    Form.TEXT: "txt",
    Form.JSON: "json",
    Form.SARIF: "sarif",
    Form.JUNIT: "xml",
    Form.GITHUB: "github.txt",
    Form.GITLAB: "gitlab.json",
    Form.MARKDOWN: "md",
}
REPORTS = {"rich": RICH, "empty": EMPTY, "only_not_run": ONLY_NOT_RUN}
CASES = [(name, form) for name in REPORTS for form in Form]


@pytest.mark.parametrize(("name", "form"), CASES, ids=[f"{name}-{form.value}" for name, form in CASES])
def test_form(name: str, form: Form, *, golden: bool) -> None:
    made = rendered(REPORTS[name], form, FRAME)
    path = HERE / f"{name}.{ENDINGS[form]}"
    if golden:
        path.write_text(made, encoding="utf-8", newline="\n")
    assert made == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    expected = {f"{name}.{ENDINGS[form]}" for name, form in CASES}
    assert {path.name for path in HERE.iterdir()} <= expected


@pytest.mark.parametrize("form", Form, ids=lambda form: form.value)
def test_a_form_is_the_same_each_time(form: Form) -> None:
    assert rendered(RICH, form, FRAME) == rendered(RICH, form, FRAME)
