"""`headgate lint`: contracts judged, one report, one exit status."""

from __future__ import annotations

import sys
from dataclasses import replace

import click

from headgate.cli._contracts import Given, NoContractError, readings
from headgate.cli._fixing import JudgeReading, fix_files, show_differences
from headgate.cli._policy import InForce, ran_rules, with_policy
from headgate.cli._refusal import refuse
from headgate.cli._reporting import Reporting, with_reporting
from headgate.lint import Report, joined, lint
from headgate.rules import contract_rules


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option(
    "--fix", is_flag=True, help="Make the fixes that are safe, in the files; comments and layout stay."
)
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@with_reporting
@with_policy
def command(
    in_force: InForce, reporting: Reporting, paths: tuple[str, ...], *, fix: bool, diff: bool
) -> None:
    """Judge the contracts at PATHS: files, folders, or `-` for standard input.

    A folder is searched for YAML files that say `kind: DataContract`. Nothing is fetched: linting works offline.

    Exit status: 0 clean, 1 findings, 2 a contract or the command was not understood.
    """
    try:
        given = readings(paths)
    except NoContractError as nothing:
        refuse(nothing)
    if diff:
        sys.exit(show_differences(given, _judge(in_force)))
    if fix:
        given = fix_files(given, _judge(in_force))
    report = _judged(given, in_force)
    reporting.tell(report, in_force.law.fail_on, _ran(in_force))
    sys.exit(in_force.status(report))


def _judged(given: Given, in_force: InForce) -> Report:
    rules, policy = contract_rules(), in_force.policy()
    found = joined((lint(reading, rules, policy) for reading in given.readings), given.skipped)
    return in_force.settled(found, given.readings, _ran(in_force))


def _judge(in_force: InForce) -> JudgeReading:
    """How one contract is judged while it is fixed: what is waived or known is left as it is."""
    quiet = replace(in_force, write_baseline=None)
    return lambda reading: _judged(Given((reading,)), quiet)


def _ran(in_force: InForce) -> frozenset[str]:
    return ran_rules(contract_rules(), in_force.policy())
