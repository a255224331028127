"""Our verdict against Apache Avro Java's, on random pairs of schemas with aliases, namespaces, unions and recursion."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.oracles.avro.java import Answer, verdicts, why_not
from tests.oracles.avro.pairs import pairs
from tests.require import absent

from headgate.compat import SchemaTextError
from headgate.compat.avro import CHECKER

SEED = 20_261
COUNT = 2_000
NESTED_REDEFINITION = "defined twice"
"""What we refuse and Java 1.12 does not: a record that defines its own name again inside."""


def ours(pair: tuple[str, str]) -> Answer:
    """Our word on a pair, in the oracle's terms."""
    try:
        reader, writer = (CHECKER.parse(text) for text in pair)
    except SchemaTextError as error:
        return Answer(refused=str(error))
    found = tuple((one.type, one.path) for one in CHECKER.differences(reader, writer))
    if any(type_ == "AMBIGUOUS_READER_FIELD" for type_, _ in found):
        return Answer(failed=str(found))
    return Answer(differences=found)


@pytest.fixture(scope="module")
def answers() -> list[tuple[tuple[str, str], Answer, Answer]]:
    """Each pair with our answer and Java's; skips where Java cannot be asked."""
    if why_not():
        absent(why_not())
    made = list(pairs(SEED, COUNT))
    return [(pair, ours(pair), said) for pair, said in zip(made, verdicts(made), strict=True)]


Answers = list[tuple[tuple[str, str], Answer, Answer]]


def differing(
    answers: Answers, of: Callable[[Answer], object]
) -> list[tuple[tuple[str, str], Answer, Answer]]:
    return [row for row in answers if of(row[1]) != of(row[2]) and NESTED_REDEFINITION not in row[1].refused]


def test_the_pairs_are_of_every_sort(answers: Answers) -> None:
    said = [java for _, _, java in answers]
    assert sum(java.compatible for java in said) > COUNT / 5
    assert sum(bool(java.differences) for java in said) > COUNT / 5
    assert {type_ for java in said for type_, _ in java.differences} >= {
        "FIXED_SIZE_MISMATCH",
        "MISSING_ENUM_SYMBOLS",
        "MISSING_UNION_BRANCH",
        "NAME_MISMATCH",
        "READER_FIELD_MISSING_DEFAULT_VALUE",
        "TYPE_MISMATCH",
    }


def test_the_same_texts_are_schemas(answers: Answers) -> None:
    assert differing(answers, lambda answer: bool(answer.refused)) == []


def test_the_same_verdicts(answers: Answers) -> None:
    assert differing(answers, lambda answer: (answer.compatible, bool(answer.failed))) == []


def test_the_same_types(answers: Answers) -> None:
    assert differing(answers, lambda answer: {type_ for type_, _ in answer.differences}) == []


def test_nearly_always_the_same_places(answers: Answers) -> None:
    assert len(differing(answers, lambda answer: set(answer.differences))) < COUNT / 200
