"""The local stack's command line: `stack.py up|down|status|start|stop|restart|kill|logs`."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from types import FrameType

from local_stack import lifecycle, supervision
from local_stack.faults import StackError
from local_stack.health import tail
from local_stack.settings import Settings, from_environment

Command = Callable[[Settings, argparse.Namespace], None]
INTERRUPTED = 130


def _say(line: str) -> None:
    print(f"stack: {line}", flush=True)


def _up(asked: Settings, _: argparse.Namespace) -> None:
    with lifecycle.only_one(asked, _say):
        settings = lifecycle.up(asked, _say)
    _print_table(settings)
    _say(f"settings for every headgate command: {settings.local_toml}")


def _down(asked: Settings, options: argparse.Namespace) -> None:
    with lifecycle.only_one(asked, _say):
        lifecycle.down(asked, _say)
        if options.wipe:
            lifecycle.wipe(asked, _say)


def _status(asked: Settings, options: argparse.Namespace) -> None:
    settings = lifecycle.current(asked)
    if options.json:
        print(json.dumps(_described(settings), indent=2))
    elif supervision.running(settings):
        _print_table(settings)
    else:
        _say("nothing runs: make up")


def _described(settings: Settings) -> dict[str, object]:
    programs = supervision.running(settings)
    return {
        "running": bool(programs),
        "state": str(settings.state),
        "brokers": settings.brokers,
        "ports": asdict(settings.ports),
        "programs": [asdict(program) for program in programs],
    }


def _print_table(settings: Settings) -> None:
    print(f"{'SERVER':<14}{'STATE':<10}{'PID':>8}  {'UP':>7}  ADDRESS")
    for program in supervision.running(settings):
        up = f"{int(time.time()) - program.since} s" if program.pid else "-"
        address = _address(settings, program.name)
        print(f"{program.name:<14}{program.state:<10}{program.pid:>8}  {up:>7}  {address}")


def _address(settings: Settings, name: str) -> str:
    ports = settings.ports
    match name.partition("-"):
        case ("kafka", _, number):
            return f"127.0.0.1:{ports.kafka[int(number) - 1]}"
        case ("registry", _, _):
            return settings.registry_url
        case ("jobmanager", _, _):
            return f"{settings.flink_rest} (metrics: {ports.jobmanager_metrics})"
        case _:
            return f"metrics: 127.0.0.1:{ports.taskmanager_metrics}"


def _stop(asked: Settings, options: argparse.Namespace) -> None:
    settings = lifecycle.current(asked)
    names = [program.name for program in supervision.matching(settings, options.name)]
    supervision.stop_programs(settings, names)
    _say(f"stopped: {', '.join(names)}")


def _start(asked: Settings, options: argparse.Namespace) -> None:
    settings = lifecycle.current(asked)
    names = {program.name for program in supervision.matching(settings, options.name)}
    for name in sorted(names):
        supervision.start_program(settings, name)
    for check in lifecycle.checks(settings):
        if names & set(check.programs):
            seconds = lifecycle.wait_for(settings, check)
            _say(f"{check.what} is well after {seconds:.1f} s")


def _restart(asked: Settings, options: argparse.Namespace) -> None:
    _stop(asked, options)
    _start(asked, options)


def _kill(asked: Settings, options: argparse.Namespace) -> None:
    for program in supervision.matching(lifecycle.current(asked), options.name):
        if program.pid:
            os.kill(program.pid, signal.SIGKILL)
            _say(f"{program.name} (process {program.pid}) is killed")


def _logs(asked: Settings, options: argparse.Namespace) -> None:
    path = lifecycle.current(asked).logs / f"{options.name}.log"
    if not path.exists():
        present = ", ".join(sorted(found.stem for found in path.parent.glob("*.log")))
        raise StackError(f"there is no log {path}; there are: {present or 'none'}")
    print("\n".join(tail(path, options.lines)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="stack.py", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    plain: tuple[tuple[str, Command, str], ...] = (
        ("up", _up, "start what does not run, and wait until all is well"),
        ("down", _down, "stop everything; data and logs stay"),
        ("status", _status, "say what runs"),
    )
    named: tuple[tuple[str, Command, str], ...] = (
        ("start", _start, "start a stopped server"),
        ("stop", _stop, "stop a server and keep it stopped"),
        ("restart", _restart, "stop a server, start it, wait until it is well"),
        ("kill", _kill, "kill -9 a server; the supervisor starts it again"),
        ("logs", _logs, "print the end of a server's log"),
    )
    made = {}
    for name, run, text in (*plain, *named):
        made[name] = commands.add_parser(name, help=text)
        made[name].set_defaults(run=run)
    for name, _, _ in named:
        made[name].add_argument(
            "name", metavar="NAME", help="kafka, kafka-N, registry, jobmanager or taskmanager"
        )
    made["down"].add_argument("--wipe", action="store_true", help="remove the state folder too")
    made["status"].add_argument("--json", action="store_true", help="with ports and process ids")
    made["logs"].add_argument("--lines", type=int, default=100)
    return parser


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main(arguments: Sequence[str]) -> int:
    """Runs one command; gives back 0, 2 when it was not understood, 3 when a server is not well."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        options.run(from_environment(os.environ), options)
    except StackError as fault:
        print(f"stack: {fault}", file=sys.stderr)
        return fault.status
    except KeyboardInterrupt:
        print("stack: interrupted", file=sys.stderr)
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
