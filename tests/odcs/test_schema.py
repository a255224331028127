"""What the official schemas have against a contract: all of it, in our words, at the exact place."""

from __future__ import annotations

import pytest
from tests.odcs.contract_texts import document, stream_text, titles, told

from headgate.odcs.versions import KNOWN_VERSIONS

WRONG: dict[str, tuple[str, str, str]] = {
    "unknown key with a near one": (
        "domian: x\n",
        "structure/schema@7:1",
        "`domian` is not a known key | write `domain`",
    ),
    "unknown key": (
        "colour: x\n",
        "structure/schema@7:1",
        "`colour` is not a known key | delete it, or move it to `customProperties`",
    ),
    "missing key": (
        "slaProperties:\n- property: latency\n",
        "structure/schema@8:3",
        "`value` is missing in entry 1 of `slaProperties` | add `value`",
    ),
    "wrong type": (
        "domain: 5\n",
        "structure/schema@7:9",
        "`domain` is a number and should be text | put quotes around it",
    ),
    "wrong type with a choice": (
        "slaProperties:\n- {property: x, value: [1]}\n",
        "structure/schema@8:24",
        (
            "`value` is a list and should be text, a number, true or false or empty | "
            "write text, a number, true or false or empty"
        ),
    ),
    "list expected": (
        "roles: {}\n",
        "structure/schema@7:8",
        "`roles` is a mapping and should be a list | write a list",
    ),
    "form of a team": ("team: {nam: x}\n", "structure/schema@7:8", "`nam` is not a known key | write `name`"),
    "pattern": (
        "slaProperties:\n- {id: 'a b', property: x, value: 1}\n",
        "structure/schema@8:8",
        (
            "`id` is `a b` and should be text that matches `^[^\\s.#/\\\\@!%&^]+$` | "
            "write text that matches `^[^\\s.#/\\\\@!%&^]+$`"
        ),
    ),
}


@pytest.mark.parametrize(("rest", "place", "title"), WRONG.values(), ids=WRONG)
def test_schema_error(rest: str, place: str, title: str) -> None:
    text = document(rest)
    assert (place, title) in list(zip(told(text), titles(text), strict=True))


QUALITY: dict[str, tuple[str, list[str]]] = {
    "no operator": ("{metric: nullValues}", ["structure/schema@15:7"]),
    "two operators": ("{metric: nullValues, mustBe: 0, mustBeLessThan: 2}", ["structure/schema@15:7"]),
    "wrong dimension, and no echo of it": (
        "{metric: nullValues, mustBe: 0, dimension: size}",
        ["structure/schema@15:50"],
    ),
    "wrong metric, and no echo of it": ("{metric: not_null, mustBe: 0}", ["structure/schema@15:16"]),
    "misplaced key": ("{metric: nullValues, mustBe: 0, query: q}", ["structure/schema@15:39"]),
    "too few bounds": ("{metric: rowCount, mustBeBetween: [1]}", ["structure/schema@15:41"]),
}


@pytest.mark.parametrize(("rule", "expected"), QUALITY.values(), ids=QUALITY)
def test_quality_error(rule: str, expected: list[str]) -> None:
    text = stream_text(f"- name: f\n  logicalType: string\n  required: true\n  quality:\n  - {rule}\n")
    assert told(text, least="error") == expected


def test_a_choice_of_one_among_many_names_them() -> None:
    text = stream_text("- name: f\n  logicalType: string\n  quality:\n  - {metric: nullValues}\n")
    assert titles(text)[0].startswith("entry 1 of `quality` has none of `mustBe`, `mustNotBe`")
    text = text.replace("nullValues}", "nullValues, mustBe: 0, mustNotBe: 1}")
    assert titles(text)[0].startswith(
        "entry 1 of `quality` has `mustBe` and `mustNotBe` at once | give exactly one"
    )


def test_all_errors_are_told_in_the_order_of_the_text() -> None:
    text = document("domian: x\nroles: {}\nsupport: 5\n")
    assert told(text) == ["structure/schema@7:1", "structure/schema@8:8", "structure/schema@9:10"]


