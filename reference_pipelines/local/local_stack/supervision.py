"""supervisord keeps the servers: its configuration, and what we ask of it over a unix socket."""

from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from xmlrpc.client import Fault, ServerProxy

from supervisor.xmlrpc import Faults, SupervisorTransport

from local_stack.faults import MisunderstoodError, UnhealthyError
from local_stack.processes import MARK
from local_stack.program import Program
from local_stack.settings import LONGEST_SOCKET_PATH, Settings

START_SECONDS = 30
# More than any program's own grace before its SIGKILL.
STOP_SECONDS = 60
PAUSE_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Running:
    """What the supervisor says of one program: `pid` is 0 unless it runs, `since` is in epoch seconds."""

    name: str
    state: str
    pid: int
    since: int
    log: str


def socket_path(settings: Settings) -> Path:
    """The supervisor's socket: in the state folder, or under the temporary folder if that is too long."""
    inside = settings.run / "supervisor.sock"
    if len(str(inside)) <= LONGEST_SOCKET_PATH:
        return inside
    name = hashlib.sha256(str(settings.state).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"headgate-{name}.sock"


def configuration(settings: Settings, programs: tuple[Program, ...]) -> str:
    """supervisord's configuration file."""
    socket = socket_path(settings)
    head = f"""\
[unix_http_server]
file = {_escaped(str(socket))}
chmod = 0700

[supervisord]
logfile = {_escaped(str(settings.logs / "supervisor.log"))}
pidfile = {_escaped(str(settings.run / "supervisor.pid"))}
childlogdir = {_escaped(str(settings.logs))}
minfds = 1024

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
"""
    return "\n".join([head, *(_section(settings, program) for program in programs)])


def _section(settings: Settings, program: Program) -> str:
    pairs = ",".join(f'{name}="{value}"' for name, value in program.environment)
    # It expands this one twice.
    log = _escaped(_escaped(str(settings.logs / program.name)))
    environment = f"environment = {_escaped(pairs)}\n" if pairs else ""
    return f"""\
[program:{program.name}]
command = {_escaped(shlex.join(program.command))}
directory = {_escaped(str(settings.state))}
{environment}priority = {program.priority}
autorestart = true
startsecs = 2
startretries = 5
stopasgroup = true
killasgroup = true
stopwaitsecs = {program.stop_seconds}
redirect_stderr = true
stdout_logfile = {log}.log
stdout_logfile_maxbytes = 50MB
stdout_logfile_backups = 2
"""


def _escaped(text: str) -> str:
    # supervisord expands %(name)s.
    return text.replace("%", "%%")


def start(settings: Settings, programs: tuple[Program, ...]) -> None:
    """Starts supervisord as a daemon, which starts every program."""
    path = settings.run / "supervisor.conf"
    path.write_text(configuration(settings, programs), encoding="utf-8")
    socket_path(settings).unlink(missing_ok=True)
    try:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "supervisor.supervisord", "-c", str(path)],
            env=os.environ | {MARK: str(settings.state)},
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnhealthyError(f"the supervisor did not start within {START_SECONDS} s") from None
    if done.returncode != 0:
        raise UnhealthyError(f"the supervisor did not start: {done.stdout}{done.stderr}".rstrip())


def _proxy(settings: Settings) -> ServerProxy:
    transport = SupervisorTransport(None, None, serverurl=f"unix://{socket_path(settings)}")
    return ServerProxy("http://127.0.0.1", transport=transport)


def running(settings: Settings) -> tuple[Running, ...]:
    """What the supervisor keeps now; empty when there is no supervisor, or when it is ending."""
    try:
        answer = _proxy(settings).supervisor.getAllProcessInfo()
    except (OSError, Fault):
        return ()
    return tuple(_running(cast("dict[str, str | int]", info)) for info in cast("list[object]", answer))


def _running(info: dict[str, str | int]) -> Running:
    return Running(
        name=str(info["name"]),
        state=str(info["statename"]).lower(),
        pid=int(info["pid"]),
        since=int(info["start"]),
        log=str(info["stdout_logfile"]),
    )


def matching(settings: Settings, name: str) -> tuple[Running, ...]:
    """The programs of that name; `kafka` means every broker; raises MisunderstoodError."""
    present = running(settings)
    found = tuple(p for p in present if p.name == name or p.name.startswith(f"{name}-"))
    if not present:
        raise MisunderstoodError("the stack is not running: make up")
    if not found:
        names = ", ".join(program.name for program in present)
        raise MisunderstoodError(f"`{name}` is not a server of this stack: {names}")
    return found


def stop_programs(settings: Settings, names: Collection[str]) -> None:
    """Stops the programs all at once and waits until they have ended; raises UnhealthyError.

    At once, because the last broker of a quorum cannot hand over to anybody and would wait for its kill.
    """
    for name in names:
        try:
            _proxy(settings).supervisor.stopProcess(name, False)
        except Fault as fault:
            if fault.faultCode != Faults.NOT_RUNNING:
                raise UnhealthyError(f"{name} could not be stopped: {fault.faultString}") from fault
    deadline = time.monotonic() + STOP_SECONDS
    while alive := [p.name for p in running(settings) if p.name in names and p.pid]:
        if time.monotonic() > deadline:
            raise UnhealthyError(f"not ended within {STOP_SECONDS} s: {', '.join(alive)}")
        time.sleep(PAUSE_SECONDS)


def start_program(settings: Settings, name: str) -> None:
    """Starts one program and does not wait for its health."""
    try:
        _proxy(settings).supervisor.startProcess(name, False)
    except Fault as fault:
        if fault.faultCode != Faults.ALREADY_STARTED:
            raise UnhealthyError(f"{name} could not be started: {fault.faultString}") from fault


def shut_down(settings: Settings) -> bool:
    """Stops every program, then asks supervisord to end; False when there is none."""
    try:
        stop_programs(settings, [program.name for program in running(settings)])
        _proxy(settings).supervisor.shutdown()
    except OSError:
        return False
    except Fault as fault:
        # It says SHUTDOWN_STATE when it was asked before.
        return bool(fault.faultCode == Faults.SHUTDOWN_STATE)
    return True
