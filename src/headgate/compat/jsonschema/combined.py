"""`allOf`, `anyOf` and `oneOf`: branches matched one to one with those that read them, in any order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from headgate.compat.jsonschema.found import Findings, Found, Link, Within, breaking, first_breaking, under
from headgate.compat.jsonschema.objects import Compare
from headgate.compat.jsonschema.schema import Combined, Criterion, Plain, Schema, referred


@dataclass(frozen=True, slots=True)
class CombinedComparison:
    """One reader's branches beside one writer's."""

    reader: Combined
    writer: Combined
    compare: Compare

    def found(self) -> Iterator[Found | Within | Link]:
        """Every difference between the two."""
        if self.reader.criterion is not self.writer.criterion:
            old, new = self.writer.criterion.value, self.reader.criterion.value
            if self.reader.criterion is not Criterion.ANY:
                yield Found("COMBINED_TYPE_CHANGED", (), f"`{old}` became `{new}`")
                return
            yield Found("COMBINED_TYPE_EXTENDED", (), f"`{old}` became `{new}`, which asks for less")
        yield from under((self.reader.criterion.value,), self._branches())

    def _branches(self) -> Iterator[Found | Within | Link]:
        reader, writer = self.reader.branches, self.writer.branches
        yield from self._count(len(reader), len(writer))
        matched = self._same()
        rows = [row for row in range(len(reader)) if row not in matched.values()]
        columns = [column for column in range(len(writer)) if column not in matched]
        compared = [[self.compare(reader[row], writer[column]) for column in columns] for row in rows]
        rest = matching(compared, len(columns))
        if len(rest) < min(len(rows), len(columns)):
            yield Found("COMBINED_TYPE_SUBSCHEMAS_CHANGED", (), _unmatched(compared, rest, columns))
            return
        matched |= {columns[column]: rows[row] for column, row in rest.items()}
        for column, row in sorted(matched.items()):
            yield from under((str(row),), self.compare(reader[row], writer[column]))

    def _same(self) -> dict[int, int]:
        """Branches of one text meet each other first: writer's index to reader's. A hundred by a hundred is a lot."""
        free: dict[str, list[int]] = {}
        for row, branch in enumerate(self.reader.branches):
            free.setdefault(branch.text, []).append(row)
        matched = {}
        for column, branch in enumerate(self.writer.branches):
            rows = free.get(branch.text) if branch.text else None
            if rows and not breaking(self.compare(self.reader.branches[rows[0]], branch)):
                matched[column] = rows.pop(0)
        return matched

    def _count(self, reader: int, writer: int) -> Iterator[Found | Within | Link]:
        if reader > writer:
            kind = "PRODUCT" if self.reader.criterion is Criterion.ALL else "SUM"
            yield Found(f"{kind}_TYPE_EXTENDED", (), f"{_branches(reader)} now, not {writer}")
            yield from widened(self.reader, null_before=takes_null(self.writer))
        elif reader < writer:
            kind = "PRODUCT" if self.writer.criterion is Criterion.ALL else "SUM"
            yield Found(f"{kind}_TYPE_NARROWED", (), f"{_branches(reader)} now, not {writer}")


def takes_null(part: Combined) -> bool:
    """Whether one of the branches is `null` and nothing else."""
    plains = (branch.parts for branch in part.branches if len(branch.parts) == 1)
    return any(isinstance(plain, Plain) and plain.kind == "null" for (plain,) in plains)


def widened(reader: Combined, *, null_before: bool = False) -> Iterator[Found | Within | Link]:
    """The hazards in more branches than before: a null that no reader expects, two branches that share values."""
    if takes_null(reader) and not null_before:
        yield Found("null-allowed", (), "the value may be null now; readers of before expect none")
    if reader.criterion is Criterion.ONE and not _apart(reader):
        sentence = (
            "a value that fits a new branch and an old one is no longer valid: `oneOf` takes exactly one"
        )
        yield Found("one-of-extended", (), sentence)


def matching(compared: Sequence[Sequence[Findings]], writers: int) -> dict[int, int]:
    """The most writer's branches that can each have a reader's branch to themselves: writer's index to reader's."""
    order = [_readers(compared, column) for column in range(writers)]
    taken: dict[int, int] = {}
    for column in range(writers):
        _place(column, order, taken, set())
    return {column: row for row, column in taken.items()}


def _place(column: int, order: Sequence[Sequence[int]], taken: dict[int, int], tried: set[int]) -> bool:
    """Kuhn's step: a free row for the column, or one whose column finds another."""
    for row in order[column]:
        if row in tried:
            continue
        tried.add(row)
        if row not in taken or _place(taken[row], order, taken, tried):
            taken[row] = column
            return True
    return False


def _readers(compared: Sequence[Sequence[Findings]], column: int) -> list[int]:
    """The rows that read the column, fewest differences first, so that equal branches meet each other."""
    rows = (row for row in range(len(compared)) if not breaking(compared[row][column]))
    return sorted(rows, key=lambda row: len(compared[row][column]))


def _breaks(found: Findings) -> int:
    return sum(one.breaks for one in found)


def _branches(count: int) -> str:
    return f"{count} branch{'' if count == 1 else 'es'}"


def reading_branch(part: Combined, schema: Schema, compare: Compare) -> tuple[int, Findings] | None:
    """The first of the reader's branches that takes all of `schema`, and what differs all the same."""
    for index, branch in enumerate(part.branches):
        if not breaking(found := compare(branch, schema)):
            return index, found
    return None


def written_branch(part: Combined, schema: Schema, compare: Compare) -> tuple[int, Findings] | None:
    """The first of the writer's branches that `schema` takes all of."""
    for index, branch in enumerate(part.branches):
        if not breaking(found := compare(schema, branch)):
            return index, found
    return None


def _unmatched(compared: Sequence[Sequence[Findings]], rest: dict[int, int], columns: Sequence[int]) -> str:
    lonely = next(column for column in range(len(columns)) if column not in rest)
    free = [row for row in range(len(compared)) if row not in rest.values()]
    nearest = min((compared[row][lonely] for row in free), key=_breaks)
    return (
        f"no branch of the reader's takes branch {columns[lonely]} of the writer's: {first_breaking(nearest)}"
    )


def _apart(part: Combined) -> bool:
    """Whether each branch has a type to itself, so that no value fits two."""
    kinds = [referred(branch).parts for branch in part.branches]
    named = [plain.kind for parts in kinds for plain in parts if isinstance(plain, Plain)]
    numbers = {"integer", "number"} & set(named)
    return None not in named and len(set(named)) == len(part.branches) == len(named) and len(numbers) < 2
