"""How often and how fast offline checkers of wire schemas agree with the public cases' verdicts.

Run: PYTHONPATH=src:. python tests/bench/compat.py [FORMAT…]. CPU time, best of several rounds, texts parsed anew each round.
The public cases are left out where they are absent, and so is a peer. A format is a section: a function in `SECTIONS`.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise as neighbours
from pathlib import Path
from typing import Final

from headgate.compat import SchemaTextError, check_compatibility
from headgate.compat.check import DIRECTIONS, TRANSITIVE
from headgate.compat.verdict import Direction
from headgate.model import Compatibility, WireFormat

CORPUS: Final = Path(__file__).parents[3] / "shared" / "corpus" / "compat"
ROUNDS: Final = 5
RANDOM_PAIRS: Final = 2_000


@dataclass(frozen=True)
class Case:
    """One question to a registry, and the answer to expect; None where nobody has said."""

    mode: Compatibility
    new: str
    olds: tuple[str, ...]
    compatible: bool | None


Check = Callable[[Case], bool | None]
"""A checker's answer: compatible, or None where it fails to answer."""


def cases(name: str) -> list[Case]:
    """The public cases of a format; none where they are absent."""
    path = CORPUS / f"{name}.json"
    if not path.is_file():
        print(f"  the public cases are not here: {path.name}")
        return []
    return [case(one) for one in json.loads(path.read_text())["cases"]]


def case(one: dict[str, object]) -> Case:
    olds = one["olds"]
    assert isinstance(olds, list)
    mode = Compatibility(one["mode"])
    return Case(mode, text(one["new"]), tuple(map(text, olds)), one["expected_compatible"] is True)


def text(schema: object) -> str:
    """A schema as its text: Protobuf's is one already; Avro's and JSON Schema's are JSON."""
    return schema if isinstance(schema, str) and "\n" in schema else json.dumps(schema)


def report(name: str, found: Sequence[Case], check: Check) -> None:
    """Prints how a checker answers, and what an answer takes."""
    answers = Counter(verdict(one, check(one)) for one in found)
    best = min(timed(found, check) for _ in range(ROUNDS)) / max(1, len(found))
    counts = ", ".join(
        f"{count} {answer}" for answer, count in sorted(answers.items(), key=lambda item: -item[1])
    )
    print(f"  {name:28} {best * 1e6:9.1f} µs a case   {counts}")


def verdict(one: Case, answer: bool | None) -> str:
    match answer:
        case None:
            return "not answered"
        case _ if one.compatible is None:
            return "compatible" if answer else "broken"
        case True:
            return "right" if one.compatible else "false OK"
        case False:
            return "false break" if one.compatible else "right"


def timed(found: Sequence[Case], check: Check) -> float:
    start = time.process_time()
    for one in found:
        check(one)
    return time.process_time() - start


def headgate(format_: WireFormat) -> Check:
    """Our own answers."""

    def check(one: Case) -> bool | None:
        try:
            return check_compatibility(format_, one.mode, new=one.new, history=one.olds).compatible
        except SchemaTextError:
            return None

    return check


def pairwise(reads: Callable[[str, str], bool | None]) -> Check:
    """The modes for a peer that only knows whether a reader reads a writer."""

    def check(one: Case) -> bool | None:
        olds = one.olds if one.mode in TRANSITIVE else one.olds[-1:]
        ways = [(way, old) for old in olds for way in DIRECTIONS[one.mode]]
        answers = [
            reads(one.new, old) if way is Direction.BACKWARD else reads(old, one.new) for way, old in ways
        ]
        return None if None in answers else all(answers)

    return check


def avro() -> None:
    """Avro: ours beside the `avro` package, on the public cases, on random pairs, and on a stream's usual record."""
    for title, found in (
        ("public cases", cases("avro")),
        *random_pairs(),
        ("twelve fields", twelve_fields()),
    ):
        print(f"  {title}: {len(found)}")
        report("headgate.compat", found, headgate_avro())
        report("headgate.compat, texts known", found, headgate(WireFormat.AVRO))
        if find_spec("avro"):
            report("avro", found, pairwise(avro_package()))


