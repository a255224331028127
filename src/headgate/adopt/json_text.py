"""The JSON that Avro and JSON Schemas are written in."""

from __future__ import annotations

import json

from headgate.adopt.record import TOO_DEEP, SourceError


def json_value(text: str) -> object:
    """The value that the text is; raises `SourceError` when it is no JSON, or none that can be written again."""
    try:
        value: object = json.loads(text)
        json.dumps(value, ensure_ascii=False).encode()
    except RecursionError:
        raise SourceError(TOO_DEEP) from None
    except UnicodeEncodeError as fault:
        half = ascii(fault.object[fault.start])
        raise SourceError(f"the text has {half}, half of a character; write the whole one") from None
    except ValueError as fault:
        raise SourceError(f"this is no JSON: {fault}") from None
    return value