ECHOES = {
    "{name: f, logicalType: text}": ["11:28"],
    "{name: f, logicalType: 5}": ["11:28"],
    "{name: f, logicalType: date, colour: 1}": ["11:34"],
    "{name: f, logicalType: array, items: {logicalType: date, colour: 1}}": ["11:62"],
    "{name: f, logicalType: map}": ["11:5", "11:28"],
}


@pytest.mark.parametrize("field", ECHOES)
def test_one_mistake_is_told_once(field: str) -> None:
    found = told(stream_text(f"- {field}\n"))
    assert [line.partition("@")[2] for line in found] == ECHOES[field]


ONCE = {
    "- {name: f, logicalType: string, logicalTypeOptions: {minimum: 1}}\n": "`minimum` is not a known key",
    "- {name: f, logicalType: string, quality: [{metric: nullValues}]}\n": "entry 1 of `quality` has none of",
    "- {name: f, logicalType: string, enum: [{value: a}, {value: a}]}\n": "`enum` holds an entry twice | take one of the two out",
}


@pytest.mark.parametrize("field", ONCE)
def test_what_the_schema_says_is_said_once(field: str) -> None:
    (only,) = titles(stream_text(field))
    assert only.startswith(ONCE[field])


def test_a_key_or_value_of_a_later_version_says_so() -> None:
    text = stream_text(
        "- {name: f, logicalType: timestamp}\n- {name: g, deprecated: true}\n", version="v3.0.2"
    )
    found = titles(text)
    assert any("knows the value, or choose another" in title for title in found), found
    assert any(
        "`deprecated` is not a known key | raise `apiVersion` to v3.2.0" in title for title in found
    ), found


@pytest.mark.parametrize("version", KNOWN_VERSIONS)
def test_every_known_version_is_read(version: str) -> None:
    assert told(document("domain: x\n", version)) == []


@pytest.mark.parametrize(("given", "remedy"), [("v3.1", "v3.1.0"), ("3.0.2", "v3.0.2"), ("v4.0.0", "v3.2.0")])
def test_unknown_version(given: str, remedy: str) -> None:
    text = document("domain: x\n", given)
    assert told(text) == ["structure/api-version@1:13"]
    assert titles(text) == [f"`apiVersion` `{given}` is not known | write `{remedy}`"]


def test_missing_version_hides_nothing_else() -> None:
    text = "id: ''\nslaProperties: [{property: latency, value: 1}]\n"
    expected = ["structure/api-version@1:1", "structure/identity@1:1", "structure/identity@1:5"]
    assert told(text) == [*expected, "structure/sla-unread@2:17"]


VERSIONS = {
    "1.0": ("structure/version@5:10", 'write "1.0.0"'),
    "v2": ("structure/version@5:10", 'write "2.0.0"'),
    "1.0." + "9" * 5000: ("structure/version@5:10", "write major.minor.patch, for example 1.0.0"),
    "1.0.0-" + "9" * 5000: ("structure/version@5:10", "write major.minor.patch, for example 1.0.0"),
    "1.0.1٣": ("structure/version@5:10", "write major.minor.patch, for example 1.0.0"),
    "2024-01-31": ("structure/version@5:10", "write major.minor.patch, for example 1.0.0"),
}


@pytest.mark.parametrize("given", VERSIONS)
def test_version_that_is_not_semantic(given: str) -> None:
    place, remedy = VERSIONS[given]
    text = document("").replace("version: 1.0.0", f"version: '{given}'")
    assert told(text) == [place]
    assert titles(text)[0].endswith(remedy)


def test_keys_that_v30_lets_pass_are_told() -> None:
    rest = "slaProperties:\n- {property: retention, value: 1, unti: d}\n"
    assert told(document(rest, "v3.0.2")) == ["structure/key-unread@8:35"]
    assert told(document(rest, "v3.2.0")) == ["structure/schema@8:35"]
    quality = "- name: f\n  logicalType: string\n  quality:\n  - {type: text, description: d, sevrity: x}\n"
    assert told(stream_text(quality, version="v3.0.2")) == ["structure/key-unread@14:36"]
