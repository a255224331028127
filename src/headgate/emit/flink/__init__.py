"""Flink SQL: the guard job, and the job that lands the clean topic in Iceberg."""

from headgate.emit.flink.emitter import EMITTER
from headgate.emit.flink.land import qualified_table, table_columns
from headgate.emit.flink.layout import CATALOG, DATABASE, Job, group_id, job_name, sql_file, table_name

__all__ = [
    "CATALOG",
    "DATABASE",
    "EMITTER",
    "Job",
    "group_id",
    "job_name",
    "qualified_table",
    "sql_file",
    "table_columns",
    "table_name",
]
