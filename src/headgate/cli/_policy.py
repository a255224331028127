"""The policy, the waivers and the baseline in force: found, read, and laid over a report."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, wraps
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import click

from headgate.cli import EXIT_CLEAN, EXIT_FINDINGS, EXIT_NOT_UNDERSTOOD
from headgate.cli._nearest import nearest
from headgate.cli._refusal import refuse
from headgate.diagnostics import Finding, Severity
from headgate.lint import Needs, Policy, Report, Rule
from headgate.lint.baseline import Baseline, BaselineError, read_baseline, spelled
from headgate.lint.exemption import Exemption
from headgate.lint.policy import Law, Profile
from headgate.lint.policy_offences import UNREADABLE
from headgate.lint.policy_reading import Names, read_policy
from headgate.lint.settling import Judged, less_known, renewed, settled
from headgate.lint.waivers import read_waivers
from headgate.odcs import Reading
from headgate.odcs.offences import offences
from headgate.report.frame import repository_root
from headgate.report.rulebook import catalogue
from headgate.report.text import plural, render_finding

if TYPE_CHECKING:
    from headgate.change import Regrades

POLICY: Final = Path("gate/policy.toml")
WAIVERS: Final = Path("gate/waivers.toml")
FILE: Final = click.Path(path_type=Path)
SEVERITIES: Final = tuple(severity.value for severity in Severity)
PROFILES: Final = tuple(profile.value for profile in Profile)


@dataclass(frozen=True, slots=True)
class Waivers:
    """The file of waivers: its text, the whole ones, and what is wrong with the others."""

    path: str = ""
    text: str = ""
    exemptions: tuple[Exemption, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds for one run of a command: the law, which rules are wanted, where files are, and what is known.

    `root` is the folder that paths in the policy and in waivers start from.
    """

    law: Law
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    root: Path = Path()
    waivers: Waivers = Waivers()
    exempting: bool = True
    baseline: Baseline | None = None
    write_baseline: Path | None = None

    def policy(self, present: frozenset[Needs] = frozenset()) -> Policy:
        """What the engine is to run, given what is at hand."""
        return Policy(self.select, self.ignore, self.law.fail_on, present)

    def settled(
        self,
        report: Report,
        readings: Iterable[Reading],
        ran: Iterable[str],
        gone: Mapping[str, str] = MappingProxyType({}),
    ) -> Report:
        """The report as it counts: graded, less what is waived, suppressed or in the baseline.

        `ran` are the ids of the rules that were run (a waiver for another is not called unused), `gone` those of
        contracts that are there no more, by path. A new baseline is written here when one is asked for.
        """
        judged = Judged(tuple(readings), frozenset(ran), known_rules(), date.today(), cache(self.home), gone)
        waivers = self.waivers
        if waivers.path:
            beside = report.beside | {waivers.path: waivers.text}
            report = replace(report, findings=(*report.findings, *waivers.findings), beside=beside)
        report = settled(report, self.law, judged, waivers.exemptions, exempting=self.exempting)
        if self.write_baseline is not None:
            return _renewed(self.write_baseline, report, judged)
        return report if self.baseline is None else less_known(report, self.baseline, judged)

    @property
    def regrades(self) -> Regrades:
        """The policy's own verdicts on kinds of changes."""
        if not self.law.verdicts:
            return {}
        from headgate.change import Verdict

        return {kind: Verdict(verdict) for kind, verdict in self.law.verdicts}

    @property
    def history(self) -> str:
        """Where the policy finds earlier versions; a folder is seen from here, as it starts from the root."""
        named = self.law.history
        folder = os.path.relpath(self.root / named)
        return folder if named and os.path.isdir(folder) and folder.startswith("..") else named  # noqa: PTH112

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
    path = _found(POLICY) if asked.policy is None else asked.policy
    law = Law() if path is None else _law(path)
    law = replace(
        law,
        profile=law.profile if asked.profile is None else Profile(asked.profile),
        paths=law.paths if asked.profile is None else tuple(replace(one, profile=None) for one in law.paths),
        fail_on=law.fail_on if asked.fail_on is None else Severity(asked.fail_on),
    )
    beside = _found(WAIVERS) if path is None else path.with_name(WAIVERS.name)
    return InForce(
        law,
        asked.select,
        asked.ignore,
        _root(path or beside),
        Waivers() if beside is None or not beside.is_file() else _waivers(beside),
        not asked.no_waivers,
        None if asked.baseline is None else _baseline(asked.baseline),
        asked.write_baseline,
    )


