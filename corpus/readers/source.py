"""What a reader makes of a file: blocks of text, with what was left out and what must be said about it."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

FOOTER, HEADER, PAGE_NUMBER, CONTENTS = "页脚", "页眉", "页码", "目录"
DELETED, HIDDEN, DOUBLED, AROUND = "修订删除", "隐藏文字", "重印字", "正文之外"
UNCLEAR, ILLEGIBLE, COMMENT, DRAWN = "识别不清", "坏文字层", "批注", "图示"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a row of a table or a note; one line of the stored text.

    ``number`` is what the reader wrote out in front of it: Word's automatic number, the place of a row (表1第2行).
    """

    text: str
    kind: str = "paragraph"  # title, paragraph, row, note
    page: int | None = None
    style: str = ""  # as the file names it: heading 1, h2
    number: str = ""
    turns: tuple[tuple[int, int], ...] = ()  # where further pages begin in the text: (character offset, number of the page)

    @property
    def line(self) -> str:
        """The block as a line of the stored text, its number in front."""
        return self.number + self.text


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that the file itself states about the document, with the words it was taken from and where they stand."""

    value: str
    quote: str
    where: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A text of the file that is not stored: a running head, a page number, the table of contents."""

    kind: str
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read.

    ``pieces`` are all texts of the file, taken by another way than the blocks: what stands neither in a block nor in
    ``dropped`` was lost. ``recognised``: the text was read from pictures and may be wrong.
    """

    kind: str
    blocks: tuple[Block, ...]
    proposals: dict[str, Proposal] = field(default_factory=dict)
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    recognised: bool = False
    ending: str = "\n"  # of each block in the stored text; empty for text files, which keep their own line breaks

    @property
    def text(self) -> str:
        """The stored text: one line a block."""
        return "".join(block.line + self.ending for block in self.blocks)

    @property
    def pages(self) -> tuple[tuple[int, int], ...]:
        """Where each page begins in the stored text: (character offset, number of the page); empty without pages."""
        found: list[tuple[int, int]] = []
        at = 0
        for block in self.blocks:
            starts = [] if block.page is None else [(at, block.page)]
            starts += [(at + len(block.number) + offset, page) for offset, page in block.turns]
            for start, page in starts:
                if not found or found[-1][1] != page:
                    found.append((start, page))
            at += len(block.line) + len(self.ending)
        return tuple(found)

    def lost(self) -> list[str]:
        """Return the pieces of the file, or what is missing of them, that are neither stored nor dropped."""
        return _missing(self.pieces, self.text, "\n".join(dropped.text for dropped in self.dropped))

    def coverage(self) -> float:
        """Return the share of the characters of the file, in [0, 1], that are stored or listed as dropped."""
        whole = sum(len(_compared(piece)) for piece in self.pieces)
        return 1.0 - sum(map(len, self.lost())) / whole if whole else 1.0

    def to_dict(self) -> dict[str, Any]:
        """Return the source as plain JSON data."""
        return asdict(self)


def source_from(row: dict[str, Any]) -> Source:
    """Return the source that ``to_dict`` wrote."""
    return Source(
        row["kind"], tuple(_block_from(block) for block in row["blocks"]),
        {key: Proposal(**value) for key, value in row["proposals"].items()},
        tuple(Dropped(**dropped) for dropped in row["dropped"]), tuple(row["warnings"]), tuple(row["pieces"]), row["recognised"],
        row["ending"],
    )  # fmt: skip


def _block_from(row: dict[str, Any]) -> Block:
    return Block(**{**row, "turns": tuple((at, page) for at, page in row["turns"])})


def squeeze(text: str) -> str:
    """Return the text without white space."""
    return "".join(text.split())


def _compared(text: str) -> str:
    """Return what of a text is counted: no white space, nor quotation marks, which PDFium puts behind what they open."""
    return squeeze(text.translate(_QUOTES))


_QUOTES = dict.fromkeys(map(ord, "“”‘’"))


_WINDOW = 4000  # characters; where the next piece is looked for first: pieces come mostly in the order of the text


def _missing(pieces: Iterable[str], stored: str, dropped: str) -> list[str]:
    """Return the pieces that are not there, as often as they are not; each place of the text answers for one piece.

    A piece that is not there as a whole may be there word by word: the cells of a row stand in one line of a page.
    """
    text, at = _compared(stored), 0
    rest = _compared(dropped)
    out_of_order: Counter[str] = Counter()
    used: Counter[str] = Counter()
    waiting = deque(pieces)
    while waiting:
        piece = waiting.popleft()
        whole = _compared(piece)
        found = text.find(whole, at, at + len(whole) + _WINDOW) if whole else at
        if found >= 0:
            at = found + len(whole)
            used[whole] += 1
        elif len(words := piece.split()) > 1 and whole not in text and whole not in rest:
            waiting.extendleft(reversed(words))
        else:
            out_of_order[whole] += 1
    lost: list[str] = []
    for piece, count in out_of_order.items():
        there = text.count(piece) + rest.count(piece) - used[piece]
        lost += [piece] * max(0, count - there)
    return lost
