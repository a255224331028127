"""The policy, the waivers and the baseline in force: found, read, and laid over a report."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Final

import click

from headgate.cli import EXIT_CLEAN, EXIT_FINDINGS, EXIT_NOT_UNDERSTOOD
from headgate.cli._nearest import nearest
from headgate.diagnostics import Severity
from headgate.lint import Needs, Policy, Report, Rule
from headgate.lint.policy import Law, Profile
from headgate.lint.settling import Judged, graded
from headgate.odcs import Reading
from headgate.odcs.offences import offences
from headgate.rules import all_rules

FILE: Final = click.Path(path_type=Path)
SEVERITIES: Final = tuple(severity.value for severity in Severity)
PROFILES: Final = tuple(profile.value for profile in Profile)


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds for one run of a command: the law, which rules are wanted, where files are, and what is known.

    `root` is the folder that paths in the policy and in waivers start from.
    """

    law: Law
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    root: Path = Path()
    waivers: Path | None = None
    baseline: Path | None = None
    write_baseline: Path | None = None

    def policy(self, present: frozenset[Needs] = frozenset()) -> Policy:
        """What the engine is to run, given what is at hand."""
        return Policy(self.select, self.ignore, self.law.fail_on, present)

    def settled(self, report: Report, readings: Iterable[Reading], ran: Iterable[str]) -> Report:
        """The report as it counts: graded, less what is waived, suppressed or in the baseline.

        `ran` are the ids of the rules that were run (a waiver for another is not called unused). A new baseline is
        written here when one is asked for.
        """
        judged = Judged(tuple(readings), frozenset(ran), known_rules(), date.today(), self.home)
        return graded(report, self.law, judged)

    def home(self, path: str) -> str:
        """The path from the root; as it was given when it lies elsewhere."""
        try:
            return Path(path).resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return Path(path).as_posix()

    def status(self, report: Report) -> int:
        """The exit status of a settled report, before what could not be run is looked at."""
        if report.unread:
            return EXIT_NOT_UNDERSTOOD
        return EXIT_FINDINGS if report.fails(self.policy()) else EXIT_CLEAN


@dataclass(frozen=True, slots=True)
class Asked:
    """The options as they were given."""

    policy: Path | None
    profile: str | None
    fail_on: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    baseline: Path | None
    write_baseline: Path | None
    no_waivers: bool


OPTIONS: Final = (
    click.option("--policy", type=FILE, help="Policy file.  [default: gate/policy.toml, here or above]"),
    click.option("--profile", type=click.Choice(PROFILES), help="Profile, in place of the policy's."),
    click.option(
        "--fail-on",
        type=click.Choice(SEVERITIES),
        help="Lowest severity that makes the exit status 1.  [default: the policy's, else error]",
    ),
    click.option(
        "--select", multiple=True, metavar="NAMES", help="Run only these rules or areas (keys,time/…)."
    ),
    click.option("--ignore", multiple=True, metavar="NAMES", help="Leave these rules or areas out."),
    click.option("--baseline", type=FILE, help="Leave out the findings that this file has already."),
    click.option("--write-baseline", type=FILE, help="Write today's findings to this file, as a baseline."),
    click.option("--no-waivers", is_flag=True, help="Count what is waived or suppressed, too."),
)


def with_policy(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the options of policy and selection, and what they lead to as the argument `in_force`."""

    @wraps(command)
    def called(  # noqa: PLR0913 - click gives each option by name
        *,
        policy: Path | None,
        profile: str | None,
        fail_on: str | None,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        baseline: Path | None,
        write_baseline: Path | None,
        no_waivers: bool,
        **given: object,
    ) -> None:
        asked = Asked(
            policy, profile, fail_on, _names(select), _names(ignore), baseline, write_baseline, no_waivers
        )
        command(in_force=in_force(asked), **given)

    for option in reversed(OPTIONS):
        option(called)
    return called


def in_force(asked: Asked) -> InForce:
    """What the options and the files lead to; exits 2, and says why, when a file is not understood."""
    _refuse_unknown((*asked.select, *asked.ignore))
    law = Law()
    law = replace(
        law,
        profile=law.profile if asked.profile is None else Profile(asked.profile),
        fail_on=law.fail_on if asked.fail_on is None else Severity(asked.fail_on),
    )
    return InForce(law, asked.select, asked.ignore)


def _names(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for names in given for name in names.split(",") if name.strip())


def _refuse_unknown(names: tuple[str, ...]) -> None:
    """Tells of the first name that is neither a rule nor an area, with the nearest that is."""
    if not names:
        return
    known = known_rules() | {rule.split("/", 1)[0] for rule in known_rules()}
    for name in names:
        if name not in known:
            click.echo(f"error: no rule or area is called `{name}`{nearest(name, known)}", err=True)
            sys.exit(EXIT_NOT_UNDERSTOOD)


def known_rules() -> frozenset[str]:
    """The ids of all rules there are, those of reading among them."""
    return frozenset((*all_rules(), *(offence.rule for offence in offences())))


def ran_rules(rules: Iterable[Rule], policy: Policy) -> frozenset[str]:
    """The ids of the rules that a policy lets run, those of reading among them."""
    ids = {rule.id for rule in rules if rule.needs <= policy.present} | {one.rule for one in offences()}
    return frozenset(rule for rule in ids if policy.takes(rule))
