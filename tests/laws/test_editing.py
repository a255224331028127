"""Editing, then reading, gives the wanted value and nothing else; comments, line ends and other lines stay."""

from __future__ import annotations

import copy
import re
from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headgate.diagnostics import Edit
from headgate.odcs import read_text
from headgate.odcs.editing import Written, edited
from headgate.odcs.nodes import Json, pointer
from headgate.odcs.scalars import plain_value
from headgate.odcs.texts import BOM

KEYS = ("alpha", "beta", "gamma", "delta", "a b", "x/y", "t~u")
TEXTS = (
    "plain",
    "two words",
    "it's",
    'say "so"',
    "a: b",
    "# no comment",
    "1.0",
    "true",
    "no",
    "",
    "ü 中",
    "v3.2.0",
)
SCALARS = st.one_of(st.sampled_from(TEXTS), st.booleans(), st.integers(-9, 99))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)
    ),
    max_leaves=8,
)
ROOTS = st.dictionaries(st.sampled_from(KEYS), VALUES, min_size=1, max_size=4)
NEW = st.one_of(st.sampled_from(TEXTS), st.booleans(), st.integers(0, 9))


@dataclass
class Author:
    """Writes a value as somebody might: block or flow, any quotes, comments where they may stand."""

    draw: st.DataObject
    lines: list[str] = field(default_factory=list)

    def scalar(self, value: Json) -> str:
        if not isinstance(value, str):
            return str(value).lower()
        double = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        forms = [double, "'" + value.replace("'", "''") + "'"]
        if re.fullmatch(r"[\w.][\w. ]*", value) and plain_value(value) == value and value.strip() == value:
            forms.append(value)
        return self.draw.draw(st.sampled_from(forms))

    def flow(self, value: Json) -> str:
        match value:
            case dict():
                return (
                    "{"
                    + ", ".join(f"{self.key(key)}: {self.flow(below)}" for key, below in value.items())
                    + "}"
                )
            case list():
                return "[" + ", ".join(self.flow(item) for item in value) + "]"
            case _:
                return self.scalar(value)

    def key(self, key: str) -> str:
        return self.draw.draw(st.sampled_from([key, f'"{key}"']))

    def comment(self) -> str:
        return self.draw.draw(st.sampled_from(["", "", f"  # note {len(self.lines)}"]))

    def block(self, value: Json, lead: str, indent: int) -> None:
        """Writes a value behind `lead`, which is a key with its colon or a dash."""
        is_flow = not value or not isinstance(value, dict | list) or self.draw.draw(st.booleans())
        if is_flow:
            self.lines.append(f"{lead} {self.flow(value)}{self.comment()}")
            return
        self.lines.append(f"{lead}{self.comment()}")
        if isinstance(value, dict):
            self.mapping(value, indent + 2)
        elif isinstance(value, list):
            for item in value:
                self.block(item, " " * indent + "  -", indent + 2)

    def mapping(self, value: dict[str, Json], indent: int) -> None:
        for key, below in value.items():
            self.block(below, " " * indent + f"{self.key(key)}:", indent)

    def whole(self, value: dict[str, Json]) -> str:
        self.mapping(value, 0)
        end = self.draw.draw(st.sampled_from(["\n", "\r\n"]))
        return end.join(self.lines) + self.draw.draw(st.sampled_from(["", end]))


def nodes(value: Json, above: str = "") -> list[tuple[str, Json]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(above, value)] + [pair for key, item in below for pair in nodes(item, above + pointer(key))]


def parent(value: Json, path: str) -> tuple[Json, str]:
    steps = [step.replace("~1", "/").replace("~0", "~") for step in path.split("/")[1:]]
    for step in steps[:-1]:
        value = value[int(step)] if isinstance(value, list) else value[step]  # type: ignore[index]
    return value, steps[-1]


def put(root: Json, path: str, value: Json) -> None:
    above, step = parent(root, path)
    if isinstance(above, list):
        above[int(step)] = value
    elif isinstance(above, dict):
        above[step] = value


def comments(text: str) -> Counter[str]:
    return Counter(re.findall(r"# note \d+", text))


