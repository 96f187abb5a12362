"""Word files (.docx): paragraphs with their automatic numbers, tables, notes, text boxes; changes as if accepted."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from corpus import messages
from corpus.errors import ReadError
from corpus.readers import tables
from corpus.readers.archive import Archive, attribute, child, children, local, value_of
from corpus.readers.numbering import LEVELS, Numbering
from corpus.readers.source import COMMENT, CONTENTS, DELETED, DRAWN, FOOTER, HEADER, HIDDEN, Block, Dropped, Source
from corpus.readers.styles import Styles

MAX_DEPTH = 40  # of tables in tables; a deeper one is damage
_GONE = {"del", "moveFrom"}
_INSIDE = {
    "ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo", "ruby", "rubyBase",
}  # fmt: skip
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "t": "", "sym": ""}  # the last two say it
_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}  # part of each kind of note
_CITES = {f"{kind}Reference" for kind in _NOTES}
_DRAWINGS = {"drawing", "pict", "object", "AlternateContent"}
_ART = "textpath"  # WordArt of older files: a red head
_PARTS = {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"}
_BESIDE = re.compile(r"word/(?:(header|footer)\d*|(comments)|(?:diagrams|charts)/(data|chart)\d*)\.xml")
_BESIDE_KINDS = {"header": HEADER, "footer": FOOTER, "comments": COMMENT, "data": DRAWN, "chart": DRAWN}
_TOC_STYLE = re.compile(r"^(?:toc|table of contents|目录)\b", re.I)


class _Reader:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.styles = Styles(archive.xml("word/styles.xml"))
        self.numbering = Numbering(archive.xml("word/numbering.xml"), self.styles.list_of)
        self.dropped: list[Dropped] = []
        self.tables = self.pictures = self.depth = self.fields = 0
        self.noted: Counter[str] = Counter()  # by kind: in the file a note has an id, which is no number that a reader sees
        self.contents_at: int | None = None  # the depth of fields at which a table of contents began
        self.changed = self.formulas = self.drawn = False
        self.carried = ""  # of a paragraph whose end was deleted: it goes on in the next
        self.boxes: list[Any] = []  # what holds the text of a text box, or states that of WordArt
        self.notes = {kind: self._notes(part, kind) for kind, part in _NOTES.items()}
        self.cited: list[tuple[str, str]] = []

    def _notes(self, part: str, kind: str) -> dict[str, Any]:
        found = children(self.archive.xml(f"word/{part}.xml"), kind)
        return {attribute(note, "id"): note for note in found if attribute(note, "type") in ("", "normal")}

    def body(self, holder: Any) -> Iterator[Block]:
        """Yield the blocks of a body, a cell, a text box or a note."""
        for element in holder:
            match local(element):
                case "p":
                    yield from self.paragraph(element)
                case "tbl":
                    yield from self.table(element)
                case "sdt" if self._is_contents(element):
                    self._drop(element, CONTENTS)
                case "del" | "moveFrom":
                    self._drop(element, DELETED)
                case name if name in _INSIDE:
                    yield from self.body(element)

    def _is_contents(self, element: Any) -> bool:
        gallery = value_of(child(child(element, "sdtPr"), "docPartObj"), "docPartGallery")
        return gallery == "Table of Contents"

    def _drop(self, element: Any | None, kind: str) -> None:
        if element is None:  # a part without content
            return
        self.changed |= kind == DELETED
        for paragraph in list(element.iter("{*}p")) or [element]:
            text = "".join(_texts(paragraph, {"t", "delText"}))
            if text.strip():
                self.dropped.append(Dropped(kind, text))

    def paragraph(self, element: Any) -> Iterator[Block]:
        """Yield a paragraph: a block for each of its lines, then its text boxes and notes."""
        properties = child(element, "pPr")
        style = value_of(properties, "pStyle") or self.styles.default
        began = self.contents_at is not None
        text = self.carried + self.runs(element)
        self.carried = ""
        if child(child(properties, "rPr"), "del") is not None:
            self.changed, self.carried = True, text
            return
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        name = self.styles.name(style)
        if began or self.contents_at is not None or _TOC_STYLE.match(name):
            self.dropped += [Dropped(CONTENTS, line) for line in lines]
        else:
            label = self._number(properties, style)
            kind = "title" if name.lower() in ("title", "标题") else "paragraph"
            yield from (Block(line, kind, style=name, number="" if at else label) for at, line in enumerate(lines))
        yield from self._attached()

    def _attached(self) -> Iterator[Block]:
        boxes, self.boxes = self.boxes, []
        cited, self.cited = self.cited, []
        for box in boxes:
            yield from [Block(text) for text in _texts(box, set())] if local(box) == _ART else self.body(box)
        for kind, identifier in cited:
            note = self.notes[kind].pop(identifier, None)
            if note is not None:
                text = " ".join(block.line for block in self.body(note))
                self.noted[kind] += 1
                if text:
                    yield Block(text, "note", number=messages.NOTE.format(number=self.noted[kind]))

    def _number(self, properties: Any | None, style: str) -> str:
        """Return the automatic number of a paragraph, counting it."""
        direct = child(properties, "numPr")
        number, level = value_of(direct, "numId"), value_of(direct, "ilvl")
        if not number:
            number = self.styles.list_of(style)
            for base, element in self.styles.chain(style):
                at = self.numbering.level_of_style(number, base)
                own = value_of(child(child(element, "pPr"), "numPr"), "ilvl")
                if not level and (at is not None or own):
                    level = str(at) if at is not None else own
        if number in ("", "0") or not re.fullmatch(r"\d?", level):
            return ""
        return self.numbering.next(number, min(int(level or 0), LEVELS - 1))

    def runs(self, element: Any) -> str:
        """Return the text of a paragraph, what was deleted or hidden left out."""
        parts: list[str] = []
        for inner in element:
            name = local(inner)
            if name in _GONE:
                self._drop(inner, DELETED)
            elif name == "r":
                parts.append(self.run(inner))
            elif name in ("oMath", "oMathPara"):
                self.formulas = True
                parts.append("".join(_texts(inner, {"t"})))
            elif name in _INSIDE:
                self.changed |= name in ("ins", "moveTo")
                parts.append(self.runs(inner))
        return "".join(parts)

    def run(self, run: Any) -> str:
        """Return the text of a run."""
        vanish = child(child(run, "rPr"), "vanish")
        if vanish is not None and attribute(vanish, "val", "1") not in ("0", "false"):
            self._drop(run, HIDDEN)
            return ""
        return "".join(self._piece(piece) for piece in run)

    def _piece(self, piece: Any) -> str:
        name = local(piece)
        if name in _SIGNS:
            return _SIGNS[name] or _said(piece)
        if name == "ruby":
            return self.runs(piece)
        if name == "fldChar":
            self._field(attribute(piece, "fldCharType"))
        elif name == "instrText" and self.contents_at is None and re.match(r"\s*TOC\b", piece.text or ""):
            self.contents_at = self.fields
        elif name in _CITES:
            self.cited.append((name.removesuffix("Reference"), attribute(piece, "id")))
        elif name in _DRAWINGS:
            self._drawing(piece)
        return ""

    def _field(self, kind: str) -> None:
        self.fields += {"begin": 1, "end": -1}.get(kind, 0)
        if self.contents_at is not None and self.fields < self.contents_at:
            self.contents_at = None

    def _drawing(self, element: Any) -> None:
        """Take the text boxes of a drawing, once though it is written for old and new programs, and count its pictures."""
        chosen = child(element, "Choice") if local(element) == "AlternateContent" else element
        for inner in () if chosen is None else chosen.iter():
            if local(inner) in ("txbxContent", _ART):
                self.boxes.append(inner)
            elif local(inner) in ("blip", "imagedata"):
                self.pictures += 1

    def table(self, element: Any) -> Iterator[Block]:
        """Yield the rows of a table."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ReadError(messages.DAMAGED.format(name=self.archive.name))
        rows = list(self._rows(element))
        self.depth -= 1
        if self.depth == 0:
            blocks = tables.blocks_of(tables.grid(rows), self.tables + 1)
            self.tables += any(block.kind == "row" for block in blocks)
        else:
            blocks = [Block(" ".join(cell.text for cell in row if cell.text)) for row in rows]
        yield from (block for block in blocks if block.text)

    def _rows(self, element: Any) -> Iterator[list[tables.Cell]]:
        above: dict[int, tables.Cell] = {}  # by column: cells that may go on below
        for row in _within(element, "tr"):
            if child(child(row, "trPr"), "del") is not None:
                self._drop(row, DELETED)
                continue
            heads = child(child(row, "trPr"), "tblHeader") is not None
            cells: list[tables.Cell] = []
            column = 0
            for element_of_cell in _within(row, "tc"):
                properties = child(element_of_cell, "tcPr")
                across = int(width) if re.fullmatch(r"\d{1,2}", width := value_of(properties, "gridSpan")) else 1
                merge = child(properties, "vMerge")
                if merge is not None and attribute(merge, "val", "continue") == "continue" and column in above:
                    above[column].down += 1
                    above[column].paragraphs += [block.line for block in self.body(element_of_cell)]
                else:
                    cell = tables.Cell([block.line for block in self.body(element_of_cell)], across, heads=heads)
                    cells.append(cell)
                    above[column] = cell
                column += across
            yield cells

    def beside(self) -> None:
        """List as dropped what stands beside the text: headers, footers, comments, diagrams and charts."""
        for part in self.archive.parts:
            if found := _BESIDE.fullmatch(part):
                kind = _BESIDE_KINDS[found[found.lastindex or 0]]
                before = len(self.dropped)
                self._drop(self.archive.xml(part), kind)
                self.drawn |= kind == DRAWN and len(self.dropped) > before

    def warnings(self) -> Iterator[str]:
        """Yield what must be said about the file."""
        name = self.archive.name
        if self.changed:
            yield messages.TRACKED_CHANGES.format(name=name)
        if self.pictures:
            yield messages.PICTURES.format(name=name, count=self.pictures)
        if self.drawn:
            yield messages.DIAGRAMS.format(name=name)
        if self.formulas:
            yield messages.FORMULAS.format(name=name)


