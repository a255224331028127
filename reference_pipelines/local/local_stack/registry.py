"""Apicurio Registry, spoken to through its Confluent-compatible API; its schemas survive a restart in a file."""

from __future__ import annotations

import json
import urllib.request

from local_stack import security
from local_stack.faults import NotBuiltError
from local_stack.program import Program, jars, java
from local_stack.settings import Settings

COMPATIBILITY = "BACKWARD_TRANSITIVE"
ANSWER_SECONDS = 3
MEDIA_TYPE = "application/vnd.schemaregistry.v1+json"


def program(settings: Settings) -> Program:
    """The registry; raises NotBuiltError."""
    found = sorted(jars("registry").glob("apicurio-registry-app-*-runner.jar"))
    if not found:
        raise NotBuiltError("the registry is not unpacked: run make setup")
    command = (
        java(),
        f"-Xmx{settings.sizes.registry_heap}",
        "-XX:+UseSerialGC",
        "-Dquarkus.http.host=127.0.0.1",
        f"-Dquarkus.http.port={settings.ports.registry}",
        "-jar",
        str(found[-1]),
    )
    database = f"jdbc:h2:file:{settings.state / 'registry' / 'registry'};DB_CLOSE_ON_EXIT=FALSE"
    secured = security.registry_environment(settings) if settings.secure else ()
    return Program("registry", command, (("REGISTRY_DATASOURCE_URL", database), *secured), priority=200)


def ailment(settings: Settings) -> str | None:
    """Why the registry is of no use yet, or None when it answers and its global mode is as wanted."""
    try:
        if _mode(settings) != COMPATIBILITY:
            # Apicurio's default is NONE: every schema would be accepted.
            _call(settings, {"compatibility": COMPATIBILITY})
        mode = _mode(settings)
    except (OSError, ValueError) as error:
        return str(error)
    return None if mode == COMPATIBILITY else f"its global mode is {mode}"


def _mode(settings: Settings) -> str:
    return str(_call(settings, None).get("compatibilityLevel"))


def _call(settings: Settings, body: dict[str, str] | None) -> dict[str, str]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        f"{settings.registry_url}/config",
        data=data,
        method="GET" if data is None else "PUT",
        headers={"Content-Type": MEDIA_TYPE},
    )
    trust = security.trust(settings)
    with urllib.request.urlopen(request, timeout=ANSWER_SECONDS, context=trust) as answer:
        parsed: dict[str, str] = json.load(answer)
    return parsed
