"""Every way in which a text fails to be YAML, or to be one contract: a finding at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.odcs.contract_texts import document, titles, told

from headgate.odcs import read_file, read_text

LAUGHS = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))

BROKEN: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "structure/empty@1:1"),
    "only comments": ("# nothing\n", "structure/empty@1:1"),
    "null": ("~\n", "structure/empty@1:1"),
    "text": ("hello\n", "structure/not-a-mapping@1:1"),
    "a list": ("- a\n", "structure/not-a-mapping@1:1"),
    "colon in a text": ("a: b: c\n", "structure/yaml@1:5"),
    "indentation": ("a:\n  b: 1\n c: 2\n", "structure/yaml@3:2"),
    "open quote": ('a: "x\n', "structure/yaml@2:1"),
    "open bracket": ("a: [1\n", "structure/yaml@2:1"),
    "special character": ("a: @x\n", "structure/yaml@1:4"),
    "directive": ("%FOO bar\n---\na: 1\n", "structure/yaml@1:5"),
    "tab": ("a:\n\tb: 1\n", "structure/tab@2:1"),
    "tab after spaces": ("a:\n  b: 1\n \tc: 2\n", "structure/tab@3:2"),
    "a tab above, which does no harm": ("a: |\n  b\n  \tc\nd: }\n", "structure/yaml@4:4"),
    "a blank line with a tab above": ("a: [1,\n\t\n", "structure/yaml@3:1"),
    "deep brackets": ("[" * 100_000, "structure/too-deep@1:65"),
    "deep braces": ("{a: " * 100_000, "structure/too-deep@1:257"),
    "deep lists": ("- " * 100_000, "structure/too-deep@1:129"),
    "billion laughs": (LAUGHS, "structure/alias-expansion@15:18"),
    "many nodes": ("a: [" + "x," * 150_000 + "]", "structure/too-large@1:200003"),
    "10 MB": ("a: b\n" * 2_000_000, "structure/too-large@1:1"),
    "latin-1": ("a: é\n".encode("latin-1"), "structure/encoding@1:4"),
    "UTF-16": ("a: 1\n".encode("utf-16"), "structure/encoding@1:1"),
    "bad byte after a mark and CRLF": (b"\xef\xbb\xbfa: 1\r\nb: \xff", "structure/encoding@2:4"),
}


@pytest.mark.parametrize(("text", "expected"), BROKEN.values(), ids=BROKEN)
def test_text_that_is_no_contract(text: str | bytes, expected: str) -> None:
    assert told(text) == [expected]
    assert read_text(text).contract is None


FLAWED: dict[str, tuple[str, str]] = {
    "duplicate key": ("domain: x\ndomain: y\n", "structure/duplicate-key@8:1"),
    "nested duplicate": ("description:\n  purpose: x\n  purpose: y\n", "structure/duplicate-key@9:3"),
    "second document": ("---\na: 1\n", "structure/several-documents@7:1"),
    "broken second document": ("---\n[\n", "structure/several-documents@7:1"),
    "control character": ('domain: "a\x07b"\n', "structure/control-character@7:11"),
    "NUL": ("domain: a\x00b\n", "structure/control-character@7:10"),
    "control characters after one that ends no line": (
        'domain: "\x0ca\x1d"\n',
        "structure/control-character@7:10",
    ),
    "lone surrogate": ("domain: a\ud800b\n", "structure/control-character@7:10"),
    "tag that runs code": ("domain: !!python/name:os.system x\n", "structure/tag@7:9"),
    "tag of a mapping": ("description: !x {purpose: y}\n", "structure/tag@7:14"),
    "recursive alias": ("description: &d {purpose: *d}\n", "structure/recursive-alias@7:27"),
    "unknown alias": ("domain: *d\n", "structure/unknown-alias@7:9"),
    "truth or word": ("customProperties: [{property: x, value: no}]\n", "structure/ambiguous-word@7:41"),
    "endless number": ("domain: " + "9" * 5_000 + "\n", "structure/number-size@7:9"),
    "vast exponent": ("domain: 1e999999999\n", "structure/number-size@7:9"),
}


@pytest.mark.parametrize(("rest", "expected"), FLAWED.values(), ids=FLAWED)
def test_flaw_in_a_contract_that_is_read_all_the_same(rest: str, expected: str) -> None:
    text = document(rest)
    assert told(text)[0] == expected
    assert read_text(text).contract is not None


def test_keys_that_are_not_text() -> None:
    found = told("1: a\ntrue: b\n~: c\n? [x]\n: d\n", least="error")
    expected = ["structure/key-not-text@1:1", "structure/key-not-text@2:1", "structure/key-not-text@3:1"]
    assert [line for line in found if "key-not-text" in line] == [*expected, "structure/key-not-text@4:3"]


def test_a_duplicate_key_shows_its_twin() -> None:
    finding = read_text(document("domain: x\ndomain: y\n"), "c.yaml").findings[0]
    assert [str(related.place) for related in finding.related] == ["c.yaml:7:1"]


@pytest.mark.parametrize("form", [document("domain: x\n"), document("domain: x\n").replace("\n", "\r\n")])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_byte_order_mark_and_line_ends_do_not_count(form: str, mark: str) -> None:
    assert read_text(mark + form).findings == ()
    assert read_text((mark + form).encode()).findings == ()
    wrong = mark + form.replace("domain", "domian")
    assert told(wrong) == told(wrong.encode()) == ["structure/schema@7:1"]


def test_aliases_and_merge_keys_are_read() -> None:
    text = """\
    servers:
    - &main {server: a, type: kafka, host: h}
    - {<<: *main, server: b}
    slaProperties: &none []
    roles: *none
    """
    reading = read_text(document(text))
    assert reading.findings == ()
    assert isinstance(reading.document, dict)
    assert reading.document["servers"][1] == {"server": "b", "type": "kafka", "host": "h"}


def test_a_remedy_fits_the_mistake() -> None:
    assert titles("a: b: c") == [
        (
            "the text is not YAML: mapping values are not allowed in this context | "
            "put quotes around a text that holds `: `, or correct the indentation"
        )
    ]


def test_files(tmp_path: Path) -> None:
    sound = tmp_path / "a.yaml"
    sound.write_text(document("domain: x\n"))
    assert read_file(sound).contract is not None
    for path in (tmp_path, tmp_path / "absent.yaml"):
        (finding,) = read_file(path).findings
        assert (finding.rule, finding.place.path) == ("structure/unreadable", str(path))
