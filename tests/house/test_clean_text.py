"""What is committed holds no download host, no path of one machine, and no unfinished mark."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOSTS = re.compile(
    "|".join(
        (
            "pypi" + r"\.org",
            "files.python" + "hosted",
            "repo1?" + r"\.maven",
            "maven" + "central",
            "proxy" + r"\.golang",
        )
    ),
    re.IGNORECASE,
)
MACHINE = re.compile("/" + r"(?:root|work)/[a-z.]")
UNFINISHED = re.compile(r"(?:#|//|\*)\s*(?:TO" + "DO|FIX" + r"ME|XX" + r"X)\b")


def tracked_texts() -> list[tuple[str, str]]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    texts = []
    for name in filter(None, listing.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".png", ".jar"}:
            texts.append((name, path.read_text(encoding="utf-8")))
    return texts


def test_nothing_tracked_names_a_host_a_machine_or_unfinished_work() -> None:
    wrong = [
        f"{name}: {found.group()}"
        for name, text in tracked_texts()
        for pattern in (HOSTS, MACHINE, UNFINISHED)
        for found in pattern.finditer(text)
    ]
    assert not wrong, wrong
