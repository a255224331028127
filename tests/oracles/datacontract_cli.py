"""datacontract-cli's own checks of a contract's data, and ours of the same records, as counts that can be compared."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.require import absent, require_tool

from headgate.validate import Validator

SECONDS: Final = 180
SERVER: Final = re.compile(r"^  - \{server: production,.*\}$", re.MULTILINE)
# Their check of a rule of ours. A length is two checks to them, of which a contract may have one.
CHECKS: Final = {
    "field_required": "required", "field_min_length": "length", "field_max_length": "length",
    "field_regex": "pattern", "field_minimum": "minimum", "field_maximum": "maximum",
    "field_invalid_values": "invalidValues",
}  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """How many rows there were, and how many of them broke each rule (`price.minimum`); rules none broke are there."""

    rows: int
    broken: Mapping[str, int]


def require_datacontract(*modules: str) -> str:
    """The command, and the packages that it reads data with."""
    command = require_tool("datacontract")
    for module in ("duckdb", "ibis.backends.duckdb", *modules):
        if importlib.util.find_spec(module.partition(".")[0]) is None:
            absent(f"{module} is not installed: `datacontract test` reads data with it")
    return command


def with_server(contract: str, server: str, *, table: bool) -> str:
    """The contract with another server; as a `table` it is named after the record, as files are looked up."""
    text, count = SERVER.subn(f"  - {server}", contract)
    assert count == 1
    return re.sub(r"^    physicalName: .*\n", "", text, flags=re.MULTILINE) if table else text


def theirs(contract: Path, **environment: str) -> Counted:
    """What `datacontract test` counts; it exits 1 where a check failed, and says so in its report, too."""
    report = contract.with_suffix(".results.json")
    line = [
        *(require_datacontract(), "test", str(contract), "--no-inline-references"),
        *("--output", str(report), "--output-format", "json"),
    ]
    done = subprocess.run(
        line, env={**os.environ, **environment}, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert report.exists(), done.stdout + done.stderr
    return counted(json.loads(report.read_text(encoding="utf-8"))["checks"])


def counted(checks: Iterable[Mapping[str, object]]) -> Counted:
    """The counts in a report; a check that could not be made is a failure of the test."""
    broken: Counter[str] = Counter()
    rows = set()
    for check in checks:
        suffix = CHECKS.get(str(check["type"]))
        if suffix is None:
            continue
        told = check["diagnostics"]
        assert isinstance(told, dict), check
        broken[f"{check['field']}.{suffix}"] += int(told["value"])
        rows.add(int(told["row_count"]))
    assert len(rows) == 1, rows
    return Counted(rows.pop(), dict(broken))


def ours(records: Iterable[Mapping[str, object]], validate: Validator, rules: Iterable[str]) -> Counted:
    """What our validator counts, of the rules that they check."""
    seen = list(records)
    found = Counter(violation.rule for record in seen for violation in validate(record))
    return Counted(len(seen), {rule: found[rule] for rule in rules})