def _found(name: Path) -> Path | None:
    """The file in this folder or in one above, up to the repository's own, as it is reached from here."""
    here = Path.cwd()
    top = repository_root(here)
    for up, folder in enumerate((here, *here.parents)):
        if (folder / name).is_file():
            return Path(*[".."] * up) / name
        if folder == top:
            break
    return None


def _root(found: Path | None) -> Path:
    """Where the paths in a policy start: above its folder `gate`, else in its own."""
    if found is None:
        return Path()
    folder = found.resolve().parent
    return folder.parent if folder.name == POLICY.parent.name else folder


def _law(path: Path) -> Law:
    text = _text(path)
    law, findings = read_policy(text, str(path), Names(known_rules(), change_kinds(text)))
    _refuse(findings, text)
    return law


def _waivers(path: Path) -> Waivers:
    text = _text(path)
    exemptions, findings = read_waivers(text, str(path))
    _refuse([finding for finding in findings if finding.rule == UNREADABLE.rule], text)
    return Waivers(str(path), text, exemptions, findings)


def _baseline(path: Path) -> Baseline:
    try:
        return read_baseline(_text(path), str(path))
    except BaselineError as wrong:
        refuse(wrong)


def _renewed(path: Path, report: Report, judged: Judged) -> Report:
    """Writes the baseline; what is in it does not count from now on."""
    old = _baseline(path) if path.exists() else Baseline(str(path))
    new = renewed(report, old, judged)
    text = spelled(new)
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as fault:
        refuse(f"`{path}` cannot be written: {fault.strerror}")
    click.echo(f"wrote {plural(len(new.entries), 'finding')} to {path}", err=True)
    return less_known(report, replace(new, source=text), judged)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        reason = (fault.strerror or "the system refused") if isinstance(fault, OSError) else "it is not UTF-8"
        refuse(f"`{path}` cannot be read: {reason[:1].lower()}{reason[1:]}")


def _refuse(findings: Sequence[Finding], text: str) -> None:
    """Tells of what keeps a file from being in force, and leaves: nothing is judged by half a law."""
    for finding in findings:
        click.echo(render_finding(finding, text) + "\n", err=True)
    if findings:
        click.echo(
            f"nothing was judged: {plural(len(findings), 'mistake')} in {findings[0].place.path}", err=True
        )
        sys.exit(EXIT_NOT_UNDERSTOOD)


def change_kinds(text: str) -> frozenset[str]:
    """The kinds of changes that `[verdicts]` of a policy may name; none when it has no such part."""
    if "verdicts" not in text:
        return frozenset()
    from headgate.change import KINDS, kind_name

    return frozenset(kind_name(kind) for kind in KINDS)


def _names(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for names in given for name in names.split(",") if name.strip())


def _refuse_unknown(names: tuple[str, ...]) -> None:
    """Tells of the first name that is neither a rule nor an area, with the nearest that is."""
    if not names:
        return
    known = known_rules() | {rule.split("/", 1)[0] for rule in known_rules()}
    for name in names:
        if name not in known:
            refuse(f"no rule or area is called `{name}`{nearest(name, known)}")


def known_rules() -> frozenset[str]:
    """The ids of all rules there are: whatever has a page."""
    return frozenset(catalogue())


def ran_rules(rules: Iterable[Rule], policy: Policy) -> frozenset[str]:
    """The ids of the rules that a policy lets run, those of reading among them."""
    ids = {rule.id for rule in rules if rule.needs <= policy.present} | {one.rule for one in offences()}
    return frozenset(rule for rule in ids if policy.takes(rule))
