"""Submitting, and looking into saved state: one bounded subprocess that loads PyFlink, so that no command does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Final
from urllib.parse import urlsplit

from headgate.connect.faults import ServiceError
from headgate.connect.settings import Settings
from headgate.ops.pipeline.causes import root_cause
from headgate.ops.pipeline.surroundings import flink_home

SUBMIT_TIMEOUT_S: Final = 300
"""A cold JVM plans two jobs in 15 s on an idle machine."""
CLIENT_JVM: Final = "-Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""The planner runs for seconds: compiling it well would take longer."""


@dataclass(frozen=True, slots=True)
class Work:
    """A script, and the columns by SQL type that its table must have: those that it lacks are added to it."""

    sql: str
    table: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Order:
    """Scripts to run, and the Flink settings that go over their own."""

    works: tuple[Work, ...]
    overrides: Mapping[str, str] = field(default_factory=dict)
    explain: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one script: a job id, or a plan when asked to explain; `error` is empty when it went well.

    `added` are the columns that its table lacked.
    """

    job_id: str = ""
    added: tuple[str, ...] = ()
    plan: str = ""
    error: str = ""


def submit(settings: Settings, order: Order) -> tuple[Answer, ...]:
    """One answer for each script; raises `ServiceError` when the driver fails as a whole."""
    told = {
        "works": [asdict(work) for work in order.works],
        "overrides": {**_target(settings), **order.overrides},
        "explain": order.explain,
    }
    return tuple(map(_answer, json.loads(_driven(settings, told))))


def _answer(result: Mapping[str, object]) -> Answer:
    added = result.get("added", ())
    assert isinstance(added, Sequence)
    said = {key: str(result.get(key, "")) for key in ("job_id", "plan", "error")}
    return Answer(**said, added=tuple(map(str, added)))


def saved_positions(settings: Settings, uris: Sequence[str]) -> tuple[dict[tuple[str, int], int], ...]:
    """The next offset of each partition of a topic, for each savepoint or checkpoint; raises `ServiceError`."""
    if not uris:
        return ()
    return tuple(map(_positions, uris, json.loads(_driven(settings, {"saved": list(uris)}))))


def _positions(uri: str, saved: Mapping[str, Sequence[tuple[str, int, int]]]) -> dict[tuple[str, int], int]:
    if "error" in saved:
        raise ServiceError(f"{uri} cannot be read: {saved['error']}", "look whether it is whole")
    # A negative offset is a partition that was not read yet.
    return {(topic, number): offset for topic, number, offset in saved["positions"] if offset >= 0}


def _driven(settings: Settings, order: Mapping[str, object]) -> str:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "headgate.ops.pipeline.driver"],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            timeout=SUBMIT_TIMEOUT_S,
            env=_environment(settings),
            check=False,
        )
    except subprocess.TimeoutExpired:
        reason = f"the planner did not answer within {SUBMIT_TIMEOUT_S} s"
        raise ServiceError(reason, "look whether the machine is overloaded, and try again") from None
    return _output(done)


def _target(settings: Settings) -> dict[str, str]:
    rest = urlsplit(settings.require("flink.rest"))
    secure = rest.scheme == "https"
    return {
        "execution.target": "remote",
        "execution.attached": "false",
        "rest.address": rest.hostname or "",
        "rest.port": str(rest.port or (443 if secure else 80)),
        "security.ssl.rest.enabled": str(secure).lower(),
    }


def _environment(settings: Settings) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in {"FLINK_HOME", "FLINK_CONF_DIR"}}
    home = flink_home(settings)
    package_root = os.pathsep.join(path for path in sys.path if path)
    return {
        **kept,
        "FLINK_HOME": home,
        "FLINK_PLUGINS_DIR": f"{home}/plugins",
        "JVM_ARGS": CLIENT_JVM,
        "PYTHONPATH": package_root,
    }


def _output(done: subprocess.CompletedProcess[str]) -> str:
    if done.returncode != 0 or not done.stdout:
        missing = "No module named 'pyflink'" in done.stderr
        remedy = (
            "install the extra: pip install 'headgate[flink]'" if missing else "run it again with --explain"
        )
        raise ServiceError(f"the Flink driver failed: {_last_words(done.stderr)}", remedy)
    return done.stdout


def _last_words(stderr: str) -> str:
    cause = root_cause(stderr)
    return stderr.strip().splitlines()[-1] if cause in stderr.splitlines()[:1] else cause
