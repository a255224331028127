"""Our offline verdict against a real registry's, question by question: exactly the listed ones differ, and the page counts them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.pipelines.local import LocalStack
from tests.pipelines.registry_oracle import Answer, OracleRegistry, Question, ours, verdict
from tests.pipelines.registry_oracle_differing import DIFFERING
from tests.pipelines.registry_oracle_questions import CORPUS, corpus, dialect, questions

from headgate.compat.avro.clash import ClashType
from headgate.compat.jsonschema.found import INCOMPATIBLE
from headgate.compat.protobuf.difference_types import BREAKING
from headgate.model import Compatibility, WireFormat

PAGE = Path(__file__).parents[2] / "gate" / "compatibility.md"
SECTION = "## Against a real registry"
CLASS = re.compile(r"^\| (?P<title>[^|]+) \| (?P<count>\d+) \| \D", re.MULTILINE)
FORMAT = re.compile(r"^\| (?P<format>[^|]+) \| (?P<asked>\d+) \| (?P<same>\d+) \|", re.MULTILINE)
TITLES = {"Avro": WireFormat.AVRO, "JSON Schema": WireFormat.JSON, "Protobuf": WireFormat.PROTOBUF}

RECORD = '{{"type": "record", "name": "R", "fields": [{{"name": "a", "type": "{type}"}}{more}]}}'
ONE, OTHER = RECORD.format(type="long", more=""), RECORD.format(type="string", more="")
SAFE = RECORD.format(type="long", more=', {"name": "b", "type": "int", "default": 0}')


@pytest.fixture(scope="module")
def registry(stack: LocalStack) -> Iterator[OracleRegistry]:
    """The stack's registry."""
    opened = OracleRegistry(stack["registry"]["url"])
    yield opened
    opened.close()


def differing(registry: OracleRegistry, asked: list[Question]) -> set[tuple[str, Answer, Answer]]:
    rows = ((question.name, ours(question), registry.answer(question)) for question in asked)
    return {row for row in rows if row[1] is not row[2]}


def test_names_are_given_once() -> None:
    listed = [name for one in DIFFERING for name in (*one.asked, *one.corpus)]
    names = [question.name for question in (*questions(), *corpus())]
    assert len(set(listed)) == len(listed)
    assert len(set(names)) == len(names)
    assert len(names) > 500


def test_every_type_of_difference_that_breaks_is_asked() -> None:
    sound = [question for question in questions() if ours(question) is not Answer.NO_SCHEMA]
    asked = {reason.type for question in sound for reason in verdict(question).reasons}
    assert asked >= {*INCOMPATIBLE, *(one.value for one in (*BREAKING, *ClashType))}


def test_exactly_the_listed_questions_differ(registry: OracleRegistry) -> None:
    listed = {row for one in DIFFERING for row in one.rows(one.asked)}
    assert differing(registry, questions()) == listed


def test_exactly_the_listed_cases_of_the_corpus_differ(registry: OracleRegistry) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus of compatibility cases is not beside this repository")
    listed = {row for one in DIFFERING for row in one.rows(one.corpus)}
    assert differing(registry, corpus()) == listed


def section() -> str:
    return PAGE.read_text(encoding="utf-8").partition(SECTION)[2].partition("\n## ")[0]


def test_the_page_counts_every_class() -> None:
    counted = {found["title"]: int(found["count"]) for found in CLASS.finditer(section())}
    listed = Counter[str]()
    for one in DIFFERING:
        listed[one.title] += one.count
    assert counted == listed


def test_the_page_counts_every_format() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus of compatibility cases is not beside this repository")
    listed = {name for one in DIFFERING for name in (*one.asked, *one.corpus)}
    asked = Counter(question.format for question in (*questions(), *corpus()))
    same = asked - Counter(one.format for one in (*questions(), *corpus()) if one.name in listed)
    told = {
        TITLES[row["format"]]: (int(row["asked"]), int(row["same"])) for row in FORMAT.finditer(section())
    }
    assert told == {format_: (asked[format_], same[format_]) for format_ in WireFormat}


def test_a_subject_without_a_mode_has_the_registrys(registry: OracleRegistry) -> None:
    subject = registry.subject()
    registry.store(subject, WireFormat.AVRO, ONE)
    registry.set_mode(subject, Compatibility.NONE)
    told = registry.call("GET", f"config/{subject}").body["compatibilityLevel"]
    refused = registry.store(subject, WireFormat.AVRO, OTHER).answer
    registry.allow_anything(subject)
    taken = registry.store(subject, WireFormat.AVRO, OTHER).answer
    registry.delete(subject)
    assert (told, refused, taken) == ("NONE", Answer.REFUSES, Answer.TAKES)


def test_the_endpoint_without_a_version_holds_all_versions(registry: OracleRegistry) -> None:
    subject = registry.subject()
    registry.store(subject, WireFormat.AVRO, OTHER)
    registry.allow_anything(subject)
    registry.store(subject, WireFormat.AVRO, ONE)
    registry.set_mode(subject, Compatibility.BACKWARD)
    all_versions = registry.would_take(subject, WireFormat.AVRO, SAFE)
    latest = registry.would_take(subject, WireFormat.AVRO, SAFE, "/latest")
    stored = registry.store(subject, WireFormat.AVRO, SAFE).answer
    registry.delete(subject)
    assert (all_versions, latest, stored) == (False, True, Answer.TAKES)


@pytest.mark.parametrize("draft", ["2019-09", "2020-12"])
def test_a_newer_draft_has_one_version_only(registry: OracleRegistry, draft: str) -> None:
    subject, schema = registry.subject(), {"$schema": f"https://json-schema.org/draft/{draft}/schema"}
    first = registry.store(subject, WireFormat.JSON, dialect({**schema, "type": "string"}))
    second = registry.store(subject, WireFormat.JSON, dialect({**schema, "type": "string", "title": "name"}))
    registry.delete(subject)
    assert (first.answer, second.answer) == (Answer.TAKES, Answer.FAILS)
    assert second.body["message"] == "#: could not determine version"
