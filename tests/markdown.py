"""Test cases written as Markdown: headings, and fenced blocks that a runner may rewrite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(
    r"^(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL
)
HEADING = re.compile(r"^## (?P<title>.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block: what follows the fence, its text, and where the text stands in the file."""

    info: str
    body: str
    start: int
    end: int


@dataclass(frozen=True)
class Section:
    """A heading of the second level and the blocks under it."""

    title: str
    blocks: tuple[Block, ...]

    def block(self, info: str) -> Block:
        """The only block with that information string."""
        found = [block for block in self.blocks if block.info == info]
        assert len(found) == 1, f"`{self.title}` has {len(found)} blocks ```{info}"
        return found[0]


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a text."""
    for match in FENCE.finditer(text):
        yield Block(match["info"].strip(), match["body"], match.start("body"), match.end("body"))


def sections(text: str) -> tuple[Section, ...]:
    """The sections of a text, in order; a heading inside of a block is text."""
    fenced = tuple(blocks(text))
    heads = [
        head for head in HEADING.finditer(text) if not any(b.start <= head.start() < b.end for b in fenced)
    ]
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return tuple(
        Section(head["title"], tuple(block for block in fenced if head.end() <= block.start < end))
        for head, end in zip(heads, ends, strict=True)
    )


def rewrite(path: Path, changes: dict[int, tuple[int, str]]) -> None:
    """Puts new texts into the file: from start to (end, text)."""
    text = path.read_text(encoding="utf-8")
    for start, (end, body) in sorted(changes.items(), reverse=True):
        text = text[:start] + body + text[end:]
    path.write_text(text, encoding="utf-8")
