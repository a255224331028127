"""The rooms of a new repository: the files that `headgate init` writes, as text by path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath
from typing import Final, assert_never

from headgate.adopt.contract import Identity, contract_text
from headgate.adopt.example import example
from headgate.adopt.texts import GITHUB, GITLAB, JENKINS, POLICY, PRE_COMMIT, WAIVERS
from headgate.model import WireFormat


class CiSystem(Enum):
    """Whose pipeline runs the gate."""

    GITHUB = "github"
    GITLAB = "gitlab"
    JENKINS = "jenkins"
    NONE = "none"


CONTRACTS: Final = PurePosixPath("contracts")
CI_HOMES: Final[Mapping[CiSystem, PurePosixPath]] = {
    CiSystem.GITHUB: PurePosixPath(".github/workflows/contracts.yml"),
    CiSystem.GITLAB: PurePosixPath(".gitlab-ci.yml"),
    CiSystem.JENKINS: PurePosixPath("Jenkinsfile"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a team answers before its first contract; the fields named must differ."""

    name: str
    owner: str
    format: WireFormat
    topic: str
    key: str
    event_time: str
    ci: CiSystem
    version: str

    @property
    def id(self) -> str:
        """The contract's id."""
        return "-".join(self.name.lower().replace("_", " ").replace("-", " ").replace(".", " ").split())


def layout(plan: Plan) -> Mapping[PurePosixPath, str]:
    """Every file, in the order in which a newcomer would read them."""
    return dict(_files(plan))


def _files(plan: Plan) -> Iterator[tuple[PurePosixPath, str]]:
    yield CONTRACTS / f"{plan.id}.odcs.yaml", _contract(plan)
    yield PurePosixPath("gate/policy.toml"), POLICY
    yield PurePosixPath("gate/waivers.toml"), WAIVERS
    if plan.ci is not CiSystem.NONE:
        yield CI_HOMES[plan.ci], _pinned(_pipeline(plan.ci), plan)
    yield PurePosixPath(".pre-commit-config.yaml"), _pinned(PRE_COMMIT, plan)


def _contract(plan: Plan) -> str:
    identity = Identity(
        id=plan.id,
        topic=plan.topic,
        format=plan.format,
        owner=plan.owner,
        purpose=f"Every change of {plan.name}, as it happens. Say here who may build what on it.",
        key=plan.key,
        event_time=plan.event_time,
        primary_key="event_id",
        comment="The promise of one stream. What each key means: headgate explain, and the ODCS standard.",
    )
    return contract_text(identity, example(plan.name, plan.key, plan.event_time))


def _pipeline(ci: CiSystem) -> str:
    match ci:
        case CiSystem.GITHUB:
            return GITHUB
        case CiSystem.GITLAB:
            return GITLAB
        case CiSystem.JENKINS:
            return JENKINS
        case CiSystem.NONE:
            return ""
        case _:
            assert_never(ci)


def _pinned(text: str, plan: Plan) -> str:
    return text.replace("@VERSION@", plan.version)
