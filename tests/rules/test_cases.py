"""Each rule's case file: contracts, and the findings that the user sees of that rule.

A case writes the top-level keys that matter; the rest of a sound contract is put below them, so that the lines in
the findings are the lines of the case. Errors of reading are shown as well: a case must be sound in all but its rule.
A rule on changes has two contracts a case, ```yaml before and ```yaml after; one on history may have several before,
oldest first, and none after where the contract is gone. ```yaml evidence is what lies beside the contract.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from tests.markdown import Section, rewrite, sections

from headgate.diagnostics import Finding, Severity
from headgate.gate import Bench, judged
from headgate.history import Gone, History, Past, Version
from headgate.lint import Policy
from headgate.lint.engine import context_of
from headgate.lint.evidence import Evidence, GeneratedFile, SubjectRefusal
from headgate.odcs import Reading, read_text
from headgate.report.text import render_finding
from headgate.rules import all_rules

HERE = Path(__file__).parent
NOTHING = "nothing\n"
SOUND = {
    "apiVersion": "apiVersion: v3.2.0\n",
    "kind": "kind: DataContract\n",
    "id": "id: clicks\n",
    "version": "version: 1.0.0\n",
    "status": "status: active\n",
    "team": "team: {name: web}\n",
    "description": "description: {purpose: What shoppers do.}\n",
    "servers": 'servers:\n  - {server: production, type: kafka, host: "kafka:9092", format: avro}\n',
    "schema": (
        "schema:\n  - name: Click\n    physicalName: clicks.v1\n    physicalType: topic\n    properties:\n"
        "      - {name: id, logicalType: string, required: true, primaryKey: true}\n"
    ),
}


def case_file(rule_id: str) -> Path:
    return HERE / f"{rule_id}.md"


def whole(fragment: str) -> str:
    given = set(re.findall(r"^(\w+):", fragment, re.MULTILINE))
    return fragment + "".join(text for key, text in SOUND.items() if key not in given)


def told(rule_id: str, case: Section) -> str:
    before = [block.body for block in case.blocks if block.info == "yaml before"]
    is_gone = bool(before) and all(block.info != "yaml after" for block in case.blocks)
    bench = Bench((all_rules()[rule_id],), Policy())
    earlier = tuple(Version("earlier", "earlier.yaml", whole(text).encode()) for text in before)
    if is_gone:
        return rendered(
            rule_id,
            judged([], Past(gone=tuple(Gone("contract.yaml", "", one) for one in earlier)), bench).findings,
            "",
        )
    text = whole(case.block("yaml after" if before else "yaml").body)
    reading = read_text(text, path="contract.yaml")
    past = Past({"contract.yaml": History("the case", earlier)} if before else {})
    found = judged([reading], past, bench).findings
    lying = [evidence(block.body, reading) for block in case.blocks if block.info == "yaml evidence"]
    beside = [one for node in lying for one in bench.judge(node, context_of(reading))]
    return rendered(rule_id, (*found, *beside), text)


def rendered(rule_id: str, findings: tuple[Finding, ...], text: str) -> str:
    seen = [
        render_finding(found, text if found.place.path == "contract.yaml" else "")
        for found in findings
        if found.rule == rule_id or found.severity is Severity.ERROR
    ]
    return "\n\n".join(seen) + "\n" if seen else NOTHING


def evidence(spelled: str, reading: Reading) -> Evidence:
    """What lies beside the contract: the name of its kind, and its values."""
    [(kind, values)] = yaml.safe_load(spelled).items()
    assert reading.contract is not None
    match kind:
        case "GeneratedFile":
            return GeneratedFile(**values)
        case "SubjectRefusal":
            reasons = tuple(values.pop("reasons"))
            return SubjectRefusal(reading.contract.streams[0], reasons=reasons, **values)
        case _:
            raise ValueError(kind)


def cases(rule_id: str) -> tuple[Section, ...]:
    return sections(case_file(rule_id).read_text(encoding="utf-8"))


@pytest.mark.parametrize("rule_id", all_rules())
def test_cases(rule_id: str, *, golden: bool) -> None:
    found = [(case, told(rule_id, case)) for case in cases(rule_id)]
    if golden:
        expected = [(case.block("expect"), text) for case, text in found]
        rewrite(case_file(rule_id), {block.start: (block.end, text) for block, text in expected})
        return
    for case, text in found:
        assert text == case.block("expect").body, f"{rule_id}: {case.title}\n{text}"


@pytest.mark.parametrize("rule_id", all_rules())
def test_a_rule_has_a_case_that_fails_and_one_that_passes(rule_id: str) -> None:
    expected = [case.block("expect").body for case in cases(rule_id)]
    assert any(f"[{rule_id}]" in text for text in expected), f"{rule_id} has no failing case"
    assert NOTHING in expected, f"{rule_id} has no passing case"


def test_every_case_file_has_a_rule() -> None:
    files = {path.relative_to(HERE).with_suffix("").as_posix() for path in HERE.rglob("*.md")}
    assert files == set(all_rules())
