"""version/bump-too-small — the version does not say what changed.

Why: consumers decide by the version whether they may upgrade unread, and this one tells them too little. By Semantic
Versioning a breaking change raises the major version, an additive one the minor, all else the patch; below 1.0.0 a
breaking change raises the minor.

Instead: state the required version, or take the gravest changes back.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change import sentence_of, verdict_of
from headgate.diagnostics import Finding, Message, Related, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import gravest, place_of
from headgate.lint.version_edit import version_fix
from headgate.model import Contract

TOO_SMALL = Message(
    title="version {declared} does not cover what changed since {earlier}",
    remedy="state version {required}, or take the {verdict} changes back",
    label="{required} at least",
)


@rule(on=Contract, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(contract: Contract, context: Context) -> Iterator[Finding]:
    before = context.before
    change = None if before is None else gravest(before)
    if before is None or change is None or before.is_covered:
        return
    then = before.source.place("/version")
    related = [
        Related("earlier", then, f"version {before.contract.version}"),
        Related("because", place_of(change, context), sentence_of(change)),
    ]
    yield TOO_SMALL.at(
        context.at("version"),
        related=related,
        fix=version_fix(context.source, before.required),
        declared=contract.version,
        earlier=before.contract.version,
        required=before.required,
        verdict=verdict_of(change, before.regrades).value,
    )
