"""How long one clickstream record takes to judge, beside fastjsonschema and pydantic-core on the same record.

Run: PYTHONPATH=src:. python tests/bench/validate.py. CPU time, best of several rounds; the peers are left out when absent.
fastjsonschema knows no dates or decimals, so it gets them as text and a number; pydantic judges the same Python values.
"""

from __future__ import annotations

import time
import timeit
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from importlib.util import find_spec
from typing import Annotated, Literal

from tests.samples import click, clickstream

from headgate.validate import compile_validator

ROUNDS = 7
RECORDS = 100_000

UUID = "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$"


def headgate() -> Callable[[], object]:
    validator, record = compile_validator(clickstream().streams[0]), click()
    assert validator(record) == ()
    return lambda: validator(record)


def fast_json_schema() -> Callable[[], object]:
    import fastjsonschema  # noqa: PLC0415

    text = {"type": "string"}
    optional = {"type": ["string", "null"]}
    properties = {
        "event_id": {**text, "pattern": UUID},
        "user_id": {**text, "minLength": 1, "maxLength": 64},
        "session_id": text,
        "event_type": {**text, "pattern": "^[a-z_]+$", "maxLength": 32},
        "occurred_at": text,
        "page_url": {**text, "minLength": 1, "maxLength": 2048},
        "referrer": {**optional, "maxLength": 2048},
        "product_id": {**optional, "pattern": "^P[0-9]{6}$"},
        "quantity": {"type": ["integer", "null"], "minimum": 1, "maximum": 999},
        "price": {"type": ["number", "null"], "minimum": 0},
        "page_ms": {"type": ["integer", "null"], "minimum": 0},
        "device": {"enum": ["desktop", "mobile", "tablet", "tv", None]},
    }
    required = [field.name for field in clickstream().streams[0].fields if field.required]
    schema = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    validate = fastjsonschema.compile(schema)
    record = {**click(), "occurred_at": "2026-11-23T04:05:06.789Z", "price": 19.90}
    return lambda: validate(record)


def pydantic_core() -> Callable[[], object]:
    from typing import NotRequired  # noqa: PLC0415

    from pydantic import ConfigDict, Field, TypeAdapter, with_config  # noqa: PLC0415
    from typing_extensions import TypedDict  # noqa: PLC0415

    fields = {
        "event_id": Annotated[str, Field(pattern=UUID)],
        "user_id": Annotated[str, Field(min_length=1, max_length=64)],
        "session_id": str,
        "event_type": Annotated[str, Field(pattern="^[a-z_]+$", max_length=32)],
        "occurred_at": datetime,
        "page_url": Annotated[str, Field(min_length=1, max_length=2048)],
        "referrer": NotRequired[Annotated[str, Field(max_length=2048)] | None],
        "product_id": NotRequired[Annotated[str, Field(pattern="^P[0-9]{6}$")] | None],
        "quantity": NotRequired[Annotated[int, Field(ge=1, le=999)] | None],
        "price": NotRequired[Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)] | None],
        "page_ms": NotRequired[Annotated[int, Field(ge=0)] | None],
        "device": NotRequired[Literal["desktop", "mobile", "tablet", "tv"] | None],
    }
    typed = with_config(ConfigDict(strict=True, extra="forbid"))(TypedDict("Click", fields))  # type: ignore[operator]
    validate, record = TypeAdapter(typed).validator.validate_python, click()
    return lambda: validate(record)


def contenders() -> Iterator[tuple[str, Callable[[], object]]]:
    yield "headgate.validate", headgate()
    if find_spec("fastjsonschema"):
        yield "fastjsonschema", fast_json_schema()
    if find_spec("pydantic"):
        yield "pydantic-core", pydantic_core()


def main() -> None:
    for name, run in contenders():
        best = min(timeit.repeat(run, timer=time.process_time, number=RECORDS, repeat=ROUNDS)) / RECORDS
        print(f"{name:20} {best * 1e6:6.2f} µs a record")


if __name__ == "__main__":
    main()
