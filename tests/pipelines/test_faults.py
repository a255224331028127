"""Things go wrong in the middle of traffic: each time nothing is missing and nothing is doubled."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from tests.pipelines.drill import CONTRACT, GUARD, Drill
from tests.pipelines.local import LocalStack

from headgate.ops.audit.outcome import Outcome
from headgate.ops.pipeline import RunOptions, cancel, run, stop

# Twice as many checkpoints as by default, for twice as many chances to go wrong.
SUBTASKS = 2
SHORT = RunOptions(parallelism=SUBTASKS, interval=timedelta(seconds=2))
ROUNDS = 3
HOT_SHARE = 0.2


@pytest.fixture(scope="module")
def drill(stack: LocalStack) -> Iterator[Drill]:
    made = Drill.on(stack)
    made.headgate("register", str(CONTRACT))
    run(made.contract, made.settings, GUARD, SHORT)
    yield made
    cancel(made.contract, made.settings, GUARD)


def check(outcome: Outcome, *, at_least: int) -> None:
    balance = outcome.audit.balance
    assert len(balance.expected) >= at_least
    assert (len(balance.missing), len(balance.doubled), len(balance.foreign)) == (0, 0, 0)
    assert [line for line in outcome.lines if not line.right] == []
    assert outcome.passed


def test_a_taskmanager_is_killed(drill: Drill) -> None:
    before = drill.restored()
    check(drill.play(24, drill.kill_taskmanager), at_least=20_000)
    assert drill.restored() > before


def test_a_taskmanager_is_killed_between_checkpoint_and_commit(drill: Drill) -> None:
    def rounds() -> None:
        for _ in range(ROUNDS):
            before = drill.restored()
            drill.kill_after_checkpoint()
            drill.wait_guard_runs(before)

    refused = drill.commits_refused()
    check(drill.play(60, rounds), at_least=20_000)
    # A restore commits every subtask's transaction once more: where nothing is refused, the kill came before the commit.
    left_open = ROUNDS * SUBTASKS - (drill.commits_refused() - refused)
    assert left_open > 0, "no kill came between checkpoint and commit"


def test_the_broker_is_restarted(drill: Drill) -> None:
    check(drill.play(24, drill.restart_broker), at_least=20_000)


def test_the_guard_is_stopped_with_a_savepoint_and_restored(drill: Drill) -> None:
    def pause() -> None:
        [(_, savepoint)] = stop(drill.contract, drill.settings, GUARD)
        [handle] = run(drill.contract, drill.settings, GUARD, SHORT)
        assert urlsplit(handle.restored_from).path == urlsplit(savepoint).path

    check(drill.play(24, pause), at_least=20_000)


def test_one_user_is_hot_and_the_others_are_skewed(drill: Drill) -> None:
    extra = ("--hot-user", str(HOT_SHARE), "--skew", "1.2")
    check(drill.play(20, drill.do_nothing, rate=3000, extra=extra), at_least=30_000)
