"""Where the stack lives and how big it is: read from the environment once, then passed on as a value."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from local_stack.faults import MisunderstoodError
from local_stack.ports import Ports, planned

REPOSITORY = Path(__file__).resolve().parents[3]
JVM = REPOSITORY / "reference_pipelines" / "jvm"
BROKER_COUNTS = (1, 3)
# A unix socket's path holds at most 108 bytes on Linux.
LONGEST_SOCKET_PATH = 100
# A Java properties file is Latin-1, file names follow the locale, and commas, colons and semicolons part lists.
ODD = re.compile(r"[^A-Za-z0-9 ._/+@%=~-]")


@dataclass(frozen=True, slots=True)
class Sizes:
    """Memory of each server, spelled as its own option wants it, and Flink's slots."""

    kafka_heap: str = "1g"
    registry_heap: str = "256m"
    jobmanager_memory: str = "1200m"
    taskmanager_memory: str = "5g"
    slots: int = 4


@dataclass(frozen=True, slots=True)
class Settings:
    """One stack: its state folder, the number of its brokers, its ports, its sizes, and whether it is secured."""

    state: Path
    brokers: int
    ports: Ports
    sizes: Sizes = Sizes()
    secure: bool = False

    @property
    def run(self) -> Path:
        """Generated configuration, process ids and the lock."""
        return self.state / "run"

    @property
    def logs(self) -> Path:
        """One file a server."""
        return self.state / "logs"

    @property
    def secrets(self) -> Path:
        """The certificates and the password of a secured stack."""
        return self.state / "secrets"

    @property
    def flink_home(self) -> Path:
        """The Flink distribution that this stack assembles for itself."""
        return self.state / "flink"

    @property
    def local_toml(self) -> Path:
        """The settings file which every `headgate` command reads."""
        return self.state / "local.toml"

    @property
    def bootstrap(self) -> str:
        """The brokers' addresses, as clients want them."""
        return ",".join(f"127.0.0.1:{port}" for port in self.ports.kafka)

    @property
    def registry_url(self) -> str:
        """The root of the registry's Confluent-compatible API."""
        scheme = "https" if self.secure else "http"
        return f"{scheme}://127.0.0.1:{self.ports.registry}/apis/ccompat/v7"

    @property
    def flink_rest(self) -> str:
        """The root of the JobManager's REST API."""
        return f"http://127.0.0.1:{self.ports.flink}"


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Reads `HEADGATE_STATE`, `BROKERS`, `SECURE`, the ports and the sizes; raises MisunderstoodError."""
    state = _state(environment)
    brokers = _number(environment, "BROKERS", 1)
    if brokers not in BROKER_COUNTS:
        raise MisunderstoodError(f"BROKERS={brokers}: choose 1, or 3 for replication 3")
    return Settings(
        state, brokers, planned(environment, brokers), _sizes(environment), _switch(environment, "SECURE")
    )


def _state(environment: Mapping[str, str]) -> Path:
    state = Path(environment.get("HEADGATE_STATE") or REPOSITORY / ".headgate").absolute()
    if odd := ODD.search(str(state)):
        raise MisunderstoodError(
            f"HEADGATE_STATE={state}: name a folder without `{odd[0]}`, which not all servers read alike"
        )
    return state


def _sizes(environment: Mapping[str, str]) -> Sizes:
    plain = Sizes()
    return Sizes(
        kafka_heap=_memory(environment, "HEADGATE_HEAP_KAFKA", plain.kafka_heap),
        registry_heap=_memory(environment, "HEADGATE_HEAP_REGISTRY", plain.registry_heap),
        jobmanager_memory=_memory(environment, "HEADGATE_JM_MEMORY", plain.jobmanager_memory),
        taskmanager_memory=_memory(environment, "HEADGATE_TM_MEMORY", plain.taskmanager_memory),
        slots=_number(environment, "HEADGATE_SLOTS", plain.slots),
    )


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isdecimal() or int(text) == 0:
        raise MisunderstoodError(f"{name}={text}: write a whole number above 0")
    return int(text)


def _switch(environment: Mapping[str, str], name: str) -> bool:
    text = environment.get(name) or "0"
    if text not in {"0", "1"}:
        raise MisunderstoodError(f"{name}={text}: write 1, or leave it out")
    return text == "1"


def _memory(environment: Mapping[str, str], name: str, default: str) -> str:
    text = environment.get(name) or default
    if not re.fullmatch(r"[1-9][0-9]*[mg]", text):
        raise MisunderstoodError(f"{name}={text}: write a size such as 512m or 4g")
    return text


def remember(settings: Settings) -> None:
    """Writes what runs, so that a later command finds it whatever its own environment says."""
    record = {
        "brokers": settings.brokers,
        "ports": asdict(settings.ports),
        "sizes": asdict(settings.sizes),
        "secure": settings.secure,
    }
    (settings.run / "stack.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def recalled(asked: Settings) -> Settings | None:
    """The settings of the stack that was last started in this state folder, if any."""
    path = asked.run / "stack.json"
    if not path.exists():
        return None
    record = json.loads(path.read_text(encoding="utf-8"))
    ports = Ports(**record["ports"])
    # JSON has no tuples.
    ports = replace(ports, kafka=tuple(ports.kafka), controllers=tuple(ports.controllers))
    # A stack that an older version started knows no security.
    secure = bool(record.get("secure"))
    return Settings(asked.state, record["brokers"], ports, Sizes(**record["sizes"]), secure)
