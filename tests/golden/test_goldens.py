"""Every back end writes, for every sample contract, exactly the committed files; `--golden` rewrites them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.samples import clickstream, everything

from headgate.emit import backend, backend_names
from headgate.emit.protocol import Options
from headgate.model import Contract, WireFormat

HERE = Path(__file__).parent
SAMPLES: dict[str, Callable[[], Contract]] = {
    "clickstream": clickstream,
    "everything": everything,
    "everything_required": lambda: everything(is_required=True),
    "everything_protobuf": lambda: everything(WireFormat.PROTOBUF),
}


def emitted(name: str, sample: str) -> dict[str, str]:
    emission = backend(name).emit(SAMPLES[sample](), Options())
    losses = sorted(
        f"{loss.node.__name__} {'.'.join(loss.path)}: {loss.reason}\n" for loss in emission.losses
    )
    return {golden_name(path.name): text for path, text in emission.files.items()} | {
        "losses.txt": "".join(losses)
    }


def golden_name(name: str) -> str:
    """Python goes in as text: it is no source of ours for the formatter and the budgets to judge."""
    return f"{name}.txt" if name.endswith(".py") else name


def committed(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.glob("*")) if path.is_file()}


def rewrite(folder: Path, wanted: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for orphan in set(committed(folder)) - set(wanted):
        (folder / orphan).unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text)


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", backend_names())
def test_files_are_as_committed(name: str, sample: str, golden: bool) -> None:
    folder = HERE / name / sample
    wanted = emitted(name, sample)
    if golden:
        rewrite(folder, wanted)
    assert committed(folder) == wanted


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", backend_names())
def test_bytes_are_plain_and_repeatable(name: str, sample: str) -> None:
    files = emitted(name, sample)
    assert files == emitted(name, sample)
    for path, text in files.items():
        assert "\r" not in text, path
        assert path == "losses.txt" or (text.endswith("\n") and not text.endswith("\n\n")), path
        assert path == "losses.txt" or "`headgate generate " in "".join(text.splitlines()[:2]), path


def test_no_folder_is_an_orphan() -> None:
    # The Flink back end keeps goldens of the reference contracts beside these.
    folders = {
        folder.relative_to(HERE) for folder in HERE.glob("[a-eg-z]*/*/") if folder.name != "__pycache__"
    }
    wanted = {Path(name) / sample for name in backend_names() for sample in SAMPLES}
    assert folders <= wanted
