"""`headgate generate` where something else stands in a file's place: told or replaced, never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.adoption.repositories import Team, a_team

SCHEMA = "reference_pipelines/edge/avro/orders.v1.avsc"


@pytest.fixture
def team(tmp_path: Path) -> Team:
    team = a_team(tmp_path)
    team.headgate("init")
    assert team.headgate("generate", "avro").returncode == 0
    return team


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def as_bytes(path: Path) -> None:
    path.write_bytes(b"\xff")


def as_edited(path: Path) -> None:
    path.write_text(path.read_text().replace("orders.v1", "orders.v9"))


STANDING = [
    (as_folder, "missing ", 2),
    (as_bytes, "missing ", 0),
    (as_edited, "stale ", 0),
]


@pytest.mark.parametrize(("stand", "told", "status"), STANDING)
def test_what_stands_in_a_files_place_is_told(
    team: Team, stand: Callable[[Path], None], told: str, status: int
) -> None:
    stand(team.folder / SCHEMA)
    checked = team.headgate("generate", "avro", "--check")
    assert (checked.returncode, checked.stderr) == (1, "")
    assert told in checked.stdout
    assert "1 of 2 files are not as they should be: run the same without --check" in checked.stdout
    written = team.headgate("generate", "avro")
    assert written.returncode == status, written.stderr
    assert written.stderr in ("", f"error: `{SCHEMA}` cannot be written: Is a directory\n")
    assert team.headgate("generate", "avro", "--check").returncode == (1 if status else 0)


def test_a_check_of_no_target_is_of_those_that_made_files_here(team: Team) -> None:
    assert team.headgate("generate", "--check").stdout.endswith("2 generated files, all fresh\n")
    team.headgate("generate", "topics")
    team.change("version: 1.0.0", "version: 1.0.1")
    stale = team.headgate("generate", "--check", "contracts")
    assert (stale.returncode, stale.stdout.count("stale ")) == (1, 4), stale.stdout


def test_where_nothing_is_generated_nothing_is_stale(tmp_path: Path) -> None:
    team = a_team(tmp_path)
    team.headgate("init")
    checked = team.headgate("generate", "--check")
    assert (checked.returncode, checked.stdout) == (0, "nothing is generated here\n")
    written = team.headgate("generate")
    assert written.returncode == 2
    assert written.stderr.startswith("error: no target is named; targets are avro, ")
