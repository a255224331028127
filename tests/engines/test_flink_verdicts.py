"""One rule, one verdict: the same records judged by the edge's validator and by real Flink SQL."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal as Exact
from importlib.util import find_spec
from pathlib import Path

from tests.require import absent
from tests.samples import every_rule, everything, expect

from headgate.emit.sql import FLINK, predicate_sql, sql_loss
from headgate.model import Expectation, Format, HasFormat, InRange, Matches, MultipleOf, NoneOf, OneOf, Stream
from headgate.predicate import predicates
from headgate.validate import compile_validator

JVM = Path(__file__).parents[2] / "reference_pipelines" / "jvm"
FUNCTIONS = JVM / "functions" / "target" / "headgate-functions.jar"
ROWS = 300
TIMEOUT_S = 400

CASTS = {
    "flag": "CAST(flag AS BOOLEAN)",
    "small": "CAST(small AS INT)",
    "big": "CAST(big AS BIGINT)",
    "ratio": "CAST(ratio AS FLOAT)",
    "score": "CAST(score AS DOUBLE)",
    "amount": "CAST(amount AS DECIMAL(12, 2))",
    "label": "label",
    "day": "CAST(`day` AS DATE)",
    "at_ms": "CAST(at_ms AS TIME(3))",
    "seen_ms": "TO_TIMESTAMP_LTZ(CAST(seen_ms AS BIGINT), 3)",
    "wall_us": "CAST(wall_us AS TIMESTAMP(6))",
    "ident": "ident",
    "state": "state",
    "tags": "SPLIT(tags, ',')",
    "place": "place",
    "place_city": "place_city",
    "place_zip": "place_zip",
}
PLAIN = (
    "",
    "a",
    "b",
    "it's",
    "abc",
    "ab c",
    "é😀",
    "a\n",
    "\n",
    "12",
    "x" * 12,
    "x" * 13,
    "A.B",
    "\u0661",
    "\\",
    "a%b",
)
FORMATTED = (
    "a@b.example",
    "a@-b",
    "https://x.example/?q=%41",
    "no uri",
    "10.0.0.1",
    "256.1.1.1",
    "h-1.example",
    "-h",
)
PATTERNS = (
    r"^\w+$",
    "^[^a]",
    r"\d",
    r"^\D*$",
    "a.b",
    r"^.*$",
    r"\s",
    r"[\s.]",
    "b?$",
    r"^(?:a|it's)$",
    r"\\",
    "é",
    "[&~|%]",
)
EXTRA: tuple[Expectation, ...] = (
    *(expect(f"label.pattern{n}", Matches(("label",), pattern)) for n, pattern in enumerate(PATTERNS)),
    *(expect(f"label.{format_.value}", HasFormat(("label",), format_)) for format_ in Format),
    expect("small.third", MultipleOf(("small",), Exact("1.5"))),
    expect("amount.third", MultipleOf(("amount",), Exact("0.3"))),
    expect("amount.oneOf", OneOf(("amount",), (Exact("0.05"), 1, Exact("1.10")))),
    expect("ratio.minimum", InRange(("ratio",), minimum=Exact("0.1"), exclusive_minimum=True)),
    expect("score.tenth", InRange(("score",), minimum=Exact("0.1"), maximum=Exact("0.3"))),
    expect("score.noneOf", NoneOf(("score",), (Exact("0.1"), 0))),
    expect("day.oneOf", OneOf(("day",), ("2020-01-01", "2021-06-30"))),
    expect("at_ms.maximum", InRange(("at_ms",), maximum="12:00:00.5")),
    expect("wall_us.minimum", InRange(("wall_us",), minimum="2020-01-01T00:00:00.000001")),
    expect(
        "seen_ms.maximum",
        InRange(("seen_ms",), maximum="2021-01-01T02:00:00.25+02:00", exclusive_maximum=True),
    ),
    expect("flag.oneOf", OneOf(("flag",), (True,))),
    expect("state.noneOf", NoneOf(("state",), ("NEW",))),
    expect("big.half", InRange(("big",), minimum=Exact("-0.5"), maximum=10**30)),
)


def stream() -> Stream:
    base = everything().streams[0]
    rules = tuple(rule for rule in (*every_rule(), *EXTRA) if not rule.name.startswith("lines."))
    return replace(base, expectations=rules)


def draw_record(chance: random.Random) -> dict[str, object]:
    """A record of sound types near the rules' bounds; each field is missing now and then."""
    drawn: dict[str, object] = {
        "flag": chance.random() < 0.5,
        "small": chance.randint(-10, 10),
        "big": chance.choice([-1, 0, 1000, 1001, 2**62]),
        "ratio": chance.choice([0.5, 0.25, 0.0, -1.5]),
        "score": chance.choice([0.1, 0.2, 0.25, 0.3, 0.30000000000000004, 1.0, -0.7, 5e-324, 0.0]),
        "amount": chance.choice(
            [Exact("0.05"), Exact("0.30"), Exact("1.10"), Exact("-1.00"), Exact("0.01"), Exact("1.00")]
        ),
        "label": chance.choice(PLAIN + FORMATTED),
        "day": date(2019, 12, 30) + timedelta(days=chance.choice([0, 1, 2, 3, 548])),
        "at_ms": chance.choice([time(12, 0, 0, 500_000), time(12, 0, 0, 501_000), time(0)]),
        "seen_ms": datetime(2019, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)
        + timedelta(milliseconds=chance.choice([0, 1, 31_622_400_250, 31_622_400_251])),
        "wall_us": datetime(2020, 1, 1) + timedelta(microseconds=chance.choice([0, 1, 2])),
        "ident": chance.choice(["0f8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5b"]),
        "state": chance.choice(["NEW", "PAID"]),
        "tags": ["t"] * chance.randint(1, 4),
        "place": {"city": chance.choice(["x", None]), "zip": chance.choice(["12345", "1234", None])},
    }
    return {name: None if chance.random() < 0.1 else value for name, value in drawn.items()}


