"""A waiver is whole or it covers nothing: each row is a text, and what is told of it."""

from __future__ import annotations

import pytest

from headgate.lint.waivers import read_waivers

WHOLE = 'rule = "keys/a"\nreason = "r"\nowner = "o"\nuntil = 2999-01-31\ncontract = "shop"\n'
WRONG = {
    "field = 3": "`field` is `3` and should be text",
    'field = ""': "`field` is empty and should be text",
    'pointer = ["/schema"]': "`pointer` is a list and should be text",
    "path = true": "`path` is `true` and should be text",
    'scope = "x"': "`scope` is not a known key",
}
INSTEAD = {
    'contract = "shop"': ("", "the waiver of `keys/a` does not say where"),
    '"shop"': ('["shop"]', "`contract` is a list and should be text"),
    '"o"': ('"  "', "the waiver does not say `owner`"),
    '"keys/a"': ("3", "the waiver does not say `rule`"),
    "2999-01-31": ("2999-01-31T10:00:00Z", "`until` is `2999-01-31 10:00:00+00:00`, which is no day"),
    "until = 2999-01-31": ('until = "31.1.2999"', "`until` is `31.1.2999`, which is no day"),
}


def told(waiver: str) -> tuple[int, list[str]]:
    """How many waivers hold, and what is wrong."""
    found, findings = read_waivers(f"[[waiver]]\n{waiver}", "gate/waivers.toml")
    return len(found), [finding.title for finding in findings]


def test_a_whole_one() -> None:
    assert told(WHOLE) == (1, [])
    assert told(WHOLE.replace("2999-01-31", '"2999-01-31"')) == (1, [])
    assert told(f'{WHOLE}path = "contracts/**"\nfield = "a.b"\npointer = "/schema"\n') == (1, [])


def test_one_table_in_place_of_a_list() -> None:
    found, findings = read_waivers(f"[waiver]\n{WHOLE}", "gate/waivers.toml")
    told = [finding.title for finding in findings]
    assert (found, told) == ((), ["`waiver` is one table and should be a list of tables"])


@pytest.mark.parametrize("line", WRONG)
def test_what_narrows_is_not_left_out_when_it_is_wrong(line: str) -> None:
    count, titles = told(WHOLE + line)
    assert titles == [WRONG[line]]
    assert count == ("scope" in line)


@pytest.mark.parametrize("part", INSTEAD)
def test_a_part_that_is_missing_or_wrong(part: str) -> None:
    instead, title = INSTEAD[part]
    assert told(WHOLE.replace(part, instead)) == (0, [title])
