"""A text that is no schema ends in one error with its place and what is wrong there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compat.protobuf.generated import protos
from tests.compat.protobuf.refused import REFUSED, Refused

from headgate.compat import SchemaTextError
from headgate.compat.protobuf import parse


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.message[:60])
def test_message(case: Refused) -> None:
    with pytest.raises(SchemaTextError) as told:
        parse(case.text)
    assert case.message in str(told.value)


@given(
    st.text(max_size=60) | st.text(alphabet="{}[]()<>;=,.\"' 0123456789abmessageenumoneof\n", max_size=120)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    _read(text)


@given(protos(), st.data())
def test_any_piece_of_a_file_is_read_or_refused(text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text)))
    _read(text[:first] + text[data.draw(st.integers(first, len(text))) :])


def _read(text: str) -> None:
    told = ""
    try:
        parse(text)
    except SchemaTextError as refused:
        told = str(refused)
    assert told[:1].isdigit() or not told
