"""Files, functions and names stay within the house's budgets; the message names the place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
PYTHON_ROOMS = ("src", "tests", "reference_pipelines", "ci")
GENERATED = ("reference_pipelines/edge/python",)

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 40
MAX_TEST_LINES = 30
MAX_CONFTEST_LINES = 150
MEDIAN_FUNCTION_LINES = 9
BANNED_WORDS = {"util", "utils", "helper", "helpers", "common", "misc", "manager"}


def python_files() -> list[Path]:
    files = (path for room in PYTHON_ROOMS for path in sorted((ROOT / room).rglob("*.py")))
    return [path for path in files if not path.relative_to(ROOT).as_posix().startswith(GENERATED)]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_file_and_function_budgets(path: Path) -> None:
    lines = path.read_text().count("\n")
    limit = MAX_CONFTEST_LINES if path.name == "conftest.py" else MAX_FILE_LINES
    assert lines <= limit, f"{path} has {lines} lines; split it by duty (limit {limit})"
    for node in functions(path):
        longest = MAX_TEST_LINES if node.name.startswith("test_") else MAX_FUNCTION_LINES
        assert length(node) <= longest, f"{path}:{node.lineno}: {node.name} is {length(node)} lines long"


def test_functions_are_short() -> None:
    lengths = [length(node) for path in python_files() if "src" in path.parts for node in functions(path)]
    assert median(lengths) <= MEDIAN_FUNCTION_LINES


def test_java_files_are_short() -> None:
    rooms = ROOT / "reference_pipelines" / "jvm"
    for path in sorted(rooms.rglob("src/**/*.java")):
        lines = path.read_text().count("\n")
        assert lines <= MAX_FILE_LINES, f"{path} has {lines} lines; split it by duty"


def test_names_say_what_a_thing_is() -> None:
    for path in python_files():
        words = set(path.stem.split("_"))
        assert not words & BANNED_WORDS, f"{path}: name the file for what it does"