def holds(text: str, edit: Edit, wanted: Json) -> None:
    new = edited(text, [edit])
    assert read_text(new).document == wanted, new
    assert comments(new) == comments(text)
    assert ("\r\n" in new) is ("\r\n" in text) or "\n" not in text
    before, after = Counter(text.splitlines()), Counter(new.splitlines())
    assert (before - after).total() <= 1, "one line is changed"
    assert (after - before).total() <= 1, "one line is new"


def written(text: str) -> Written:
    reading = read_text(text)
    return Written(reading.source_map.text, reading.source_map.locate, reading.document)


@given(ROOTS, NEW, st.data())
def test_set_scalar(root: dict[str, Json], new: bool | int | str, data: st.DataObject) -> None:
    text = Author(data).whole(root)
    at, old = data.draw(st.sampled_from([node for node in nodes(root) if node[0]]))
    edit = written(text).set_scalar(at, new)
    assert (edit is None) is isinstance(old, dict | list)
    if edit is not None:
        wanted = copy.deepcopy(root)
        put(wanted, at, new)
        holds(text, edit, wanted)


@given(ROOTS, NEW, st.data())
def test_add_key(root: dict[str, Json], new: bool | int | str, data: st.DataObject) -> None:
    text = Author(data).whole(root)
    at, old = data.draw(st.sampled_from([node for node in nodes(root) if isinstance(node[1], dict)]))
    behind = data.draw(st.sampled_from(KEYS))
    edit = written(text).add_key(at, "added", new, (behind,))
    is_easy = isinstance(old, dict) and any(not isinstance(below, dict | list) for below in old.values())
    assert edit is not None or not is_easy
    if edit is not None:
        wanted: dict[str, Json] = {"root": copy.deepcopy(root)}
        put(wanted, f"/root{at}/added", new)
        holds(text, edit, wanted["root"])


@given(ROOTS, st.data())
def test_rename_key(root: dict[str, Json], data: st.DataObject) -> None:
    text = Author(data).whole(root)
    keyed = [at for at, _ in nodes(root) if at and isinstance(parent(root, at)[0], dict)]
    at = data.draw(st.sampled_from(keyed))
    edit = written(text).rename_key(at, "renamed")
    assert edit is not None
    wanted = copy.deepcopy(root)
    above, step = parent(wanted, at)
    assert isinstance(above, dict)
    above["renamed"] = above.pop(step)
    holds(text, edit, wanted)


@given(ROOTS, st.lists(SCALARS, min_size=1, max_size=4), st.data())
def test_delete_item(root: dict[str, Json], items: list[Json], data: st.DataObject) -> None:
    root = {**root, "list": items}
    text = Author(data).whole(root)
    number = data.draw(st.integers(0, len(items) - 1))
    edit = written(text).delete_item(f"/list/{number}")
    if edit is not None:
        left: list[Json] | None = items[:number] + items[number + 1 :]
        is_block_emptied = not left and "[" not in edited(text, [edit]).split("list", 1)[1]
        holds(text, edit, {**root, "list": None if is_block_emptied else left})


SHARED = "base: &base {one: 1, two: [3]}\nuse: *base\nmore: {<<: *base, own: 2}\nword: &w x\n"
UNTOUCHED = ("/base/one", "/use/one", "/more/one", "/word", "/base/two/0", "/absent", "/use")


@pytest.mark.parametrize("at", UNTOUCHED)
def test_what_is_shared_is_not_touched(at: str) -> None:
    assert written(SHARED).set_scalar(at, "new") is None


def test_texts_over_several_lines_are_not_touched() -> None:
    text = "a: |\n  one\n  two\nb: one\n  two\nc: 'one\n  two'\n"
    assert [written(text).set_scalar(at, "x") for at in ("/a", "/b", "/c")] == [None, None, None]
    assert written(text).add_key("", "d", 1) is None


def test_a_byte_order_mark_stays() -> None:
    text = f"{BOM}a: 1\r\nb: 2\r\n"
    edit = written(text).set_scalar("/a", 3)
    assert edit is not None
    assert edited(text, [edit]) == f"{BOM}a: 3\r\nb: 2\r\n"
