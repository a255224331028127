"""The table of verdicts: for every kind of change, its direction, who has to look, the verdict, and its sentence.

`headgate generate docs` prints it as gate/changes.md. A policy may regrade a kind; nothing else decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from headgate.change.kinds import KINDS, Change
from headgate.change.verdict import Direction, Perspective, Row, Verdict, kind_name

# The area is where the rule of a breaking kind is; the keys lead from the changed node to what is written there.
_TABLE: Final = """\
[schema]
field-added                | tightens | consumer | additive |                       | `{field}` was added to `{stream}`
required-field-added       | tightens | producer | breaking | required              | required `{field}` was added to `{stream}`
field-removed              | loosens  | consumer | breaking |                       | `{field}` was removed from `{stream}`
field-renamed              | both     | consumer | breaking | name                  | `{before}` of `{stream}` was renamed to `{after}`
fields-reordered           | both     | consumer | internal | properties            | the fields of `{stream}` were put in another order
type-narrowed              | tightens | producer | breaking | logicalType           | `{field}` of `{stream}` was narrowed from {before} to {after}
type-widened               | loosens  | consumer | breaking | logicalType           | `{field}` of `{stream}` was widened from {before} to {after}
type-replaced              | both     | both     | breaking | logicalType           | `{field}` of `{stream}` became {after}, and was {before}
enum-shrunk                | tightens | producer | breaking | enum                  | `{field}` of `{stream}` lost {symbols}
enum-extended              | loosens  | consumer | breaking | enum                  | `{field}` of `{stream}` gained {symbols}
enum-reordered             | both     | consumer | internal | enum                  | the symbols of `{field}` of `{stream}` were put in another order
enum-renumbered            | both     | consumer | breaking | enum                  | `{field}` of `{stream}` has other numbers for {symbols}
required-tightened         | tightens | producer | breaking | required              | `{field}` of `{stream}` became required
required-loosened          | loosens  | consumer | breaking | required              | `{field}` of `{stream}` became optional
number-changed             | both     | consumer | breaking | number                | `{field}` of `{stream}` has number {after}, and had {before}
type-renamed               | both     | consumer | breaking | typeName              | the type in `{field}` of `{stream}` is `{after}`, and was `{before}`
field-deprecated           | loosens  | consumer | additive | deprecated            | `{field}` of `{stream}` was deprecated
field-reinstated           | tightens | consumer | additive | deprecated            | `{field}` of `{stream}` is no longer deprecated
field-doc-changed          | both     | consumer | internal | description           | the description of `{field}` of `{stream}` was changed
stream-added               | tightens | consumer | additive |                       | the stream `{stream}` was added
stream-removed             | loosens  | consumer | breaking |                       | the stream `{stream}` was removed
stream-renamed             | both     | consumer | breaking | name                  | the stream `{before}` was renamed to `{after}`
stream-doc-changed         | both     | consumer | internal | description           | the description of `{stream}` was changed
[keys]
key-added                  | tightens | consumer | additive | topic/key             | the records of `{stream}` are keyed by `{after}` now
key-dropped                | loosens  | consumer | breaking | topic/key             | the message key `{before}` of `{stream}` was dropped
key-changed                | both     | consumer | breaking | topic/key             | the message key of `{stream}` was changed from `{before}` to `{after}`
primary-key-added          | tightens | consumer | additive | primaryKey            | `{after}` became the primary key of `{stream}`
primary-key-dropped        | loosens  | consumer | breaking | primaryKey            | the primary key `{before}` of `{stream}` was dropped
primary-key-changed        | both     | consumer | breaking | primaryKey            | the primary key of `{stream}` went from `{before}` to `{after}`
dedup-added                | tightens | consumer | additive | dedup                 | `{stream}` is deduplicated now
dedup-dropped              | loosens  | consumer | breaking | dedup                 | `{stream}` is no longer deduplicated
dedup-changed              | both     | consumer | breaking | dedup/by              | `{stream}` is deduplicated by `{after}`, not by `{before}`
dedup-scope-changed        | both     | consumer | breaking | dedup/scope           | the scope of duplicates in `{stream}` went from {before} to {after}
dedup-within-shortened     | loosens  | consumer | breaking | dedup/within          | deduplication of `{stream}` was shortened from {before} to {after}
dedup-within-lengthened    | tightens | consumer | additive | dedup/within          | deduplication of `{stream}` was lengthened from {before} to {after}
[topic]
topic-renamed              | both     | both     | breaking | physicalName          | the topic of `{stream}` was renamed from `{before}` to `{after}`
format-changed             | both     | both     | breaking |                       | `{stream}` is written as {after}, and was {before}
partitions-added           | tightens | consumer | internal | topic/partitions      | the partitions of `{stream}` were raised from {before} to {after}
partitions-removed         | loosens  | both     | breaking | topic/partitions      | the partitions of `{stream}` were cut from {before} to {after}
keys-repartitioned         | tightens | consumer | breaking | topic/partitions      | `{stream}` has {after} partitions, not {before}, so its keys move
replication-raised         | tightens | consumer | internal | topic/replication     | the replication of `{stream}` was raised from {before} to {after}
replication-lowered        | loosens  | consumer | internal | topic/replication     | the replication of `{stream}` was lowered from {before} to {after}
min-insync-raised          | tightens | producer | internal | topic/minInsync       | the least in-sync replicas of `{stream}` went from {before} to {after}
min-insync-lowered         | loosens  | consumer | internal | topic/minInsync       | the least in-sync replicas of `{stream}` went from {before} to {after}
retention-lengthened       | tightens | consumer | additive | topic/retention       | the retention of `{stream}` was lengthened from {before} to {after}
retention-shortened        | loosens  | consumer | breaking | topic/retention       | the retention of `{stream}` was shortened from {before} to {after}
cleanup-changed            | both     | consumer | breaking | topic/cleanup         | the cleanup of `{stream}` was changed from {before} to {after}
volume-changed             | both     | consumer | additive | volume                | the declared volume of `{stream}` was changed from {before} to {after}
subject-strategy-changed   | both     | both     | breaking | topic/subjectStrategy | the subject of `{stream}` is named by {after}, and was by {before}
compatibility-tightened    | tightens | producer | additive | topic/compatibility   | the compatibility of `{stream}` went from {before} up to {after}
compatibility-loosened     | loosens  | consumer | breaking | topic/compatibility   | the compatibility of `{stream}` went from {before} down to {after}
compatibility-replaced     | both     | both     | breaking | topic/compatibility   | the compatibility of `{stream}` is {after}, and was {before}
[time]
event-time-added           | tightens | consumer | additive | eventTime             | `{after}` became the event time of `{stream}`
event-time-dropped         | loosens  | consumer | breaking | eventTime             | the event time `{before}` of `{stream}` was dropped
event-time-changed         | both     | consumer | breaking | eventTime             | the event time of `{stream}` was changed from `{before}` to `{after}`
lateness-added             | tightens | producer | additive | lateness              | the lateness of `{stream}` is bounded now
lateness-dropped           | loosens  | consumer | breaking | lateness              | the lateness of `{stream}` is no longer bounded
allowed-lateness-shortened | tightens | producer | breaking | lateness/allowed      | records of `{stream}` are late after {after}, and were after {before}
allowed-lateness-lengthened| loosens  | consumer | breaking | lateness/allowed      | records of `{stream}` may be {after} late, and might be {before}
watermark-shortened        | tightens | consumer | breaking | lateness/watermark    | the watermark of `{stream}` waits {after}, and waited {before}
watermark-lengthened       | loosens  | consumer | additive | lateness/watermark    | the watermark of `{stream}` waits {after}, and waited {before}
idle-shortened             | tightens | consumer | internal | lateness/idle         | a partition of `{stream}` is idle after {after}, and was after {before}
idle-lengthened            | loosens  | consumer | internal | lateness/idle         | a partition of `{stream}` is idle after {after}, and was after {before}
[privacy]
class-raised               | tightens | consumer | additive | classification        | the class of `{field}` of `{stream}` was raised from {before} to {after}
class-lowered              | loosens  | consumer | breaking | classification        | the class of `{field}` of `{stream}` was lowered from {before} to {after}
class-dropped              | loosens  | consumer | breaking | classification        | the class {before} of `{field}` of `{stream}` was dropped
class-replaced             | both     | consumer | breaking | classification        | the class of `{field}` of `{stream}` went from {before} to {after}
treatment-tightened        | tightens | consumer | breaking | privacy               | the treatment of `{field}` of `{stream}` was tightened from {before} to {after}
treatment-loosened         | loosens  | consumer | breaking | privacy               | the treatment of `{field}` of `{stream}` was loosened from {before} to {after}
data-subject-set           | tightens | consumer | additive | dataSubject           | `{field}` of `{stream}` says now whom a record is about
data-subject-unset         | loosens  | consumer | breaking | dataSubject           | `{field}` of `{stream}` no longer says whom a record is about
[quality]
expectation-added          | tightens | producer | additive |                       | the rule `{name}` was added to `{stream}`
expectation-removed        | loosens  | consumer | breaking |                       | the rule `{name}` was removed from `{stream}`
expectation-renamed        | both     | consumer | internal | name                  | the rule `{before}` of `{stream}` was renamed to `{after}`
expectation-tightened      | tightens | producer | additive |                       | the rule `{name}` of `{stream}` was tightened from {before} to {after}
expectation-loosened       | loosens  | consumer | breaking |                       | the rule `{name}` of `{stream}` was loosened from {before} to {after}
expectation-replaced       | both     | both     | breaking |                       | the rule `{name}` of `{stream}` was changed from {before} to {after}
action-tightened           | tightens | producer | additive | action                | a breach of `{name}` of `{stream}` leads to {after}, and led to {before}
action-loosened            | loosens  | consumer | breaking | action                | a breach of `{name}` of `{stream}` leads to {after}, and led to {before}
weight-raised              | tightens | producer | internal | severity              | the severity of `{name}` of `{stream}` was raised from {before} to {after}
weight-lowered             | loosens  | consumer | internal | severity              | the severity of `{name}` of `{stream}` was lowered from {before} to {after}
expectation-doc-changed    | both     | consumer | internal | description           | the description of the rule `{name}` of `{stream}` was changed
[objectives]
objective-added            | tightens | consumer | additive |                       | the objective `{name}` was added
objective-removed          | loosens  | consumer | breaking |                       | the objective `{name}` was removed
objective-renamed          | both     | consumer | internal | property              | the objective `{before}` was renamed to `{after}`
objective-tightened        | tightens | consumer | additive | value                 | the objective `{name}` was tightened from {before} to {after}
objective-loosened         | loosens  | consumer | breaking | value                 | the objective `{name}` was loosened from {before} to {after}
objective-replaced         | both     | consumer | breaking | value                 | the objective `{name}` was changed from {before} to {after}
window-shortened           | tightens | consumer | additive | window                | the window of `{name}` was shortened from {before} to {after}
window-lengthened          | loosens  | consumer | breaking | window                | the window of `{name}` was lengthened from {before} to {after}
burn-changed               | both     | producer | internal | burn                  | the burn alert of `{name}` was changed from {before} to {after}
no-data-changed            | both     | producer | internal | noData                | no data of `{name}` is taken as {after}, and was as {before}
[lifecycle]
id-changed                 | both     | both     | breaking | id                    | the contract's id was changed from `{before}` to `{after}`
status-advanced            | tightens | consumer | additive | status                | the status was raised from {before} to {after}
status-withdrawn           | loosens  | consumer | breaking | status                | the status was taken back from {before} to {after}
contract-deprecated        | loosens  | consumer | additive | status                | the contract was deprecated, and was {before}
contract-retired           | loosens  | consumer | breaking | status                | the contract was retired, and was {before}
status-replaced            | both     | consumer | additive | status                | the status was changed from {before} to {after}
owner-changed              | both     | consumer | internal | team                  | the owner was changed from {before} to {after}
domain-changed             | both     | consumer | internal | domain                | the domain was changed from {before} to {after}
name-changed               | both     | consumer | internal | name                  | the name was changed from {before} to {after}
purpose-changed            | both     | consumer | internal | description/purpose   | the purpose was told in other words
consumer-added             | tightens | producer | internal | consumers             | the consumer `{consumer}` was added
consumer-removed           | loosens  | producer | internal | consumers             | the consumer `{consumer}` was taken off the list
consumer-changed           | both     | producer | internal | consumers             | the consumer `{consumer}` was changed
"""


@cache
def table() -> Mapping[type[Change], Row]:
    """The rows by kind, in the order they are written."""
    return MappingProxyType({row.kind: row for row in _rows()})


def _rows() -> Iterator[Row]:
    kinds = {kind_name(kind): kind for kind in KINDS}
    area = ""
    for line in _TABLE.splitlines():
        if line.startswith("["):
            area = line.strip("[]")
            continue
        name, direction, perspective, verdict, keys, sentence = map(str.strip, line.split("|"))
        yield Row(
            kinds[name],
            Direction(direction),
            Perspective(perspective),
            Verdict(verdict),
            area,
            tuple(filter(None, keys.split("/"))),
            sentence,
        )
