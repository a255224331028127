"""What fixing does to a contract: each row is a rule, the lines as written, and the lines after."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from headgate.diagnostics import Edit, Finding, Fix, Place, Position, Severity, Span
from headgate.lint import Report, lint
from headgate.lint.fixing import chosen, fixed
from headgate.odcs import read_text
from headgate.odcs.texts import BOM
from headgate.rules import contract_rules

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "odcs"
TEXT = """\
apiVersion: v3.2.0
kind: DataContract
id: orders
version: 1.0.0
status: active
team: {name: checkout}
description: {purpose: Every change of an order.}
schema:
  - name: Order
    physicalName: orders.v1
    physicalType: topic
    properties:
      - name: order_id
        logicalType: string
        required: true
        description: The order.
        primaryKey: true
      - {name: changed_at, logicalType: timestamp, required: true, description: When it happened.}
    customProperties:
      - property: headgate
        value: {eventTime: changed_at, lateness: {allowed: 5m, watermark: 7m}, topic: {key: order_id}}
"""
ROWS = {
    "required of a key": (
        ("        required: true\n", ""),
        ("logicalType: string\n", "logicalType: string\n        required: true\n"),
    ),
    "required that is false": (("required: true\n", "required: false # yet\n"), ("required: false", "required: true")),
    "required of the event time, in braces": (("timestamp, required: true", "timestamp"), ("timestamp", "timestamp, required: true")),
    "a short version": (("version: 1.0.0", "version: 1.0"), ("version: 1.0", 'version: "1.0.0"')),
    "a short version in quotes": (("version: 1.0.0", "version: '1'"), ("'1'", "'1.0.0'")),
    "an unknown key": (("physicalName:", "physicalname:"), ("physicalname", "physicalName")),
    "an unknown key below a form feed": (("    physicalName:", "    # a\x0cb\n    physicalname:"), ("physicalname", "physicalName")),
    "an unknown key of ours": (("eventTime:", "eventtime:"), ("eventtime", "eventTime")),
    "an unknown key in quotes": (("    physicalType:", '    "physicaltype":'), ("physicaltype", "physicalType")),
    "a misspelt field": (("eventTime: changed_at", "eventTime: changd_at"), ("changd_at", "changed_at")),
    "a misspelt type": (("logicalType: timestamp", "logicalType: timestmp"), ("timestmp", "timestamp")),
    "a type in capitals": (("logicalType: string", "logicalType: STRING"), ("STRING", "string")),
    "a number that is to be text": (("name: checkout", "name: 0x12"), ("0x12", '"0x12"')),
    "a truth value in quotes": (("        required: true", "        required: 'True'"), ("'True'", "true")),
    "no margin": (("watermark: 7m", "watermark: 5m"), ("watermark: 5m", "watermark: 7m")),
    "a watermark before lateness": (("watermark: 7m", "watermark: 1m"), ("watermark: 1m", "watermark: 7m")),
    "no margin, no watermark": ((", watermark: 7m", ""), ("allowed: 5m", "allowed: 5m, watermark: 7m")),
    "more in sync than copies": (("{key: order_id}", "{key: order_id, minInsync: 5}"), ("minInsync: 5", "minInsync: 2")),
    "one in sync": (("{key: order_id}", "{key: order_id, minInsync: 1}"), ("minInsync: 1", "minInsync: 2")),
    "none to spare": (("{key: order_id}", "{key: order_id, minInsync: 3}"), ("minInsync: 3", "minInsync: 2")),
}  # fmt: skip
UNTOUCHED = {
    "one of two in sync": ("{key: order_id}", "{key: order_id, replication: 2, minInsync: 1}"),
    "a name that is near to none": ("eventTime: changed_at", "eventTime: xyz"),
    "a key that an alias shares": ("- name: order_id\n        logicalType: string\n        required: true", "- &id\n        name: order_id\n        logicalType: string"),
}  # fmt: skip


def judge(text: str) -> Report:
    return lint(read_text(text, "orders.yaml"), contract_rules())


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_fixed(name: str, end: str) -> None:
    (old, wrong), (at, right) = ROWS[name]
    assert TEXT.count(old) >= 1
    broken = TEXT.replace(old, wrong, 1).replace("\n", end)
    wanted = TEXT.replace(old, wrong, 1).replace(at, right, 1).replace("\n", end)
    assert fixed(broken, judge).text == wanted
    assert fixed(BOM + broken, judge).text == BOM + wanted


def test_a_sound_contract_stays() -> None:
    assert fixed(TEXT, judge).text == TEXT


@pytest.mark.parametrize("name", UNTOUCHED)
def test_untouched(name: str) -> None:
    old, wrong = UNTOUCHED[name]
    broken = TEXT.replace(old, wrong, 1)
    assert broken != TEXT
    assert any(found.severity is not Severity.NOTE for found in judge(broken).findings)
    assert fixed(broken, judge).text == broken


def insertion(column: int, text: str) -> Fix:
    here = Position(1, column)
    return Fix(f"write {text}", (Edit(Span(here, here), text),))


def report(*fixes: Fix) -> Report:
    place = Place("x")
    return Report(tuple(Finding("a/b", Severity.ERROR, "t", place, fix=fix) for fix in fixes))


def test_fixes_that_touch_wait_and_equal_ones_are_one() -> None:
    one, same, other, far = insertion(1, "a"), insertion(1, "a"), insertion(1, "b"), insertion(9, "c")
    assert chosen(report(far, one, same, other)) == (one, far)


def test_rules_that_undo_each_other_end() -> None:
    to_b, to_a = (Fix("turn", (Edit(Span(Position(1, 1), Position(1, 2)), text),)) for text in "ba")
    turning = fixed("a", lambda text: report(to_b if text == "a" else to_a))
    assert turning.text in ("a", "b")


def test_a_fix_that_makes_it_worse_is_refused_and_told() -> None:
    fix = insertion(1, "x")
    result = fixed("a", lambda text: report(fix) if text == "a" else report(fix, fix))
    assert (result.text, result.done, result.refused) == ("a", (), (fix,))


def comments(text: str) -> Counter[str]:
    return Counter(re.findall(r"(?m)(?:^|\s)#.*$", text))


@pytest.mark.skipif(not CORPUS.exists(), reason=f"{CORPUS} is not here")
def test_public_contracts_are_never_worse_and_keep_their_comments() -> None:
    made = 0
    for path in sorted(CORPUS.rglob("*.y*ml")):
        text = read_text(path.read_bytes()).source_map.text
        result = fixed(text, judge)
        before, after = judge(text), judge(result.text)
        assert comments(result.text) == comments(text), path
        assert after.count(Severity.ERROR) <= before.count(Severity.ERROR), path
        assert fixed(result.text, judge).text == result.text, path
        made += len(result.done)
    assert made >= 2


def test_a_difference_can_be_applied(tmp_path: Path) -> None:
    broken = BOM + TEXT.replace("        required: true\n", "", 1).replace("\n", "\r\n").rstrip()
    (tmp_path / "orders.yaml").write_bytes(broken.encode())
    command = ["headgate", "lint", "orders.yaml", "--diff"]
    main = "import sys; sys.argv = sys.argv[1:]; from headgate.cli import main; main()"
    shown = subprocess.run(
        [sys.executable, "-c", main, *command], cwd=tmp_path, capture_output=True, check=False
    )
    assert shown.returncode == 1
    subprocess.run(["git", "apply", "--unsafe-paths"], cwd=tmp_path, input=shown.stdout, check=True)
    assert (tmp_path / "orders.yaml").read_bytes().decode() == fixed(broken, judge).text