def _within(element: Any, name: str) -> Iterator[Any]:
    """Yield the parts of a table of that name, also inside what only wraps them."""
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) in _INSIDE:
            yield from _within(inner, name)


def _texts(element: Any | None, names: set[str]) -> Iterator[str]:
    if element is not None:
        found = (
            attribute(inner, "string") if local(inner) == _ART else inner.text
            for inner in element.iter()
            if local(inner) in {*names, _ART}
        )
        yield from filter(None, found)


def _said(piece: Any) -> str:
    """Return the text of a piece of a run, or the character that it names."""
    return _symbol(attribute(piece, "char")) if local(piece) == "sym" else piece.text or ""


def _symbol(code: str) -> str:
    """Return the character of a symbol; none for those of symbol fonts, which have no meaning outside of them."""
    point = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,5}", code) else 0
    return chr(point) if chr(point).isprintable() else ""  # characters of private use are not printable


def _pieces(archive: Archive) -> Iterator[str]:
    """Yield every text of the file, in no other way than one by one: the count that the blocks are held against."""
    for part in archive.parts:
        if _BESIDE.fullmatch(part) or part in _PARTS:
            root = archive.xml(part)
            for inner in () if root is None else root.iter("{*}t", "{*}delText", f"{{*}}{_ART}"):
                text = inner.get("string") if local(inner) == _ART else inner.text
                if text and not any(local(above) == "Fallback" for above in inner.iterancestors()):
                    yield text


def read_docx(data: bytes, name: str) -> Source:
    """Return the blocks of a Word file.

    Raises:
        ReadError: the file is damaged or has a password.
    """
    archive = Archive(data, name)
    root = archive.xml("word/document.xml")
    body = child(root, "body")
    if body is None:
        raise ReadError(messages.DAMAGED.format(name=name))
    reader = _Reader(archive)
    blocks = list(reader.body(body))
    if reader.carried:
        blocks.append(Block(reader.carried))
    reader.beside()
    return Source(
        "docx", tuple(blocks), dropped=tuple(reader.dropped), warnings=tuple(reader.warnings()), pieces=tuple(_pieces(archive))
    )
