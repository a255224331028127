"""history/contract-deleted — a contract that was there is there no more.

Why: its topics and their readers still exist, and nothing is promised to them any longer. A contract that moved is
found by its id, in every file that is given.

Instead: set its status to `deprecated`, then `retired`, and delete it when nobody reads its topics; if it moved, give
the folder that it moved to as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Place, Related, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.evidence import GoneContract

DELETED = Message(
    title="the contract `{contract}` was deleted{readers}",
    remedy="put it back with the status `retired`, or waive this when nobody reads {topics}",
)
RETIRED = "retired"
MOST_READERS = 5


@rule(on=GoneContract, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(gone: GoneContract, context: Context) -> Iterator[Finding]:
    contract = context.contract
    if contract.status == RETIRED:
        return
    last = Related("earlier", context.source.place("/id"), f"version {contract.version}")
    readers = [
        Related("read by", context.setting("consumers", str(place), "name"), f"`{consumer.name}`")
        for place, consumer in enumerate(contract.consumers[:MOST_READERS])
    ]
    yield DELETED.at(
        Place(gone.path),
        related=(last, *readers),
        contract=contract.id,
        readers=" while it is read" if readers else "",
        topics=", ".join(f"`{stream.topic.name}`" for stream in contract.streams) or "it",
    )
