"""The process that plans and submits jobs: PyFlink and its JVM live here, and end with it.

Reads one JSON document from stdin and writes one to stdout (see `Order` and `Answer` in `submit.py`); whatever
the JVM prints goes to stderr. Run as `python -m headgate.ops.pipeline.driver` with FLINK_HOME set.
"""

from __future__ import annotations

import json
import os
import sys
from typing import IO

from py4j.protocol import Py4JError
from pyflink.common import Configuration
from pyflink.table import EnvironmentSettings, TableEnvironment
from pyflink.util.exceptions import JavaException

from headgate.ops.pipeline.causes import root_cause
from headgate.ops.pipeline.script import Script, parsed


def main() -> None:
    """Answer the order on stdin."""
    with _private_stdout() as answer:
        order = json.load(sys.stdin)
        results = [_result(sql, order["overrides"], explain=order["explain"]) for sql in order["scripts"]]
        json.dump(results, answer)


def _private_stdout() -> IO[str]:
    """Keeps stdout for the answer: file descriptor 1 becomes stderr, for the JVM to inherit."""
    kept = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(kept, "w", encoding="utf-8")


def _result(sql: str, overrides: dict[str, str], *, explain: bool) -> dict[str, str]:
    script = parsed(sql)
    try:
        environment = _environment({**script.settings, **overrides})
        return (
            {"plan": _plan(environment, script)} if explain else {"job_id": _submitted(environment, script)}
        )
    except (JavaException, Py4JError) as fault:
        return {"error": root_cause(str(fault))}


def _environment(settings: dict[str, str]) -> TableEnvironment:
    configuration = Configuration()
    for key, value in settings.items():
        configuration.set_string(key, value)
    chosen = EnvironmentSettings.new_instance().with_configuration(configuration).build()
    return TableEnvironment.create(chosen)


def _plan(environment: TableEnvironment, script: Script) -> str:
    for statement in script.statements:
        environment.execute_sql(statement)
    return str(environment.explain_sql(script.insert))


def _submitted(environment: TableEnvironment, script: Script) -> str:
    for statement in script.statements:
        environment.execute_sql(statement)
    client = environment.execute_sql(script.insert).get_job_client()
    return str(client.get_job_id())


if __name__ == "__main__":
    main()
