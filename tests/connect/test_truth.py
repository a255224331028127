"""Ground truth survives the file, and an aborted transaction leaves none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headgate.connect.faults import SettingsError
from headgate.connect.truth import CLEAN, DUPLICATE, Truth, TruthRecorder, require_writable

GARBAGE = (
    """{"topic": "t", "contract": "c", "labels": {"a": {"count": 1, "offsets": {"0": "Z2FyYmFnZQ=="}}}}"""
)
WRITTEN = st.lists(
    st.tuples(st.sampled_from(["clean", "late", "poison:null"]), st.integers(0, 3), st.integers(0, 2**40))
)


@given(WRITTEN)
def test_a_saved_truth_is_the_truth(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[str, int, int]]
) -> None:
    recorder = TruthRecorder("t", "c@1.0.0")
    for label, partition, offset in written:
        recorder.delivered(label, partition, offset)
    recorder.commit()
    file = tmp_path_factory.mktemp("truth") / "truth.json"
    recorder.truth().save(file)
    assert Truth.load(file) == recorder.truth()


def test_an_aborted_transaction_never_happened() -> None:
    recorder = TruthRecorder("t", "c@1.0.0")
    recorder.delivered(CLEAN, 0, 1)
    recorder.commit()
    recorder.delivered(DUPLICATE, 0, 2)
    recorder.abort()
    recorder.delivered(CLEAN, 1, 7)
    recorder.commit()
    recorder.counted(CLEAN, 5)
    truth = recorder.truth()
    assert truth.counts == {CLEAN: 7}
    assert truth.total == 7
    assert (truth.label(0, 1), truth.label(0, 2), truth.label(1, 7)) == (CLEAN, None, CLEAN)


def test_a_truth_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    truth, absent = TruthRecorder("t", "c@1.0.0").truth(), tmp_path / "absent" / "truth.json"
    for write, place in ((truth.save, absent), (require_writable, absent), (truth.save, Path("/dev/full"))):
        with pytest.raises(SettingsError, match=r"cannot be written: (No such|No space)"):
            write(place)


def test_asking_whether_a_truth_can_be_written_changes_none(tmp_path: Path) -> None:
    file = tmp_path / "truth.json"
    TruthRecorder("t", "c@1.0.0").truth().save(file)
    require_writable(file)
    assert Truth.load(file).topic == "t"


@pytest.mark.parametrize("text", ["", "[]", '{"labels": {"a": 3}}', '{"labels": {}}', GARBAGE])
def test_what_is_not_a_truth_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "truth.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="is not a ground truth"):
        Truth.load(file)
