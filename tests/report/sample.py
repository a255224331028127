"""One rich report that every form is shown with, its texts full of what a form could trip over."""

from __future__ import annotations

from datetime import date

from headgate.diagnostics import Edit, Finding, Fix, Place, Position, Related, Severity, Span
from headgate.lint import (
    ChangeNote,
    Comparison,
    Exemption,
    ExemptionKind,
    NotRun,
    Report,
    Waived,
)

ORDERS = "contracts/orders.odcs.yaml"
CLICKS = "contracts/click stream.odcs.yaml"
BROKEN = "contracts/broken.odcs.yaml"
TEXT = """id: orders
version: 2.1.0
schema:
  - name: Order
    properties:
      - {name: 😀total, logicalType: number}
      - {name: changed_at, logicalType: timestamp}
"""


def at(path: str, line: int, column: int, end: int, pointer: str = "") -> Place:
    return Place(path, Span(Position(line, column), Position(line, end)), pointer)


REMOVED = Finding(
    "made/field-removed",
    Severity.ERROR,
    "`discount` was removed from `Order`",
    at(ORDERS, 4, 11, 16, "/schema/0/name"),
    "`discount` stood here",
    (Related("earlier", at(f"{ORDERS} at 3f2a1c9", 6, 16, 24), "version 2.0.0"),),
    "readers built on 2.0.0 select the column by name",
    "deprecate `discount` for one release, or raise the major version",
)
VERSION = Finding(
    "made/version-too-low",
    Severity.ERROR,
    "`orders` 2.1.0 does not cover a breaking change",
    at(ORDERS, 2, 10, 15, "/version"),
    remedy="set `version` to 3.0.0",
    fix=Fix("set `version` to 3.0.0", (Edit(Span(Position(2, 10), Position(2, 15)), "3.0.0"),)),
)
UNKEYED = Finding(
    "keys/key-field-optional",
    Severity.WARNING,
    "key `😀total` of `Order` is not required",
    at(ORDERS, 6, 16, 22, "/schema/0/properties/0/name"),
    why="a record without the field has no key",
    remedy="add `required: true` to `😀total`, or choose a required field",
    fix=Fix(
        "add `required: true`",
        (Edit(Span(Position(6, 43), Position(6, 43)), ", required: true"),),
    ),
)
TWIN = Finding(
    "made/illegal-name",
    Severity.NOTE,
    "`a,b:c%d` is no name",
    at(CLICKS, 1, 5, 6),
    why="names are letters, digits and `_`: 100% of them",
    remedy="rename it",
)
LATER_TWIN = Finding(
    TWIN.rule, TWIN.severity, TWIN.title, at(CLICKS, 2, 5, 6), why=TWIN.why, remedy=TWIN.remedy
)
UNREAD = Finding(
    "made/syntax",
    Severity.ERROR,
    "the flow sequence has no end",
    at(BROKEN, 1, 5, 6),
    remedy="close the bracket",
)
WAIVED = Waived(
    Finding(
        "made/retention-short",
        Severity.ERROR,
        "`orders.v1` keeps records for less than a day",
        at(ORDERS, 4, 11, 16, "/schema/0"),
        remedy="raise `topic.retention`",
    ),
    Exemption(
        ExemptionKind.WAIVER,
        "made/retention-short",
        "the topic is moved in May",
        "@checkout",
        date(2027, 5, 31),
        at("gate/waivers.toml", 3, 1, 12),
    ),
)
KNOWN = Finding(
    "made/description-missing",
    Severity.NOTE,
    "`Order` has no description",
    at(ORDERS, 4, 11, 16, "/schema/0"),
    remedy="describe it",
)
ORDERS_HELD = Comparison(
    ORDERS,
    "orders",
    "git origin/main at 3f2a1c9",
    4,
    "2.0.0",
    "2.1.0",
    "3.0.0",
    (
        ChangeNote(
            "field-added", "additive", "both", "both", "`😀total` was added to `Order`", UNKEYED.place
        ),
        ChangeNote(
            "field-removed",
            "breaking",
            "loosens",
            "consumer",
            "`discount` was removed from `Order`",
            REMOVED.place,
            ("billing", "fraud | risk"),
            REMOVED.place,
        ),
    ),
)
CLICKS_HELD = Comparison(CLICKS, "clicks", "git origin/main at 3f2a1c9", 0, "", "1.0.0", "")
SAME_HELD = Comparison(
    "contracts/stock.odcs.yaml", "stock", "git origin/main at 3f2a1c9", 1, "1.2.0", "1.2.0", "1.2.0"
)

RICH = Report(
    findings=(REMOVED, VERSION, UNKEYED, TWIN, LATER_TWIN, UNREAD),
    not_run=(
        NotRun("made/registry-refuses", ORDERS, "needs a schema registry"),
        NotRun("made/registry-refuses", CLICKS, "needs a schema registry"),
        NotRun("", BROKEN, "no contract could be read from the file"),
    ),
    sources={ORDERS: TEXT, CLICKS: "id: a,b:c%d\nno: a,b:c%d\n", BROKEN: "id: [\n"},
    unread=(BROKEN,),
    skipped=("contracts/notes.yaml",),
    comparisons=(CLICKS_HELD, SAME_HELD, ORDERS_HELD),
    waived=(WAIVED,),
    known=(KNOWN,),
)
EMPTY = Report()
ONLY_NOT_RUN = Report(
    not_run=(NotRun("made/registry-refuses", ORDERS, "needs a schema registry"),), sources={ORDERS: TEXT}
)
HOSTILE = (
    "@team #12 !7 ~bug %1 GH-4 a/b#3 www.evil.example https://evil.example :tada: $x$ $`y`$\r\n"
    "# head\n* item\n1. one | cell || <script>alert(1)</script> <!-- x --> ![i](http://e/i.png) [t](u) \\ `a|b` ``"
    "**b** _i_ ~~s~~ &amp; \u202e \x1b[2J ]]> \ufffe 😀 ::error::x ##[error]y"
)


def hostile(text: str = HOSTILE) -> Report:
    """A report all of whose texts come from somebody who means harm."""
    path = f"contracts/{text}.yaml"
    place = at(path, 1, 1, 2, f"/{text}")
    found = Finding(
        "made/field-removed", Severity.ERROR, text, place, text, (Related(text, place, text),), text, text
    )
    change = ChangeNote("field-removed", "breaking", "loosens", "consumer", text, place, (text,))
    held = Comparison(path, text, text, 2, text, text, text, (change,))
    by = Exemption(ExemptionKind.SUPPRESSION, "keys/made", text, text, date(2027, 1, 31), place)
    absent = (NotRun("keys/made", path, text), NotRun("", path, text))
    return Report((found,), absent, {path: text}, (), (path,), (held,), (Waived(found, by),), (found,))
