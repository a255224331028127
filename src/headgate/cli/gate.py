"""`headgate gate`: contracts judged together with everything that came before them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import click

from headgate.cli import EXIT_CLEAN, EXIT_FINDINGS, EXIT_SERVICE_FAILED
from headgate.cli._contracts import STDIN, STDIN_NAME, Given, NoContractError, readings
from headgate.cli._policy import InForce, ran_rules, with_policy
from headgate.cli._refusal import refuse
from headgate.cli._reporting import Reporting, with_reporting
from headgate.diagnostics import Finding
from headgate.gate import Bench, alone, judged
from headgate.history import NoHistoryError, Past, UnknownSourceError, past_of
from headgate.lint import Needs, NotRun, Report, Rule, joined
from headgate.rules import all_rules

PARTS: Final = ("history", "registry", "generated")
DEFAULT_PATHS: Final = ("contracts",)
FIRST_STEP: Final = "; name a path, or begin with `headgate init`"
HAZARDS: Final = "wire/hazard"
NO_AGAINST: Final = "nothing to hold the contracts against; give --against REF or a folder of versions"
NO_REGISTRY: Final = "a gate works offline; give --registry URL to ask a live one"
NO_FILE: Final = "standard input has no history; give the file"
NOTHING_GENERATED: Final = "nothing is generated here"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the gate is to hold the contracts against."""

    against: str
    registry: str
    config: Path | None
    first_parent: bool


@dataclass(frozen=True, slots=True)
class Partial:
    """What a part of the gate found, and why some of it was not run."""

    findings: tuple[Finding, ...] = ()
    not_run: tuple[NotRun, ...] = ()


@click.command(name="gate")
@click.argument("paths", nargs=-1, metavar="[PATHS...]")
@click.option("--against", metavar="REF", help="Git reference to hold against, or a folder of versions.")
@click.option("--first-parent", is_flag=True, help="Count a merge as one version, not what was merged.")
@click.option("--registry", metavar="URL", help="Ask this schema registry, too.")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file, for the registry.")
@click.option(
    "--require",
    multiple=True,
    type=click.Choice(PARTS),
    help="Exit 3 when this part could not be run; may be given again.",
)
@with_reporting
@with_policy
def command(  # noqa: PLR0913 - click gives each option by name
    *,
    in_force: InForce,
    reporting: Reporting,
    paths: tuple[str, ...],
    against: str | None,
    first_parent: bool,
    registry: str | None,
    config: Path | None,
    require: tuple[str, ...],
) -> None:
    """Judge the contracts at PATHS (default: contracts) together with all that came before them.

    Each contract is linted, compared with the version that it follows, and its schemas are held against every earlier
    version, in the contract's own compatibility mode. Earlier versions come from git: those that the file had before
    this branch left REF, by whatever name. Nothing is fetched; only --registry asks anybody.

    Exit status: 0 clean, 1 findings, 2 not understood, 3 what --require names could not be run.
    """
    # Thousands of texts become values that hold no cycles: looking for some takes a fifth of the time and finds none.
    gc.disable()
    if against == "":
        refuse("`--against` is empty; give a reference of git or a folder of versions, or leave it out")
    asked = Asked(against or in_force.history, registry or "", config, first_parent)
    report, ran = _report(paths or DEFAULT_PATHS, in_force, asked)
    reporting.tell(report, in_force.law.fail_on, ran)
    sys.exit(_status(in_force.status(report), report, require))


def _given(paths: tuple[str, ...]) -> tuple[Given, tuple[NoContractError, ...]]:
    """The contracts at the paths that lead to some, and what is wrong with the others."""
    try:
        return readings(paths), ()
    except NoContractError as nothing:
        given, more = _given(tuple(path for path in paths if path != nothing.path))
        return given, (nothing, *more)


def _refuse_empty(empty: Iterable[NoContractError], past: Past | None) -> None:
    """Exits 2 for a path without a contract, unless those that were there are gone: that is told as findings."""
    gone = () if past is None else tuple(Path(one.path).resolve() for one in past.gone)
    for nothing in empty:
        if not any(path.is_relative_to(Path(nothing.path).resolve()) for path in gone):
            refuse(f"{nothing}{FIRST_STEP if nothing.path in DEFAULT_PATHS else ''}")