def random_pairs() -> Iterator[tuple[str, list[Case]]]:
    """Random pairs that Java compares, with its verdict; without Java none."""
    from tests.oracles.avro.java import verdicts, why_not  # noqa: PLC0415
    from tests.oracles.avro.pairs import pairs  # noqa: PLC0415

    if why_not():
        print(f"  no random pairs: {why_not()}")
        return
    made = list(pairs(1, RANDOM_PAIRS))
    said = zip(made, verdicts(made), strict=True)
    back = Compatibility.BACKWARD
    found = [Case(back, new, (old,), java.compatible) for (new, old), java in said if not java.refused]
    yield "random pairs, Java's verdict", found


def twelve_fields() -> list[Case]:
    """A record of twelve fields, half of them optional; each version adds one."""
    texts = [json.dumps(twelve(count)) for count in range(12, 32)]
    return [
        Case(Compatibility.FULL_TRANSITIVE, texts[-1], tuple(texts[:-1]), True),
        *(Case(Compatibility.BACKWARD, new, (old,), True) for old, new in neighbours(texts)),
    ]


def twelve(count: int) -> dict[str, object]:
    optional = {"type": ["null", {"type": "long", "logicalType": "timestamp-millis"}], "default": None}
    fields = [{"name": f"f{n}", **({"type": "string"} if n < 6 else optional)} for n in range(count)]
    return {"type": "record", "name": "Click", "namespace": "web.clicks", "fields": fields}


def headgate_avro() -> Check:
    """Ours with its memory of parsed texts emptied before each case."""
    from headgate.compat.avro.parse import parse  # noqa: PLC0415

    check = headgate(WireFormat.AVRO)

    def afresh(one: Case) -> bool | None:
        parse.cache_clear()
        return check(one)

    return afresh


def avro_package() -> Callable[[str, str], bool | None]:
    from avro.compatibility import (  # noqa: PLC0415
        ReaderWriterCompatibilityChecker,
        SchemaCompatibilityType,
    )
    from avro.errors import AvroException  # noqa: PLC0415
    from avro.schema import parse  # noqa: PLC0415

    def reads(reader: str, writer: str) -> bool | None:
        try:
            checker = ReaderWriterCompatibilityChecker()  # type: ignore[no-untyped-call]
            found = checker.get_compatibility(parse(reader), parse(writer))
        except AvroException:
            return None
        return bool(found.compatibility is SchemaCompatibilityType.compatible)

    return reads


def protobuf() -> None:
    """Protobuf: ours beside `buf breaking`, on the public cases; then one large schema."""
    from tests.bench.wire.protobuf import section  # noqa: PLC0415

    section()


def json_schema() -> None:
    """JSON Schema: ours alone on the public cases, whose sources differ among themselves, with and without those disputed."""
    from tests.compat.jsonschema_disputed import DISPUTED  # noqa: PLC0415

    print("  no peer: jsonsubschema is not installed")
    found = cases("json")
    path = CORPUS / "json.json"
    names = [one["id"] for one in json.loads(path.read_text())["cases"]] if found else []
    settled = [one for one, name in zip(found, names, strict=True) if name not in DISPUTED]
    for title, some in (("public cases", found), ("without the disputed", settled)):
        print(f"  {title}: {len(some)}")
        report("headgate.compat", some, headgate(WireFormat.JSON))


SECTIONS: Final[dict[str, Callable[[], None]]] = {
    "avro": avro,
    "protobuf": protobuf,
    "json_schema": json_schema,
}


def main() -> None:
    for name in sys.argv[1:] or SECTIONS:
        print(name)
        SECTIONS[name]()


if __name__ == "__main__":
    main()
