"""GitLab's Code Quality: the keys it wants, weights it knows, and fingerprints that tell findings apart."""

from __future__ import annotations

import json

import jsonschema_rs
import pytest
from tests.report.sample import EMPTY, ONLY_NOT_RUN, RICH, hostile

from headgate.lint import Report
from headgate.report.gitlab import render

# As GitLab documents it: a relative path without `./`, a line from 1, five weights.
SHAPE = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^./]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize(
    "report", [RICH, EMPTY, ONLY_NOT_RUN, hostile()], ids=["rich", "empty", "only-not-run", "hostile"]
)
def test_it_has_what_gitlab_wants(report: Report) -> None:
    entries = json.loads(render(report))
    assert not [str(error) for error in jsonschema_rs.validator_for(SHAPE).iter_errors(entries)]
    marks = [entry["fingerprint"] for entry in entries]
    assert len(set(marks)) == len(marks)


def test_weights() -> None:
    told = [(entry["check_name"], entry["severity"]) for entry in json.loads(render(RICH))]
    assert told == [
        ("made/field-removed", "major"),
        ("made/version-too-low", "major"),
        ("keys/key-field-optional", "minor"),
        ("made/illegal-name", "info"),
        ("made/illegal-name", "info"),
        ("made/syntax", "blocker"),
        ("not-run", "info"),
        ("not-run", "info"),
    ]