def _report(paths: tuple[str, ...], in_force: InForce, asked: Asked) -> tuple[Report, frozenset[str]]:
    rules = tuple(_rules(in_force))
    given, empty = _given(paths)
    past, told = _past(given, paths, asked)
    _refuse_empty(empty, past)
    present = frozenset() if past is None else frozenset({Needs.HISTORY})
    bench = Bench(rules, in_force.policy(present), in_force.regrades)
    report = alone(given.readings, bench) if past is None else judged(given.readings, past, bench)
    registry = _live(given, paths, asked, bench)
    generated = _generated(given, paths, bench)
    parts = (Partial(not_run=told), registry, generated)
    report = replace(
        joined([report], given.skipped),
        findings=(*report.findings, *(one for part in parts for one in part.findings)),
        not_run=(*report.not_run, *(one for part in parts for one in part.not_run)),
    )
    ran = ran_rules(rules, in_force.policy(present | _present(registry, generated)))
    gone = {} if past is None else {one.path: one.identity for one in past.gone}
    return in_force.settled(report, given.readings, ran, gone), ran


def _rules(in_force: InForce) -> Iterator[Rule]:
    for rule in all_rules().values():
        if rule.id != HAZARDS or not in_force.law.registry_parity:
            yield rule


def _past(given: Given, paths: tuple[str, ...], asked: Asked) -> tuple[Past | None, tuple[NotRun, ...]]:
    """The past of the contracts, and what of it is not at hand; exits 2 when `--against` is no source of versions."""
    if not asked.against:
        return None, _absent("history", paths, NO_AGAINST)
    read = [reading.source_map.path for reading in given.readings]
    files = [path for path in read if path != STDIN_NAME]
    if read and not files:
        return None, _absent("history", paths, NO_FILE)
    # Git takes a folder away with its last file.
    folders = [path for path in paths if path != STDIN and not Path(path).is_file()]
    try:
        past = past_of(files, asked.against, folders=folders, first_parent=asked.first_parent)
    except UnknownSourceError as wrong:
        refuse(wrong)
    except NoHistoryError as nothing:
        return None, _absent("history", paths, str(nothing))
    untold = [*past.untold, *((path, NO_FILE) for path in read if path == STDIN_NAME)]
    return past, tuple(
        one for path, reason in untold for one in _absent("history", (path,) if path else paths, reason)
    )


def _absent(part: str, paths: tuple[str, ...], reason: str) -> tuple[NotRun, ...]:
    return tuple(NotRun(part, path, reason) for path in paths)


def _live(given: Given, paths: tuple[str, ...], asked: Asked, bench: Bench) -> Partial:
    if not asked.registry:
        return Partial(not_run=_absent("registry", paths, NO_REGISTRY))
    from headgate.cli._faults import told
    from headgate.connect.faults import ServiceError
    from headgate.connect.settings import load_settings
    from headgate.gate.live import asked as ask

    with told():
        settings = load_settings(asked.config)
        settings = replace(settings, registry=replace(settings.registry, url=asked.registry))
        try:
            heard = ask(given.readings, settings, bench, as_history=not asked.against)
        except ServiceError as fault:
            return Partial(not_run=_absent("registry", paths, str(fault)))
    untold = (one for reason in heard.untold for one in _absent("registry", paths, reason))
    return Partial(heard.findings, tuple(untold))


def _generated(given: Given, paths: tuple[str, ...], bench: Bench) -> Partial:
    from headgate.cli._freshness import stale, targets_here

    targets = targets_here(Path())
    if not targets:
        return Partial(not_run=_absent("generated", paths, NOTHING_GENERATED))
    return Partial(tuple(stale(given.readings, targets, Path(), bench)))


def _present(registry: Partial, generated: Partial) -> frozenset[Needs]:
    parts: Mapping[Needs, Partial] = {Needs.REGISTRY: registry, Needs.GENERATED: generated}
    return frozenset(need for need, part in parts.items() if not part.not_run)


def _status(status: int, report: Report, require: tuple[str, ...]) -> int:
    """The status of the report, or 3 where a required part was not run: an incomplete run proves nothing."""
    missing = any(absent.rule in require for absent in report.not_run)
    return EXIT_SERVICE_FAILED if missing and status in {EXIT_CLEAN, EXIT_FINDINGS} else status
