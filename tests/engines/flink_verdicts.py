"""Asks Flink which rules rows break. Reads {jar, columns, casts, rules, rows} as JSON, writes {row: [rule, …]}.

A program of its own, since PyFlink starts a JVM. Every value comes as text and is cast in a view, so that no rule is
decided when the query is planned.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def main() -> None:
    from pyflink.table import DataTypes, EnvironmentSettings, TableEnvironment  # noqa: PLC0415

    asked: dict[str, Any] = json.load(sys.stdin)
    env = TableEnvironment.create(EnvironmentSettings.in_batch_mode())
    env.get_config().set("table.local-time-zone", "UTC").set("parallelism.default", "1")
    env.execute_sql(
        f"CREATE TEMPORARY SYSTEM FUNCTION headgate_matches AS 'io.headgate.flink.Matches' USING JAR '{asked['jar']}'"
    )
    names = ["row_id", *asked["columns"]]
    schema = DataTypes.ROW([DataTypes.FIELD(name, DataTypes.STRING()) for name in names])
    rows = [[str(number), *row] for number, row in enumerate(asked["rows"])]
    env.create_temporary_view("texts", env.from_elements(rows, schema))
    casts = ", ".join(f"{cast} AS `{name}`" for name, cast in asked["casts"].items())
    env.execute_sql(f"CREATE TEMPORARY VIEW typed AS SELECT row_id, {casts} FROM texts")
    broken = ", ".join(
        f"CASE WHEN {sql} THEN CAST(NULL AS STRING) ELSE '{name}' END" for name, sql in asked["rules"].items()
    )
    verdicts: dict[str, list[str]] = {}
    with env.execute_sql(f"SELECT row_id, CONCAT_WS(',', {broken}) FROM typed").collect() as found:
        for row in found:
            verdicts[row[0]] = [name for name in row[1].split(",") if name]
    print(json.dumps(verdicts))


if __name__ == "__main__":
    main()
