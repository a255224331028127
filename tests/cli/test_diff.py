"""What of `headgate diff` no transcript can show."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Thread

from click.testing import CliRunner
from tests.change.pairs import texts

from headgate.cli import root


def test_a_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    before, after = texts("retention-shortened")
    pipe, new = tmp_path / "pipe", tmp_path / "new.yaml"
    os.mkfifo(pipe)
    new.write_text(after, encoding="utf-8")
    writer = Thread(target=pipe.write_text, args=(before,))
    writer.start()
    done = CliRunner().invoke(root, ["diff", str(pipe), str(new)])
    writer.join(timeout=60)
    assert (done.exit_code, done.stderr) == (1, "")
    assert "the retention of `Click` was shortened from 7d to 1d" in done.stdout
