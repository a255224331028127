"""A report on standard output and in files, each in the form that was asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from pathlib import Path
from typing import Final, assert_never

import click

from headgate.cli._refusal import refuse
from headgate.diagnostics import Severity
from headgate.lint import Report
from headgate.report import text
from headgate.report.frame import Frame, repository_root

STDOUT: Final = "-"


class Form(Enum):
    """The forms of a report."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"
    MARKDOWN = "markdown"


FORMS: Final = tuple(form.value for form in Form)


@dataclass(frozen=True, slots=True)
class Output:
    """A file to write, in its own form or in that of `--format`."""

    path: Path
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Reporting:
    """What was asked for: the form of standard output, and the files."""

    form: Form
    outputs: tuple[Output, ...] = ()

    def tell(self, report: Report, fail_on: Severity, ran: Iterable[str]) -> None:
        """Writes the files and prints the report; exits 2, and says why, when a file cannot be written.

        A file without a form of its own takes the place of the report on standard output. `ran` are the ids of the
        rules that were run.
        """
        frame = frame_of(fail_on, ran)
        for output in self.outputs:
            _write(output.path, rendered(report, output.form or self.form, frame))
        instead = [f"{output.path}" for output in self.outputs if output.form is None]
        if instead:
            click.echo(f"{text.summary(report)}: see {', '.join(instead)}")
            return
        is_terminal = sys.stdout is not None and sys.stdout.isatty()
        _print(_encodable(rendered(report, self.form, frame, colour=is_terminal)))


def rendered(report: Report, form: Form, frame: Frame, *, colour: bool = False) -> str:
    """The report in that form; a form is loaded when it is asked for."""
    match form:
        case Form.TEXT:
            return text.render(report, colour=colour)
        case Form.JSON:
            from headgate.report import json

            return json.render(report)
        case Form.SARIF:
            from headgate.report import sarif

            return sarif.render(report, frame)
        case Form.JUNIT:
            from headgate.report import junit

            return junit.render(report, frame)
        case Form.GITHUB:
            from headgate.report import github

            return github.render(report, frame)
        case Form.GITLAB:
            from headgate.report import gitlab

            return gitlab.render(report, frame)
        case Form.MARKDOWN:
            from headgate.report import markdown

            return markdown.render(report, frame)
        case _:
            assert_never(form)


def with_reporting(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command `--format` and `--output`, and what they ask for as the argument `reporting`."""

    @click.option(
        "--format", "form", type=click.Choice(FORMS), default=Form.TEXT.value, help="Form of the report."
    )
    @click.option(
        "--output",
        "outputs",
        multiple=True,
        metavar="[FORM=]FILE",
        help="Write the report to this file, in a form of its own (sarif=report.sarif) or in that of --format; "
        "may be given again.",
    )
    @wraps(command)
    def called(*, form: str, outputs: tuple[str, ...], **given: object) -> None:
        command(reporting=Reporting(Form(form), _outputs(outputs)), **given)

    return called


def frame_of(fail_on: Severity, ran: Iterable[str]) -> Frame:
    """Where the command runs: paths are told from the root of the repository, or from here outside of one."""
    here = Path.cwd()
    return Frame(here, repository_root(here) or here, fail_on, frozenset(ran), _files())


def _files() -> str:
    """The address below which the forge that runs this shows the files of the commit; empty elsewhere."""
    env = os.environ
    if {"GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"} <= env.keys():
        return f"{env['GITHUB_SERVER_URL']}/{env['GITHUB_REPOSITORY']}/blob/{env['GITHUB_SHA']}"
    if {"CI_PROJECT_URL", "CI_COMMIT_SHA"} <= env.keys():
        return f"{env['CI_PROJECT_URL']}/-/blob/{env['CI_COMMIT_SHA']}"
    return ""


def _outputs(given: tuple[str, ...]) -> tuple[Output, ...]:
    outputs = tuple(_output(one) for one in given)
    paths = [output.path for output in outputs]
    for path in paths:
        if paths.count(path) > 1:
            refuse(f"`{path}` is given twice to --output")
    return outputs


def _output(given: str) -> Output:
    """`sarif=report.sarif`, or a file alone; a folder's name may have an equals sign."""
    name, equals, path = given.partition("=")
    if not equals or "/" in name or os.sep in name or "." in name:
        return Output(_file(given, given))
    if name not in FORMS:
        refuse(f"no form of a report is called `{name}`: there are {', '.join(FORMS)}")
    return Output(_file(path, given), Form(name))


def _file(path: str, given: str) -> Path:
    if path == STDOUT:
        refuse(f"`--output {given}` names no file: `--format` is for standard output")
    if not path:
        refuse(f"`--output {given}` names no file")
    return Path(path)


def _write(path: Path, report: str) -> None:
    try:
        path.write_text(_encodable(report), encoding="utf-8", newline="\n")
    except OSError as fault:
        refuse(f"`{path}` cannot be written: {fault.strerror}")


def _print(report: str) -> None:
    try:
        click.echo(report, nl=False)
    except BrokenPipeError:
        raise
    except OSError as fault:
        refuse(f"standard output cannot be written: {fault.strerror}")


def _encodable(report: str) -> str:
    """The report without half characters, which a file name may have."""
    return report.encode("utf-8", "replace").decode("utf-8")
