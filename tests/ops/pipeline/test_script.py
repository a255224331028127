"""Generated SQL as a script."""

from __future__ import annotations

import pytest

from headgate.ops.pipeline.script import filled, parsed, split


def test_quotes_and_comments_hide_semicolons() -> None:
    sql = (
        "-- a; b\nSET 'k' = 'a;b''c';\nSELECT `x;``y`, '--no' - 1;\n\n-- the end;\nINSERT INTO t\nSELECT 1;\n"
    )
    assert split(sql) == ("SET 'k' = 'a;b''c'", "SELECT `x;``y`, '--no' - 1", "INSERT INTO t\nSELECT 1")


def test_settings_are_told_from_statements() -> None:
    script = parsed("SET 'p' = 'a:''b''';\nCREATE TABLE t (x INT);\nINSERT INTO t SELECT 1")
    assert script.settings == {"p": "a:'b'"}
    assert script.statements == ("CREATE TABLE t (x INT)",)
    assert script.insert == "INSERT INTO t SELECT 1"


@pytest.mark.parametrize("sql", ["", "CREATE TABLE t (x INT);", "INSERT INTO t SELECT 1; SELECT 2;"])
def test_a_script_must_end_with_an_insert(sql: str) -> None:
    with pytest.raises(ValueError, match="does not end with an INSERT"):
        parsed(sql)


def test_every_placeholder_needs_a_value() -> None:
    assert filled("'${A}' ${B}", {"A": "1", "B": ""}) == "'1' "
    with pytest.raises(KeyError):
        filled("${A}", {})


def test_a_value_of_several_lines_stays_out_of_comments() -> None:
    sql = "-- ${A}  a certificate\n'-- ${A}' ${A}"
    assert filled(sql, {"A": "1\n2"}) == "-- ${A}  a certificate\n'-- 1\n2' 1\n2"
