"""A local stack of the tests' own: started, asked and stopped through the command a user types."""

import os
import random
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from local_stack.faults import PortTakenError
from local_stack.ports import planned, require_free

REPOSITORY = Path(__file__).resolve().parents[2]
COMMAND = REPOSITORY / "reference_pipelines" / "local" / "stack.py"
COMMAND_SECONDS = 600
# Below the range from which the kernel takes the ports of outgoing connections.
LOWEST_BASE, HIGHEST_BASE = 20_000, 29_000


@dataclass(frozen=True, slots=True)
class LocalStack:
    """One stack: the environment that selects it; `stack["kafka"]["bootstrap"]` reads its local.toml."""

    state: Path
    environment: dict[str, str]

    @property
    def settings_file(self) -> Path:
        """What `headgate --settings` wants."""
        return self.state / "local.toml"

    def __getitem__(self, section: str) -> dict[str, str]:
        found: dict[str, str] = tomllib.loads(self.settings_file.read_text(encoding="utf-8"))[section]
        return found

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What `stack.py ARGUMENTS` answered, whatever its status."""
        return subprocess.run(
            [sys.executable, str(COMMAND), *arguments],
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
            check=False,
        )

    def run(self, *arguments: str) -> str:
        """What `stack.py ARGUMENTS` printed; it must succeed."""
        done = self.command(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def a_stack(state: Path, **environment: str) -> LocalStack:
    """A stack that is not started, on ports that are free now, small enough to run beside another."""
    sizes = {"HEADGATE_TM_MEMORY": "3g", "HEADGATE_HEAP_KAFKA": "768m", "BROKERS": "1"}
    place = {"HEADGATE_STATE": str(state), "HEADGATE_PORT_BASE": str(free_base())}
    return LocalStack(state, sizes | place | environment)


def free_base() -> int:
    """A port base from which every port of a stack of three brokers is free."""
    for _ in range(100):
        base = random.randrange(LOWEST_BASE, HIGHEST_BASE, 10)
        try:
            require_free(planned({"HEADGATE_PORT_BASE": str(base)}, 3))
        except PortTakenError:
            continue
        return base
    raise AssertionError("no port base is free")
