"""The commands of pipeline files, taken out of them as the pipeline would."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import yaml

CI = Path(__file__).resolve().parents[2] / "ci"
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
INPUT = re.compile(r"\$\[\[\s*inputs\.(\w+)\s*\]\]")
GROOVY_SCRIPT = re.compile(r"script: '''\n(.*?)'''", re.DOTALL)

Node = Mapping[str, object]


@dataclass(frozen=True)
class Step:
    """One script, the shell that runs it, and the variables it is given."""

    script: str
    shell: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def installs(self) -> bool:
        """Whether it fetches headgate, which no test does."""
        return "pip install" in self.script


# As the runners start them.
BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
GITLAB_SHELL = ("bash", "-eo", "pipefail", "-c")
SH = ("sh", "-xe", "-c")


def table(node: object) -> Node:
    assert isinstance(node, dict)
    return cast("Node", node)


def action() -> Node:
    return table(yaml.safe_load((CI / "github" / "action.yml").read_text()))


def github_steps(inputs: Mapping[str, str]) -> list[Step]:
    """The scripts of the composite action, its inputs filled in."""
    known = {name: str(table(of)["default"]) for name, of in table(action()["inputs"]).items()}
    given = {f"inputs.{name}": inputs.get(name, default) for name, default in known.items()}

    def filled(text: object) -> str:
        return EXPRESSION.sub(lambda found: given.get(found[1], found[0]), str(text))

    steps = cast("list[Node]", table(action()["runs"])["steps"])
    return [
        Step(
            filled(step["run"]),
            BASH,
            {name: filled(value) for name, value in table(step.get("env", {})).items()},
        )
        for step in steps
        if "run" in step
    ]


def gitlab_steps(inputs: Mapping[str, str]) -> list[Step]:
    """The scripts of the job, its inputs filled in."""
    spec, jobs = yaml.safe_load_all((CI / "gitlab" / "headgate.yml").read_text())
    known = {name: str(of["default"]) for name, of in spec["spec"]["inputs"].items()}
    given = {**known, **inputs}
    job = yaml.safe_load(INPUT.sub(lambda found: given[found[1]] or '""', yaml.safe_dump(jobs)))["headgate"]
    variables = {name: str(value) for name, value in job["variables"].items()}
    return [Step(line, GITLAB_SHELL, variables) for line in (*job["before_script"], *job["script"])]


def jenkins_steps(name: str, variables: Mapping[str, str]) -> list[Step]:
    """The scripts of a pipeline or of a shared step, which Groovy leaves as they are."""
    text = (CI / "jenkins" / name).read_text()
    return [Step(script, SH, variables) for script in GROOVY_SCRIPT.findall(text)]