def as_text(name: str, record: dict[str, object]) -> str | None:
    """The value as the text that Flink's cast reads."""
    if name.startswith("place_"):
        place = record["place"]
        return place[name.removeprefix("place_")] if isinstance(place, dict) else None
    match record[name]:
        case None:
            return None
        case datetime() as moment if moment.tzinfo is not None:
            return str(round(moment.timestamp() * 1000))
        case list() as items:
            return ",".join(items)
        case dict():
            return "there"
        case other:
            return str(other)


def flink_says(records: list[dict[str, object]]) -> dict[str, list[str]]:
    printable = [rule for rule in predicates(stream()) if not sql_loss(rule, FLINK)]
    rules = {rule.name: predicate_sql(rule, FLINK, lambda path: f"`{'_'.join(path)}`") for rule in printable}
    rows = [[as_text(name, record) for name in CASTS] for record in records]
    asked = json.dumps(
        {"jar": str(FUNCTIONS), "columns": list(CASTS), "casts": CASTS, "rules": rules, "rows": rows}
    )
    command = [sys.executable, str(Path(__file__).with_name("flink_verdicts.py"))]
    done = subprocess.run(
        command, input=asked, capture_output=True, text=True, check=False, timeout=TIMEOUT_S
    )
    assert done.returncode == 0, done.stderr[-2000:]
    verdicts: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return verdicts


def test_flink_and_the_edge_agree_on_every_record_and_rule() -> None:
    if find_spec("pyflink") is None:
        absent("PyFlink is not installed (extra `flink`)")
    if not FUNCTIONS.is_file():
        absent("the JVM parts are not built: run `make setup`")
    chance = random.Random(20261123)
    records = [draw_record(chance) for _ in range(ROWS)]
    validate = compile_validator(stream())
    expected = {str(n): [one.rule for one in validate(record)] for n, record in enumerate(records)}
    told = flink_says(records)
    assert {n: sorted(rules) for n, rules in told.items()} == {
        n: sorted(rules) for n, rules in expected.items()
    }
    met = {rule for rules in expected.values() for rule in rules}
    never = {rule.name for rule in predicates(stream())} - met
    # A search for an optional `b` finds it anywhere.
    assert never == {"label.pattern8"}, f"no record breaks {never}"
