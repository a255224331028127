"""A git repository of many contracts with a long history, made for measuring."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from headgate.emit.protobuf import proto_schema
from headgate.model import WireFormat
from headgate.odcs import read_file

REFERENCE = sorted((Path(__file__).parents[3] / "contracts").glob("*.odcs.yaml"))
BASE = "HEAD"
COPIES = 20
VERSIONS = 20
IDENTITY = "Bench <bench@example.com>"
FIRST_DAY = 1_750_000_000
DAY = 86_400
PROPERTIES = re.compile(r"\n    properties:\n(?:      .*\n|\n)*")


@dataclass(frozen=True)
class Made:
    """The repository; `last_versions` are the files as they were committed last, beside it."""

    root: Path
    files: tuple[Path, ...]
    last_versions: tuple[Path, ...]
    versions: int = VERSIONS

    @property
    def log(self) -> list[str]:
        return ["git", "log", "--raw", "--no-abbrev", "-M", "-c", BASE, "--", "contracts"]


def repository(root: Path) -> Made:
    """Makes the repository: one commit a version, and one more version of each contract that is not committed."""
    subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
    stream = "".join(_commits()).encode()
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input=stream, check=True)
    subprocess.run(["git", "reset", "-q", "--hard", "main"], cwd=root, check=True)
    files, before = [], []
    for copy in range(COPIES):
        for path in REFERENCE:
            file = root / _name(path, copy)
            old = root.parent / "before" / file.name
            old.parent.mkdir(exist_ok=True)
            old.write_text(_text(path, copy, VERSIONS - 1))
            file.write_text(_text(path, copy, VERSIONS))
            files.append(file)
            before.append(old)
    return Made(root, tuple(files), tuple(before))


def protobuf_modules(made: Made) -> tuple[Path, Path]:
    """The .proto files of the contracts before and after, as buf wants them."""
    folders = made.root.parent / "proto-before", made.root.parent / "proto-after"
    for folder, files in zip(folders, (made.last_versions, made.files), strict=True):
        folder.mkdir()
        (folder / "buf.yaml").write_text("version: v2\nbreaking: {use: [WIRE]}\n")
        for file in files:
            contract = read_file(file).contract
            for stream in contract.streams if contract is not None else ():
                if stream.format is WireFormat.PROTOBUF:
                    (folder / f"{stream.topic.name}.proto").write_text(proto_schema(stream))
    return folders


def _name(path: Path, copy: int) -> str:
    return f"contracts/team{copy:02}/{path.name}"


def _text(path: Path, copy: int, version: int) -> str:
    """The reference contract under another id and topic, with an optional field more for each version."""
    text = path.read_text()
    text = re.sub(r"(?m)^id: (.+)$", rf"id: team{copy:02}-\1", text)
    text = re.sub(r"(?m)^version: .+$", f"version: 1.{version}.0", text)
    text = re.sub(r"physicalName: (\S+)", rf"physicalName: team{copy:02}.\1", text)
    added = "".join(
        f"      - {{name: extra_{place}, logicalType: string, description: One more.,"
        f" customProperties: [{{property: headgate, value: {{number: {100 + place}}}}}]}}\n"
        for place in range(version)
    )
    return PROPERTIES.sub(lambda found: f"{found.group()}{added}", text, count=1)


def _commits() -> Iterator[str]:
    mark = 0
    for version in range(VERSIONS):
        for copy in range(COPIES):
            for path in REFERENCE:
                text = _text(path, copy, version)
                mark += 1
                when = FIRST_DAY + version * DAY + mark
                message = f"Version {version} of {_name(path, copy)}"
                yield f"commit refs/heads/main\ncommitter {IDENTITY} {when} +0000\n"
                yield f"data {len(message)}\n{message}\n"
                yield f"M 100644 inline {_name(path, copy)}\ndata {len(text.encode())}\n{text}\n"
